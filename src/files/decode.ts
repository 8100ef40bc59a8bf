// Bytes of a file -> its text, in pieces: finds the encoding from what stands in the file, never from
// its name.
import { isAscii, isUtf8 } from 'node:buffer';
import { limits } from '../core/limits.js';
import type { ByteSource, Refusal } from './bytes.js';
import { Damage } from './bytes.js';

export type Encoding = 'utf-8' | 'windows-1252' | 'shift_jis' | 'utf-16le' | 'utf-16be';

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
  ['d0cf11e0', `it is an old Excel workbook: ${saveAsCsv}`],
  ['504b0506', 'it is an empty ZIP archive: export it again'],
  ['25504446', 'it is a PDF: export the data as CSV instead'],
  ['50415231', 'it is a Parquet file: export the data as CSV or JSON lines instead'],
  ['89504e47', 'it is a picture: export the data as CSV instead'],
];

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

/** Bytes at the end of a chunk that begin a character and do not end it. */
function cutCharacter(chunk: Buffer): number {
  for (let back = 1; back <= 3 && back <= chunk.length; back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}

/** A last character that the end cuts in two is no reason to read all others otherwise. */
async function isAllUtf8(source: ByteSource): Promise<boolean> {
  let open: Buffer = Buffer.alloc(0);
  for await (const chunk of source.bytes(() => undefined)) {
    const bytes = open.length === 0 ? chunk : Buffer.concat([open, chunk]);
    const cut = cutCharacter(bytes);
    if (!isUtf8(bytes.subarray(0, bytes.length - cut))) return false;
    open = bytes.subarray(bytes.length - cut);
  }
  return true;
}

const wide = /[^\p{ASCII}]/gu;
const kana = /[\u3041-\u30fa]/gu;

/**
 * Japanese text holds kana, whose first byte in cp932 is a character that European text hardly has
 * (`‚` or `ƒ` of cp1252). A tenth of all that is not ASCII is far below any Japanese text.
 */
function isJapanese(head: Buffer): boolean {
  const end = head.lastIndexOf(0x0a) + 1;
  const lines = end === 0 ? head : head.subarray(0, end);
  try {
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(lines);
    return (text.match(kana)?.length ?? 0) * 10 > (text.match(wide)?.length ?? 0);
  } catch {
    return false;
  }
}

async function encodingOf(source: ByteSource): Promise<Encoding> {
  const marked = byMark(source.head) ?? byZeros(source.head);
  if (marked !== null) return marked;
  if (await isAllUtf8(source)) return 'utf-8';
  return isJapanese(source.head) ? 'shift_jis' : 'windows-1252';
}

/** What cp1252 has where Latin-1 has control characters, 0x80 to 0x9f. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

interface Decoder {
  readonly decode: (bytes: Buffer) => string;
  readonly end: () => string;
}

/** Several times as fast as TextDecoder in pieces, and its texts are short where they can be. */
class Utf8 implements Decoder {
  #open: Buffer = Buffer.alloc(0);

  readonly decode = (chunk: Buffer): string => {
    const bytes = this.#open.length === 0 ? chunk : Buffer.concat([this.#open, chunk]);
    const whole = bytes.length - cutCharacter(bytes);
    this.#open = bytes.subarray(whole);
    return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8', 0, whole);
  };

  readonly end = (): string => this.#open.toString('utf8');
}

function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'windows-1252') {
    const replaced = (code: string): string => windows1252[code.charCodeAt(0) - 0x80] ?? code;
    return {
      decode: (bytes) => bytes.toString('latin1').replace(/[\u0080-\u009f]/g, replaced),
      end: () => '',
    };
  }
  if (encoding === 'utf-8') return new Utf8();
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
    // From 28 on they separate: interchanges are written with them.
    if (code < 9 || (code > 13 && code < 28)) controls += 1;
  }
  if (controls * 50 > text.length) return 'it is no text: export the data as CSV or JSON lines';
  if (/^\s*<(?:!doctype html|html)/i.test(text)) {
    return 'it is a web page, such as a page to log in: download the export again';
  }
  return null;
}

/** Opens the bytes as text, or says why they are none. */
export async function openText(source: ByteSource): Promise<TextFile | Refusal> {
  const { head } = source;
  const refused = refusalOf(head);
  if (refused !== null) return { refused };
  const encoding = await encodingOf(source);
  const sample = withoutMark(decoderOf(encoding).decode(head));
  const refusedText = refusalOfText(sample);
  if (refusedText !== null) return { refused: refusedText };
  const damage = new Damage();
  return {
    encoding,
    sample,
    whole: head.length < limits.sampleBytes,
    pieces: () => piecesOf(source.bytes(damage.told), encoding),
    damage: () => damage.reason,
  };
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** The text of bytes in one encoding, without a byte order mark. */
export async function* piecesOf(
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
