// How long a source that failed is left alone.
import { describe, expect, it } from 'vitest';
import { backoff } from './rounds.js';

const times = 500;

function waits(failures: number, askedMillis: number | null): readonly number[] {
  return Array.from({ length: times }, () => backoff(failures, askedMillis));
}

describe('backoff', () => {
  it('is never shorter than what the other side asks for, and not the same for all', () => {
    const asked = waits(1, 100_000);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(100_000);
    expect(Math.max(...asked)).toBeLessThanOrEqual(110_000);
    expect(new Set(asked).size).toBeGreaterThan(1);
  });

  it('is twice as long each time, up to a quarter of an hour', () => {
    for (const [failures, millis] of [
      [1, 1_000],
      [4, 8_000],
      [100, 900_000],
    ] as const) {
      const own = waits(failures, null);
      expect(Math.min(...own)).toBeGreaterThanOrEqual(millis * 0.9);
      expect(Math.max(...own)).toBeLessThanOrEqual(millis * 1.1);
    }
  });

  it('follows nobody for longer than about a day', () => {
    expect(Math.max(...waits(1, 10 ** 15))).toBeLessThanOrEqual(86_400_000 * 1.1);
  });
});
