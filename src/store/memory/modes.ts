// Modes of rules in memory.
import type { ModeChange } from '../../core/ledger/modes.js';
import { currentMode, modeBook } from '../../core/ledger/modes.js';
import type { Modes } from '../modes.js';

interface MemoryModes extends Modes {
  /** Whether a rule was live, and is no longer. */
  readonly isBack: (rule: string) => boolean;
}

/** @param refold puts the components whose handoffs of a rule are unsettled into the inbox. */
export function memoryModes(refold: (rule: string) => void): MemoryModes {
  const changes: ModeChange[] = [];
  return {
    modeChanges: async () =>
      Promise.resolve(
        [...changes].sort((a, b) => (a.rule === b.rule ? 0 : a.rule < b.rule ? -1 : 1)),
      ),
    changeMode: async (change) => {
      const isNext =
        changes.filter(({ rule }) => rule === change.rule).length + 1 === change.sequence;
      if (isNext) changes.push(change);
      return Promise.resolve(isNext);
    },
    isBack: (rule) => {
      const wasLive = changes.some((change) => change.rule === rule && change.mode === 'live');
      return wasLive && currentMode(modeBook(changes), rule)?.mode !== 'live';
    },
    refold: async (rule) => {
      refold(rule);
      return Promise.resolve();
    },
  };
}
