// Which reader takes a file, and from which line on: by what stands in it, never by its name.
import type { ExportReader, Recognition, Row, Sample } from '../../connectors/connector.js';
import { fieldsAt, isFields, valueAt } from '../../connectors/reading/document.js';
import { limits } from '../../core/limits.js';
import { isKind } from '../../core/observation/kinds.js';
import type { TextFile } from '../decode.js';
import { documentRows, parseJson, wholeDocument } from './documents.js';
import type { UnreadableRow } from './table.js';
import { parseTable, tableRows } from './table.js';
import { countOf } from './text-lines.js';

/** A file, the reader that takes it, and its rows as often as they are asked for. */
export interface RecognisedFile {
  readonly reader: ExportReader;
  readonly recognition: Recognition;
  /** Columns of the table's header; empty for JSON. */
  readonly columns: readonly string[];
  /** Line of the header; 1 for JSON. */
  readonly headerLine: number;
  readonly rows: () => AsyncIterable<Row | UnreadableRow> | Iterable<Row>;
}

export interface UnknownFile {
  readonly refused: string;
  /** The likeliest header, for who wants to describe the file; empty for JSON. */
  readonly columns: readonly string[];
}

interface Candidate {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly line: number;
  /** Where in the text the first row after the header begins, and on which line. */
  readonly offset: number;
  readonly firstRow: number;
}

const delimiters = [',', ';', '\t', '|'] as const;
const separatorLine = /^sep=(.)\s*$/i;
const describeIt =
  'no reader knows this file: describe it under `readers:` in weir.yaml, see docs/guides/your-own-files.md';

interface Taken {
  readonly reader: ExportReader;
  readonly recognition: Recognition;
}

/** The reader that finds most of what it looks for; of two that find as much, the earlier one. */
function takerOf(readers: readonly ExportReader[], sample: Sample): Taken | null {
  let best: Taken | null = null;
  for (const reader of readers) {
    const recognition = reader.recognise(sample);
    if (recognition === null) continue;
    if (best === null || recognition.strength > best.recognition.strength) {
      best = { reader, recognition };
    }
  }
  return best;
}

function lineEndOf(sample: string): '\n' | '\r' {
  return sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
}

/** The header as one delimiter reads it; a cell of it may hold the end of a line. */
function headerAt(sample: string, offset: number, delimiter: string): readonly string[] {
  const lineEnd = lineEndOf(sample);
  let end = offset;
  for (let lines = 0; lines < 5; lines += 1) {
    const next = sample.indexOf(lineEnd, end);
    end = next < 0 ? sample.length : next + 1;
    const { records, open } = parseTable(sample.slice(offset, end), {
      delimiter,
      quoting: 'csv',
      lineEnd,
    });
    if (!open) return records[0] ?? [];
  }
  return [];
}

function* candidatesIn(sample: string): Generator<Candidate> {
  const lineEnd = lineEndOf(sample);
  let offset = 0;
  let tried: readonly string[] = delimiters;
  for (let line = 1; line <= limits.headerLinesMax && offset < sample.length; line += 1) {
    const end = sample.indexOf(lineEnd, offset);
    const next = end < 0 ? sample.length : end + 1;
    const text = sample.slice(offset, next);
    const separator = separatorLine.exec(text.trim())?.[1];
    if (separator !== undefined) tried = [separator];
    else if (text.trim() !== '') {
      for (const delimiter of tried) yield candidateAt(sample, { offset, next, line }, delimiter);
    }
    offset = next;
  }
}

function candidateAt(
  sample: string,
  at: { readonly offset: number; readonly next: number; readonly line: number },
  delimiter: string,
): Candidate {
  const cells = headerAt(sample, at.offset, delimiter);
  const lineEnd = lineEndOf(sample);
  const further = cells.reduce((sum, cell) => sum + countOf(cell, lineEnd), 0);
  let offset = at.next;
  for (let lines = 0; lines < further; lines += 1) offset = sample.indexOf(lineEnd, offset) + 1;
  const columns = cells.map((cell) => cell.trim());
  return { columns, delimiter, line: at.line, offset, firstRow: at.line + 1 + further };
}

function recogniseTable(
  file: TextFile,
  readers: readonly ExportReader[],
): RecognisedFile | UnknownFile {
  let best: { taken: Taken; candidate: Candidate } | null = null;
  let likeliest: Candidate | null = null;
  for (const candidate of candidatesIn(file.sample)) {
    if (candidate.columns.length > (likeliest?.columns.length ?? 1)) likeliest = candidate;
    const { columns, delimiter } = candidate;
    const taken = takerOf(readers, { shape: 'table', columns, delimiter, first: [] });
    if (taken === null) continue;
    if (best === null || taken.recognition.strength > best.taken.recognition.strength) {
      best = { taken, candidate };
    }
  }
  if (best === null) return { refused: describeIt, columns: likeliest?.columns ?? [] };
  const { taken, candidate } = best;
  const { delimiter, offset, firstRow } = candidate;
  const form = { delimiter, quoting: taken.recognition.quoting, lineEnd: lineEndOf(file.sample) };
  return {
    ...taken,
    columns: candidate.columns,
    headerLine: candidate.line,
    rows: () => tableRows(file.pieces(), { offset, line: firstRow }, form),
  };
}

function firstDocuments(file: TextFile): readonly unknown[] | null {
  const lines = file.sample.split('\n');
  // The last line of a sample may be cut.
  if (!file.whole) lines.pop();
  const texts = lines.map((line) => line.trim()).filter((line) => line !== '');
  const [first, second] = texts;
  if (first === undefined || (second === undefined && file.whole)) return null;
  if (!isFields(valueOf(first))) return null;
  return texts.slice(0, limits.headerLinesMax).map(valueOf).filter(isFields);
}

function valueOf(text: string): unknown {
  const parsed = parseJson(text);
  return 'value' in parsed ? parsed.value : undefined;
}

function isObservationLine(document: unknown): boolean {
  if (!isFields(document)) return false;
  const { system, kind, at } = document;
  return [system, kind, at].every((text) => typeof text === 'string') && isKind(String(kind));
}

/** A list's items as they stand: what is no record is a row that can't be read. */
function listAt(document: unknown, path: string | null): readonly unknown[] {
  const found = path === null ? document : valueAt(document, path);
  return Array.isArray(found) ? (found as unknown[]) : fieldsAt(found, '');
}

function listed(documents: readonly unknown[]): Row[] {
  return documents.map((document, index) => ({ line: index + 1, cells: [], document }));
}

const json = { columns: [], headerLine: 1 } as const;
const nameThem = 'its lines are observation lines: give the file a name that ends in .jsonl';

async function recogniseJson(
  file: TextFile,
  readers: readonly ExportReader[],
): Promise<RecognisedFile | UnknownFile> {
  const first = firstDocuments(file);
  if (first !== null) {
    const taken = takerOf(readers, { shape: 'documents', first });
    if (taken !== null) return { ...taken, ...json, rows: () => documentRows(file.pieces()) };
    return { refused: first.some(isObservationLine) ? nameThem : describeIt, columns: [] };
  }
  const parsed = await wholeDocument(file.pieces());
  if ('unreadable' in parsed) return { refused: parsed.unreadable, columns: [] };
  const document = parsed.value;
  const taken = takerOf(readers, { shape: 'document', document });
  if (taken === null) {
    const own = Array.isArray(document) && document.some(isObservationLine);
    return { refused: own ? nameThem : describeIt, columns: [] };
  }
  const rows = listAt(document, taken.recognition.rows);
  return { ...taken, ...json, rows: () => listed(rows) };
}

/** Shows the file's beginning to the readers. What starts like JSON and is none may be a table. */
export async function recognise(
  file: TextFile,
  readers: readonly ExportReader[],
): Promise<RecognisedFile | UnknownFile> {
  if (!/^\s*[[{]/.test(file.sample)) return recogniseTable(file, readers);
  const found = await recogniseJson(file, readers);
  if ('reader' in found) return found;
  const table = recogniseTable(file, readers);
  return 'reader' in table ? table : found;
}
