// Whether the rows of a file are all of it: its last row says so where the contract knows one, and no
// row may break off. The trailer itself is no row for the reader.
import type { Trailer } from '../core/contract/file-source.js';
import type { FileRow, UnreadableRow } from './table.js';
import { endsInRow, neverClosed } from './table.js';
import type { RecognisedFile } from './taker.js';

export interface WholeRows {
  readonly file: RecognisedFile;
  /** Once the rows have been read: why they are not all of the file; null: nothing says that. */
  readonly cut: () => string | null;
}

export function wholeRows(file: RecognisedFile, trailer: Trailer | null): WholeRows {
  let reason: string | null = null;
  async function* rows(): AsyncGenerator<readonly FileRow[]> {
    reason = null;
    let held: FileRow | null = null;
    let count = 0;
    let shortest = Infinity;
    for await (const group of file.rows()) {
      const told: FileRow[] = held === null ? [...group] : [held, ...group];
      held = told.pop() ?? null;
      count += told.length;
      for (const row of told) {
        if ('unreadable' in row) reason ??= isOpen(row) ? neverClosed : null;
        else shortest = Math.min(shortest, row.cells.length);
      }
      yield told;
    }
    const end = trailer === null ? endOf(held, shortest) : trailerOf(held, trailer, count);
    reason ??= end;
    if (held !== null && (trailer === null || !isTrailer(held, trailer))) yield [held];
  }
  return { file: { ...file, rows }, cut: () => reason };
}

const breaksOff = 'its last row breaks off';

function isOpen({ unreadable }: UnreadableRow): boolean {
  return unreadable === neverClosed;
}

/** @param shortest cells that each row before has at least. */
function endOf(last: FileRow | null, shortest: number): string | null {
  if (last === null) return null;
  if ('unreadable' in last) {
    return last.unreadable === endsInRow
      ? breaksOff
      : `its last row can't be read: ${last.unreadable}`;
  }
  const isShort = last.cells.length < shortest && shortest < Infinity;
  return isShort ? breaksOff : null;
}

function isTrailer(row: FileRow, { starts }: Trailer): boolean {
  return !('unreadable' in row) && (row.cells[0] ?? '').trim().startsWith(starts);
}

function trailerOf(last: FileRow | null, trailer: Trailer, count: number): string | null {
  if (last === null || 'unreadable' in last || !isTrailer(last, trailer)) {
    return `its last row does not begin with ${trailer.starts}`;
  }
  if (trailer.rows === null) return null;
  const stated = (last.cells[trailer.rows - 1] ?? '').trim();
  if (/^\d+$/.test(stated) && Number(stated) === count) return null;
  return `it has ${count} rows, and its last row says ${stated === '' ? 'nothing' : stated}`;
}
