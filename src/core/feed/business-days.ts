// Days as a supplier counts them: which are worked, and how many lie between two times. Calendar
// and zone are per supplier.
import type { Calendar } from '../contract/contract.js';
import { clockZone } from '../handoff/business-day.js';
import type { Instant } from '../observation/instant.js';
import { day, instantOf, second } from '../observation/instant.js';
import { instantShowing, localReader } from '../observation/local-time.js';

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
    localOf: localReader(clockZone(calendar, zone)),
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

interface Stretch {
  readonly from: number;
  readonly until: number;
  /** Where a day begins: in the same milliseconds as the two. */
  readonly begin: (epoch: number) => number;
}

/** As the clocks show it; or, where they are changed within it, in time as it passes. */
function stretchOf({ localOf }: BusinessDays, from: Instant, until: Instant): Stretch {
  const start = localOf(from);
  const end = localOf(until);
  const changed = Math.round((end - start - (until - from)) / second) !== 0;
  if (!changed) return { from: start, until: end, begin: (epoch) => epoch * day };
  const begin: Stretch['begin'] = (epoch) =>
    instantShowing(epoch * day, (from + epoch * day - start) as Instant, localOf);
  return { from, until, begin };
}

/** Milliseconds between two instants without the days on which nothing is worked. */
export function workedMillis(days: BusinessDays | null, from: Instant, until: Instant): number {
  if (days === null || until <= from) return until - from;
  const stretch = stretchOf(days, from, until);
  let worked = 0;
  let epoch = dayOf(days, from);
  const last = Math.min(dayOf(days, until), epoch + daysMax);
  for (; epoch <= last; epoch += 1) {
    if (!days.isWorked(epoch)) continue;
    worked +=
      Math.min(stretch.until, stretch.begin(epoch + 1)) -
      Math.max(stretch.from, stretch.begin(epoch));
  }
  return worked;
}
