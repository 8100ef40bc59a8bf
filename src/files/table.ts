// Text of a separated file -> its rows, in groups. A quote that never closes costs its own line and no
// other.
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

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

class TableReader {
  #form: TableForm;
  #line: number;
  #open = '';
  #openQuotes = 0;

  constructor(form: TableForm, line: number) {
    this.#form = form;
    this.#line = line;
  }

  tooLong(): UnreadableRow {
    const line = this.#line;
    this.#line += 1;
    return { line, unreadable: tooLong };
  }

  /** Rows of a text that ends where a line ends; at the file's last, of all that is open. */
  rows(text: string, last: boolean): FileRow[] {
    const rows: FileRow[] = [];
    this.#open += text;
    while (this.#open !== '') {
      const at = this.#cut(rows);
      if (at >= this.#open.length) this.#open = '';
      else {
        this.#open = this.#open.slice(at);
        if (!last && this.#open.length <= limits.rowCharactersMax) break;
        rows.push(this.#giveUp());
      }
    }
    return rows;
  }

  /** Cuts as far as no quote stays open, and says how far that is. */
  #cut(rows: FileRow[]): number {
    const cutter = new RowCutter(this.#open, this.#form);
    while (!cutter.done) {
      const row = cutter.next();
      if (row === null) break;
      const { cells } = row;
      if (!isBlank(cells)) rows.push({ line: this.#line, cells, document: null });
      this.#line += 1 + row.furtherLines;
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
  start: LineStart,
  form: TableForm,
): AsyncGenerator<readonly FileRow[]> {
  const reader = new TableReader(form, start.line);
  for await (const block of blocksOf(pieces, start, form.lineEnd)) {
    if (block.tooLong) yield [...reader.rows('', true), reader.tooLong()];
    else yield reader.rows(block.text, false);
  }
  yield reader.rows('', true);
}
