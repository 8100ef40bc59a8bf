// Bytes of a file -> its text, in pieces: opens gzip, and finds the encoding from what stands in the
// file, never from its name. Memory stays flat whatever the size.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { limits } from '../core/limits.js';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** Why a file can't be used at all, and what to do about it. */
export interface Refusal {
  readonly refused: string;
}

export interface TextFile {
  readonly encoding: Encoding;
  /** The beginning, at most `limits.sampleBytes`; `whole` says that it is all of the file. */
  readonly sample: string;
  readonly whole: boolean;
  /** The text from its beginning; may be read more than once. */
  readonly pieces: () => AsyncGenerator<string>;
  /** Why the bytes ended early, once the pieces have been read; null: they did not. */
  readonly damage: () => string | null;
}

const saveAsCsv =
  'open it and save the sheet as "CSV UTF-8 (comma delimited)", with the columns of ids set to text; better, export it as CSV from the system itself';

const signatures: readonly (readonly [string, string])[] = [
  ['504b0304', `it is an Excel workbook or another ZIP archive: ${saveAsCsv}`],
  ['504b0506', 'it is an empty ZIP archive: export it again'],
  ['d0cf11e0', `it is an old Excel workbook: ${saveAsCsv}`],
  ['25504446', 'it is a PDF: export the data as CSV instead'],
  ['50415231', 'it is a Parquet file: export the data as CSV or JSON lines instead'],
  ['89504e47', 'it is a picture: export the data as CSV instead'],
];

function describedError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read: change its permissions';
    case 'EISDIR':
      return 'it is a folder';
    case 'Z_BUF_ERROR':
      return 'the archive ends early: download it again';
    case 'Z_DATA_ERROR':
      return 'the archive is damaged: download it again';
    default:
      return `it can't be read (${code === '' ? 'unknown reason' : code})`;
  }
}

async function headOf(path: string): Promise<Buffer | Refusal> {
  try {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(limits.sampleBytes);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    return { refused: describedError(error) };
  }
}

function unzippedHead(head: Buffer): Buffer | Refusal {
  try {
    const text = gunzipSync(head, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: limits.sampleBytes * 1_100,
    });
    if (text.length === 0) return { refused: 'the archive is empty: download it again' };
    return text.subarray(0, limits.sampleBytes);
  } catch (error) {
    return { refused: describedError(error) };
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Bytes of the file, unpacked. A fault of the stream ends them and is told to `onDamage`. */
async function* bytesOf(
  path: string,
  gzip: boolean,
  onDamage: (reason: string) => void,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: 262_144 });
  let stream: Readable = raw;
  if (gzip) {
    const unpacked = createGunzip();
    raw.on('error', (error) => unpacked.destroy(error));
    stream = raw.pipe(unpacked);
  }
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    onDamage(describedError(error));
  } finally {
    raw.destroy();
    stream.destroy();
  }
}

function byMark(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;
}

/** UTF-16 without a mark: text in Latin letters has a zero in every second byte. */
function byZeros(head: Buffer): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < head.length; index += 2) {
    if (head[index] === 0) even += 1;
    if (head[index + 1] === 0) odd += 1;
  }
  const most = head.length * 0.4;
  if (odd >= most && even * 10 < odd) return 'utf-16le';
  return even >= most && odd * 10 < even ? 'utf-16be' : null;
}

async function isUtf8(path: string, gzip: boolean): Promise<boolean> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytesOf(path, gzip, () => undefined)) {
      strict.decode(chunk, { stream: true });
    }
    // A last character that the end cuts in two is no reason to read all others otherwise.
    return true;
  } catch {
    return false;
  }
}

/** What cp1252 has where Latin-1 has control characters, 0x80 to 0x9f. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

interface Decoder {
  readonly decode: (bytes: Buffer) => string;
  readonly end: () => string;
}

function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'windows-1252') {
    const replaced = (code: string): string => windows1252[code.charCodeAt(0) - 0x80] ?? code;
    return {
      decode: (bytes) => bytes.toString('latin1').replace(/[\u0080-\u009f]/g, replaced),
      end: () => '',
    };
  }
  const decoder = new TextDecoder(encoding);
  return {
    decode: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}

function refusalOf(bytes: Buffer): string | null {
  if (bytes.length === 0) return 'the file is empty: export it again';
  const start = bytes.subarray(0, 4).toString('hex');
  return signatures.find(([signature]) => start === signature)?.[1] ?? null;
}

function refusalOfText(text: string): string | null {
  if (text.trim() === '') return 'the file holds nothing but blanks: export it again';
  let controls = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32)) controls += 1;
  }
  if (controls * 50 > text.length) return 'it is no text: export the data as CSV or JSON lines';
  if (/^\s*<(?:!doctype html|html)/i.test(text)) {
    return 'it is a web page, such as a page to log in: download the export again';
  }
  return /^\s*<\?xml/.test(text)
    ? 'it is XML, for which there is no reader: export it as CSV'
    : null;
}

/** Opens a file as text, or says why it is none. */
export async function openText(path: string): Promise<TextFile | Refusal> {
  const head = await headOf(path);
  if ('refused' in head) return head;
  const gzip = isGzip(head);
  const bytes = gzip ? unzippedHead(head) : head;
  if ('refused' in bytes) return bytes;
  const refused = refusalOf(bytes);
  if (refused !== null) return { refused };
  const marked = byMark(bytes) ?? byZeros(bytes);
  const encoding = marked ?? ((await isUtf8(path, gzip)) ? 'utf-8' : 'windows-1252');
  const decoder = decoderOf(encoding);
  const sample = withoutMark(decoder.decode(bytes));
  const refusedText = refusalOfText(sample);
  if (refusedText !== null) return { refused: refusedText };
  let damage: string | null = null;
  return {
    encoding,
    sample,
    whole: bytes.length < limits.sampleBytes,
    pieces: () =>
      piecesOf(
        bytesOf(path, gzip, (reason) => {
          damage = reason;
        }),
        encoding,
      ),
    damage: () => damage,
  };
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

async function* piecesOf(
  bytes: AsyncGenerator<Buffer>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  let first = true;
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk);
    if (text === '') continue;
    yield first ? withoutMark(text) : text;
    first = false;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}
