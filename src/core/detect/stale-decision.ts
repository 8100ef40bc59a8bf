// A decision whose figure was past its age when it was taken. Where the feed itself had nothing
// newer to give, the feed is at fault, and the decision is its damage.
import type { Fallback } from '../contract/contract.js';
import type { JudgedFeed } from '../feed/judged.js';
import { cite, feedSubject } from '../feed/judged.js';
import { workedMillis } from '../feed/business-days.js';
import { figuresOf } from '../feed/figures.js';
import type { Decision } from '../feed/record.js';
import { limits } from '../limits.js';
import type { Instant } from '../observation/instant.js';
import { durationWords } from '../contract/duration.js';
import { instantText } from '../observation/instant.js';
import type { Candidate, PatternWords } from './finding.js';
import { candidate } from './finding.js';
import { sameValue } from './metric-dispute.js';

export interface StaleDecision {
  readonly decision: Decision;
  readonly feed: JudgedFeed;
  readonly asOf: Instant;
  readonly ageMillis: number;
  readonly limitMillis: number;
  /** A newer snapshot had come by then, or the feed's snapshots were not read. */
  readonly avoidable: boolean;
}

/** Waiting for a fresh figure is what a stale one asks for. */
const waits = new Set(['hold', 'held', 'on-hold', 'queued', 'waiting', 'deferred', 'blocked']);

export type DecisionJudgement =
  | { readonly kind: 'stale'; readonly found: StaleDecision }
  | { readonly kind: 'sound' }
  | { readonly kind: 'unknown' };

export function judgeDecision(decision: Decision, feed: JudgedFeed | undefined): DecisionJudgement {
  if (waits.has(decision.outcome.toLowerCase())) return { kind: 'sound' };
  const freshness = feed?.freshness;
  if (feed === undefined || freshness === null || freshness === undefined)
    return { kind: 'unknown' };
  const asOf = decision.asOf ?? asOfByValue(decision, feed);
  if (asOf === null) return { kind: 'unknown' };
  const limitMillis = allowed(feed, decision, freshness.freshWithinMillis);
  const ageMillis = workedMillis(freshness.days, asOf, decision.at);
  if (ageMillis <= limitMillis) return { kind: 'sound' };
  const avoidable = couldKnowBetter(feed, decision, asOf);
  return { kind: 'stale', found: { decision, feed, asOf, ageMillis, limitMillis, avoidable } };
}

/** A consumer that may use the last good figure may use it so long; without a limit, no longer. */
function allowed(feed: JudgedFeed, { system }: Decision, freshWithinMillis: number): number {
  const fallback: Fallback | undefined = feed.context.contract.feeds
    .get(feed.name)
    ?.consumers.get(system);
  if (fallback?.kind !== 'last-good') return freshWithinMillis;
  return Math.max(freshWithinMillis, fallback.withinMillis ?? 0);
}

/** A figure without an as-of is that of the one snapshot that has its value; of two, nobody knows. */
function asOfByValue({ metric, value }: Decision, { record }: JudgedFeed): Instant | null {
  if (metric === null || value === null) return null;
  let found: Instant | null = null;
  for (const figure of figuresOf(record)) {
    if (figure.metric !== metric || !sameValue(figure.value, value)) continue;
    if (found !== null && found !== figure.asOf) return null;
    found = figure.asOf;
  }
  return found;
}

function couldKnowBetter({ record }: JudgedFeed, { at }: Decision, asOf: Instant): boolean {
  let known = false;
  for (const view of record.views.values()) {
    for (const arrival of view.arrivals) {
      if (arrival.arrived.until > at) continue;
      if (arrival.complete && arrival.asOf > asOf) return true;
      known = true;
    }
  }
  return !known;
}

/** One finding for each feed, system and kind of decision. */
export function detectStaleDecision(found: readonly StaleDecision[]): Candidate[] {
  const groups = new Map<string, StaleDecision[]>();
  for (const one of found) {
    const { system, decision, metric } = one.decision;
    const key = [one.feed.name, system, decision, metric ?? ''].join('\u0000');
    const list = groups.get(key) ?? [];
    list.push(one);
    groups.set(key, list);
  }
  return [...groups.values()].flatMap(stated);
}

function stated(group: readonly StaleDecision[]): Candidate[] {
  const [first] = group;
  if (first === undefined) return [];
  const { decision, feed, asOf } = first;
  const from = feed.context.contract.feeds.get(feed.name)?.from;
  const statements = group.map((one) => one.decision.statement);
  return [
    candidate({
      pattern: 'stale-decision',
      cause: 'stale',
      subject: feedSubject(feed.name),
      systems:
        from === undefined || from === decision.system
          ? [decision.system]
          : [from, decision.system],
      field: decision.metric ?? decision.decision,
      at: decision.at,
      due: (asOf + first.limitMillis) as Instant,
      evidence: cite(statements, limits.findingEvidenceMax),
      details: {
        feed: feed.name,
        decision: decision.decision === '' ? 'a decision' : decision.decision,
        outcome: decision.outcome,
        metric: decision.metric ?? 'its figure',
        value: decision.value ?? '',
        asOf: instantText(asOf),
        age: durationWords(first.ageMillis),
        limit: durationWords(first.limitMillis),
        at: instantText(decision.at),
        times: String(group.length),
      },
    }),
  ];
}

export const words: PatternWords = {
  explain: ({ systems, details }) => {
    const times = Number(details['times'] ?? '1');
    const outcome = details['outcome'] ?? '';
    const value = details['value'] ?? '';
    return (
      `${systems.at(-1) ?? 'A system'} decided ${details['decision'] ?? ''}${outcome === '' ? '' : ` (${outcome})`} at ${details['at'] ?? '?'} by ` +
      `${details['metric'] ?? 'a figure'}${value === '' ? '' : ` ${value}`} of ${details['asOf'] ?? '?'}, ${details['age'] ?? '?'} old; ${details['limit'] ?? '?'} is allowed.` +
      (times > 1 ? ` ${times} decisions were taken so.` : '')
    );
  },
  remedy: () =>
    'Take the decision again by the newest figure. At the source: let the gate read the as-of of what it uses, and hold instead of deciding when ' +
    'it is past its age.',
  involve: ({ systems }) =>
    `the owner of ${systems.at(-1) ?? 'the deciding system'}, and of the feed that it reads`,
};
