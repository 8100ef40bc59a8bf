// Folds that stand back while the doors are crowded: what arrives is made durable first, and is folded in
// the time that this leaves. A tenth is left to the folds however crowded the doors are, so that none waits
// for ever; a steady stream crowds nobody.
import type { Store } from '../../store/store.js';

/** Arrivals in one commit from which on more come than are easily taken. */
export const crowd = 16;

/** So long the doors count as crowded after one such commit. */
const crowdedMillis = 100;
/** So many times as long as a fold took the doors have for themselves. */
const restOfFold = 9;
const restMillisMost = 2_000;
/** Inbox rows of a fold beside crowded doors: they share its processors and its disk with it. */
const rowsBesideDoors = 100;
/** So often it looks whether the doors are crowded still. */
const lookMillis = 5;

export interface StandingBack {
  readonly fold: Store['fold'];
  /** The doors are crowded. */
  readonly crowded: () => void;
}

export function standingBack(store: Pick<Store, 'fold'>): StandingBack {
  let crowdedUntil = 0;
  let restsUntil = 0;
  const isCrowded = (): boolean => performance.now() < crowdedUntil;
  return {
    crowded: () => {
      crowdedUntil = performance.now() + crowdedMillis;
    },
    fold: async (turn) => {
      while (isCrowded() && performance.now() < restsUntil) await pause();
      const rows = isCrowded() ? Math.min(rowsBesideDoors, turn.rows) : turn.rows;
      const from = performance.now();
      try {
        return await store.fold({ ...turn, rows });
      } finally {
        const now = performance.now();
        restsUntil = now + Math.min(restMillisMost, restOfFold * (now - from));
      }
    },
  };
}

async function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, lookMillis);
  });
}
