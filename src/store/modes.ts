// In which mode each rule is: the journal of its changes, of which the last one holds. A part of the
// store's seam.
import type { Carriage, HandoffState } from '../core/ledger/ledger.js';
import { openWords } from '../core/ledger/ledger.js';
import type { ModeChange } from '../core/ledger/modes.js';

export interface Modes {
  /** All there ever were, each rule's in their sequence. */
  readonly modeChanges: () => Promise<readonly ModeChange[]>;
  /**
   * Adds the next change of its rule.
   * @returns false where its place in the sequence is not the next: another was faster, nothing is added.
   */
  readonly changeMode: (change: ModeChange) => Promise<boolean>;
  /** Has components folded again whose handoffs of a rule a change may move: who has learnt of it asks. */
  readonly refold: (rule: string) => Promise<void>;
}

/** Carriages and words of handoffs that a change of mode may move. */
export const unsettled = {
  carriages: ['not-ours', 'waiting', 'ready'] satisfies readonly Carriage[],
  words: openWords,
} as const;

export function isUnsettled({ carriage, state }: HandoffState): boolean {
  const { carriages, words } = unsettled;
  return carriages.some((one) => one === carriage) && words.some((word) => word === state);
}
