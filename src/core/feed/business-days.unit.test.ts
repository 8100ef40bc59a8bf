// Time in which something is worked, over the days on which the clocks are changed.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../observation/instant.js';
import { businessDays, workedMillis } from './business-days.js';

const minute = 60_000;
const at = (text: string): Instant => Date.parse(text) as Instant;

function worked(zone: string, workdays: readonly number[], from: string, until: string): number {
  const days = businessDays({ workdays, holidays: [], zone }, null);
  return workedMillis(days, at(from), at(until)) / minute;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const mondayToFriday = [1, 2, 3, 4, 5];
const hour = 60;

describe('worked time', () => {
  it.each([
    ['America/New_York', '2026-03-08T06:55:00Z', '2026-03-08T07:05:00Z', 10],
    ['America/New_York', '2026-11-01T05:55:00Z', '2026-11-01T06:05:00Z', 10],
    ['America/New_York', '2026-03-07T12:00:00Z', '2026-03-09T12:00:00Z', 48 * hour],
    ['Australia/Lord_Howe', '2026-10-03T15:00:00Z', '2026-10-03T16:00:00Z', hour],
    ['America/Santiago', '2026-09-05T12:00:00Z', '2026-09-06T12:00:00Z', 24 * hour],
    ['Atlantic/Azores', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', 48 * hour],
    ['Asia/Kolkata', '2026-03-08T06:55:00Z', '2026-03-08T07:05:00Z', 10],
  ])('is time as it passes where all days are worked: %s from %s', (zone, from, until, is) => {
    expect(worked(zone, everyDay, from, until)).toBe(is);
  });

  it.each([
    // From Friday 20:00 until Monday 02:00: six hours, whatever the Sunday is.
    ['America/New_York', '2026-03-07T01:00:00Z', '2026-03-09T06:00:00Z', 6 * hour],
    ['America/New_York', '2026-10-31T00:00:00Z', '2026-11-02T07:00:00Z', 6 * hour],
    ['Australia/Sydney', '2026-10-02T10:00:00Z', '2026-10-04T15:00:00Z', 6 * hour],
    ['America/New_York', '2026-06-06T00:00:00Z', '2026-06-08T06:00:00Z', 6 * hour],
    // The whole of a day that is worked and has 25 hours.
    ['Asia/Beirut', '2026-10-23T21:00:00Z', '2026-10-26T22:00:00Z', 24 * hour],
  ])('leaves out the days that are not: %s from %s', (zone, from, until, is) => {
    expect(worked(zone, mondayToFriday, from, until)).toBe(is);
  });
});
