// How far we have carried a handoff, from what is owed and what became of each attempt; and what is
// to be done for it next. Pure: the same attempts always give the same carriage, whoever made them.
import type { Rule } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import { limits } from '../limits.js';
import type { Instant } from '../observation/instant.js';
import { minute } from '../observation/instant.js';
import type { Attempt, Carriage, Errand, HandoffState, HandoffWord, Pinned } from './ledger.js';
import { handoffDetail } from './ledger.js';
import type { Settling } from './repeating.js';
import { keyForgotten, repeatableUntil, untilForgotten } from './repeating.js';

export interface Carried {
  readonly carriage: Carriage;
  readonly errand: Errand | null;
  /** Not done before; null: at once. */
  readonly notBefore: Instant | null;
  /** The word that people see, hyphenated. */
  readonly state: HandoffWord;
  /** Plain words: why it is left to a person; absent: as the last answer has it. */
  readonly reason?: string;
}

/** Between two attempts: doubled each time, up to a quarter of an hour. */
const firstPauseMillis = 5_000;
const longestPauseMillis = 15 * minute;

export interface Carrying {
  readonly handoff: Handoff;
  readonly pinned: Pinned;
  readonly attempts: readonly Attempt[];
  readonly settling: Settling;
  /** From 0 to 1, the same for the same handoff: spreads retries of many apart. */
  readonly jitter: number;
}

export function carried(carrying: Carrying): Carried {
  const { handoff, pinned } = carrying;
  const { rule, state } = handoff;
  // Observed and shadowed handoffs have the audit's words: somebody else carries them.
  if (pinned.mode !== 'live') return still('not-ours', state);
  if (state === 'seen' || state === 'seen-late') return still('done', 'acknowledged');
  const deliveries = deliveriesOf(carrying.attempts);
  const attempts = roundOf(deliveries);
  const last = attempts.at(-1);
  if (last === undefined) return unsent(carrying);
  const until = repeatableUntil(deliveries, carrying.settling);
  const given = { ...carrying, rule, attempts, until };
  // Whatever was looked up since, it is never sent a second time.
  if (last.outcome !== null && attempts.some(({ outcome }) => outcome === 'accepted')) {
    return taken(last, given);
  }
  switch (last.outcome) {
    case null:
      return still('in-flight', 'in-flight');
    case 'accepted':
      return taken(last, given);
    case 'refused':
      return still('refused', 'refused');
    case 'unsettled':
      return still('unknown', 'unknown');
    case 'absent':
    case 'shown':
    case 'unsent':
      return unsent(carrying);
    case 'unknown':
      if (state === 'waiting') return lostAndWaiting(last, given);
      return again(last, given, 'settle');
    case 'retry': {
      const next = again(last, given, sendingErrand(carrying));
      return state === 'waiting' && next.errand !== null ? still('waiting', 'waiting') : next;
    }
  }
}

/** It may be there, and may not go yet: it becomes known by looking, and by nothing that could send it. */
function lostAndWaiting(last: Attempt, given: Again): Carried {
  if (!given.settling.canBeAsked) return still('unknown', 'unknown');
  const { errand, notBefore } = again(last, given, 'look-up');
  return { ...still('unknown', 'unknown'), errand, notBefore };
}

/** It answered; it has not said that it holds the effect. */
function taken(last: Attempt, given: Again & Carrying & { readonly rule: Rule }): Carried {
  const { handoff, rule, settling } = given;
  if (rule.acknowledgedBy === 'response') return still('done', 'acknowledged');
  const stands = still('in-flight', handoff.state === 'overdue' ? 'overdue' : 'in-flight');
  if (rule.acknowledgedBy === 'event' || !settling.canBeAsked) return stands;
  // The read-back that is its acknowledgement failed, or came too early.
  const since = given.attempts.slice(given.attempts.findIndex(isTaken));
  const { errand, notBefore } = again(last, { ...given, attempts: since }, 'look-up');
  return { ...stands, errand, notBefore };
}

function isTaken({ outcome }: Attempt): boolean {
  return outcome === 'accepted';
}

/** Stands so until something arrives: there is nothing to do for it. */
export function still(carriage: Carriage, state: HandoffWord): Carried {
  return { carriage, errand: null, notBefore: null, state };
}

/** The destination was told or asked, and not only to read back what it holds. */
export function isDelivery({ errand, outcome }: Attempt): boolean {
  return errand !== 'read-back' && outcome !== 'unsent';
}

export function deliveriesOf(attempts: readonly Attempt[]): readonly Attempt[] {
  return attempts.filter(isDelivery);
}

/** Deliveries that count: those after the last one that a person had tried anew. */
function roundOf(deliveries: readonly Attempt[]): readonly Attempt[] {
  return deliveries.slice(deliveries.findLastIndex(({ replayed }) => replayed !== null) + 1);
}

/** Whether the last delivery may have been taken though nobody knows. */
export function isLost(attempts: readonly Attempt[]): boolean {
  const last = deliveriesOf(attempts).at(-1);
  if (last === undefined || last.replayed?.absent === true) return false;
  return last.outcome === 'unknown' || last.outcome === 'unsettled';
}

/** Another path may have carried it, and no person has looked since. */
function isInDoubt({ pinned, attempts }: Pick<Carrying, 'pinned' | 'attempts'>): boolean {
  const replayed = deliveriesOf(attempts).findLast((one) => one.replayed !== null)?.replayed;
  return pinned.check && replayed?.absent !== true;
}

function sendingErrand(carrying: Pick<Carrying, 'pinned' | 'attempts'>): Errand {
  return isInDoubt(carrying) ? 'check' : 'send';
}

function unsent(carrying: Carrying): Carried {
  const { handoff, attempts, settling } = carrying;
  const { rule, state, partial } = handoff;
  if (isLost(attempts) && state === 'waiting') {
    return { ...still('unknown', 'unknown'), errand: settling.canBeAsked ? 'look-up' : null };
  }
  if (isLost(attempts)) return { ...still('ready', 'unknown'), errand: 'settle' };
  if (state === 'waiting') return still('waiting', 'waiting');
  // It holds a draft of the order: one more record would be a duplicate.
  if (partial && rule.operation === 'create-order') {
    return still('in-flight', state === 'overdue' ? 'overdue' : 'in-flight');
  }
  const word = isInDoubt(carrying) ? 'unknown' : state === 'overdue' ? 'overdue' : 'ready';
  return { ...still('ready', word), errand: sendingErrand(carrying) };
}

interface Again {
  readonly rule: Pick<Rule, 'retryForMillis'>;
  readonly attempts: readonly Attempt[];
  readonly settling: Settling;
  readonly jitter: number;
  /** Until when it may be told again by its key alone; null: it need not be, or the key can't help. */
  readonly until: Instant | null;
}

/**
 * An attempt that was not taken is made again, until the rule's time for retries is over. One whose
 * answer was lost is settled first, by whoever claims it: it is never sent blindly.
 */
function again(last: Attempt, given: Again, errand: Errand): Carried {
  const { rule, attempts, settling, until } = given;
  const isUnknown = last.outcome === 'unknown';
  // What was lost is settled for as long, whatever was not taken before it.
  const tries = isUnknown ? attempts.slice(firstOpen(attempts)) : attempts;
  const since = last.answeredAt ?? last.at;
  if (triedMillis(tries) > rule.retryForMillis) {
    // Not called dead: the destination may have it.
    return isUnknown ? still('unknown', 'unknown') : still('dead', 'dead');
  }
  // A destination that ends late, or a look-up that lags, would call absent what is about to come.
  const settled = isUnknown && settling.canBeAsked ? last.at + settling.settlesMillis : 0;
  const notBefore = Math.max(since + pauseOf(given), askedFor(last), settled) as Instant;
  if (isUnknown && until !== null && notBefore >= until) {
    return { ...still('unknown', 'unknown'), reason: keyForgotten };
  }
  return { carriage: 'ready', errand, notBefore, state: isUnknown ? 'unknown' : 'ready' };
}

/** From the first to the last, without the time in which nothing was tried: the destination had asked to be left alone, or we were away. */
export function triedMillis(tries: readonly Attempt[]): number {
  const gaps = tries.slice(1).map(({ at }, index) => at - (tries[index]?.at ?? at));
  const last = tries.at(-1);
  const answering = last === undefined ? 0 : (last.answeredAt ?? last.at) - last.at;
  return gaps.reduce((sum, gap) => sum + Math.min(gap, longestPauseMillis), answering);
}

/** Place of the first attempt since which nothing but that it may be there was heard. */
function firstOpen(attempts: readonly Attempt[]): number {
  const isOpen = (one: Attempt): boolean => one.outcome === 'unknown' || isTaken(one);
  return attempts.findLastIndex((one) => !isOpen(one)) + 1;
}

/** Until when the destination asked us to wait, as far as that is followed; 0: it did not. */
export function askedFor({ retryAt, answeredAt, at }: Attempt): number {
  return retryAt === null ? 0 : Math.min(retryAt, (answeredAt ?? at) + limits.retryAfterMillisMax);
}

export function pauseOf({ attempts, jitter }: Pick<Again, 'attempts' | 'jitter'>): number {
  const doubled = Math.min(longestPauseMillis, firstPauseMillis * 2 ** (attempts.length - 1));
  return Math.round(doubled * (0.5 + jitter / 2));
}

/** Read-backs of one handoff that came to nothing before it is left at that. */
const readBacksMost = 5;

/**
 * What is to be read back of an effect that is there. null: nothing, now.
 * @param attempts all of them; those of other errands count nothing here.
 */
export function readingBack(
  attempts: readonly Attempt[],
  jitter: number,
): Pick<Carried, 'errand' | 'notBefore'> | null {
  const done = attempts.filter(
    ({ errand, outcome }) => errand === 'read-back' && outcome !== 'unsent',
  );
  const last = done.at(-1);
  if (last === undefined) return { errand: 'read-back', notBefore: null };
  if (last.outcome !== 'unknown' || done.length >= readBacksMost) return null;
  const rested = (last.answeredAt ?? last.at) + pauseOf({ attempts: done, jitter });
  return { errand: 'read-back', notBefore: Math.max(rested, askedFor(last)) as Instant };
}

export interface Leaving {
  readonly attempts: readonly Attempt[];
  readonly settling: Settling;
  readonly rule: Pick<Rule, 'retryForMillis'> | undefined;
  readonly jitter: number;
  /** What may be there will be undone by a handoff of its own, so that it must become known. */
  readonly undone: boolean;
  /** The destination states the effect itself. */
  readonly shown: boolean;
}

/** Words of what came to an end while it was owed. */
const ended: ReadonlySet<string> = new Set([
  'acknowledged',
  'confirmed',
  'mismatched',
  'withdrawn',
  'compensated',
]);

/**
 * A handoff that is no longer owed. What was not sent, or was certainly not taken, is void; what may
 * have been taken is looked up, keeps its story, and nothing more is sent for it.
 */
export function noLongerOwed(handoff: HandoffState, leaving: Leaving): HandoffState {
  const { carriage } = handoff;
  if (carriage === 'voided' || carriage === 'superseded') return handoff;
  const { attempts, shown } = leaving;
  const deliveries = deliveriesOf(attempts);
  const outcomes = deliveries.map(({ outcome }) => outcome);
  const rest = {
    ...handoff,
    errand: null,
    waitingFor: null,
    due: null,
    notBefore: null,
    attempts: attempts.length,
  };
  if (outcomes.includes(null)) return { ...rest, carriage: 'in-flight', state: 'in-flight' };
  if (outcomes.includes('accepted') || (shown && outcomes.length > 0)) {
    const word = shown ? 'acknowledged' : 'in-flight';
    return { ...rest, carriage: 'done', state: ended.has(handoff.state) ? handoff.state : word };
  }
  // Whatever came after a lost answer was sent only because a look-up had settled it.
  if (!isLost(deliveries)) return { ...rest, carriage: 'voided', state: 'voided' };
  const { errand, notBefore, until } = lookedUp(deliveries, leaving);
  const more = errand === null ? { reason: lostForGood } : untilForgotten(errand, until);
  const detail = JSON.stringify({ ...handoffDetail(handoff), ...more });
  return { ...rest, errand, notBefore, carriage: 'unknown', state: 'unknown', detail };
}

const lostForGood =
  'its answer was lost and it is no longer owed: it may be there, and is not sent again; look by hand';

function lookedUp(
  deliveries: readonly Attempt[],
  { settling, rule, jitter, undone }: Leaving,
): Pick<HandoffState, 'errand' | 'notBefore'> & { readonly until: Instant | null } {
  const nothing = { errand: null, notBefore: null, until: null };
  const last = deliveries.at(-1);
  // It is said again only where somebody wants it known: what undoes it, or a person.
  const isWanted = undone || deliveries.some(({ replayed }) => replayed !== null);
  const bySaying = isWanted && settling.keysKeptMillis !== null && !settling.canBeAsked;
  if (last?.outcome !== 'unknown' || rule === undefined) return nothing;
  if (!settling.canBeAsked && !bySaying) return nothing;
  const attempts = roundOf(deliveries);
  const errand = bySaying ? 'settle' : 'look-up';
  const until = repeatableUntil(deliveries, settling);
  const next = again(last, { rule, attempts, settling, jitter, until }, errand);
  return { errand: next.errand, notBefore: next.notBefore, until };
}
