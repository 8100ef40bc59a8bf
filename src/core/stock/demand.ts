// What channels' orders took of one stock item: the orders that oversell, and those to be counted
// since the authority last stated its stock.
import { compareTexts } from '../observation/compare-texts.js';
import type { Decimal } from '../observation/decimal.js';
import { zero } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';

/**
 * One line that a channel's order placed on a stock item. Lines that take no stock of ours stay
 * out: test orders, pre-orders, and those that the channel or a supplier fulfils.
 */
export interface Demand {
  readonly sku: string;
  readonly qty: Decimal;
  /** When the order was placed, as an interval, and when its statement reached the reader. */
  readonly at: Instant;
  readonly until: Instant;
  readonly seen: Instant;
  /** System name of the channel that took it. */
  readonly channel: string;
  readonly orderKey: string;
  /** `system/id` of the statement that placed it. */
  readonly citation: string;
  /** The line was cancelled in the end: it is not counted against later orders. */
  readonly cancelled?: boolean;
}

function compareDemand(left: Demand, right: Demand): number {
  return (
    left.at - right.at ||
    left.until - right.until ||
    compareTexts(left.channel, right.channel) ||
    compareTexts(left.orderKey, right.orderKey) ||
    compareTexts(left.citation, right.citation) ||
    left.qty - right.qty
  );
}

/** Lines in the order in which they were placed, summed so that any period costs a search only. */
export class Sales {
  readonly lines: readonly Demand[];
  readonly #times: number[] = [];
  readonly #sums: number[] = [0];

  constructor(lines: readonly Demand[]) {
    this.lines = lines;
    let sum = 0;
    for (const line of lines) {
      if (line.cancelled !== true) sum += line.qty;
      this.#times.push(line.at);
      this.#sums.push(sum);
    }
  }

  /** Quantity of the lines placed after `from` among the first `before` lines. */
  since(from: Instant, before: number): Decimal {
    const first = this.#after(from);
    if (first >= before) return zero;
    return ((this.#sums[before] ?? 0) - (this.#sums[first] ?? 0)) as Decimal;
  }

  /** Quantity of the lines placed after `from` and not after `until`. */
  between(from: Instant, until: Instant): Decimal {
    return this.since(from, this.#after(until));
  }

  /** Index of the first line placed after an instant. */
  #after(instant: Instant): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The lines of one item: all of them, and by channel. */
export interface DemandRecord {
  readonly all: Sales;
  readonly byChannel: ReadonlyMap<string, Sales>;
}

export const noSales = new Sales([]);

/** An order that two channels place is a mirrored one: the channel that placed it first sold it. */
function soldOnce(sku: string, demand: readonly Demand[]): Demand[] {
  const sellers = new Map<string, string>();
  const lines: Demand[] = [];
  for (const line of [...demand].sort(compareDemand)) {
    if (line.sku !== sku) continue;
    const seller = sellers.get(line.orderKey);
    if (seller === undefined) sellers.set(line.orderKey, line.channel);
    if (seller === undefined || seller === line.channel) lines.push(line);
  }
  return lines;
}

export function foldDemand(sku: string, demand: readonly Demand[]): DemandRecord {
  const sold = soldOnce(sku, demand);
  const byChannel = new Map<string, Demand[]>();
  for (const line of sold) {
    const lines = byChannel.get(line.channel);
    if (lines === undefined) byChannel.set(line.channel, [line]);
    else lines.push(line);
  }
  return {
    all: new Sales(sold),
    byChannel: new Map([...byChannel].map(([channel, lines]) => [channel, new Sales(lines)])),
  };
}
