// Two systems show one supplier's metric with two values at one time, and neither catches up: each
// works by another figure of the same thing.
import { compareTexts } from '../observation/compare-texts.js';
import { figuresOf } from '../feed/figures.js';
import type { JudgedFeed } from '../feed/judged.js';
import { cite, feedSubject } from '../feed/judged.js';
import type { FeedWorld, Showing } from '../feed/record.js';
import { limits } from '../limits.js';
import { decimalOf } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { day, hour, instantText } from '../observation/instant.js';
import type { Candidate, Cause, PatternWords } from './finding.js';
import { candidate } from './finding.js';

/** One time at which two systems were certainly seen to disagree. */
export interface Dispute {
  readonly supplier: string;
  readonly metric: string;
  readonly feed: string | null;
  /** The later and the earlier of the two showings. */
  readonly later: Showing;
  readonly earlier: Showing;
}

const toleranceMillis = hour;

export function sameValue(one: string, other: string): boolean {
  if (one === other) return true;
  const left = decimalOf(one);
  return left !== undefined && left === decimalOf(other);
}

/** All disputes of the run, by time. */
export function disputesOf(
  world: FeedWorld,
  feeds: ReadonlyMap<string, JudgedFeed>,
  now: Instant,
): Dispute[] {
  const figures = new Map<string, Map<string, Showing[]>>();
  for (const showing of world.showings) {
    const key = `${showing.supplier}\u0000${showing.metric}`;
    const systems = figures.get(key) ?? new Map<string, Showing[]>();
    const list = systems.get(showing.system) ?? [];
    list.push(showing);
    figures.set(key, systems.set(showing.system, list));
  }
  const disputes: Dispute[] = [];
  for (const systems of figures.values()) {
    for (const { mine, theirs } of pairs(systems)) {
      for (const dispute of between(mine, theirs, feeds, now)) disputes.push(dispute);
    }
  }
  return disputes.sort(
    (a, b) => a.later.at - b.later.at || compareTexts(a.later.system, b.later.system),
  );
}

/** Each system with each other one, both ways. */
function pairs(
  systems: ReadonlyMap<string, readonly Showing[]>,
): { mine: readonly Showing[]; theirs: readonly Showing[] }[] {
  const names = [...systems.keys()].sort();
  return names.flatMap((name) =>
    names
      .filter((other) => other !== name)
      .map((other) => ({ mine: systems.get(name) ?? [], theirs: systems.get(other) ?? [] })),
  );
}

/** Showings of one system held against what the other showed last. */
function between(
  mine: readonly Showing[],
  theirs: readonly Showing[],
  feeds: ReadonlyMap<string, JudgedFeed>,
  now: Instant,
): Dispute[] {
  const disputes: Dispute[] = [];
  let index = -1;
  for (let place = 0; place < mine.length; place += 1) {
    const later = mine[place];
    if (later === undefined) continue;
    while ((theirs[index + 1]?.at ?? Number.POSITIVE_INFINITY) <= later.at) index += 1;
    const earlier = theirs[index];
    if (earlier === undefined || sameValue(earlier.value, later.value)) continue;
    // Of two showings of one instant each system would find the other.
    if (earlier.at === later.at && earlier.system > later.system) continue;
    const pair = {
      later,
      earlier,
      theirs: { showings: theirs, index },
      mine: { showings: mine, index: place },
    };
    const feed = later.feed ?? earlier.feed;
    const fresh = feed === null ? null : feeds.get(feed)?.freshness;
    const tolerance = fresh?.freshWithinMillis ?? toleranceMillis;
    if (!isDispute(pair, tolerance, now)) continue;
    disputes.push({ supplier: later.supplier, metric: later.metric, feed, later, earlier });
  }
  return disputes;
}

/** A system's showings, and which of them is held against the other's. */
interface Side {
  readonly showings: readonly Showing[];
  readonly index: number;
}

interface Pair {
  readonly later: Showing;
  readonly earlier: Showing;
  /** The system that showed `later`, and the one that showed `earlier`. */
  readonly mine: Side;
  readonly theirs: Side;
}

function isDispute(pair: Pair, tolerance: number, now: Instant): boolean {
  const { later, mine, theirs } = pair;
  if (!shownTogether(pair, tolerance)) return false;
  const until = (later.until + tolerance) as Instant;
  if (follows(mine, theirs, until) || follows(theirs, mine, until)) return false;
  return until <= now;
}

/**
 * A system shows what the other had shown before, and then, in time, what the other shows now: in
 * time means before the other has moved on again, or it is always one value behind.
 */
function follows(slow: Side, quick: Side, until: Instant): boolean {
  const shown = slow.showings[slow.index]?.value ?? '';
  const target = quick.showings[quick.index]?.value ?? '';
  const before = quick.showings[quick.index - 1];
  if (before !== undefined && !sameValue(before.value, shown)) return false;
  const moved = quick.showings[quick.index + 1];
  for (let index = slow.index + 1; index < slow.showings.length; index += 1) {
    const next = slow.showings[index];
    if (next === undefined || next.at > until) return false;
    if (moved !== undefined && moved.until < next.at) return false;
    if (sameValue(next.value, target)) return true;
  }
  return false;
}

/** That both values stood at one time: shown close together, on both sides, or the older one later. */
function shownTogether({ later, earlier, theirs }: Pair, tolerance: number): boolean {
  const apart = later.until - earlier.at;
  if (apart <= Math.min(tolerance, toleranceMillis)) return true;
  const next = theirs.showings[theirs.index + 1];
  if (next !== undefined && sameValue(next.value, earlier.value)) return true;
  if (later.asOf === null || earlier.asOf === null || apart > Math.max(tolerance, day))
    return false;
  return later.asOf <= earlier.asOf;
}

/** One finding for each feed, metric and pair of systems. */
export function detectMetricDispute(disputes: readonly Dispute[], world: FeedWorld): Candidate[] {
  const groups = new Map<string, Dispute[]>();
  for (const dispute of disputes) {
    const systems = [dispute.later.system, dispute.earlier.system].sort();
    const key = [
      dispute.feed ?? dispute.supplier,
      dispute.supplier,
      dispute.metric,
      ...systems,
    ].join('\u0000');
    const list = groups.get(key) ?? [];
    list.push(dispute);
    groups.set(key, list);
  }
  return [...groups.values()].flatMap((group) => stated(group, world));
}

/** `0.96 in vendor-portal`. */
function sideText(side: Showing | undefined): string {
  return side === undefined ? '?' : `${side.value} in ${side.system}`;
}

function stated(group: readonly Dispute[], world: FeedWorld): Candidate[] {
  const [first] = group;
  if (first === undefined) return [];
  const { supplier, metric, later, earlier } = first;
  const feed = first.feed ?? supplier;
  const sides = [earlier, later].sort((a, b) => compareTexts(a.system, b.system));
  const statements = group.flatMap((one) => [one.earlier.statement, one.later.statement]);
  return [
    candidate({
      pattern: 'metric-dispute',
      cause: causeOf(first, world),
      subject: feedSubject(feed, { supplier: [supplier], metric: [metric] }),
      systems: sides.map((side) => side.system),
      field: metric,
      at: later.at,
      evidence: cite([...new Set(statements)], limits.findingEvidenceMax),
      details: {
        supplier,
        metric,
        one: sideText(sides[0]),
        other: sideText(sides[1]),
        at: instantText(later.at),
        times: String(group.length),
        asOf: asOfText(sides),
      },
    }),
  ];
}

function asOfText(sides: readonly Showing[]): string {
  if (sides.some((side) => side.asOf === null)) return '';
  return sides.map((side) => (side.asOf === null ? '' : instantText(side.asOf))).join(' and ');
}

/** Two snapshots of one source: stale. One snapshot with two values: mapped wrongly somewhere. */
function causeOf({ later, earlier, supplier, metric, feed }: Dispute, world: FeedWorld): Cause {
  if (later.asOf !== null && earlier.asOf !== null) {
    return later.asOf === earlier.asOf ? 'mapping' : 'stale';
  }
  const record = feed === null ? undefined : world.feeds.get(feed);
  const values = (record === undefined ? [] : figuresOf(record))
    .filter((figure) => figure.supplier === supplier && figure.metric === metric)
    .map((figure) => figure.value);
  const known = (value: string): boolean => values.some((one) => sameValue(one, value));
  return known(later.value) && known(earlier.value) ? 'stale' : 'conflict';
}

export const words: PatternWords = {
  explain: ({ details }) => {
    const times = Number(details['times'] ?? '1');
    const asOf = details['asOf'] ?? '';
    return (
      `${details['metric'] ?? 'A metric'} of ${details['supplier'] ?? 'a supplier'} is ${details['one'] ?? '?'} and ${details['other'] ?? '?'} at ` +
      `${details['at'] ?? '?'}${asOf === '' ? '' : ` (as of ${asOf})`}.${times > 1 ? ` They disagreed ${times} times.` : ''} ` +
      'Both are right by their own snapshot, or one reads it wrongly.'
    );
  },
  remedy: ({ cause }) =>
    cause === 'mapping'
      ? 'Both read one snapshot: compare how each maps unit, window and rounding of this metric, and correct the one that is wrong.'
      : 'Show the as-of beside the figure in both systems, and decide only by the newer one. At the source: feed both from one snapshot, at one time.',
  involve: ({ systems }) => `the owners of ${systems.join(' and ')}, with the supplier`,
};
