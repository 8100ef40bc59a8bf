// Which reader takes a file, and from where on: by what stands in it, never by its name.
import type { ExportReader } from '../connectors/connector.js';
import { looksLikeXml } from '../connectors/reading/xml-document.js';
import { limits } from '../core/limits.js';
import type { Encoding, TextFile } from './decode.js';
import { openText } from './decode.js';
import type { Archive } from './archive.js';
import { openArchive } from './archive.js';
import type { ByteSource, Refusal } from './bytes.js';
import { bodySource, Damage, openBytes, TooClose, unpackedMost } from './bytes.js';
import { recogniseInterchanges, syntaxOf } from './interchanges.js';
import { recogniseJson } from './json.js';
import { recogniseSheets } from './sheet-table.js';
import { isSpreadsheetXml, sheetsOfXml } from './spreadsheet-xml.js';
import type { RecognisedFile, UnknownFile } from './taker.js';
import { recogniseTable } from './text-table.js';
import { isWorkbook, sheetsOfWorkbook } from './workbook.js';
import { recogniseXml } from './xml.js';

/** A file that a reader takes, and how it is written. */
export interface TakenFile {
  readonly kind: 'taken';
  readonly file: RecognisedFile;
  readonly encoding: Encoding;
  /** Why the bytes ended early, once the rows have been read; null: they did not. */
  readonly damage: () => string | null;
}

export interface RefusedFile extends UnknownFile {
  readonly kind: 'refused';
}

type Outcome = Promise<TakenFile | RefusedFile>;

function refused({ refused: reason }: Refusal): RefusedFile {
  return { kind: 'refused', refused: reason, columns: [] };
}

function outcomeOf(
  found: RecognisedFile | UnknownFile,
  text: Pick<TextFile, 'encoding' | 'damage'>,
): TakenFile | RefusedFile {
  if ('refused' in found) return { kind: 'refused', ...found };
  return { kind: 'taken', file: found, encoding: text.encoding, damage: text.damage };
}

/** What starts like JSON and is none may be a table. */
async function recogniseJsonOrTable(
  text: TextFile,
  readers: readonly ExportReader[],
): Promise<RecognisedFile | UnknownFile> {
  const found = await recogniseJson(text, readers);
  if ('reader' in found) return found;
  const table = recogniseTable(text, readers);
  return 'reader' in table ? table : found;
}

/** A table may begin with a bracket too, and is never well-formed. */
async function recogniseXmlOrTable(
  text: TextFile,
  readers: readonly ExportReader[],
): Promise<RecognisedFile | UnknownFile> {
  const found = await recogniseXml(text, readers);
  if ('reader' in found) return found;
  const table = recogniseTable(text, readers);
  return 'reader' in table ? table : found;
}

async function recogniseText(source: ByteSource, readers: readonly ExportReader[]): Outcome {
  const text = await openText(source);
  if ('refused' in text) return refused(text);
  const { sample } = text;
  const syntax = syntaxOf(sample);
  if (syntax !== null) return outcomeOf(recogniseInterchanges(text, readers, syntax), text);
  if (/^\s*[[{]/.test(sample)) return outcomeOf(await recogniseJsonOrTable(text, readers), text);
  if (isSpreadsheetXml(sample)) {
    return outcomeOf(await recogniseSheets(await sheetsOfXml(text), readers), text);
  }
  if (looksLikeXml(sample)) return outcomeOf(await recogniseXmlOrTable(text, readers), text);
  return outcomeOf(recogniseTable(text, readers), text);
}

/** `__MACOSX` is what a Mac adds to an archive of its own. */
function filesIn(archive: Archive): string[] {
  return [...archive.members.keys()].filter(
    (name) => !name.endsWith('/') && !name.startsWith('__MACOSX/'),
  );
}

async function memberSource(archive: Archive, name: string): Promise<ByteSource | Refusal> {
  const chunks: Buffer[] = [];
  let length = 0;
  const damage = new Damage();
  const bytes: ByteSource['bytes'] = (onDamage) => archive.bytes(name, onDamage);
  for await (const chunk of bytes(damage.told)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limits.sampleBytes) break;
  }
  if (damage.reason !== null && length === 0) return { refused: damage.reason };
  return { head: Buffer.concat(chunks).subarray(0, limits.sampleBytes), bytes, packed: true };
}

async function recogniseArchive(path: string, readers: readonly ExportReader[]): Outcome {
  const archive = await openArchive(path);
  if ('refused' in archive) return refused(archive);
  if (isWorkbook(archive)) {
    const sheets = await sheetsOfWorkbook(archive);
    if ('refused' in sheets) return refused(sheets);
    const found = await recogniseSheets(sheets, readers);
    return outcomeOf(found, { encoding: 'utf-8', damage: () => null });
  }
  const [name, ...others] = filesIn(archive);
  if (name === undefined) return refused({ refused: 'the archive is empty: export it again' });
  if (others.length > 0) {
    const reason = `it is an archive of ${others.length + 1} files: unpack it into a folder`;
    return refused({ refused: reason });
  }
  if (archive.repeated.has(name)) {
    return refused({ refused: `more than one file is called ${name}: unpack them into a folder` });
  }
  if ((archive.members.get(name) ?? 0) > unpackedMost(archive.size)) {
    return refused({ refused: new TooClose().message });
  }
  const source = await memberSource(archive, name);
  return 'refused' in source ? refused(source) : recogniseBytes(path, source, readers);
}

async function recogniseBytes(
  path: string,
  source: ByteSource,
  readers: readonly ExportReader[],
): Outcome {
  const isZip = source.head.subarray(0, 4).toString('hex') === '504b0304';
  if (!isZip) return recogniseText(source, readers);
  if (source.packed) return refused({ refused: 'the file is packed twice: unpack it once' });
  return recogniseArchive(path, readers);
}

/** A text that came over a wire, and is in memory whole. */
export async function recogniseBody(body: Buffer, readers: readonly ExportReader[]): Outcome {
  return recogniseText(bodySource(body), readers);
}

/** Opens a file and shows its beginning to the readers. */
export async function recognise(path: string, readers: readonly ExportReader[]): Outcome {
  const source = await openBytes(path);
  return 'refused' in source ? refused(source) : recogniseBytes(path, source, readers);
}
