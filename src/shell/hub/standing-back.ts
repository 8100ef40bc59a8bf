// Folds that stand back while the doors are pressed: what arrives is made durable first, and is folded in
// the time that this leaves. A tenth is left to the folds however hard they are pressed, so that none waits
// for ever.
import type { Store } from '../../store/store.js';
import type { Pressure } from './pressure.js';

const restMillisMost = 2_000;
/** Inbox rows of a fold beside pressed doors: they share its processors and its disk with it. */
const rowsBesideDoors = 100;
/** So often it looks whether the doors are pressed still. */
const lookMillis = 5;

export function standingBack(
  store: Pick<Store, 'fold'>,
  doors: Pick<Pressure, 'level'>,
): Store['fold'] {
  const last = { ended: 0, took: 0 };
  const isResting = (): boolean => {
    const rest = Math.min(restMillisMost, doors.level * last.took);
    return performance.now() < last.ended + rest;
  };
  return async (turn) => {
    while (isResting()) await pause();
    const rows = doors.level > 0 ? Math.min(rowsBesideDoors, turn.rows) : turn.rows;
    const from = performance.now();
    try {
      return await store.fold({ ...turn, rows });
    } finally {
      last.ended = performance.now();
      last.took = last.ended - from;
    }
  };
}

async function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, lookMillis);
  });
}
