// Where the header of a separated file stands and what separates its cells: every line near the
// beginning is tried with every delimiter, and the reader that finds most of its columns decides.
import type { ExportReader } from '../connectors/connector.js';
import { limits } from '../core/limits.js';
import type { TextFile } from './decode.js';
import { RowCutter } from './row-cutter.js';
import { tableRows } from './table.js';
import type { RecognisedFile, Taken, UnknownFile } from './taker.js';
import { describeIt, rowsShown, takerOf } from './taker.js';

interface Candidate {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly line: number;
  /** Where in the text the header begins, and the first row after it, with that row's line. */
  readonly start: number;
  readonly offset: number;
  readonly firstRow: number;
  readonly first: readonly (readonly string[])[];
}

const delimiters = [',', ';', '\t', '|'] as const;
const separatorLine = /^sep=(.)\s*$/i;
/** A header of more lines than this is a quote that happens to be open. */
const headerLineEndsMax = 4;

function lineEndOf(sample: string): '\n' | '\r' {
  return sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
}

function* candidatesIn(file: TextFile): Generator<Candidate> {
  const { sample } = file;
  const lineEnd = lineEndOf(sample);
  let start = 0;
  let tried: readonly string[] = delimiters;
  for (let line = 1; line <= limits.headerLinesMax && start < sample.length; line += 1) {
    const end = sample.indexOf(lineEnd, start);
    const next = end < 0 ? sample.length : end + 1;
    const text = sample.slice(start, next);
    const separator = separatorLine.exec(text.trim())?.[1];
    if (separator !== undefined) tried = [separator];
    else if (text.trim() !== '') {
      for (const delimiter of tried) yield candidateAt(file, { start, line }, delimiter);
    }
    start = next;
  }
}

/** The header as one delimiter reads it, and the rows under it; a cell may hold the end of a line. */
function candidateAt(
  { sample, whole }: TextFile,
  { start, line }: { readonly start: number; readonly line: number },
  delimiter: string,
): Candidate {
  const form = { delimiter, quoting: 'csv', lineEnd: lineEndOf(sample) } as const;
  const cutter = new RowCutter(sample.slice(start), form);
  const header = cutter.next();
  if (header === null || header.furtherLines > headerLineEndsMax) {
    return {
      columns: [],
      delimiter,
      line,
      start,
      offset: sample.length,
      firstRow: line,
      first: [],
    };
  }
  return {
    columns: header.cells.map((cell) => cell.trim()),
    delimiter,
    line,
    start,
    offset: start + cutter.at,
    firstRow: line + 1 + header.furtherLines,
    first: shownRows(cutter, whole),
  };
}

function shownRows(cutter: RowCutter, whole: boolean): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let row = cutter.done ? null : cutter.next();
  while (row !== null && rows.length < rowsShown) {
    const last = cutter.done;
    // The sample's last row may be cut.
    if (last && !whole) break;
    if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row.cells);
    row = last ? null : cutter.next();
  }
  return rows;
}

export function recogniseTable(
  file: TextFile,
  readers: readonly ExportReader[],
): RecognisedFile | UnknownFile {
  let best: { taken: Taken; candidate: Candidate } | null = null;
  let likeliest: Candidate | null = null;
  for (const candidate of candidatesIn(file)) {
    if (candidate.columns.length > (likeliest?.columns.length ?? 1)) likeliest = candidate;
    const { columns, delimiter, first } = candidate;
    const taken = takerOf(readers, { shape: 'table', columns, delimiter, first });
    if (taken === null) continue;
    if (best === null || taken.recognition.strength > best.taken.recognition.strength) {
      best = { taken, candidate };
    }
  }
  if (best === null) return { refused: describeIt, columns: likeliest?.columns ?? [] };
  const { taken, candidate } = best;
  const { columns, delimiter, line, start, offset, firstRow } = candidate;
  const lineEnd = lineEndOf(file.sample);
  const form = { delimiter, quoting: taken.recognition.quoting, lineEnd };
  const tableStart = { offset, line: firstRow, columns: columns.length };
  return {
    ...taken,
    columns,
    headerLine: line,
    title: file.sample.slice(0, start).split(lineEnd),
    remarks: [],
    rows: () => tableRows(file.pieces(), tableStart, form),
  };
}
