// The half of a hub that folds and delivers: the loop of truth, and the lanes that it wakes.
import type { Deciding } from '../../core/ledger/deciding.js';
import type { Instant } from '../../core/observation/instant.js';
import type { LaneFigures } from '../metrics.js';
import type { LanesGiven } from './lanes.js';
import { openLanes } from './lanes.js';
import type { NoLedger } from './ledger.js';
import type { Pressure } from './pressure.js';
import { standingBack } from './standing-back.js';
import { truthLoop } from './truth-loop.js';

export interface Working {
  /** There is something to fold, or there may be. */
  readonly look: () => void;
  /** What a fold would decide with now. */
  readonly deciding: () => Promise<Deciding>;
  /** Why what arrives is not folded now; null: it is, or another process folds. */
  readonly failing: () => string | null;
  /** How each lane stands. */
  readonly figures: (now: Instant) => readonly LaneFigures[];
  /** Ends with what is under way. */
  readonly end: () => Promise<void>;
}

/** What every room behind the doors is given. */
export type Inside = Omit<LanesGiven, 'kept'>;

export interface WorkingGiven extends Inside {
  /** How often it folds without being told, milliseconds. */
  readonly lookMillis: number;
  /** Before which folding stands back. */
  readonly doors: Pick<Pressure, 'level'>;
}

export async function working(given: WorkingGiven): Promise<Working | NoLedger> {
  const fold = standingBack(given.store, given.doors);
  const loop = truthLoop({ ...given, store: { ...given.store, fold } });
  const lanes = openLanes({ ...given, kept: loop.look });
  if ('failed' in lanes) {
    await loop.end();
    return lanes;
  }
  loop.folded(lanes.pump);
  return {
    look: loop.look,
    deciding: loop.deciding,
    failing: loop.failing,
    figures: lanes.figures,
    end: async () => {
      await lanes.end();
      await loop.end();
    },
  };
}

/** Of a process whose work another does: it only decides what is asked of it. */
export function deciding(given: Inside): Working {
  const loop = truthLoop({ ...given, lookMillis: null });
  return {
    look: loop.look,
    deciding: loop.deciding,
    failing: loop.failing,
    figures: () => [],
    end: loop.end,
  };
}
