// One business day later, in a zone: Monday to Friday unless a calendar says otherwise.
import type { Calendar } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { day } from '../observation/instant.js';
import { instantShowing, localReader } from '../observation/local-time.js';

/** The zone that its days are told in: a calendar's own, else that of the system. */
export function clockZone(calendar: Calendar | null, zone: string | null): string | null {
  return calendar?.zone ?? zone;
}

const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];

/** The ISO weekday (1 Monday .. 7 Sunday) that the clocks of a zone show; 1970-01-01 was a Thursday. */
function weekdayOf(local: number): number {
  return ((((Math.floor(local / day) + 3) % 7) + 7) % 7) + 1;
}

function isHoliday(local: number, calendar: Calendar | null): boolean {
  if (calendar === null || calendar.holidays.length === 0) return false;
  return calendar.holidays.includes(new Date(local).toISOString().slice(0, 10));
}

/** The same time of day on the next day that is worked, whatever the clocks do in between. */
export function oneBusinessDayAfter(
  instant: Instant,
  zone: string | null,
  calendar: Calendar | null,
): Instant {
  const localOf = localReader(clockZone(calendar, zone));
  const workdays = calendar?.workdays ?? mondayToFriday;
  const begin = localOf(instant);
  // A year of holidays in a row would be a calendar that works no day at all.
  let days = 1;
  for (; days < 366; days += 1) {
    const local = begin + days * day;
    if (workdays.includes(weekdayOf(local)) && !isHoliday(local, calendar)) break;
  }
  return instantShowing(begin + days * day, (instant + days * day) as Instant, localOf);
}
