// The day that a draft has to be approved on: the next that is worked, in the zone of the system.
import { describe, expect, test } from 'vitest';
import type { Instant } from '../observation/instant.js';
import { oneBusinessDayAfter } from './business-day.js';

const at = (text: string): Instant => Date.parse(text) as Instant;
const after = (text: string, zone: string | null, holidays: readonly string[] = []): string =>
  new Date(
    oneBusinessDayAfter(at(text), zone, {
      zone: null,
      workdays: [1, 2, 3, 4, 5],
      holidays,
    }),
  ).toISOString();

describe('one business day after', () => {
  test('a Monday is the Tuesday, at the same time of day', () => {
    expect(after('2026-03-02T10:00:00Z', null)).toBe('2026-03-03T10:00:00.000Z');
  });

  test('a Friday and a Saturday are the Monday', () => {
    expect(after('2026-03-06T10:00:00Z', null)).toBe('2026-03-09T10:00:00.000Z');
    expect(after('2026-03-07T10:00:00Z', null)).toBe('2026-03-09T10:00:00.000Z');
  });

  test('is told by the zone of the calendar, where that names one of its own', () => {
    const workdays = [1, 2, 3, 4, 5];
    const tokyo = { zone: 'Asia/Tokyo', workdays, holidays: [] };
    const thursday = at('2026-03-05T20:00:00Z');
    expect(oneBusinessDayAfter(thursday, 'UTC', tokyo)).toBe(at('2026-03-08T20:00:00Z'));
  });

  test('is told by the clocks of the zone: a Friday in UTC is a Saturday in Tokyo', () => {
    expect(after('2026-03-05T20:00:00Z', 'Asia/Tokyo')).toBe('2026-03-08T20:00:00.000Z');
    expect(after('2026-03-05T20:00:00Z', null)).toBe('2026-03-06T20:00:00.000Z');
  });

  // New York and Sydney, before and after the night in which their clocks are changed.
  test.each([
    ['2026-03-07T04:30:00Z', 'America/New_York', '2026-03-10T03:30:00.000Z'],
    ['2026-03-06T05:30:00Z', 'America/New_York', '2026-03-09T04:30:00.000Z'],
    ['2026-10-30T04:30:00Z', 'America/New_York', '2026-11-02T05:30:00.000Z'],
    ['2026-04-02T13:30:00Z', 'Australia/Sydney', '2026-04-05T14:30:00.000Z'],
    ['2026-10-02T13:30:00Z', 'Australia/Sydney', '2026-10-05T12:30:00.000Z'],
    ['2026-10-01T13:45:00Z', 'Australia/Lord_Howe', '2026-10-04T13:15:00.000Z'],
  ])('is the same time of day where the clocks are changed: %s in %s', (from, zone, to) => {
    expect(after(from, zone)).toBe(to);
  });

  test('is what clocks show in place of a time that they leave out', () => {
    const sevenDays = { zone: null, workdays: [1, 2, 3, 4, 5, 6, 7], holidays: [] };
    expect(oneBusinessDayAfter(at('2026-03-07T07:30:00Z'), 'America/New_York', sevenDays)).toBe(
      at('2026-03-08T07:30:00Z'),
    );
  });

  test('passes over a holiday', () => {
    expect(after('2026-03-02T10:00:00Z', null, ['2026-03-03'])).toBe('2026-03-04T10:00:00.000Z');
  });

  test('is worked from Monday to Friday where no calendar says otherwise', () => {
    expect(oneBusinessDayAfter(at('2026-03-06T10:00:00Z'), null, null)).toBe(
      at('2026-03-09T10:00:00Z'),
    );
  });
});
