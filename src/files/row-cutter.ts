// Text of a separated file -> the cells of its rows. A row without quotes is split at once; the others
// are read cell by cell. RFC 4180, and what files do beside it: a quote inside a cell that does not
// begin with one is a character like any other, and so are those around a cell whose closing quote is
// followed by more.
import { countOf } from './text-lines.js';

/** How the rows of a file are written, as its header shows. */
export interface TableForm {
  readonly delimiter: string;
  readonly quoting: 'csv' | 'none';
  /** What ends a line; `\r` alone only where the file has no `\n`. */
  readonly lineEnd: '\n' | '\r';
}

interface CutRow {
  readonly cells: string[];
  /** Ends of lines inside its quotes. */
  readonly furtherLines: number;
}

interface Cell {
  readonly text: string;
  /** It is the row's last. */
  readonly last: boolean;
  readonly furtherLines: number;
}

/** Where one mark stands next. Asked from places that only go up, it looks at each character once. */
class Mark {
  readonly #text: string;
  readonly #mark: string;
  #found = -1;

  constructor(text: string, mark: string) {
    this.#text = text;
    this.#mark = mark;
  }

  /** The text's length where there is none. */
  from(at: number): number {
    if (this.#found < at) {
      const found = this.#text.indexOf(this.#mark, at);
      this.#found = found < 0 ? this.#text.length : found;
    }
    return this.#found;
  }
}

const carriageReturn = 13;

export class RowCutter {
  readonly #text: string;
  readonly #form: TableForm;
  readonly #lineEnd: Mark;
  readonly #delimiter: Mark;
  readonly #quote: Mark;
  #at = 0;

  constructor(text: string, form: TableForm) {
    this.#text = text;
    this.#form = form;
    this.#lineEnd = new Mark(text, form.lineEnd);
    this.#delimiter = new Mark(text, form.delimiter);
    this.#quote = new Mark(text, '"');
  }

  /** Where the next row begins. */
  get at(): number {
    return this.#at;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next row; null where a quote is open at the end of the text, and then `at` stays. */
  next(): CutRow | null {
    const end = this.#lineEnd.from(this.#at);
    if (this.#form.quoting === 'csv' && this.#quote.from(this.#at) < end) return this.#quotedRow();
    const line = this.#text.slice(this.#at, this.#contentEnd(end));
    this.#at = end + 1;
    return { cells: line.split(this.#form.delimiter), furtherLines: 0 };
  }

  /** Where a line's content ends: a `\r` before its `\n` is no part of it. */
  #contentEnd(end: number): number {
    if (this.#form.lineEnd === '\r' || end === this.#text.length || end === this.#at) return end;
    return this.#text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }

  #quotedRow(): CutRow | null {
    const start = this.#at;
    const cells: string[] = [];
    let furtherLines = 0;
    for (;;) {
      const cell = this.#text.charAt(this.#at) === '"' ? this.#quotedCell() : this.#plainCell();
      if (cell === null) {
        this.#at = start;
        return null;
      }
      cells.push(cell.text);
      furtherLines += cell.furtherLines;
      if (cell.last) return { cells, furtherLines };
    }
  }

  #plainCell(): Cell {
    const end = this.#lineEnd.from(this.#at);
    const delimiter = this.#delimiter.from(this.#at);
    const last = end <= delimiter;
    const text = this.#text.slice(this.#at, last ? this.#contentEnd(end) : delimiter);
    this.#at = (last ? end : delimiter) + 1;
    return { text, last, furtherLines: 0 };
  }

  #quotedCell(): Cell | null {
    const from = this.#at + 1;
    let close = this.#text.indexOf('"', from);
    const first = close;
    while (close >= 0 && this.#text.charAt(close + 1) === '"') {
      close = this.#text.indexOf('"', close + 2);
    }
    if (close < 0) return null;
    const raw = this.#text.slice(from, close);
    const content = close === first ? raw : raw.replaceAll('""', '"');
    const furtherLines = countOf(raw, this.#form.lineEnd);
    this.#at = close + 1;
    const rest = this.#plainCell();
    if (rest.text === '') return { text: content, last: rest.last, furtherLines };
    return { text: `"${content}"${rest.text}`, last: rest.last, furtherLines };
  }
}
