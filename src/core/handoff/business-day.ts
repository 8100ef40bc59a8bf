// One business day later, in a zone: Monday to Friday unless a calendar says otherwise.
import type { Calendar } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { day } from '../observation/instant.js';

const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];
const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD` and the ISO weekday (1 Monday .. 7 Sunday) of an instant in an IANA zone. */
function localDay(instant: Instant, zone: string): { date: string; weekday: number } {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(zone, format);
  }
  const date = format.format(instant);
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return { date, weekday: weekday === 0 ? 7 : weekday };
}

/** The same time of day on the next day that is worked. */
export function oneBusinessDayAfter(
  instant: Instant,
  zone: string | null,
  calendar: Calendar | null,
): Instant {
  const where = zone ?? calendar?.zone ?? 'UTC';
  const workdays = calendar?.workdays ?? mondayToFriday;
  let end = (instant + day) as Instant;
  // A year of holidays in a row would be a calendar that works no day at all.
  for (let tries = 0; tries < 366; tries += 1) {
    const { date, weekday } = localDay(end, where);
    if (workdays.includes(weekday) && !(calendar?.holidays.includes(date) ?? false)) return end;
    end = (end + day) as Instant;
  }
  return end;
}
