// Days as a supplier counts them: which are worked, and how many lie between two times. Calendar
// and zone are per supplier (supplier-feeds.md section 6).
import type { Calendar } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { day, hour, instantOf, minute } from '../observation/instant.js';

const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];
/** Longest period in days over which ages are counted. */
const daysMax = 4_000;

export interface BusinessDays {
  /** Milliseconds since 1970-01-01T00:00 on the supplier's clocks. */
  readonly localOf: (instant: Instant) => number;
  readonly isWorked: (epochDay: number) => boolean;
}

/** Epoch day of an instant in the supplier's zone. */
export function dayOf(days: BusinessDays, instant: Instant): number {
  return Math.floor(days.localOf(instant) / day);
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Swedish dates are written as RFC 3339 has them: `2026-03-02 14:05:00`. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  } catch {
    // A zone that this machine does not know is read as UTC.
  }
  formats.set(zone, format);
  return format;
}

const fixedOffset = /^([+-])(\d\d):(\d\d)$/;

function localReader(zone: string | null): (instant: Instant) => number {
  const fixed = zone === null ? null : fixedOffset.exec(zone);
  if (fixed !== null) {
    const size = Number(fixed[2]) * hour + Number(fixed[3]) * minute;
    const offset = fixed[1] === '-' ? -size : size;
    return (instant) => instant + offset;
  }
  const format = zone === null || zone === 'UTC' ? null : formatOf(zone);
  if (format === null) return (instant) => instant;
  return (instant) => instantOf(`${format.format(instant).replace(' ', 'T')}Z`) ?? instant;
}

function epochDay(date: string): number | null {
  const instant = instantOf(`${date}T00:00:00Z`);
  return instant === undefined ? null : Math.floor(instant / day);
}

/** ISO weekday of an epoch day; 1970-01-01 was a Thursday. */
function weekdayOf(epoch: number): number {
  return ((((epoch + 3) % 7) + 7) % 7) + 1;
}

/** Monday to Friday where no calendar says otherwise. */
export function businessDays(calendar: Calendar | null, zone: string | null): BusinessDays {
  const workdays = calendar?.workdays ?? mondayToFriday;
  const holidays = new Set((calendar?.holidays ?? []).map(epochDay));
  return {
    localOf: localReader(calendar?.zone ?? zone),
    isWorked: (epoch) => workdays.includes(weekdayOf(epoch)) && !holidays.has(epoch),
  };
}

/** Worked days after `from` up to `until`: Friday to Monday is one. */
export function businessDaysBetween(days: BusinessDays, from: number, until: number): number {
  let count = 0;
  for (let epoch = from + 1; epoch <= until && epoch - from <= daysMax; epoch += 1) {
    if (days.isWorked(epoch)) count += 1;
  }
  return count;
}

/** Milliseconds between two instants without the days on which nothing is worked. */
export function workedMillis(days: BusinessDays | null, from: Instant, until: Instant): number {
  if (days === null || until <= from) return until - from;
  const start = days.localOf(from);
  const end = days.localOf(until);
  let worked = 0;
  let epoch = Math.floor(start / day);
  const last = Math.min(Math.floor(end / day), epoch + daysMax);
  for (; epoch <= last; epoch += 1) {
    if (!days.isWorked(epoch)) continue;
    worked += Math.min(end, (epoch + 1) * day) - Math.max(start, epoch * day);
  }
  return worked;
}
