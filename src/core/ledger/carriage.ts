// How far we have carried a handoff, from what is owed and what became of each attempt. Pure: the
// same attempts always give the same carriage, whoever made them (engine.md section 1).
import type { Rule } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import { minute } from '../observation/instant.js';
import type { Attempt, Carriage, HandoffState } from './ledger.js';

export interface Carried {
  readonly carriage: Carriage;
  /** Not sent before; null: at once. */
  readonly notBefore: Instant | null;
  /** The word that people see, hyphenated. */
  readonly state: string;
}

/** Between two attempts: doubled each time, up to a quarter of an hour. */
const firstPauseMillis = 5_000;
const longestPauseMillis = 15 * minute;
/** How far a destination's Retry-After is followed. */
const longestWaitMillis = 24 * 60 * minute;

export interface Carrying {
  readonly handoff: Handoff;
  readonly attempts: readonly Attempt[];
  readonly now: Instant;
  /** From 0 to 1, the same for the same handoff: spreads retries of many apart. */
  readonly jitter: number;
}

export function carried({ handoff, attempts, now, jitter }: Carrying): Carried {
  const { rule, state } = handoff;
  // Observed and shadowed handoffs have the audit's words: somebody else carries them.
  if (rule.mode !== 'live') return still('not-ours', state);
  if (state === 'seen' || state === 'seen-late') return still('done', 'acknowledged');
  const last = attempts.at(-1);
  if (last === undefined) {
    if (state === 'waiting') return still('waiting', 'waiting');
    return still('ready', state === 'overdue' ? 'overdue' : 'ready');
  }
  switch (last.outcome) {
    case null:
      return still('in-flight', 'in-flight');
    case 'accepted':
      // It answered; it has not said that it holds the effect (design.md, law 5).
      return rule.acknowledgedBy === 'response'
        ? still('done', 'acknowledged')
        : still('in-flight', state === 'overdue' ? 'overdue' : 'in-flight');
    case 'refused':
      return still('refused', 'refused');
    case 'unsettled':
      return still('unknown', 'unknown');
    case 'unknown':
      return again(last, { rule, attempts, now, jitter }, 'unknown');
    case 'retry':
      return again(last, { rule, attempts, now, jitter }, 'ready');
  }
}

function still(carriage: Carriage, state: string): Carried {
  return { carriage, notBefore: null, state };
}

interface Again {
  readonly rule: Rule;
  readonly attempts: readonly Attempt[];
  readonly now: Instant;
  readonly jitter: number;
}

/**
 * An attempt that was not taken is made again, until the rule's time for retries is over. One whose
 * answer was lost is looked up first, by whoever claims it: it is never sent blindly (law 6).
 */
function again(last: Attempt, { rule, attempts, now, jitter }: Again, state: string): Carried {
  const first = attempts[0]?.at ?? now;
  const since = last.answeredAt ?? last.at;
  if (since - first > rule.retryForMillis) {
    // Not called dead: the destination may have it.
    return state === 'unknown' ? still('unknown', 'unknown') : still('dead', 'dead');
  }
  const doubled = Math.min(longestPauseMillis, firstPauseMillis * 2 ** (attempts.length - 1));
  const pause = Math.round(doubled * (0.5 + jitter / 2));
  const asked = last.retryAt === null ? 0 : Math.min(last.retryAt, since + longestWaitMillis);
  const notBefore = Math.max(since + pause, asked) as Instant;
  return { carriage: 'ready', notBefore, state };
}

/**
 * A handoff that is no longer owed. What was not sent, or was certainly not taken, is void; what may
 * have been taken keeps its story, and nothing more is sent for it.
 */
export function noLongerOwed(handoff: HandoffState, attempts: readonly Attempt[]): HandoffState {
  const { carriage } = handoff;
  if (carriage === 'voided' || carriage === 'superseded') return handoff;
  const outcomes = attempts.map(({ outcome }) => outcome);
  const rest = {
    ...handoff,
    waitingFor: null,
    due: null,
    notBefore: null,
    attempts: attempts.length,
  };
  if (outcomes.includes(null)) return { ...rest, carriage: 'in-flight', state: 'in-flight' };
  if (outcomes.includes('accepted')) return { ...rest, carriage: 'done' };
  // Whatever came after a lost answer was sent only because a look-up had settled it.
  const last = outcomes.at(-1);
  if (last === 'unknown' || last === 'unsettled') {
    return { ...rest, carriage: 'unknown', state: 'unknown' };
  }
  return { ...rest, carriage: 'voided', state: 'voided' };
}
