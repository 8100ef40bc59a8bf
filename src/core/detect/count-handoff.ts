// Counts one handoff into the totals of its rule and destination: the same for orders, stock and
// documents.
import type { HandoffState, Interval } from '../handoff/handoff.js';
import type { Basis } from '../observation/observation.js';
import { latencyBucket } from './latency.js';
import type { HandoffTally, Tally } from './tally.js';

/** By its basis a time says whether it is when something happened, or when it was seen to stand so. */
interface Timed extends Interval {
  readonly basis?: Basis;
}

export interface Counted {
  /** `rule→destination`. */
  readonly key: string;
  readonly state: HandoffState;
  readonly trigger: Timed;
  readonly effect: Timed | null;
  /** False: the effect shows that it was there, not since when. */
  readonly timed?: boolean;
  /** `system|kind` that would have told; counted where the state is `not-covered`. */
  readonly wanting: string;
  /** `from→to|fact`; counted where the effect was seen. */
  readonly traffic: string;
}

/** The field of `HandoffTally` that counts each state. */
const fields = {
  seen: 'seen',
  'seen-late': 'seenLate',
  overdue: 'overdue',
  expected: 'expected',
  waiting: 'waiting',
  'not-covered': 'notCovered',
} as const satisfies Readonly<Record<HandoffState, keyof HandoffTally>>;

export function countHandoff(tally: Tally, counted: Counted): void {
  const counts = handoffTally(tally, counted.key);
  counts[fields[counted.state]] += 1;
  if (counted.state === 'not-covered') increase(tally.unknown, counted.wanting);
  const { trigger, effect } = counted;
  if (effect === null) return;
  increase(tally.traffic, counted.traffic);
  // How long it took is known only where both times are, and where the effect followed.
  if (counted.timed === false || !isInstant(trigger) || !isInstant(effect)) return;
  if (effect.at < trigger.at) return;
  const bucket = latencyBucket(effect.at - trigger.at);
  counts.latency.set(bucket, (counts.latency.get(bucket) ?? 0) + 1);
}

function isInstant({ at, until, basis = 'event' }: Timed): boolean {
  return at === until && basis === 'event';
}

export function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function handoffTally(tally: Tally, key: string): HandoffTally {
  const known = tally.handoffs.get(key);
  if (known !== undefined) return known;
  const counts: HandoffTally = {
    seen: 0,
    seenLate: 0,
    overdue: 0,
    expected: 0,
    waiting: 0,
    notCovered: 0,
    latency: new Map(),
  };
  tally.handoffs.set(key, counts);
  return counts;
}
