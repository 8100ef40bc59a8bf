// What orders took from stock, packed by item: a run of ten million lines has over a million such lines
// of orders. An item's are unpacked when it is judged, and gone after that: as objects, all of them
// would be the largest thing in memory.
import type { Decimal } from '../core/observation/decimal.js';
import type { Instant } from '../core/observation/instant.js';
import type { Demand } from '../core/stock/demand.js';

/** Plain columns in memory that threads share. */
export interface DemandPack {
  readonly channels: readonly string[];
  readonly skus: readonly string[];
  /** Where the rows of each item end; they begin where those of the item before end. */
  readonly ends: readonly number[];
  /** `rowWidth` numbers a row. */
  readonly rows: Float64Array;
  /** UTF-8: what the rows name. */
  readonly texts: Uint8Array;
}

/** Of a row: channel, quantity, at, until, seen, whether cancelled, and where its two names lie in `texts`. */
const rowWidth = 9;

/**
 * Packs what orders take, line by line: a text cut from a bucket's would keep all of its text alive for
 * as long as the line is kept as it came.
 */
export class DemandPacker {
  readonly #channels = new Numbered();
  readonly #skus = new Numbered();
  /** Row -> its item. */
  readonly #items: number[] = [];
  #rows = new Float64Array(rowWidth << 10);
  #texts = Buffer.allocUnsafe(1 << 16);
  #textEnd = 0;
  /** The names written last: the lines of one order have them in common. */
  #orderKey = '';
  #citation = '';
  #spot = [0, 0, 0];

  add(one: Demand): void {
    if (one.orderKey !== this.#orderKey || one.citation !== this.#citation) this.#name(one);
    const first = this.#items.length * rowWidth;
    if (first + rowWidth > this.#rows.length) {
      const larger = new Float64Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    const rows = this.#rows;
    const [from = 0, keyEnd = 0, end = 0] = this.#spot;
    this.#items.push(this.#skus.of(one.sku));
    rows[first] = this.#channels.of(one.channel);
    rows[first + 1] = one.qty;
    rows[first + 2] = one.at;
    rows[first + 3] = one.until;
    rows[first + 4] = one.seen;
    rows[first + 5] = one.cancelled === true ? 1 : 0;
    rows[first + 6] = from;
    rows[first + 7] = keyEnd;
    rows[first + 8] = end;
  }

  #name({ orderKey, citation }: Demand): void {
    const room = (orderKey.length + citation.length) * 3;
    if (this.#textEnd + room > this.#texts.length) {
      const larger = Buffer.allocUnsafe(this.#texts.length * 2 + room);
      this.#texts.copy(larger, 0, 0, this.#textEnd);
      this.#texts = larger;
    }
    const from = this.#textEnd;
    const keyEnd = from + this.#texts.write(orderKey, from);
    const end = keyEnd + this.#texts.write(citation, keyEnd);
    this.#textEnd = end;
    this.#orderKey = orderKey;
    this.#citation = citation;
    this.#spot = [from, keyEnd, end];
  }

  /** What was added; null: nothing. */
  pack(): DemandPack | null {
    const count = this.#items.length;
    if (count === 0) return null;
    const skus = this.#skus.texts;
    const ends = new Array<number>(skus.length).fill(0);
    for (const item of this.#items) ends[item] = (ends[item] ?? 0) + 1;
    const next: number[] = [];
    let end = 0;
    for (const [item, held] of ends.entries()) {
      next.push(end);
      end += held;
      ends[item] = end;
    }
    const rows = new Float64Array(new SharedArrayBuffer(count * rowWidth * 8));
    for (const [row, item] of this.#items.entries()) {
      const place = next[item] ?? 0;
      next[item] = place + 1;
      rows.set(this.#rows.subarray(row * rowWidth, (row + 1) * rowWidth), place * rowWidth);
    }
    const texts = new Uint8Array(new SharedArrayBuffer(this.#textEnd));
    texts.set(this.#texts.subarray(0, this.#textEnd));
    return { channels: this.#channels.texts, skus, ends, rows, texts };
  }
}

/** Numbers for texts, in the order in which they first come. */
class Numbered {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.length;
    this.texts.push(text);
    this.#numbers.set(text, number);
    return number;
  }
}

/** The rows of one item in one pack. */
interface PackedRows {
  readonly pack: DemandPack;
  readonly first: number;
  readonly end: number;
}

/** What was sold of the stock items that are wanted. */
export class Sold {
  readonly #rows = new Map<string, PackedRows[]>();

  constructor(packs: readonly DemandPack[], isWanted: (sku: string) => boolean) {
    for (const pack of packs) {
      for (const [item, sku] of pack.skus.entries()) {
        if (!isWanted(sku)) continue;
        const held = { pack, first: pack.ends[item - 1] ?? 0, end: pack.ends[item] ?? 0 };
        const known = this.#rows.get(sku);
        if (known === undefined) this.#rows.set(sku, [held]);
        else known.push(held);
      }
    }
  }

  /** The lines of one item. */
  of(sku: string): Demand[] {
    const lines: Demand[] = [];
    for (const { pack, first, end } of this.#rows.get(sku) ?? []) {
      const { buffer, byteOffset, byteLength } = pack.texts;
      const texts = Buffer.from(buffer, byteOffset, byteLength);
      for (let row = first; row < end; row += 1) lines.push(lineOf(pack, texts, row, sku));
    }
    return lines;
  }
}

function lineOf({ rows, channels }: DemandPack, texts: Buffer, row: number, sku: string): Demand {
  const first = row * rowWidth;
  const keyEnd = rows[first + 7] ?? 0;
  return {
    sku,
    qty: (rows[first + 1] ?? 0) as Decimal,
    at: (rows[first + 2] ?? 0) as Instant,
    until: (rows[first + 3] ?? 0) as Instant,
    seen: (rows[first + 4] ?? 0) as Instant,
    channel: channels[rows[first] ?? 0] ?? '',
    orderKey: texts.toString('utf8', rows[first + 6], keyEnd),
    citation: texts.toString('utf8', keyEnd, rows[first + 8]),
    ...(rows[first + 5] === 1 ? { cancelled: true } : {}),
  };
}
