// Times as people's files write them: with a day or a minute for a second, without a zone, day or
// month first. What a text does not say widens the interval; nothing is guessed.
import { limits } from '../limits.js';
import type { Instant } from './instant.js';
import { day, hour, minute, second } from './instant.js';

/** Offset from UTC in milliseconds at an instant; what a zone is. */
export type OffsetAt = (instant: number) => number;

/** How the times of one file are to be read. */
export interface TimeFrame {
  /** Order of day and month where both are numbers; null: not decided. */
  readonly dayFirst: boolean | null;
  /** For times that carry no offset; null: not known. */
  readonly offsetAt: OffsetAt | null;
}

export interface TimeSpan {
  readonly at: Instant;
  readonly until: Instant;
  readonly basis: 'event' | 'day';
}

/**
 * A text that is a time. The wall clocks are milliseconds as though the zone were UTC; they differ
 * where day and month could change places, and one is null where it could not be a date.
 */
export interface WrittenTime {
  readonly dayFirst: number | null;
  readonly monthFirst: number | null;
  /** How long the shortest unit is that the text names. */
  readonly resolution: number;
  readonly offset: number | null;
}

/** Widest distance of a wall clock from UTC: +14:00 on Kiritimati. */
const unknownZone = 14 * hour;

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:\s*T|,?\s+)(.+))?$/;
const numbersOnly = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s+(.+))?$/;
const dayAndName = /^(\d{1,2})\.?[-\s]([A-Za-z]{3,9})\.?[-,\s]\s*(\d{4})(?:,?\s+(.+))?$/;
const nameAndDay = /^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:,?\s+(.+))?$/;
const clockForm =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i;
const epoch = /^\d{10}(?:\d{3})?$/;

/** Longer texts are no times; it also bounds the work of the patterns. */
const longestTime = 64;

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

interface Clock {
  readonly millis: number;
  readonly resolution: number;
  readonly offset: number | null;
}

const wholeDay: Clock = { millis: 0, resolution: day, offset: null };

function dateOf(year: string, month: number, dayOfMonth: string): number | null {
  const fullYear = year.length === 2 ? 2_000 + Number(year) : Number(year);
  const date = new Date(Date.UTC(fullYear, month - 1, Number(dayOfMonth)));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(dayOfMonth);
  return same ? date.getTime() : null;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const sign = text.startsWith('-') ? -1 : 1;
  const size = /^[+-](\d{2}):?(\d{2})?$/.exec(text);
  if (size === null) return 0;
  return sign * (Number(size[1]) * hour + Number(size[2] ?? 0) * minute);
}

function clockOf(text: string | undefined): Clock | null {
  if (text === undefined) return wholeDay;
  const match = clockForm.exec(text.trim());
  if (match === null) return null;
  const [, hours, minutes, seconds, fraction, half, zone] = match;
  const stated = Number(hours);
  if (half !== undefined && (stated < 1 || stated > 12)) return null;
  const afternoon = half?.toLowerCase() === 'p' ? 12 : 0;
  const hourOfDay = half === undefined ? stated : (stated % 12) + afternoon;
  const minuteOfHour = Number(minutes);
  const secondOfMinute = Number(seconds ?? 0);
  const offset = offsetOf(zone);
  if (hourOfDay > 23 || minuteOfHour > 59 || secondOfMinute > 60) return null;
  if (offset !== null && Math.abs(offset) > unknownZone) return null;
  const millis = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  return {
    millis: hourOfDay * hour + minuteOfHour * minute + secondOfMinute * second + millis,
    resolution: seconds === undefined ? minute : 1,
    offset,
  };
}

function written(dates: readonly [number | null, number | null], clock: Clock): WrittenTime | null {
  const [dayFirst, monthFirst] = dates;
  if (dayFirst === null && monthFirst === null) return null;
  return {
    dayFirst: dayFirst === null ? null : dayFirst + clock.millis,
    monthFirst: monthFirst === null ? null : monthFirst + clock.millis,
    resolution: clock.resolution,
    offset: clock.offset,
  };
}

function numericTime(match: RegExpExecArray): WrittenTime | null {
  const [, first = '', separator, second = '', year = '', rest] = match;
  const clock = clockOf(rest);
  if (clock === null) return null;
  const dayFirst = dateOf(year, Number(second), first);
  // Dots stand between day, month and year in this order, everywhere that dots are used.
  const monthFirst = separator === '.' ? null : dateOf(year, Number(first), second);
  return written([dayFirst, monthFirst], clock);
}

function namedTime(
  parts: readonly [string, string, string],
  rest: string | undefined,
): WrittenTime | null {
  const [dayOfMonth, name, year] = parts;
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const clock = clockOf(rest);
  if (month === 0 || clock === null) return null;
  const date = dateOf(year, month, dayOfMonth);
  return written([date, date], clock);
}

/** Reads a text that is a date, a date with a clock, or seconds or milliseconds since 1970. */
export function writtenTimeOf(text: string): WrittenTime | null {
  const trimmed = text.trim();
  if (trimmed.length > longestTime) return null;
  const iso = yearFirst.exec(trimmed);
  if (iso !== null) {
    const clock = clockOf(iso[5]);
    const date = dateOf(iso[1] ?? '', Number(iso[3]), iso[4] ?? '');
    return clock === null ? null : written([date, date], clock);
  }
  const numeric = numbersOnly.exec(trimmed);
  if (numeric !== null) return numericTime(numeric);
  const dayNamed = dayAndName.exec(trimmed);
  if (dayNamed !== null) {
    const [, dayOfMonth = '', name = '', year = '', rest] = dayNamed;
    return namedTime([dayOfMonth, name, year], rest);
  }
  const monthNamed = nameAndDay.exec(trimmed);
  if (monthNamed !== null) {
    const [, name = '', dayOfMonth = '', year = '', rest] = monthNamed;
    return namedTime([dayOfMonth, name, year], rest);
  }
  if (!epoch.test(trimmed)) return null;
  const millis = Number(trimmed) * (trimmed.length === 10 ? second : 1);
  return { dayFirst: millis, monthFirst: millis, resolution: 1, offset: 0 };
}

/** Which order of day and month this one text proves, if any. */
export function provenOrder(time: WrittenTime): 'day-first' | 'month-first' | null {
  if (time.dayFirst === null) return 'month-first';
  return time.monthFirst === null ? 'day-first' : null;
}

/** The earliest and latest instant at which a clock in the zone shows `wall`. */
function instantsAt(wall: number, offsetAt: OffsetAt): readonly [number, number] {
  const before = offsetAt(wall - day);
  const after = offsetAt(wall + day);
  if (before === after) return [wall - before, wall - before];
  const possible = [before, after].map((offset) => wall - offset);
  // The hour that a change of clocks repeats is shown twice, the hour that it leaves out never.
  const shown = possible.filter((instant) => instant + offsetAt(instant) === wall);
  const instants = shown.length === 0 ? possible : shown;
  return [Math.min(...instants), Math.max(...instants)];
}

function spanAt(wall: number, time: WrittenTime, frame: TimeFrame): readonly [number, number] {
  const { resolution, offset } = time;
  if (offset !== null) return [wall - offset, wall - offset + resolution - 1];
  if (frame.offsetAt === null) {
    return [wall - unknownZone, wall + resolution - 1 + unknownZone];
  }
  const [from] = instantsAt(wall, frame.offsetAt);
  if (resolution < day) {
    return [from, instantsAt(wall, frame.offsetAt)[1] + resolution - 1];
  }
  return [from, instantsAt(wall + resolution, frame.offsetAt)[0] - 1];
}

function wallsOf(time: WrittenTime, dayFirst: boolean | null): number[] {
  const { dayFirst: byDay, monthFirst: byMonth } = time;
  const walls = dayFirst === null ? [byDay, byMonth] : [dayFirst ? byDay : byMonth];
  return walls.filter((wall) => wall !== null);
}

/**
 * The interval in which a written time lies, both ends included. Without a zone it is widened by
 * 14 h each way; with day and month undecided it spans both readings.
 * @returns null where the text is no date in the file's order, or lies outside `limits.instantMin`
 * and `limits.instantMax`.
 */
export function timeSpanOf(time: WrittenTime, frame: TimeFrame): TimeSpan | null {
  const spans = wallsOf(time, frame.dayFirst).map((wall) => spanAt(wall, time, frame));
  if (spans.length === 0) return null;
  const at = Math.min(...spans.map(([from]) => from));
  const until = Math.max(...spans.map(([, to]) => to));
  if (at < limits.instantMin || until >= limits.instantMax) return null;
  const basis = until - at < hour ? 'event' : 'day';
  return { at: at as Instant, until: until as Instant, basis };
}
