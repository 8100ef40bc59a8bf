// A handoff as it is shown. What a lane has claimed is under way, whatever the last fold wrote: that fold
// may be of before the claim, and nothing is folded until there is an answer.
import { isDelivery } from '../core/ledger/carriage.js';
import type { Attempt, HandoffState } from '../core/ledger/ledger.js';

/** The claim of a handoff that nobody has answered yet. */
export interface Open {
  /** Attempts of the handoff, it among them. */
  readonly number: number;
  /** The destination is told or asked by it, and not only read. */
  readonly delivers: boolean;
}

export function shownHandoff(handoff: HandoffState, open: Open | null): HandoffState {
  if (open === null) return handoff;
  const claimed = {
    ...handoff,
    errand: null,
    notBefore: null,
    attempts: Math.max(handoff.attempts, open.number),
  };
  if (!open.delivers) return claimed;
  return { ...claimed, state: 'in-flight', carriage: 'in-flight', waitingFor: null };
}

/** @param attempts of the handoff's component, at least. */
export function openOf({ key }: HandoffState, attempts: readonly Attempt[]): Open | null {
  const own = attempts.filter(({ handoff }) => handoff === key);
  const open = own.find(({ outcome }) => outcome === null);
  return open === undefined ? null : { number: own.length, delivers: isDelivery(open) };
}
