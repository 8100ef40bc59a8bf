// What systems said of one stock item, A-1, and what is judged of it.
import type { Candidate } from '../src/core/detect/finding.js';
import type { Tally } from '../src/core/detect/tally.js';
import { emptyTally } from '../src/core/detect/tally.js';
import type { Decimal } from '../src/core/observation/decimal.js';
import type { Observation } from '../src/core/observation/observation.js';
import type { Demand } from '../src/core/stock/demand.js';
import { judgeStock } from '../src/core/stock/judge.js';
import type { ContextOptions } from './stated.js';
import { contextOf, instant, said, shuffled } from './stated.js';

export const refs = { sku: 'A-1' };

export function level(headline: string, available: number, location?: string): Observation {
  const [system, clock] = headline.split(' ');
  return said(`${system} stock.level ${clock}`, {
    refs: location === undefined ? refs : { ...refs, location },
    data: { available },
    id: `${headline} ${location ?? ''} ${available}`,
  });
}

export function listed(headline: string, data: Record<string, unknown>): Observation {
  const [system, clock] = headline.split(' ');
  return said(`${system} listing.availability ${clock}`, { refs, data });
}

export const shows = (headline: string, available: number): Observation =>
  listed(headline, { available });

export const hop = (kind: string, clock: string, to = 'shop'): Observation =>
  said(`ipaas hop.${kind} ${clock}`, { refs, data: { from: 'erp', to, error: '429' } });

export function took(headline: string, qty = 1): Demand {
  const [channel, clock] = headline.split(' ');
  const at = instant(clock ?? '');
  return {
    sku: 'A-1',
    qty: (qty * 10_000) as Decimal,
    at,
    until: at,
    seen: at,
    channel: channel ?? '',
    orderKey: headline,
    citation: `${channel}/${headline}`,
  };
}

export const seenAt = (statement: Observation, clock: string): Observation => ({
  ...statement,
  seen: instant(clock),
});

export interface Judgement {
  readonly found: readonly Candidate[];
  readonly tally: Tally;
}

export interface Given {
  readonly demand?: readonly Demand[];
  readonly options?: ContextOptions;
}

export function judge(statements: readonly Observation[], given: Given = {}): Judgement {
  const tally = emptyTally();
  const context = contextOf(given.options);
  const found = judgeStock('A-1', statements, given.demand ?? [], context, tally);
  return { found, tally };
}

export const five = [level('erp 08:00', 5), shows('shop 08:01', 5), shows('amazon 08:02', 5)];
export const gone = level('erp 10:00', 0);

export interface StockCase extends Given {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly then: readonly string[];
}

export const gapAt = (channel: string): string =>
  `trigger-gap(missing) erp→${channel} + phantom-availability`;

/** The judgements of one case that arrived in several orders, with repeats, and the plain one. */
export function inAnyOrder(one: StockCase): { expected: Judgement; others: Judgement[] } {
  const others: Judgement[] = [];
  for (let seed = 1; seed <= 12; seed += 1) {
    const arrived = shuffled([...one.given, ...one.given.slice(0, 2)], seed);
    others.push(judge(arrived, { ...one, demand: shuffled(one.demand ?? [], seed) }));
  }
  return { expected: judge(one.given, one), others };
}
