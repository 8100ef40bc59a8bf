// What orders took from stock, packed: a run of ten million lines has over a million such lines of
// orders, and as objects they would be the largest thing in memory.
import type { Decimal } from '../core/observation/decimal.js';
import type { Instant } from '../core/observation/instant.js';
import type { Demand } from '../core/stock/demand.js';

/** UTF-8 JSON in memory that threads share. */
export type DemandPack = Uint8Array;

/** Stock item and channel by their place in a list; `until` and `seen` as what they lie behind `at`. */
type Row = readonly [
  sku: number,
  channel: number,
  qty: number,
  at: number,
  until: number,
  seen: number,
  orderKey: string,
  citation: string,
  cancelled: 0 | 1,
];

interface Packed {
  readonly skus: readonly string[];
  readonly channels: readonly string[];
  readonly rows: readonly Row[];
}

export function packDemand(demand: readonly Demand[]): DemandPack {
  const skus = new Map<string, number>();
  const channels = new Map<string, number>();
  const rows = demand.map((one): Row => [
    placeOf(skus, one.sku),
    placeOf(channels, one.channel),
    one.qty,
    one.at,
    one.until - one.at,
    one.seen - one.at,
    one.orderKey,
    one.citation,
    one.cancelled === true ? 1 : 0,
  ]);
  const packed: Packed = { skus: [...skus.keys()], channels: [...channels.keys()], rows };
  const text = JSON.stringify(packed);
  const bytes = Buffer.from(new SharedArrayBuffer(Buffer.byteLength(text)));
  bytes.write(text);
  return bytes;
}

function placeOf(places: Map<string, number>, text: string): number {
  const known = places.get(text);
  if (known !== undefined) return known;
  places.set(text, places.size);
  return places.size - 1;
}

/** The lines of the stock items that are wanted. */
export function unpackDemand(
  packs: readonly DemandPack[],
  isWanted: (sku: string) => boolean,
): Demand[] {
  const demand: Demand[] = [];
  for (const { buffer, byteOffset, byteLength } of packs) {
    const text = Buffer.from(buffer, byteOffset, byteLength).toString();
    const { skus, channels, rows } = JSON.parse(text) as Packed;
    const wanted = skus.map(isWanted);
    for (const row of rows) {
      if (wanted[row[0]] === true) demand.push(lineOf(row, skus, channels));
    }
  }
  return demand;
}

function lineOf(row: Row, skus: readonly string[], channels: readonly string[]): Demand {
  const [sku, channel, qty, at, until, seen, orderKey, citation, cancelled] = row;
  return {
    sku: skus[sku] ?? '',
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
