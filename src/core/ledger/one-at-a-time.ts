// For a subject and a destination one thing is under way at a time, in the order in which they came about.
// What was lost counts as under way for as long as it may still arrive: also where
// the destination shows the effect already, since nobody knows which request brought that about.
import type { Contract } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { endsMillis } from './deriving.js';
import type { Attempt, Component, HandoffState } from './ledger.js';
import { handoffDetail } from './ledger.js';

export interface Taking extends Pick<Component, 'attempts'> {
  readonly contract: Pick<Contract, 'destinations'>;
  readonly now: Instant;
}

/** The same handoffs, with an errand for none but the first of each lane, and that not before its turn. */
export function oneAtATime(
  states: readonly HandoffState[],
  taking: Taking,
): readonly HandoffState[] {
  const open = new Set(
    taking.attempts.flatMap(({ handoff, outcome }) => (outcome === null ? [handoff] : [])),
  );
  const heads = new Map<string, HandoffState>();
  for (const state of states) {
    if (state.errand === null && !open.has(state.key)) continue;
    const head = heads.get(lane(state));
    if (head === undefined || isBefore(state, head, open)) heads.set(lane(state), state);
  }
  const taken = takenUntil(states, taking);
  return states.map((state) => {
    if (state.errand === null) return state;
    if (heads.get(lane(state)) !== state) return { ...state, errand: null, notBefore: null };
    const free = taken.get(lane(state)) ?? taking.now;
    return free > taking.now && free > (state.notBefore ?? 0)
      ? { ...state, notBefore: free }
      : state;
  });
}

function lane({ subject, to }: HandoffState): string {
  return `${subject}\u0000${to}`;
}

/** What is under way goes before all else, and what is only read back after all else. */
function isBefore(one: HandoffState, other: HandoffState, open: ReadonlySet<string>): boolean {
  const rank = ({ key, errand }: HandoffState): number =>
    open.has(key) ? 0 : errand === 'read-back' ? 2 : 1;
  if (rank(one) !== rank(other)) return rank(one) < rank(other);
  const [left, right] = [handoffDetail(one).triggered, handoffDetail(other).triggered];
  return left === right ? one.key < other.key : left < right;
}

/** Lane -> until when a request may be under way in it of which nobody has heard the end. */
function takenUntil(
  states: readonly HandoffState[],
  { attempts, contract }: Taking,
): ReadonlyMap<string, Instant> {
  const ofKey = new Map(states.map((state) => [state.key, state]));
  const until = new Map<string, Instant>();
  for (const attempt of attempts.filter(mayBeUnderWay)) {
    const state = ofKey.get(attempt.handoff);
    if (state === undefined) continue;
    const ends = (attempt.at + endsMillis(state, contract)) as Instant;
    if (ends > (until.get(lane(state)) ?? 0)) until.set(lane(state), ends);
  }
  return until;
}

function mayBeUnderWay({ errand, outcome }: Attempt): boolean {
  return outcome === 'unknown' && errand !== 'look-up' && errand !== 'read-back';
}
