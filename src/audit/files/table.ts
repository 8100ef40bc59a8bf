// Text of a separated file -> its rows. csv-parse decides what a row is; a quote that never closes
// costs its own line and no other.
import { parse } from 'csv-parse/sync';
import { limits } from '../../core/limits.js';
import type { Row } from '../../connectors/connector.js';
import { blocksOf, countOf } from './text-lines.js';
import type { LineStart } from './text-lines.js';

/** How the rows of a file are written, as its header shows. */
export interface TableForm {
  readonly delimiter: string;
  readonly quoting: 'csv' | 'none';
  /** What ends a line; `\r` alone only where the file has no `\n`. */
  readonly lineEnd: '\n' | '\r';
}

export interface UnreadableRow {
  readonly line: number;
  readonly unreadable: string;
}

interface Parsed {
  readonly records: readonly (readonly string[])[];
  /** A quote was open at the end of the text: what follows the records is no row yet. */
  readonly open: boolean;
}

const tooLong = `the row is longer than ${limits.lineBytesMax} characters`;
const neverClosed = 'a quote is opened and never closed';

/** Cells of each row of a text that ends where a line ends. */
export function parseTable(text: string, form: TableForm): Parsed {
  let open = false;
  const records: string[][] = parse(text, {
    delimiter: form.delimiter,
    quote: form.quoting === 'csv' ? '"' : false,
    escape: form.quoting === 'csv' ? '"' : null,
    record_delimiter: form.lineEnd === '\r' ? ['\r'] : ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: () => {
      open = true;
      return undefined;
    },
  });
  return { records, open };
}

function linesIn(record: readonly string[], lineEnd: string): number {
  let lines = 1;
  for (const cell of record) if (cell.includes(lineEnd)) lines += countOf(cell, lineEnd);
  return lines;
}

/** Where the text goes on after so many lines. */
function afterLines(text: string, count: number, lineEnd: string): string {
  let at = 0;
  for (let lines = 0; lines < count; lines += 1) {
    const end = text.indexOf(lineEnd, at);
    if (end < 0) return '';
    at = end + 1;
  }
  return text.slice(at);
}

function isBlank(record: readonly string[]): boolean {
  return record.every((cell) => cell.trim() === '');
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

  *rows(text: string, last: boolean): Generator<Row | UnreadableRow> {
    this.#open += text;
    while (this.#open !== '') {
      const { records, open } = parseTable(this.#open, this.#form);
      const first = this.#line;
      for (const cells of records) {
        const { line } = { line: this.#line };
        this.#line += linesIn(cells, this.#form.lineEnd);
        if (!isBlank(cells)) yield { line, cells, document: null };
      }
      if (!open) {
        this.#open = '';
        return;
      }
      this.#open = afterLines(this.#open, this.#line - first, this.#form.lineEnd);
      if (!last && this.#open.length <= limits.rowCharactersMax) return;
      yield this.#giveUp();
    }
  }

  #giveUp(): UnreadableRow {
    const line = this.#line;
    this.#open = afterLines(this.#open, 1, this.#form.lineEnd);
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
): AsyncGenerator<Row | UnreadableRow> {
  const reader = new TableReader(form, start.line);
  for await (const block of blocksOf(pieces, start, form.lineEnd)) {
    if (block.tooLong) {
      yield* reader.rows('', true);
      yield reader.tooLong();
    } else yield* reader.rows(block.text, false);
  }
  yield* reader.rows('', true);
}
