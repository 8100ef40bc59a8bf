// One business day later, in a zone: Monday to Friday unless a calendar says otherwise.
import type { Calendar } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { day } from '../observation/instant.js';
import { localReader } from '../observation/local-time.js';

const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];
/** `YYYY-MM-DD` and the ISO weekday (1 Monday .. 7 Sunday) that the clocks of a zone show. */
function localDay(local: number): { date: string; weekday: number } {
  const date = new Date(local);
  return { date: date.toISOString().slice(0, 10), weekday: date.getUTCDay() || 7 };
}

/** The same time of day on the next day that is worked. */
export function oneBusinessDayAfter(
  instant: Instant,
  zone: string | null,
  calendar: Calendar | null,
): Instant {
  const localOf = localReader(zone ?? calendar?.zone ?? null);
  const workdays = calendar?.workdays ?? mondayToFriday;
  let end = (instant + day) as Instant;
  // A year of holidays in a row would be a calendar that works no day at all.
  for (let tries = 0; tries < 366; tries += 1) {
    const { date, weekday } = localDay(localOf(end));
    if (workdays.includes(weekday) && !(calendar?.holidays.includes(date) ?? false)) return end;
    end = (end + day) as Instant;
  }
  return end;
}
