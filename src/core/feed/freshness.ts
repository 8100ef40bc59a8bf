// How often a feed comes and how old its figures may be: as the contract says, else learned from
// the feed's own habit.
import type { Calendar, Contract } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import type { BusinessDays } from './business-days.js';
import { businessDays } from './business-days.js';
import type { FeedRecord, FeedView } from './record.js';

export interface Freshness {
  readonly everyMillis: number;
  readonly freshWithinMillis: number;
  readonly graceMillis: number;
  /** Null: every day counts. */
  readonly days: BusinessDays | null;
  readonly declared: boolean;
}

/** Snapshots before a habit may be learned, and what is made of it. */
const snapshotsMin = 4;
const freshIntervals = 2;
const graceShare = 0.1;

/** Null where neither the contract says it nor enough snapshots came to learn it. */
export function freshnessOf(
  name: string,
  feed: FeedRecord | undefined,
  contract: Contract,
): Freshness | null {
  const declared = contract.feeds.get(name);
  const calendar = declared?.calendar ?? contract.calendar;
  const zone = declared === undefined ? null : zoneOf(contract, declared.from);
  const days = calendar === null ? null : businessDays(calendar, zone);
  if (declared !== undefined) {
    const { everyMillis, freshWithinMillis, graceMillis } = declared;
    return { everyMillis, freshWithinMillis, graceMillis, days, declared: true };
  }
  const view = feed === undefined ? null : busiest(feed);
  return view === null ? null : learned(view, days);
}

function zoneOf(contract: Contract, system: string): string | null {
  return contract.systems.get(system)?.zone ?? null;
}

/** Days of a supplier for counting lags: Monday to Friday without a calendar. */
export function lagDays(name: string, contract: Contract): BusinessDays {
  const declared = contract.feeds.get(name);
  const calendar: Calendar | null = declared?.calendar ?? contract.calendar;
  return businessDays(calendar, declared === undefined ? null : zoneOf(contract, declared.from));
}

function busiest(feed: FeedRecord): FeedView | null {
  let chosen: FeedView | null = null;
  for (const view of feed.views.values()) {
    if (chosen === null || view.arrivals.length > chosen.arrivals.length) chosen = view;
  }
  return chosen;
}

function learned(view: FeedView, days: BusinessDays | null): Freshness | null {
  if (view.arrivals.length < snapshotsMin) return null;
  const gaps: number[] = [];
  const ages: number[] = [];
  let before: Instant | null = null;
  for (const { arrived, asOf } of view.arrivals) {
    if (before !== null) gaps.push(arrived.at - before);
    ages.push(arrived.at - asOf);
    before = arrived.at;
  }
  const everyMillis = rank(gaps, 0.5);
  if (everyMillis <= 0) return null;
  // A feed that has always brought figures of one age does so by design; a lag is not staleness.
  const usual = Math.max(everyMillis, rank(ages, 0.25));
  return {
    everyMillis,
    freshWithinMillis: freshIntervals * usual,
    graceMillis: Math.round(graceShare * everyMillis),
    days,
    declared: false,
  };
}

function rank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
