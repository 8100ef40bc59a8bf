// The remembered offset of an hour must be what the clock says at every instant of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from './instant.js';
import { day, hour, minute } from './instant.js';
import { localReader } from './local-time.js';

/** What the clocks show, asked for this instant alone. */
function shown(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const date = [part('year'), part('month') - 1, part('day')] as const;
  return Date.UTC(...date, part('hour'), part('minute'), part('second'));
}

/** Clocks that are put forward or back around these instants, one of them at a minute past midnight. */
const changes: readonly (readonly [string, number])[] = [
  ['America/New_York', Date.UTC(2026, 2, 8, 7)],
  ['America/New_York', Date.UTC(2026, 10, 1, 6)],
  ['America/St_Johns', Date.UTC(2010, 10, 7, 2, 31)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
  ['Asia/Kathmandu', Date.UTC(2026, 0, 1)],
];

describe('the clocks of a zone', () => {
  it('show at every instant what they show when asked for it alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.integer({ min: -2 * hour, max: 2 * hour }),
        ([zone, change], apart) => {
          const instant = (change + apart) as Instant;
          expect(localReader(zone)(instant)).toBe(shown(zone, instant));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are those of an offset where a zone is given as one', () => {
    expect(localReader('-03:30')(day as Instant)).toBe(day - 3 * hour - 30 * minute);
  });

  it.each([null, 'UTC', 'Nowhere/Known'])('are UTC for %s', (zone) => {
    expect(localReader(zone)(1_234 as Instant)).toBe(1_234);
  });
});
