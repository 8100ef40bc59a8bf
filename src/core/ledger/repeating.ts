// How long what may have been taken can be told again by its key alone. A destination forgets its keys, and
// a repeat after that is a new effect.
import type { Instant } from '../observation/instant.js';
import type { Attempt, Errand } from './ledger.js';

/** What the destination lets us do about an answer that was lost. */
export interface Settling {
  readonly canBeAsked: boolean;
  /** So long it knows a repeat by its key; null: it knows none. */
  readonly keysKeptMillis: number | null;
  /** After a claim, so long may the request still take effect unseen: a look-up proves nothing before. */
  readonly settlesMillis: number;
}

/** What leaves no doubt of what was sent before it. */
const certain: ReadonlySet<string | null> = new Set(['retry', 'refused', 'absent', 'shown']);

/**
 * A claim from then on could reach the destination after it forgot the key of the first that it may have taken.
 * @param deliveries all of them, of every round, oldest first.
 * @returns null: nothing of it is lost, or it need not be told again blindly.
 */
export function repeatableUntil(
  deliveries: readonly Attempt[],
  { canBeAsked, keysKeptMillis, settlesMillis }: Settling,
): Instant | null {
  if (canBeAsked || keysKeptMillis === null) return null;
  const settled = deliveries.findLastIndex(
    ({ outcome, replayed }) => certain.has(outcome) || replayed?.absent === true,
  );
  const first = deliveries.slice(settled + 1).find(({ outcome }) => outcome === 'unknown');
  return first === undefined ? null : ((first.at + keysKeptMillis - settlesMillis) as Instant);
}

/** Of a handoff's detail. */
export function untilForgotten(
  errand: Errand | null,
  until: Instant | null,
): { readonly repeatableUntil?: Instant } {
  return errand === 'settle' && until !== null ? { repeatableUntil: until } : {};
}

export const keyForgotten =
  'it may be there; it can not be asked for, and its key may be forgotten by now: look by hand';
