// Reads what the doors kept unread because they were pressed: a tenth of the time while they still are, and
// all of it afterwards. Of several processes on one database one reads.
import { randomUUID } from 'node:crypto';
import { limits } from '../../core/limits.js';
import type { Instant } from '../../core/observation/instant.js';
import { reasonOf } from '../../core/reason.js';
import type { SourceReadings } from '../../in/source-readings.js';
import { readUnread } from '../../in/unread.js';
import type { Interpreting } from '../../in/observations.js';
import type { Store } from '../../store/store.js';
import type { Pressure } from './pressure.js';
import type { Leasing } from './leasing.js';
import { rounds } from './rounds.js';

export interface UnreadLoopGiven {
  readonly store: Pick<Store, 'beginUnread' | 'unreadSince' | 'refile'>;
  readonly readings: SourceReadings;
  readonly interpreting: Interpreting;
  readonly leasing: Pick<Leasing, 'want' | 'holds'>;
  readonly pressure: Pick<Pressure, 'level'>;
  readonly now: () => Instant;
  /** Statements were filed that are to be folded. */
  readonly kept: () => void;
  readonly complain: (line: string) => void;
}

export interface UnreadLoop {
  /** What comes now is better kept unread: the doors are pressed, and reading does not lag too far behind. */
  readonly isLater: () => boolean;
  /** Something was kept unread. */
  readonly noted: () => void;
  readonly end: () => Promise<void>;
}

const source = 'unread';
/**
 * What is decided on must not be older than this: beyond it nothing stands back for the doors any more, and
 * they read for themselves, which slows whoever sends.
 */
const lagMillisMost = 30_000;
const batch = { most: 50, bytes: 4_194_304 } as const;
const batchUnderPressure = { most: 20, bytes: 262_144 } as const;
/** After a failure: one that fails by itself must be known. */
const one = { most: 1, bytes: 0 } as const;
const lookMillis = 1_000;

export function unreadLoop(given: UnreadLoopGiven): UnreadLoop {
  const { store, leasing, pressure, now, kept, complain } = given;
  const reader = randomUUID();
  let oldest: Instant | null = null;
  let isIdle = true;
  let notes = 0;
  let isFailing = false;
  /** The receipt that could not be filed last, and how often in a row. */
  let stuck = { receipt: 0, failures: 0 };
  const lags = (): boolean => oldest !== null && now() - oldest > lagMillisMost;
  const step = async (): Promise<number> => {
    const from = performance.now();
    const noted = notes;
    if (!leasing.holds(source)) {
      oldest = await store.unreadSince();
      isIdle = true;
      return lookMillis;
    }
    const wanted = isFailing ? one : pressure.level > 0 ? batchUnderPressure : batch;
    const receipts = await store.beginUnread({ ...wanted, reader });
    oldest = receipts[0]?.at ?? null;
    const [first] = receipts;
    isIdle = first === undefined;
    if (first === undefined) return notes > noted ? 0 : lookMillis;
    const failures = stuck.receipt === first.id ? stuck.failures : 0;
    try {
      const isLast = failures >= limits.readingFailuresMax;
      const accepted = await readUnread(receipts, { ...given, isLast });
      if (accepted > 0) kept();
    } catch (error) {
      stuck = { receipt: first.id, failures: failures + 1 };
      throw error;
    }
    return lags() ? 0 : pressure.level * (performance.now() - from);
  };
  const round = async (): Promise<number> => {
    try {
      const wait = await step();
      if (isFailing) complain('what was kept is read again');
      isFailing = false;
      return wait;
    } catch (error) {
      if (!isFailing) complain(`what was kept can't be read: ${reasonOf(error)}`);
      isFailing = true;
      return lookMillis;
    }
  };
  leasing.want(source);
  const loop = rounds(round);
  return {
    isLater: () => pressure.level > 0 && !lags(),
    noted: () => {
      notes += 1;
      if (!isIdle || !leasing.holds(source)) return;
      isIdle = false;
      loop.hurry();
    },
    end: loop.end,
  };
}
