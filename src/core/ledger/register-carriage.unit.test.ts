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

function carry(...attempts: readonly Partial<Attempt>[]): ReturnType<typeof registerCarried> {
  const tried = attempts.map((one, index) => ({
    ...{ id: index, handoff: 'h', worker: 'w', errand: 'send', at: at(index), replayed: null },
    ...{ answeredAt: at(index), retryAt: null, answer: '', version: '1/9' },
    ...one,
  }));
  // Only what the carriage reads.
  const latest = { owed: { state: 'expected' }, view: { positions: [] }, change: { at: at(0) } };
  const rule = { acknowledgedBy: 'event', retryForMillis: day };
  const saying = { desired: '1/9', attempts: tried, mode: 'live', latest, rule, settlesMillis: 0 };
  return registerCarried({ ...saying, now: at(0), jitter: 1 } as unknown as Saying);
}

describe('a register', () => {
  it('is sent at once, and said again after a pause', () => {
    expect(carry()).toMatchObject({ carriage: 'ready', errand: 'send', notBefore: null });
    expect(carry({ outcome: 'retry' })).toMatchObject({ errand: 'send', notBefore: at(5_000) });
  });

  it('waits as the channel asks, and no longer than a day', () => {
    const asked = (millis: number): unknown => carry({ outcome: 'retry', retryAt: at(millis) });
    expect(asked(40_000)).toMatchObject({ notBefore: at(40_000) });
    expect(asked(1_000 * day)).toMatchObject({ notBefore: at(day) });
  });
});
