// The half of a hub that folds and delivers: the loop of truth, and the lanes that it wakes.
import type { Deciding } from '../../core/ledger/deciding.js';
import type { Instant } from '../../core/observation/instant.js';
import type { LaneFigures } from '../metrics.js';
import type { LanesGiven } from './lanes.js';
import { openLanes } from './lanes.js';
import type { NoLedger } from './ledger.js';
import { standingBack } from './standing-back.js';
import { truthLoop } from './truth-loop.js';

export interface Working {
  /** There is something to fold, or there may be. */
  readonly look: () => void;
  /** A commit of so many begins, and the doors are pressed: folding is to stand back. */
  readonly pressed: (arrivals: number) => void;
  /** That commit has ended. */
  readonly eased: () => void;
  /** What a fold would decide with now. */
  readonly deciding: () => Promise<Deciding>;
  /** How each lane stands. */
  readonly figures: (now: Instant) => readonly LaneFigures[];
  /** Ends with what is under way. */
  readonly end: () => Promise<void>;
}

export interface WorkingGiven extends Omit<LanesGiven, 'kept'> {
  /** How often it folds without being told, milliseconds. */
  readonly lookMillis: number;
}

export async function working(given: WorkingGiven): Promise<Working | NoLedger> {
  const standing = standingBack(given.store);
  const loop = truthLoop({ ...given, store: { ...given.store, fold: standing.fold } });
  const lanes = openLanes({ ...given, kept: loop.look });
  if ('failed' in lanes) {
    await loop.end();
    return lanes;
  }
  loop.folded(lanes.pump);
  return {
    look: loop.look,
    pressed: standing.pressed,
    eased: standing.eased,
    deciding: loop.deciding,
    figures: lanes.figures,
    end: async () => {
      await lanes.end();
      await loop.end();
    },
  };
}

/** Of a process whose work another does: it only decides what is asked of it. */
export function deciding(given: Omit<WorkingGiven, 'lookMillis'>): Working {
  const loop = truthLoop({ ...given, lookMillis: null });
  return {
    look: loop.look,
    pressed: () => undefined,
    eased: () => undefined,
    deciding: loop.deciding,
    figures: () => [],
    end: loop.end,
  };
}
