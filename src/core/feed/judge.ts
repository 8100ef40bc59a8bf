// All feeds of the run together (they are few): snapshots that came old or not at all, figures that
// two systems show differently, decisions taken on old ones, and the indicators of a cascade.
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { disputesOf, detectMetricDispute } from '../detect/metric-dispute.js';
import { detectMissingFeed, missingAfter } from '../detect/missing-feed.js';
import type { ReportStaleness } from '../detect/report.js';
import { detectStaleDecision, judgeDecision } from '../detect/stale-decision.js';
import type { StaleDecision } from '../detect/stale-decision.js';
import { detectStaleFeed } from '../detect/stale-feed.js';
import type { Downstream } from '../detect/staleness.js';
import { downstreamOf, stalenessOf } from '../detect/staleness.js';
import type { Tally } from '../detect/tally.js';
import type { Instant } from '../observation/instant.js';
import { soonest } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { foldFeeds } from './fold.js';
import { freshnessOf, lagDays } from './freshness.js';
import type { JudgedFeed } from './judged.js';
import type { FeedRecord, FeedWorld } from './record.js';

export type StalenessRow = ReportStaleness;

export interface FeedJudgement {
  readonly candidates: Candidate[];
  readonly staleness: StalenessRow[];
}

/**
 * Judges every feed.snapshot, feed.failed, metric.shown and decision.made of the run.
 * `downstream`: what was found of other subjects, which may be a stale feed's damage.
 */
export function judgeFeeds(
  observations: readonly Observation[],
  context: Context,
  tally: Tally,
  downstream: Downstream = downstreamOf([]),
): FeedJudgement {
  const world = foldFeeds(observations, context.contract);
  tally.duplicates += world.duplicates;
  tally.feeds += world.feeds.size;
  const feeds = judgedFeeds(world, context);
  const faults: FeedFault[] = [];
  for (const feed of feeds.values()) {
    countUnknown(feed, tally);
    const stale = detectStaleFeed(feed);
    if (stale !== null) faults.push(periodOf(stale));
    for (const missing of detectMissingFeed(feed)) faults.push(missing);
  }
  const disputes = disputesOf(world, feeds, context.now);
  const { damaged, avoidable } = attribute(staleDecisions(world, feeds, tally), faults);
  const candidates = [
    ...damaged,
    ...detectMetricDispute(disputes, world),
    ...detectStaleDecision(avoidable),
  ];
  return { candidates, staleness: stalenessOf({ world, feeds, disputes, downstream }) };
}

/** When the next feed that is awaited would be missing; null: none is awaited. */
export function nextFeedDue(
  observations: readonly Observation[],
  context: Context,
): Instant | null {
  const feeds = judgedFeeds(foldFeeds(observations, context.contract), context);
  return soonest([...feeds.values()].flatMap((feed) => missingAfter(feed) ?? []));
}

/** A fault of a feed itself, and the time in which nothing better was to be had of it. */
interface FeedFault {
  readonly candidate: Candidate;
  readonly from: Instant;
  readonly until: Instant;
}

function periodOf(candidate: Candidate): FeedFault {
  const from = candidate.at ?? (Number.NEGATIVE_INFINITY as Instant);
  return { candidate, from, until: candidate.healedAt ?? (Number.POSITIVE_INFINITY as Instant) };
}

interface Attributed {
  readonly damaged: readonly Candidate[];
  readonly avoidable: readonly StaleDecision[];
}

/** A decision on the best that a faulty feed had to give is that fault's damage, not one of its own. */
function attribute(decided: readonly StaleDecision[], faults: readonly FeedFault[]): Attributed {
  const damaged = faults.map((fault) => fault.candidate);
  const avoidable: StaleDecision[] = [];
  for (const one of decided) {
    const { at } = one.decision;
    const index = one.avoidable
      ? -1
      : faults.findIndex(
          (fault) =>
            fault.candidate.subject.key === one.feed.name && fault.from <= at && at <= fault.until,
        );
    const known = damaged[index];
    if (known === undefined) avoidable.push(one);
    else if (!known.also.includes('stale-decision')) {
      damaged[index] = { ...known, also: [...known.also, 'stale-decision'] };
    }
  }
  return { damaged, avoidable };
}

/** The feeds that were seen, and those that the contract or a figure only names. */
function judgedFeeds(world: FeedWorld, context: Context): Map<string, JudgedFeed> {
  const names = new Set([...world.feeds.keys(), ...context.contract.feeds.keys()]);
  for (const { feed } of [...world.showings, ...world.decisions])
    if (feed !== null) names.add(feed);
  const feeds = new Map<string, JudgedFeed>();
  for (const name of [...names].sort()) {
    const record: FeedRecord = world.feeds.get(name) ?? { name, views: new Map() };
    feeds.set(name, {
      name,
      record,
      freshness: freshnessOf(name, record, context.contract),
      days: lagDays(name, context.contract),
      context,
    });
  }
  return feeds;
}

function countUnknown(feed: JudgedFeed, tally: Tally): void {
  const seen = [...feed.record.views.keys()][0];
  if (feed.freshness === null) add(tally, `${seen ?? feed.name}|feed.snapshot`);
  else if (seen === undefined) {
    add(tally, `${feed.context.contract.feeds.get(feed.name)?.from ?? feed.name}|feed.snapshot`);
  }
}

function add(tally: Tally, key: string): void {
  tally.unknown.set(key, (tally.unknown.get(key) ?? 0) + 1);
}

function staleDecisions(
  world: FeedWorld,
  feeds: ReadonlyMap<string, JudgedFeed>,
  tally: Tally,
): StaleDecision[] {
  const found: StaleDecision[] = [];
  for (const decision of world.decisions) {
    const feed = decision.feed === null ? undefined : feeds.get(decision.feed);
    const judgement = judgeDecision(decision, feed);
    switch (judgement.kind) {
      case 'stale':
        found.push(judgement.found);
        break;
      case 'unknown':
        add(tally, `${decision.system}|decision.made`);
        break;
      case 'sound':
        break;
    }
  }
  return found;
}
