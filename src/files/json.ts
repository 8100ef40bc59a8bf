// JSON that a reader knows: one document, a list, or one value a line.
import type { ExportReader, Row } from '../connectors/connector.js';
import { fieldsAt, isFields, valueAt } from '../connectors/reading/document.js';
import { limits } from '../core/limits.js';
import { isKind } from '../core/observation/kinds.js';
import type { TextFile } from './decode.js';
import { documentRows, parseJson, wholeDocument } from './documents.js';
import type { RecognisedFile, UnknownFile } from './taker.js';
import { describeIt, takerOf } from './taker.js';

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

/** The rows that stand at a path of a document; null: it is the list, or the only row, itself. */
export function rowsIn(document: unknown, path: string | null): readonly Row[] {
  return listAt(document, path).map((row, index) => ({
    line: index + 1,
    cells: [],
    document: row,
  }));
}

const unstated = { columns: [], headerLine: 1, title: [], remarks: [] } as const;
export const observationLines =
  'its lines are observation lines: give the file a name that ends in .jsonl';

export async function recogniseJson(
  file: TextFile,
  readers: readonly ExportReader[],
): Promise<RecognisedFile | UnknownFile> {
  const first = firstDocuments(file);
  if (first !== null) {
    const taken = takerOf(readers, { shape: 'documents', first });
    if (taken !== null) return { ...taken, ...unstated, rows: () => documentRows(file.pieces()) };
    return { refused: first.some(isObservationLine) ? observationLines : describeIt, columns: [] };
  }
  const parsed = await wholeDocument(file.pieces());
  if ('unreadable' in parsed) return { refused: parsed.unreadable, columns: [] };
  const document = parsed.value;
  const taken = takerOf(readers, { shape: 'document', document });
  if (taken === null) {
    const own = Array.isArray(document) && document.some(isObservationLine);
    return { refused: own ? observationLines : describeIt, columns: [] };
  }
  const rows = rowsIn(document, taken.recognition.rows);
  return { ...taken, ...unstated, rows: () => [rows] };
}
