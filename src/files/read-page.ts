// One page of what a system was asked for -> readings, by the reader that the contract names. A page
// shows its rows as they are now, so each statement is of the version at which its row last changed.
import type { Reading, Row } from '../connectors/connector.js';
import { textOf, valueAt } from '../connectors/reading/document.js';
import { xmlDocumentOf } from '../connectors/reading/xml-document.js';
import { exportReaders } from '../connectors/registry.js';
import type { Contract, ReaderDeclaration } from '../core/contract/contract.js';
import type { Instant } from '../core/observation/instant.js';
import { instantText } from '../core/observation/instant.js';
import { parseJson } from './documents.js';
import { framed } from './framed.js';
import { rowsIn } from './json.js';
import { recogniseBody } from './recognise.js';
import type { FileRow } from './table.js';
import type { RecognisedFile } from './taker.js';

export interface PageOptions {
  readonly contract: Contract;
  readonly system: string;
  /** One of the contract's `readers:`. */
  readonly reader: string;
  /** Path in a row of the time at which it last changed; null: it does not say. */
  readonly changed: string | null;
  /** When it was asked for, which is the version of rows that do not say. */
  readonly came: Instant;
  /** Rows that changed later than so long before `came` are left out; 0: none is. */
  readonly graceMillis: number;
}

export type PageReading =
  | {
      readonly kind: 'read';
      readonly readings: readonly Reading[];
      /** When the rows changed that say so, in their order. */
      readonly changed: readonly Instant[];
    }
  /** It is not what the reader reads. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export async function readPage(body: Uint8Array, options: PageOptions): Promise<PageReading> {
  const declared = options.contract.readers.filter(({ name }) => name === options.reader);
  const named = exportReaders(declared).filter(({ name }) => name === options.reader);
  const bytes = Buffer.from(body);
  const found = await recogniseBody(bytes, named);
  if (found.kind === 'taken') return readTaken(found.file, options);
  if (declared.some((reader) => isEmptyList(bytes, reader))) {
    return { kind: 'read', readings: [], changed: [] };
  }
  return { kind: 'unreadable', reason: found.refused };
}

/** A list without a row has no field to know it by. */
function isEmptyList(bytes: Buffer, { format, rows }: ReaderDeclaration): boolean {
  if (format === 'jsonl') return bytes.length === 0;
  if (format === 'xml') return isEmptyXml(bytes, rows);
  if (format !== 'json') return false;
  const parsed = parseJson(bytes.toString('utf8'));
  if ('unreadable' in parsed) return false;
  const list = rows === null ? parsed.value : valueAt(parsed.value, rows);
  return Array.isArray(list) && rowsIn(parsed.value, rows).length === 0;
}

/** The document that the reader knows, without anything where its rows would be. */
function isEmptyXml(bytes: Buffer, rows: string | null): boolean {
  const parsed = xmlDocumentOf(bytes.toString('utf8'));
  if ('unreadable' in parsed || rows === null) return false;
  const [root = ''] = rows.split('.', 1);
  return valueAt(parsed.value, root) !== undefined && rowsIn(parsed.value, rows).length === 0;
}

async function readTaken(file: RecognisedFile, options: PageOptions): Promise<PageReading> {
  const { recognition } = file;
  const rows: FileRow[] = [];
  for await (const group of file.rows()) rows.push(...group);
  const { times, decimal } = await framed(rows, recognition, options);
  const changedAt = new Map<number, Instant>();
  for (const row of rows) {
    const text = 'unreadable' in row ? '' : changedText(row, file, options.changed);
    const span = text === '' ? null : times(text);
    if (span !== null) changedAt.set(row.line, span.at);
  }
  const { system, came, graceMillis } = options;
  const reader = recognition.open({ system, extract: came, madeBy: came, decimal, times });
  const isOld = ({ line }: FileRow): boolean =>
    graceMillis === 0 || (changedAt.get(line) ?? 0) <= came - graceMillis;
  const readings = rows.filter(isOld).flatMap((row): readonly Reading[] => {
    if (!('unreadable' in row)) return reader.row(row);
    return [{ kind: 'unreadable', line: row.line, reason: row.unreadable }];
  });
  const versioned = [...readings, ...reader.end()].map((one) =>
    ofVersion(one, changedAt.get(one.line)),
  );
  return { kind: 'read', readings: versioned, changed: [...changedAt.values()] };
}

function changedText(row: Row, { columns }: RecognisedFile, path: string | null): string {
  if (path === null) return '';
  if (columns.length === 0) return textOf(valueAt(row.document, path));
  return (row.cells[columns.indexOf(path)] ?? '').trim();
}

function ofVersion(reading: Reading, changed: Instant | undefined): Reading {
  if (reading.kind !== 'observation' || changed === undefined) return reading;
  const { observation } = reading;
  if (observation.id === undefined) return reading;
  return { ...reading, observation: { ...observation, version: instantText(changed) } };
}
