// Beside busy doors a fold is small, and the next one waits; as soon as they are idle it goes on.
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
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
  it('is small while they are busy, and the next one stands back until they are not', async () => {
    const folded: number[] = [];
    const doors = { isBusy: true };
    const store = {
      fold: async ({ rows }: Turn) => {
        folded.push(rows);
        return setTimeout(1_000 * (doors.isBusy ? 1 : 0), null);
      },
    };
    const fold = standingBack(store, doors);
    await fold(turn);
    const next = fold(turn);
    await setTimeout(20);
    expect(folded).toEqual([100]);
    doors.isBusy = false;
    await next;
    expect(folded).toEqual([100, 500]);
  });

  it('goes on after a while though they stay busy', async () => {
    const fold = vi.fn(async () => Promise.resolve(null));
    const standing = standingBack({ fold }, { isBusy: true });
    await standing(turn);
    await standing(turn);
    expect(fold).toHaveBeenCalledTimes(2);
  });
});
