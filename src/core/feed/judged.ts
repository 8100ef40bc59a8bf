// A feed as its detectors see it, and the means to state a fault of it.
import type { Context } from '../detect/context.js';
import type { SubjectReference } from '../detect/finding.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import type { BusinessDays } from './business-days.js';
import { workedMillis } from './business-days.js';
import type { Freshness } from './freshness.js';
import type { Arrival, FeedRecord, FeedView } from './record.js';

export interface JudgedFeed {
  readonly name: string;
  readonly record: FeedRecord;
  /** Null: nobody wrote it and too few snapshots came to learn it. */
  readonly freshness: Freshness | null;
  readonly days: BusinessDays;
  readonly context: Context;
}

export function feedSubject(
  name: string,
  more: Readonly<Record<string, readonly string[]>> = {},
): SubjectReference {
  return { type: 'feed', key: name, refs: { feed: [name], ...more } };
}

/** The supplier, and the system at which the feed is seen. */
export function feedSystems({ name, context }: JudgedFeed, view: FeedView): string[] {
  const from = context.contract.feeds.get(name)?.from ?? view.system;
  return from === view.system ? [from] : [from, view.system];
}

/** Age of a snapshot's figures when it came, at least. */
export function ageOnArrival(arrival: Arrival, freshness: Freshness): number {
  return workedMillis(freshness.days, arrival.asOf, arrival.arrived.at);
}

export function wasFresh(arrival: Arrival, freshness: Freshness): boolean {
  return arrival.complete && ageOnArrival(arrival, freshness) <= freshness.freshWithinMillis;
}

export function cite(statements: readonly Observation[], most: number): string[] {
  return statements.slice(0, most).map(citation);
}
