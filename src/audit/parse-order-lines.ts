// Reads the lines of an order by the shapes of theirs. Most statements of an order repeat the lines of
// another byte by byte: those are one list, read once.
import type { Decimal } from '../core/observation/decimal.js';
import type { Line } from '../core/observation/observation.js';
import { plainValue } from '../core/observation/read-line.js';
import { closeList, comma, openObject } from './ascii.js';
import type { Cursor } from './cursor.js';
import * as shape from './shape-of.js';
import { Shapes } from './shapes.js';

type LineDraft = { -readonly [Field in keyof Line]: Line[Field] };

const quantityMax = 1_000_000_000;
/** Lists of a bucket that are known again: its parcels may have lists of their own. */
const keptMax = 8;

interface ReadLines {
  readonly lines: readonly Line[];
  /** Where the list stands, from bracket to bracket. */
  readonly from: number;
  readonly length: number;
}

export class OrderLinesParser {
  readonly #cursor: Cursor;
  readonly #shapes = new Shapes();
  readonly #kept: ReadLines[] = [];
  #oldest = 0;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** Forgets the lists of the bucket before: other bytes may stand in place of theirs. */
  open(): void {
    this.#kept.length = 0;
    this.#oldest = 0;
  }

  /** Learns the shape of one order line. */
  learn(steps: readonly shape.Step[]): void {
    this.#shapes.add(steps);
  }

  /** The list that stands at the cursor, or undefined where only the careful way can tell. */
  read(): readonly Line[] | undefined {
    const cursor = this.#cursor;
    const from = cursor.position;
    for (const known of this.#kept) {
      if (!cursor.repeats(known.from, from, known.length)) continue;
      cursor.position = from + known.length;
      return known.lines;
    }
    const lines: LineDraft[] = [];
    if (!this.#readAll(lines)) return undefined;
    this.#kept[this.#oldest] = { lines, from, length: cursor.position - from };
    this.#oldest = (this.#oldest + 1) % keptMax;
    return lines;
  }

  #readAll(lines: LineDraft[]): boolean {
    const cursor = this.#cursor;
    cursor.position += 1;
    if (cursor.next() === closeList) {
      cursor.position += 1;
      return true;
    }
    for (;;) {
      const line: LineDraft = { qty: -1 as Decimal };
      lines.push(line);
      if (cursor.next() !== openObject || !this.#readOne(line) || line.qty < 0) return false;
      const code = cursor.next();
      cursor.position += 1;
      if (code !== comma) return code === closeList;
    }
  }

  #readOne(line: LineDraft): boolean {
    const shapes = this.#shapes;
    const cursor = this.#cursor;
    let node = 0;
    for (;;) {
      node = shapes.follow(node, cursor, cursor.position);
      if (node === 0) return false;
      cursor.position += shapes.lengths[node] ?? 0;
      const value = shapes.values[node] ?? 0;
      if (value === shape.noValue) return cursor.position <= cursor.end;
      if (!(value < shape.firstBare ? this.#text(line, value) : this.#bare(line, value))) {
        return false;
      }
    }
  }

  #text(into: LineDraft, value: number): boolean {
    const line = into;
    const cursor = this.#cursor;
    if (!cursor.quoted(cursor.position)) return false;
    cursor.position = cursor.to;
    if (value === shape.ignoredTextValue) return true;
    if (cursor.from === cursor.to) return false;
    if (value === shape.skuValue) line.sku = cursor.text();
    else if (value === shape.lineValue) line.line = cursor.text();
    else if (value === shape.quantityTextValue) line.qty = cursor.decimal() as Decimal;
    else {
      if (cursor.decimal() < 0) return false;
      line.price = cursor.text();
    }
    return line.qty % 10_000 === 0 || line.qty === -1;
  }

  #bare(into: LineDraft, value: number): boolean {
    const line = into;
    const cursor = this.#cursor;
    if (value === shape.ignoredListValue) {
      return cursor.nested() && plainValue(cursor.slice(cursor.from, cursor.to)) !== undefined;
    }
    const number = cursor.number();
    if (number === undefined) return false;
    if (value !== shape.quantityValue) return true;
    line.qty = (number * 10_000) as Decimal;
    return Number.isInteger(number) && number >= 0 && number < quantityMax;
  }
}
