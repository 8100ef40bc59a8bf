// Days as a supplier counts them: which are worked, and how many lie between two times. Calendar
// and zone are per supplier (supplier-feeds.md section 6).
import type { Calendar } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { day, hour, instantOf, minute } from '../observation/instant.js';

const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];
/** Longest period in days over which ages are counted. */
const daysMax = 4_000;

export interface BusinessDays {
  /** Epoch day of an instant in the supplier's zone. */
  readonly dayOf: (instant: Instant) => number;
  readonly isWorked: (epochDay: number) => boolean;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...parts });
  } catch {
    // A zone that this machine does not know is read as UTC.
  }
  formats.set(zone, format);
  return format;
}

const fixedOffset = /^([+-])(\d\d):(\d\d)$/;

function dayReader(zone: string | null): (instant: Instant) => number {
  const fixed = zone === null ? null : fixedOffset.exec(zone);
  if (fixed !== null) {
    const size = Number(fixed[2]) * hour + Number(fixed[3]) * minute;
    const offset = fixed[1] === '-' ? -size : size;
    return (instant) => Math.floor((instant + offset) / day);
  }
  const format = zone === null || zone === 'UTC' ? null : formatOf(zone);
  if (format === null) return (instant) => Math.floor(instant / day);
  return (instant) => epochDay(format.format(instant)) ?? Math.floor(instant / day);
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
    dayOf: dayReader(calendar?.zone ?? zone),
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
  const elapsed = until - from;
  if (days === null || elapsed <= 0) return elapsed;
  const first = days.dayOf(from);
  const last = days.dayOf(until);
  let idle = 0;
  for (let epoch = first + 1; epoch < last && epoch - first <= daysMax; epoch += 1) {
    if (!days.isWorked(epoch)) idle += day;
  }
  if (first === last) return days.isWorked(first) ? elapsed : 0;
  if (!days.isWorked(first)) idle += restOfDay(days, from);
  if (!days.isWorked(last)) idle += day - restOfDay(days, until);
  return Math.max(0, elapsed - idle);
}

/** Milliseconds until the supplier's midnight, to the minute. */
function restOfDay(days: BusinessDays, instant: Instant): number {
  const today = days.dayOf(instant);
  let low = 0;
  let high: number = day + hour;
  while (high - low > minute) {
    const middle = (low + high) / 2;
    if (days.dayOf((instant + middle) as Instant) === today) low = middle;
    else high = middle;
  }
  return Math.min(day, high);
}
