// Beside crowded doors a fold is small, and the next one waits; as soon as they are not it goes on.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import type { Turn } from '../../store/store.js';
import { standingBack } from './standing-back.js';

const turn: Turn = {
  worker: 'w',
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

  beforeEach(() => {
    folded.length = 0;
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is as large as it may be, one after another, while they are not crowded', async () => {
    const { fold } = standingBack(store);
    await fold(turn);
    await fold(turn);
    expect(folded).toEqual([
      { rows: 500, at: 0 },
      { rows: 500, at: 50 },
    ]);
  });

  it('is small while they are crowded, and the next one goes on when they are not', async () => {
    const { fold, crowded } = standingBack(store);
    crowded();
    await fold(turn);
    const next = fold(turn);
    await vi.advanceTimersByTimeAsync(1_000);
    await next;
    expect(folded).toEqual([
      { rows: 100, at: 0 },
      { rows: 500, at: 100 },
    ]);
  });

  it('goes on after a while though they stay crowded', async () => {
    const { fold, crowded } = standingBack(store);
    crowded();
    await fold(turn);
    const crowding = setInterval(crowded, 10);
    const next = fold(turn);
    await vi.advanceTimersByTimeAsync(1_000);
    await next;
    clearInterval(crowding);
    expect(folded).toEqual([
      { rows: 100, at: 0 },
      { rows: 100, at: 500 },
    ]);
  });
});
