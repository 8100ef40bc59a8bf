// Beside pressed doors a fold is small, and the next one waits; as soon as they are not it goes on.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import type { Store, Turn } from '../../store/store.js';
import { Pressure } from './pressure.js';
import { standingBack } from './standing-back.js';

const turn: Turn = {
  now: 0 as Instant,
  rows: 500,
  digest: String,
  decide: () => expect.fail(),
};

describe('a fold beside the doors', () => {
  const folded: { readonly rows: number; readonly at: number }[] = [];
  const store = {
    fold: async ({ rows }: Turn) => {
      folded.push({ rows, at: performance.now() });
      vi.advanceTimersByTime(50);
      return Promise.resolve(null);
    },
  };

  /** With commits that end as soon as they have begun. */
  function standing(): {
    readonly doors: Pressure;
    readonly fold: Store['fold'];
    readonly kept: (arrivals: number) => void;
  } {
    const doors = new Pressure();
    const kept = (arrivals: number): void => {
      doors.begins(arrivals);
      doors.ends();
    };
    // The folds look from another thread.
    return { doors, fold: standingBack(store, new Pressure(doors.shared)), kept };
  }

  beforeEach(() => {
    folded.length = 0;
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is as large as it may be, one after another, while nobody is pressed', async () => {
    const { fold, kept } = standing();
    await fold(turn);
    kept(10);
    await fold(turn);
    expect(folded).toEqual([
      { rows: 500, at: 0 },
      { rows: 500, at: 50 },
    ]);
  });

  it('is small while they are pressed, and the next one goes on when they are quiet', async () => {
    const { fold, kept } = standing();
    kept(100);
    await fold(turn);
    const next = fold(turn);
    await vi.advanceTimersByTimeAsync(1_000);
    await next;
    expect(folded).toEqual([
      { rows: 100, at: 0 },
      { rows: 500, at: 105 },
    ]);
  });

  it('waits nine times as long as it took while they stay pressed', async () => {
    const { fold, kept } = standing();
    kept(100);
    await fold(turn);
    const pressing = setInterval(kept, 10, 100);
    const next = fold(turn);
    await vi.advanceTimersByTimeAsync(1_000);
    await next;
    clearInterval(pressing);
    expect(folded).toEqual([
      { rows: 100, at: 0 },
      { rows: 100, at: 500 },
    ]);
  });

  it('comes back by degrees', async () => {
    const { fold, kept } = standing();
    kept(100);
    await fold(turn);
    // Two thirds of the pressure are gone after two of three seconds of a stream that is easily taken.
    const streaming = setInterval(kept, 10, 2);
    await vi.advanceTimersByTimeAsync(1_950);
    await fold(turn);
    const next = fold(turn);
    await vi.advanceTimersByTimeAsync(1_000);
    await next;
    clearInterval(streaming);
    const [, second, third] = folded;
    const waited = (third?.at ?? 0) - (second?.at ?? 0) - 50;
    expect(waited).toBeGreaterThan(100);
    expect(waited).toBeLessThan(160);
  });

  it('stands back for one long commit as for many short ones', async () => {
    const { fold, doors } = standing();
    doors.begins(100);
    await fold(turn);
    const next = fold(turn);
    await vi.advanceTimersByTimeAsync(300);
    expect(folded).toHaveLength(1);
    doors.ends();
    await vi.advanceTimersByTimeAsync(1_000);
    await next;
    expect(folded).toHaveLength(2);
  });
});
