// A feed that comes on time and brings old figures: a snapshot that was past its age when it
// arrived, or whose as-of did not advance. One finding a feed.
import { workedMillis } from '../feed/business-days.js';
import type { Freshness } from '../feed/freshness.js';
import type { JudgedFeed } from '../feed/judged.js';
import { ageOnArrival, cite, feedSubject, feedSystems, wasFresh } from '../feed/judged.js';
import type { Arrival, FeedView } from '../feed/record.js';
import { limits } from '../limits.js';
import type { Instant } from '../observation/instant.js';
import { durationWords } from '../contract/duration.js';
import { instantText } from '../observation/instant.js';
import type { Candidate, PatternWords } from './finding.js';
import { candidate } from './finding.js';

interface StaleArrival {
  readonly arrival: Arrival;
  readonly why: 'old' | 'unmoved';
}

export function detectStaleFeed(feed: JudgedFeed): Candidate | null {
  const { freshness } = feed;
  if (freshness === null) return null;
  let chosen: { view: FeedView; stale: readonly StaleArrival[] } | null = null;
  for (const view of feed.record.views.values()) {
    const stale = staleArrivals(view, freshness);
    const [first] = stale;
    if (first === undefined) continue;
    const best = chosen?.stale[0];
    if (best === undefined || first.arrival.arrived.at < best.arrival.arrived.at) {
      chosen = { view, stale };
    }
  }
  return chosen === null ? null : stated(feed, freshness, chosen.view, chosen.stale);
}

function staleArrivals(view: FeedView, freshness: Freshness): StaleArrival[] {
  const stale: StaleArrival[] = [];
  let newest: Instant | null = null;
  let before: Arrival | null = null;
  for (const arrival of view.arrivals) {
    const advanced: boolean = newest === null || arrival.asOf > newest;
    if (ageOnArrival(arrival, freshness) > freshness.freshWithinMillis) {
      stale.push({ arrival, why: 'old' });
    } else if (!advanced && before !== null && isNewDelivery(before, arrival, freshness)) {
      stale.push({ arrival, why: 'unmoved' });
    }
    if (newest === null || arrival.asOf > newest) newest = arrival.asOf;
    before = arrival;
  }
  return stale;
}

/** A repeat soon after is the same delivery, sent again. */
function isNewDelivery(before: Arrival, arrival: Arrival, freshness: Freshness): boolean {
  const gap = workedMillis(freshness.days, before.arrived.until, arrival.arrived.at);
  return gap >= freshness.everyMillis / 2;
}

function stated(
  feed: JudgedFeed,
  freshness: Freshness,
  view: FeedView,
  stale: readonly StaleArrival[],
): Candidate | null {
  const first = stale[0];
  const last = stale.at(-1);
  if (first === undefined || last === undefined) return null;
  const { arrival } = first;
  const limit = freshness.freshWithinMillis;
  const healed = view.arrivals.find(
    (one) => one.arrived.at > last.arrival.arrived.at && wasFresh(one, freshness),
  );
  return candidate({
    pattern: 'stale-feed',
    cause: 'stale',
    subject: feedSubject(feed.name),
    systems: feedSystems(feed, view),
    at: arrival.arrived.at,
    due: (arrival.asOf + limit) as Instant,
    healedAt: healed?.arrived.at ?? null,
    evidence: cite(
      stale.map((one) => one.arrival.statement),
      limits.findingEvidenceMax,
    ),
    details: {
      feed: feed.name,
      why: first.why,
      asOf: instantText(arrival.asOf),
      arrived: instantText(arrival.arrived.at),
      age: durationWords(arrival.arrived.at - arrival.asOf),
      limit: durationWords(limit),
      basis: freshness.declared ? 'declared' : 'learned',
      times: String(stale.length),
    },
  });
}

export const words: PatternWords = {
  explain: ({ details }) => {
    const times = Number(details['times'] ?? '1');
    const what =
      details['why'] === 'unmoved'
        ? `brought the same as-of (${details['asOf'] ?? '?'}) again`
        : `brought figures of ${details['asOf'] ?? '?'}, ${details['age'] ?? '?'} old; ${details['limit'] ?? '?'} is allowed${details['basis'] === 'learned' ? ' by its own habit' : ''}`;
    return (
      `The feed ${details['feed'] ?? ''} came at ${details['arrived'] ?? '?'} and ${what}.` +
      (times > 1 ? ` So did ${times - 1} more of its snapshots.` : '') +
      ' Whatever reads it takes old figures for new ones.'
    );
  },
  remedy: () =>
    'Take no decision on it until a fresh one comes: hold, or use the last good figure within its limit. At the source: rebuild the feed near real ' +
    'time and watch its as-of, not its arrival. A second export a day is no mending.',
  involve: ({ systems }) =>
    `the supplier's team behind ${systems[0] ?? 'the feed'}, and the owners of all systems that read it`,
};
