// Text of a separated file -> its rows, in groups. A quote that never closes costs its own line and no
// other; a row in the middle of which the file ends is told, and none.
import { limits } from '../core/limits.js';
import type { Row } from '../connectors/connector.js';
import type { TableForm } from './row-cutter.js';
import { RowCutter } from './row-cutter.js';
import { blocksOf } from './text-lines.js';
import type { LineStart } from './text-lines.js';

export interface UnreadableRow {
  readonly line: number;
  readonly unreadable: string;
}

export type FileRow = Row | UnreadableRow;

const tooLong = `the row is longer than ${limits.lineBytesMax} characters`;
export const neverClosed = 'a quote is opened and never closed';
export const endsInRow = 'the file ends in the middle of this row: export it again';

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Where the rows begin, and how many columns the header has. */
export interface TableStart extends LineStart {
  readonly columns: number;
}

class TableReader {
  #form: TableForm;
  #line: number;
  #open = '';
  #openQuotes = 0;
  #last: Row;
  /** Cells that the header and each row before the last have at least. */
  #shortest: number;

  constructor(form: TableForm, { line, columns }: TableStart) {
    this.#form = form;
    this.#line = line;
    this.#last = { line: 0, cells: new Array<string>(columns), document: null };
    this.#shortest = columns;
  }

  tooLong(): UnreadableRow {
    const line = this.#line;
    this.#line += 1;
    return { line, unreadable: tooLong };
  }

  /** Rows of a text that ends where a line ends, or where the file does. */
  rows(text: string): FileRow[] {
    this.#open += text;
    const rows = this.#rows(limits.rowCharactersMax);
    if (this.#open !== '' || text.endsWith(this.#form.lineEnd) || !this.#breaksOff()) return rows;
    const { line } = this.#last;
    return [...rows.filter((row) => row.line < line), { line, unreadable: endsInRow }];
  }

  /** What is open when the file ends: a cell that it ends in, or a quote that belongs nowhere. */
  end(): FileRow[] {
    if (this.#open === '') return [];
    return this.#endsInCell() ? [{ line: this.#line, unreadable: endsInRow }] : this.#rows(0);
  }

  /** A last line without its end may be whole; with fewer cells than any other it is not. */
  #breaksOff(): boolean {
    const { cells } = this.#last;
    return cells.length < this.#shortest && (cells.length > 1 || !isBlank(cells));
  }

  /** Nothing behind the open quote looks like a row. */
  #endsInCell(): boolean {
    const end = this.#open.indexOf(this.#form.lineEnd);
    if (end < 0) return true;
    const behind = new RowCutter(this.#open.slice(end + 1), { ...this.#form, quoting: 'none' });
    while (!behind.done) if ((behind.next()?.cells.length ?? 0) >= this.#shortest) return false;
    return true;
  }

  /** As far as no quote stays open; of one that is open for more than `openMax` characters the line is given up. */
  #rows(openMax: number): FileRow[] {
    const rows: FileRow[] = [];
    while (this.#open !== '') {
      const at = this.#cut(rows);
      if (at >= this.#open.length) this.#open = '';
      else {
        this.#open = this.#open.slice(at);
        if (this.#open.length <= openMax) break;
        rows.push(this.#giveUp());
      }
    }
    return rows;
  }

  /** Cuts as far as no quote stays open, and says how far that is. */
  #cut(rows: FileRow[]): number {
    const cutter = new RowCutter(this.#open, this.#form);
    while (!cutter.done) {
      const cut = cutter.next();
      if (cut === null) break;
      this.#shortest = Math.min(this.#shortest, this.#last.cells.length);
      this.#last = { line: this.#line, cells: cut.cells, document: null };
      if (!isBlank(cut.cells)) rows.push(this.#last);
      this.#line += 1 + cut.furtherLines;
    }
    return cutter.at;
  }

  #giveUp(): UnreadableRow {
    const line = this.#line;
    const end = this.#open.indexOf(this.#form.lineEnd);
    this.#open = end < 0 ? '' : this.#open.slice(end + 1);
    this.#line += 1;
    this.#openQuotes += 1;
    if (this.#openQuotes >= limits.openQuotesMax) this.#form = { ...this.#form, quoting: 'none' };
    return { line, unreadable: neverClosed };
  }
}

/** The rows from `start` on, each with the line on which it begins; blank rows are left out. */
export async function* tableRows(
  pieces: AsyncGenerator<string>,
  start: TableStart,
  form: TableForm,
): AsyncGenerator<readonly FileRow[]> {
  const reader = new TableReader(form, start);
  for await (const block of blocksOf(pieces, start, form.lineEnd)) {
    if (block.tooLong) yield [...reader.end(), reader.tooLong()];
    else yield reader.rows(block.text);
  }
  yield reader.end();
}
