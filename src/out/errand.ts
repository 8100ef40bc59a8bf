// What a claimed handoff has a destination asked or told, and what came of it. Nothing is sent blindly where
// an answer was lost: it is looked up, or said again under its key.
import type {
  Delivery,
  Destination,
  LookUp,
  ObservationLine,
  Reply,
} from '../connectors/connector.js';
import type { Rule } from '../core/contract/contract.js';
import type { Errand, HandoffState } from '../core/ledger/ledger.js';
import { handoffDetail, sentKey } from '../core/ledger/ledger.js';
import { keyForgotten } from '../core/ledger/repeating.js';
import type { Instant } from '../core/observation/instant.js';
import type { Claim, Earlier } from '../store/store.js';

export interface ErrandGiven {
  readonly destination: Destination;
  /** What counts as the acknowledgement of a rule. */
  readonly acknowledgedBy: (rule: string) => Rule['acknowledgedBy'];
  /** Whether the contract has the rule tell this destination: it may have been edited since the handoff was judged. */
  readonly isTold: (rule: string) => boolean;
}

/** What came of one attempt. */
export type Outcome =
  | Reply
  | { readonly outcome: 'unknown'; readonly answer: string; readonly afterMillis: number | null }
  | { readonly outcome: 'unsettled' | 'absent'; readonly answer: string }
  | {
      readonly outcome: 'shown';
      readonly answer: string;
      readonly observations: readonly ObservationLine[];
    };

interface Running {
  readonly errand: Errand;
  readonly delivery: Delivery;
  readonly rule: string;
  /** Why it can not be told again by its key alone; null: it can. */
  readonly unrepeatable: string | null;
}

/** Runs the errand of a claim, to whatever end: it never rejects. */
export async function outcomeOf(
  claim: Claim,
  claimedAt: Instant,
  given: ErrandGiven,
): Promise<Outcome> {
  const { handoff } = claim;
  const delivery: Delivery = { key: keyOf(claim), command: handoff.command ?? '{}', claimedAt };
  const unrepeatable = whyNotRepeated(claim, claimedAt);
  const { rule } = handoff;
  const errand = given.isTold(rule) ? (handoff.errand ?? 'settle') : untold(handoff.errand);
  if (errand === null) return { outcome: 'unsent', answer: noLongerTold(handoff) };
  try {
    return await run({ errand, delivery, rule, unrepeatable }, given);
  } catch (error) {
    // A fault of ours, at a moment that nobody knows. Its message may repeat what stood in the command.
    const answer = `the connector failed: ${error instanceof Error ? error.name : 'no reason'}`;
    return { outcome: 'unknown', answer };
  }
}

/** What is left to do for a handoff that the destination is not to be told of any more: to ask, and never to tell. */
function untold(errand: Errand | null): Errand | null {
  switch (errand) {
    case 'send':
    case 'check':
      return null;
    case 'look-up':
    case 'read-back':
      return errand;
    case 'settle':
    case null:
      return 'look-up';
  }
}

function noLongerTold({ rule, to }: HandoffState): string {
  return `the contract does not have ${rule} tell ${to} any more: it is judged anew`;
}

/**
 * A destination that keeps what it answered to a key refuses other bytes under it, or answers them with what
 * became of the first: each wording after the first goes out under a key of its own.
 */
function keyOf({ handoff, wording, earlier }: Claim): string {
  const key = sentKey(handoff.key, handoffDetail(handoff).register);
  const [first] = earlier.filter(mayHaveTold);
  if (wording === null || first === undefined || first.wording === wording) return key;
  return `${key}~${wording}`;
}

function whyNotRepeated({ handoff, wording, earlier }: Claim, claimedAt: Instant): string | null {
  const { repeatableUntil } = handoffDetail(handoff);
  if (repeatableUntil !== undefined && claimedAt >= repeatableUntil) return keyForgotten;
  const isReworded = earlier.some(
    (one) => mayHaveTold(one) && one.outcome === 'unknown' && one.wording !== wording,
  );
  return isReworded ? reworded : null;
}

function mayHaveTold({ errand, outcome }: Earlier): boolean {
  if (errand === 'look-up' || errand === 'read-back') return false;
  return outcome !== 'unsent' && outcome !== 'absent' && outcome !== 'unsettled';
}

async function run(running: Running, given: ErrandGiven): Promise<Outcome> {
  switch (running.errand) {
    case 'send':
      return send(running, given);
    case 'settle':
    case 'check':
    case 'look-up':
      return settle(running, given);
    case 'read-back':
      return readBack(running, given);
  }
}

async function send({ delivery, rule }: Running, given: ErrandGiven): Promise<Reply> {
  const { destination, acknowledgedBy } = given;
  const reply = await destination.deliver(delivery);
  if (reply.outcome !== 'accepted') return reply;
  switch (acknowledgedBy(rule)) {
    case 'response':
      return reply;
    case 'event':
      // An answer is not the destination's own statement.
      return { ...reply, observations: [] };
    case 'readback': {
      const seen = await destination.lookUp(delivery);
      return { ...reply, observations: seen.found === 'present' ? seen.observations : [] };
    }
  }
}

/** A lost answer is settled before anything is sent again. */
async function settle(running: Running, given: ErrandGiven): Promise<Outcome> {
  const { errand, delivery } = running;
  const { destination } = given;
  const seen: LookUp = await destination.lookUp(delivery);
  switch (seen.found) {
    case 'present':
      return { outcome: 'accepted', answer: seen.answer, observations: seen.observations };
    case 'absent':
      if (errand === 'look-up') return { outcome: 'absent', answer: 'looked up: not there' };
      return send(running, given);
    case 'unsure':
      return { outcome: 'unknown', answer: seen.answer, afterMillis: seen.afterMillis };
    case 'unable': {
      // Its key tells our own repeats apart, and not what another path has done.
      if (errand !== 'settle' || !destination.idempotent(delivery)) return unable;
      const { unrepeatable } = running;
      if (unrepeatable !== null) return { outcome: 'unsettled', answer: unrepeatable };
      return repeat(running, given);
    }
  }
}

/** That the repeat was not taken says nothing of the first time. */
async function repeat(running: Running, given: ErrandGiven): Promise<Outcome> {
  const reply = await send(running, given);
  return reply.outcome === 'retry' ? { ...reply, outcome: 'unknown' } : reply;
}

async function readBack({ delivery }: Running, { destination }: ErrandGiven): Promise<Outcome> {
  const seen = await destination.readBack(delivery);
  switch (seen.found) {
    case 'present':
      return { outcome: 'shown', answer: seen.answer, observations: seen.observations };
    case 'absent':
      return { outcome: 'absent', answer: 'read back: not there' };
    case 'unsure':
      return { outcome: 'unknown', answer: seen.answer, afterMillis: seen.afterMillis };
    case 'unable':
      return { outcome: 'unsettled', answer: 'it can not be read back' };
  }
}

const unable = {
  outcome: 'unsettled',
  answer: 'it may be there, and it can neither be asked nor told twice: look by hand',
} as const;

const reworded =
  'it may be there, and the contract has its command written otherwise since: the same can not be told again; look by hand';
