// How far the newest value of a register is carried, by what became of each attempt.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../observation/instant.js';
import type { Attempt } from './ledger.js';
import type { Saying } from './register-carriage.js';
import { registerCarried } from './register-carriage.js';

const start = 1_772_582_400_000;
const day = 86_400_000;

function at(millis: number): Instant {
  return (start + millis) as Instant;
}

/** What the channel said, by its own clock, and how much of it before the last value was sent. */
interface Heard {
  readonly said: readonly number[];
  readonly before?: number;
}

function carry(...attempts: readonly Partial<Attempt>[]): ReturnType<typeof registerCarried> {
  return carryHeard({ said: [] }, ...attempts);
}

function carryHeard(
  { said, before = 0 }: Heard,
  ...attempts: readonly Partial<Attempt>[]
): ReturnType<typeof registerCarried> {
  const tried = attempts.map((one, index) => ({
    ...{ id: index, handoff: 'h', worker: 'w', errand: 'send', at: at(index), replayed: null },
    ...{ answeredAt: at(index), retryAt: null, answer: '', version: '1/9' },
    ...one,
  }));
  // Only what the carriage reads.
  const positions = said.map((units, place) => ({
    ...{ at: at(day + place), available: units * 10_000, offered: units > 0 },
  }));
  const heard = { heard: null, heardBefore: before === 0 ? null : at(day + before - 1) };
  const rule = { acknowledgedBy: 'event', retryForMillis: day };
  const saying = {
    ...{ desired: '1/9', attempts: tried, mode: 'live', owed: { state: 'expected' } },
    ...{ view: { positions }, heard, rule, settlesMillis: 0, now: at(0), jitter: 1 },
  };
  return registerCarried(saying as unknown as Saying);
}

describe('a register', () => {
  it('is sent at once, and said again after a pause', () => {
    expect(carry()).toMatchObject({ carriage: 'ready', errand: 'send', notBefore: null });
    expect(carry({ outcome: 'retry' })).toMatchObject({ errand: 'send', notBefore: at(5_000) });
  });

  it('is done where the channel says the value, whatever its clock says of when', () => {
    const shown = { carriage: 'done', errand: null };
    expect(carryHeard({ said: [9] })).toMatchObject(shown);
    expect(carryHeard({ said: [5, 9], before: 1 }, { outcome: 'unknown' })).toMatchObject(shown);
    expect(carryHeard({ said: [5] }, { outcome: 'accepted' })).not.toMatchObject(shown);
    // Another number than before, since it took ours.
    expect(carryHeard({ said: [5, 7], before: 1 }, { outcome: 'accepted' })).toMatchObject(shown);
    expect(carryHeard({ said: [5, 7], before: 2 }, { outcome: 'accepted' })).not.toMatchObject(
      shown,
    );
  });

  it('is said once more where it was told another value that it may show by now', () => {
    const other = { version: '0/4', outcome: 'accepted' } as const;
    expect(carryHeard({ said: [9] }, other)).toMatchObject({ carriage: 'ready', errand: 'send' });
    expect(carryHeard({ said: [9] }, { ...other, outcome: 'refused' })).toMatchObject({
      carriage: 'done',
    });
    const lost = { outcome: 'unknown' } as const;
    expect(carryHeard({ said: [9] }, other, lost)).toMatchObject({ errand: 'send' });
    // It said the other one first, and this one after it.
    expect(carryHeard({ said: [5, 4, 9], before: 1 }, other)).toMatchObject({ carriage: 'done' });
    expect(carryHeard({ said: [4, 9], before: 2 }, other)).toMatchObject({ errand: 'send' });
  });

  it('waits as the channel asks, and no longer than a day', () => {
    const asked = (millis: number): unknown => carry({ outcome: 'retry', retryAt: at(millis) });
    expect(asked(40_000)).toMatchObject({ notBefore: at(40_000) });
    expect(asked(1_000 * day)).toMatchObject({ notBefore: at(day) });
  });

  it('is given up after the time in which it was tried, and not after a rest', () => {
    const rested = { outcome: 'retry', at: at(3 * day), answeredAt: at(3 * day) } as const;
    expect(carry({ outcome: 'retry' }, rested)).toMatchObject({ errand: 'send', state: 'ready' });
    const quarter = 15 * 60_000;
    const tries = Array.from({ length: 98 }, (_, index) => {
      const tried = at(index * quarter);
      return { outcome: 'retry', at: tried, answeredAt: tried } as const;
    });
    expect(carry(...tries)).toMatchObject({ carriage: 'dead', errand: null });
  });
});
