// Gives rows or a document to one export reader, as the audit does, without files.
import type { ExportReader, ObservationLine, Reading, Row } from '../src/connectors/connector.js';
import { fieldsAt, valueAt } from '../src/connectors/reading/document.js';
import type { Instant } from '../src/core/observation/instant.js';
import { isUnreadable, readObservation } from '../src/core/observation/read.js';
import type { OffsetAt } from '../src/core/observation/written-time.js';
import { timeSpanOf, writtenTimeOf } from '../src/core/observation/written-time.js';
import { parseJson } from '../src/files/documents.js';

export interface Given {
  /** When the file was made; null: it has no time. */
  readonly extract?: string | null;
  /** The latest at which it can have been made; absent: when it was made. */
  readonly madeBy?: string;
  readonly dayFirst?: boolean | null;
  readonly decimal?: '.' | ',' | null;
  /** Offset from UTC in hours, for times without one; null: the zone is not known. */
  readonly zone?: number | null;
}

export type Table = readonly (readonly string[])[];

function optionsOf(given: Given, fixed: number | null): Parameters<OpenFile>[0] {
  const zone = fixed ?? (given.zone === undefined ? 0 : given.zone);
  const offsetAt: OffsetAt | null = zone === null ? null : () => zone * 3_600_000;
  const stated = given.extract === undefined ? '2026-03-10T00:00:00Z' : given.extract;
  const extract = stated === null ? null : (Date.parse(stated) as Instant);
  return {
    system: 'them',
    extract,
    madeBy: given.madeBy === undefined ? extract : (Date.parse(given.madeBy) as Instant),
    decimal: given.decimal === undefined ? '.' : given.decimal,
    times: (text) => {
      const time = writtenTimeOf(text);
      const { dayFirst = false } = given;
      return time === null ? null : timeSpanOf(time, { dayFirst, offsetAt });
    },
  };
}

type OpenFile = NonNullable<ReturnType<ExportReader['recognise']>>['open'];

/** The readings of a table whose first row is the header; null: the reader does not know it. */
export function readTable(
  reader: ExportReader,
  [columns = [], ...records]: Table,
  given: Given = {},
): Reading[] | null {
  const first = records.slice(0, 3);
  const recognition = reader.recognise({ shape: 'table', columns, delimiter: ',', first });
  if (recognition === null) return null;
  const rows = recognition.open(optionsOf(given, recognition.zone === 'UTC' ? 0 : null));
  const told = records.map((cells, index): Row => ({ line: index + 2, cells, document: null }));
  for (const row of told) recognition.times(row);
  return [...told.flatMap((row) => [...rows.row(row)]), ...rows.end()];
}

/** The readings of one JSON document, numbers as text, or of an XML's tree; null: the reader does not know it. */
export function readDocument(
  reader: ExportReader,
  document: unknown,
  given: Given = {},
): Reading[] | null {
  const recognition =
    reader.recognise({ shape: 'document', document }) ??
    reader.recognise({ shape: 'xml', document });
  if (recognition === null) return null;
  const found = recognition.rows === null ? document : valueAt(document, recognition.rows);
  const list = Array.isArray(found) ? (found as unknown[]) : fieldsAt(found, '');
  const rows = recognition.open(optionsOf(given, recognition.zone === 'UTC' ? 0 : null));
  return list.flatMap((one, index) => {
    const row: Row = { line: index + 1, cells: [], document: one };
    recognition.times(row);
    return [...rows.row(row)];
  });
}

/** A JSON text, or one a line, as the audit reads it: numbers become text, so that no digit is lost. */
export function documentOf(json: string): unknown {
  const whole = parseJson(json);
  if ('value' in whole) return whole.value;
  return json
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const parsed = parseJson(line);
      if ('unreadable' in parsed) throw new Error(parsed.unreadable);
      return parsed.value;
    });
}

export function observed(readings: readonly Reading[] | null): ObservationLine[] {
  return (readings ?? []).flatMap((reading) =>
    reading.kind === 'observation' ? [reading.observation] : [],
  );
}

export function unreadable(readings: readonly Reading[] | null): string[] {
  return (readings ?? []).flatMap((reading) =>
    reading.kind === 'unreadable' ? [`${reading.line}: ${reading.reason}`] : [],
  );
}

/**
 * What is wrong with readings whatever was read: a line refused twice, or refused and told all the same,
 * and statements that the core can't read. Null readings: the file was not known.
 */
export function faultsIn(readings: readonly Reading[] | null): string[] {
  if (readings === null) return ['the file was not recognised'];
  const refused = readings.flatMap((one) => (one.kind === 'unreadable' ? [one.line] : []));
  const twice = refused.filter((line, index) => refused.indexOf(line) !== index);
  const told = readings.filter((one) => one.kind === 'observation' && refused.includes(one.line));
  return [
    ...twice.map((line) => `line ${line} is refused twice`),
    ...told.map(({ line }) => `line ${line} is refused and told`),
    ...observed(readings).flatMap((line) => {
      const read = readObservation(line, (content) => content);
      return isUnreadable(read) ? [`${line.id ?? ''}: ${read.unreadable}`] : [];
    }),
  ];
}
