import { describe, expect, it } from 'vitest';
import { hour, instantText } from './instant.js';
import type { OffsetAt, TimeFrame } from './written-time.js';
import { provenOrder, timeSpanOf, writtenTimeOf } from './written-time.js';

const utc: TimeFrame = { dayFirst: null, offsetAt: () => 0 };
const nowhere: TimeFrame = { dayFirst: null, offsetAt: null };
const springForward = Date.parse('2026-03-08T07:00:00Z');
const fallBack = Date.parse('2026-11-01T06:00:00Z');
const newYork: OffsetAt = (at) => (at >= springForward && at < fallBack ? -4 : -5) * hour;

function span(text: string, frame: TimeFrame): string | null {
  const time = writtenTimeOf(text);
  const found = time === null ? null : timeSpanOf(time, frame);
  if (found === null) return null;
  const from = instantText(found.at);
  return found.at === found.until ? from : `${from}..${instantText(found.until)} ${found.basis}`;
}

describe('a time as a file writes it', () => {
  it.each([
    ['2026-03-04T10:15:00Z', '2026-03-04T10:15:00Z'],
    ['2026-03-04 10:15:00 -0500', '2026-03-04T15:15:00Z'],
    ['2019-05-20 07:07:47.000Z', '2019-05-20T07:07:47Z'],
    ['2026/3/4 10:15:07 UTC', '2026-03-04T10:15:07Z'],
    ['Jun 8, 2025 10:23:05 PM', '2025-06-08T22:23:05Z'],
    ['8-Jun-2025 12:00:00 am', '2025-06-08T00:00:00Z'],
    ['1780000000', '2026-05-28T20:26:40Z'],
    ['1780000000123', '2026-05-28T20:26:40.123Z'],
  ])('%s is one instant', (text, expected) => {
    expect(span(text, utc)).toBe(expected);
  });

  it('knows a minute to the minute and a day to the day', () => {
    expect(span('2026-03-04 10:15', utc)).toBe(
      '2026-03-04T10:15:00Z..2026-03-04T10:15:59.999Z event',
    );
    expect(span('2026-03-04', utc)).toBe('2026-03-04T00:00:00Z..2026-03-04T23:59:59.999Z day');
  });

  it('widens by 14 hours each way where nothing says the zone', () => {
    expect(span('2026-03-04 10:15:00', nowhere)).toBe(
      '2026-03-03T20:15:00Z..2026-03-05T00:15:00Z day',
    );
  });

  it('spans both readings where day and month could change places', () => {
    expect(span('03/04/2026', utc)).toBe('2026-03-04T00:00:00Z..2026-04-03T23:59:59.999Z day');
    expect(span('03/04/2026', { ...utc, dayFirst: true })).toMatch(/^2026-04-03/);
    expect(span('03/04/2026', { ...utc, dayFirst: false })).toMatch(/^2026-03-04/);
    expect(span('03.04.2026', utc)).toMatch(/^2026-04-03T00.*04-03T23/);
  });

  it('proves the order of day and month where one of them is above twelve', () => {
    const orders = ['25/12/2025', '12/25/2025', '05/06/2025'].map((text) => {
      const time = writtenTimeOf(text);
      return time === null ? undefined : provenOrder(time);
    });
    expect(orders).toEqual(['day-first', 'month-first', null]);
    expect(span('25/12/2025', { ...utc, dayFirst: false })).toBeNull();
  });

  it('keeps both instants of the hour that a change of clocks repeats', () => {
    const frame: TimeFrame = { dayFirst: null, offsetAt: newYork };
    expect(span('2026-11-01 01:30:00', frame)).toBe(
      '2026-11-01T05:30:00Z..2026-11-01T06:30:00Z day',
    );
    expect(span('2026-07-01 12:00:00', frame)).toBe('2026-07-01T16:00:00Z');
  });

  it('gives the day of a change of clocks its 23 hours', () => {
    expect(span('2026-03-08', { dayFirst: null, offsetAt: newYork })).toBe(
      '2026-03-08T05:00:00Z..2026-03-09T03:59:59.999Z day',
    );
  });

  it.each([
    '',
    'soon',
    '2026-02-30',
    '31/04/2026',
    '25:00',
    '2026-03-04 25:00',
    '0001-01-01',
    '9'.repeat(80),
  ])('%j is no time', (text) => {
    expect(span(text, utc)).toBeNull();
  });
});
