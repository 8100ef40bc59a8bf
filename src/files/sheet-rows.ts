// The rows of a spreadsheet's sheet, gathered cell by cell, wherever the form of the file puts gaps.
import { grouped } from '../core/detect/pattern-names.js';
import { limits } from '../core/limits.js';
import type { FileRow } from './table.js';
import type { XmlVisitor } from '../connectors/reading/xml.js';
import { XmlReader } from '../connectors/reading/xml.js';

/** One sheet of a workbook, of whatever form the workbook is. */
export interface Sheet {
  readonly name: string;
  /** From its beginning; the line of a row is the number that the spreadsheet shows beside it. */
  readonly rows: () => AsyncGenerator<readonly FileRow[]>;
}

const tooWide = `the row has more than ${limits.sheetColumnsMax} columns`;
const tooLong = `the row is longer than ${limits.lineBytesMax} characters`;
const tooSparse = `the sheet leaves out more than ${grouped(limits.sheetGapsMax)} cells up to here`;

/** The text of one cell as its pieces come. More of it than a row may hold is not kept: it is told as too long. */
export class CellText {
  #text = '';

  get text(): string {
    return this.#text;
  }

  add(piece: string): void {
    if (this.#text.length <= limits.lineBytesMax) this.#text += piece;
  }
}

export class SheetRows {
  #done: FileRow[] = [];
  #cells: string[] = [];
  #length = 0;
  #fault: string | null = null;
  /** Cells that were left out so far: a row of a few bytes may leave out all but its last. */
  #gaps = 0;
  line = 0;

  /** A row that says no number follows the one before it. */
  begin(line: number | null): void {
    this.line = line !== null && line > this.line ? line : this.line + 1;
    this.#cells = [];
    this.#length = 0;
    this.#fault = null;
  }

  /** Puts a cell into its column, from 0; columns that are left out are empty. */
  cell(column: number, text: string): void {
    if (column >= limits.sheetColumnsMax) this.#fault = tooWide;
    this.#length += text.length;
    if (this.#length > limits.lineBytesMax) this.#fault = tooLong;
    const gap = column - this.#cells.length;
    if (this.#fault === null && this.#gaps + gap > limits.sheetGapsMax) this.#fault = tooSparse;
    if (this.#fault !== null) return;
    this.#gaps += Math.max(0, gap);
    while (this.#cells.length < column) this.#cells.push('');
    this.#cells[column] = text;
  }

  end(): void {
    const { line } = this;
    if (this.#fault !== null) this.#done.push({ line, unreadable: this.#fault });
    else if (this.#cells.some((text) => text.trim() !== '')) {
      this.#done.push({ line, cells: this.#cells, document: null });
    }
  }

  /** The rows that have ended since it was last asked. */
  take(): FileRow[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }
}

/** Reads a sheet's XML; where it can't be read any further, the last row says why. */
export async function* rowsOfXml(
  pieces: AsyncGenerator<string>,
  visitor: XmlVisitor & { readonly rows: SheetRows },
  damage: () => string | null,
): AsyncGenerator<readonly FileRow[]> {
  const xml = new XmlReader(visitor);
  const { rows } = visitor;
  let fault: string | null = null;
  for await (const piece of pieces) {
    fault = xml.write(piece);
    yield rows.take();
    if (fault !== null) break;
  }
  const end = damage() ?? fault ?? xml.end();
  yield rows.take();
  if (end !== null) yield [{ line: rows.line + 1, unreadable: end }];
}
