// What orders took from stock, packed by item: a run of ten million lines has over a million such lines
// of orders. An item's are unpacked when it is judged, and gone after that: as objects, all of them
// would be the largest thing in memory.
import type { Decimal } from '../core/observation/decimal.js';
import type { Instant } from '../core/observation/instant.js';
import type { Demand } from '../core/stock/demand.js';

/** UTF-8 JSON in memory that threads share. */
export interface DemandPack {
  /** `Contents`. */
  readonly contents: Uint8Array;
  /** Each item's `Row[]`, one behind the other. */
  readonly rows: Uint8Array;
}

interface Contents {
  readonly channels: readonly string[];
  readonly skus: readonly string[];
  /** Where the rows of each item end; they begin where those of the item before end. */
  readonly ends: readonly number[];
}

/** Channel by its place in a list; `until` and `seen` as what they lie behind `at`. */
type Row = readonly [
  channel: number,
  qty: number,
  at: number,
  until: number,
  seen: number,
  orderKey: string,
  citation: string,
  cancelled: 0 | 1,
];

/**
 * Packs what orders take, line by line: a text cut from a bucket's would keep all of its text alive for
 * as long as the line is kept as it came.
 */
export class DemandPacker {
  readonly #channels = new Map<string, number>();
  readonly #rows = new Map<string, string[]>();

  add(one: Demand): void {
    const row = JSON.stringify(this.#rowOf(one));
    const rows = this.#rows.get(one.sku);
    if (rows === undefined) this.#rows.set(one.sku, [row]);
    else rows.push(row);
  }

  #rowOf(one: Demand): Row {
    let channel = this.#channels.get(one.channel);
    if (channel === undefined) {
      channel = this.#channels.size;
      this.#channels.set(one.channel, channel);
    }
    const { qty, at, orderKey, citation } = one;
    const cancelled = one.cancelled === true ? 1 : 0;
    return [channel, qty, at, one.until - at, one.seen - at, orderKey, citation, cancelled];
  }

  /** What was added; null: nothing. */
  pack(): DemandPack | null {
    if (this.#rows.size === 0) return null;
    const texts: string[] = [];
    const ends: number[] = [];
    let end = 0;
    for (const rows of this.#rows.values()) {
      const text = `[${rows.join(',')}]`;
      texts.push(text);
      end += Buffer.byteLength(text);
      ends.push(end);
    }
    const channels = [...this.#channels.keys()];
    const contents: Contents = { channels, skus: [...this.#rows.keys()], ends };
    return { contents: shared(JSON.stringify(contents)), rows: shared(texts.join('')) };
  }
}

function shared(text: string): Uint8Array {
  const bytes = Buffer.from(new SharedArrayBuffer(Buffer.byteLength(text)));
  bytes.write(text);
  return bytes;
}

/** The rows of one item in one pack. */
interface PackedRows {
  readonly bytes: Buffer;
  readonly channels: readonly string[];
}

/** What was sold of the stock items that are wanted. */
export class Sold {
  readonly #rows = new Map<string, PackedRows[]>();

  constructor(packs: readonly DemandPack[], isWanted: (sku: string) => boolean) {
    for (const { contents, rows } of packs) {
      const { channels, skus, ends } = JSON.parse(viewOf(contents).toString()) as Contents;
      const all = viewOf(rows);
      for (const [place, sku] of skus.entries()) {
        if (!isWanted(sku)) continue;
        const bytes = all.subarray(ends[place - 1] ?? 0, ends[place]);
        const known = this.#rows.get(sku);
        if (known === undefined) this.#rows.set(sku, [{ bytes, channels }]);
        else known.push({ bytes, channels });
      }
    }
  }

  /** The lines of one item. */
  of(sku: string): Demand[] {
    return (this.#rows.get(sku) ?? []).flatMap(({ bytes, channels }) =>
      (JSON.parse(bytes.toString()) as Row[]).map((row) => lineOf(row, sku, channels)),
    );
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function lineOf(row: Row, sku: string, channels: readonly string[]): Demand {
  const [channel, qty, at, until, seen, orderKey, citation, cancelled] = row;
  return {
    sku,
    qty: qty as Decimal,
    at: at as Instant,
    until: (at + until) as Instant,
    seen: (at + seen) as Instant,
    channel: channels[channel] ?? '',
    orderKey,
    citation,
    ...(cancelled === 1 ? { cancelled: true } : {}),
  };
}
