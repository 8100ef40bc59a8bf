// Folds that stand back for the doors: what arrives is made durable first, and is folded in the time
// that this leaves. A tenth is left to the folds however busy the doors are, so that none waits for ever.
import { setTimeout } from 'node:timers/promises';
import type { Intake } from '../../in/intake.js';
import type { Store } from '../../store/store.js';

/** So many times as long as a fold took the doors have for themselves. */
const restOfFold = 9;
const restMillisMost = 5_000;
/** Inbox rows of a fold beside busy doors: they share its process and its disk with it. */
const rowsBesideDoors = 100;
/** So often it looks whether the doors are busy still. */
const lookMillis = 2;

export function standingBack(
  store: Pick<Store, 'fold'>,
  doors: Pick<Intake, 'isBusy'>,
): Store['fold'] {
  let restsUntil = 0;
  return async (turn) => {
    while (doors.isBusy && performance.now() < restsUntil) await setTimeout(lookMillis);
    const rows = doors.isBusy ? Math.min(rowsBesideDoors, turn.rows) : turn.rows;
    const from = performance.now();
    try {
      return await store.fold({ ...turn, rows });
    } finally {
      const now = performance.now();
      restsUntil = now + Math.min(restMillisMost, restOfFold * (now - from));
    }
  };
}
