// A feed that stopped coming: nothing for three times its interval, within coverage, after a
// snapshot that was fresh when it came.
import { workedMillis } from '../feed/business-days.js';
import type { Freshness } from '../feed/freshness.js';
import type { JudgedFeed } from '../feed/judged.js';
import { cite, feedSubject, feedSystems, wasFresh } from '../feed/judged.js';
import type { Arrival, FeedView } from '../feed/record.js';
import { limits } from '../limits.js';
import type { Coverage } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import { durationWords } from '../contract/duration.js';
import { instantText, soonest } from '../observation/instant.js';
import type { Candidate, PatternWords } from './finding.js';
import { candidate } from './finding.js';

const missedIntervals = 3;

/** The finding, and the time in which nothing newer was to be had. */
export interface MissingFeed {
  readonly candidate: Candidate;
  readonly from: Instant;
  readonly until: Instant;
}

interface Silence {
  readonly before: Arrival;
  /** What ended it; null: nothing within coverage. */
  readonly after: Arrival | null;
}

const never = Number.POSITIVE_INFINITY as Instant;

/** The systems at which the feed went missing; only the supplier's own where its silence explains the rest. */
export function detectMissingFeed(feed: JudgedFeed): MissingFeed[] {
  const { freshness } = feed;
  if (freshness === null) return [];
  const found: MissingFeed[] = [];
  for (const view of feed.record.views.values()) {
    const missing = missingAt(feed, freshness, view);
    if (missing !== null) found.push(missing);
  }
  const from = feed.context.contract.feeds.get(feed.name)?.from;
  const source = found.find(
    (one) => one.candidate.systems.length === 1 && one.candidate.systems[0] === from,
  );
  if (source === undefined) return found;
  return found.filter(
    (one) => one === source || one.from > source.until || one.until < source.from,
  );
}

/** When the feed would be missing though nothing else is said; null: nobody waits for it. */
export function missingAfter(feed: JudgedFeed): Instant | null {
  const { freshness, record, context } = feed;
  if (freshness === null) return null;
  const last = [...record.views.values()].flatMap(
    ({ arrivals }) => arrivals.findLast(({ complete }) => complete) ?? [],
  );
  const due = last
    .filter((arrival) => wasFresh(arrival, freshness))
    .map(({ arrived }) => dueAfter(arrived.until, silenceOf(freshness), freshness));
  return soonest(due.filter((at) => at >= context.now));
}

/** Longer ones are too long. */
function silenceOf({ everyMillis, graceMillis }: Freshness): number {
  return missedIntervals * everyMillis + graceMillis;
}

function missingAt(feed: JudgedFeed, freshness: Freshness, view: FeedView): MissingFeed | null {
  const limit = silenceOf(freshness);
  const silences = silencesOf(feed, freshness, view, limit);
  const first = silences[0];
  const last = silences.at(-1);
  if (first === undefined || last === undefined) return null;
  const { before } = first;
  const failures = view.failures.filter((failure) => failure.at >= before.arrived.at);
  const evidence = [...silences.map((one) => one.before.statement), ...failures];
  const healedAt = last.after?.arrived.at ?? null;
  const due = dueAfter(before.arrived.until, limit, freshness);
  return {
    from: before.arrived.at,
    until: healedAt ?? never,
    candidate: candidate({
      pattern: 'missing-feed',
      cause: 'missing',
      subject: feedSubject(feed.name),
      systems: feedSystems(feed, view),
      at: due,
      due,
      healedAt,
      evidence: cite(evidence, limits.findingEvidenceMax),
      details: {
        feed: feed.name,
        last: instantText(before.arrived.at),
        every: durationWords(freshness.everyMillis),
        error: failures[0]?.data.error ?? failures[0]?.data.reason ?? '',
        again: first.after === null ? '' : instantText(first.after.arrived.at),
      },
    }),
  };
}

/** Times between complete snapshots that were certainly too long, after one that was fresh. */
function silencesOf(
  feed: JudgedFeed,
  freshness: Freshness,
  view: FeedView,
  limit: number,
): Silence[] {
  const complete = view.arrivals.filter((arrival) => arrival.complete);
  const silences: Silence[] = [];
  for (let index = 0; index < complete.length; index += 1) {
    const before = complete[index];
    const after = complete[index + 1] ?? null;
    if (before === undefined || !wasFresh(before, freshness)) continue;
    const until = after?.arrived.at ?? endOfCoverage(feed, view, before, limit);
    if (workedMillis(freshness.days, before.arrived.until, until) > limit)
      silences.push({ before, after });
  }
  return silences;
}

/**
 * Until when the feed would have been seen. A system that says nothing but this feed is covered only
 * to its last word; yet where the feed is declared, its times are exact and every other system goes
 * on past the deadline, the silence is the feed's and not the input's.
 */
function endOfCoverage(
  { freshness, context }: JudgedFeed,
  view: FeedView,
  last: Arrival,
  limit: number,
): Instant {
  const own = context.coverage.systems.get(view.system);
  const end = own?.until ?? last.arrived.until;
  if (own === undefined || freshness?.declared !== true || end > last.statement.until) return end;
  const exact = view.arrivals.every((arrival) => arrival.statement.basis === 'event');
  const onlyFeed = [...own.kinds].every((kind) => kind.startsWith('feed.'));
  const deadline = (last.arrived.until + limit) as Instant;
  return exact && onlyFeed && othersGoOn(context.coverage, view.system, deadline)
    ? context.now
    : end;
}

function othersGoOn(coverage: Coverage, system: string, deadline: Instant): boolean {
  let others = 0;
  for (const [name, { until }] of coverage.systems) {
    if (name === system) continue;
    if (until <= deadline) return false;
    others += 1;
  }
  return others > 0;
}

/** The instant at which that much worked time has passed. */
function dueAfter(from: Instant, millis: number, { days }: Freshness): Instant {
  let due = (from + millis) as Instant;
  for (let tries = 0; tries < 60 && workedMillis(days, from, due) < millis; tries += 1) {
    due = (due + millis - workedMillis(days, from, due)) as Instant;
  }
  return due;
}

export const words: PatternWords = {
  explain: ({ details }) => {
    const again = details['again'] ?? '';
    const error = details['error'] ?? '';
    return (
      `The feed ${details['feed'] ?? ''} should come every ${details['every'] ?? '?'}; after ${details['last'] ?? '?'} nothing came` +
      `${again === '' ? '' : ` until ${again}`}.${error === '' ? '' : ` The log says: ${error}.`} Its readers went on with the last one.`
    );
  },
  remedy: () =>
    'Ask for the file, read what was missed, and look at what was decided meanwhile. At the source: an alarm when the feed is late, a retry ' +
    'inside its window, and a declared fallback for each consumer.',
  involve: ({ systems }) =>
    `whoever runs the feed's job (${systems.join(', ')}), and the owners of the systems that read it`,
};
