// The company's calendar: it begins on a Monday of its own and never asks the machine for the time.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Monday, 2 February 2026; six weeks from here cross the American change to summer time. */
export const OPENING = Date.UTC(2026, 1, 2);
const SUMMER_TIME = Date.UTC(2026, 2, 8, 8);

/** Hours from UTC before the change to summer time, and whether the zone makes that change. */
export interface Zone {
  readonly name: string;
  readonly hours: number;
  readonly summer: boolean;
}

export const UTC: Zone = { name: 'UTC', hours: 0, summer: false };
export const NEW_YORK: Zone = { name: 'America/New_York', hours: -5, summer: true };
export const CHICAGO: Zone = { name: 'America/Chicago', hours: -6, summer: true };
export const PHOENIX: Zone = { name: 'America/Phoenix', hours: -7, summer: false };

const days = new Map<number, string>();

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function offsetHours(instant: number, zone: Zone): number {
  return zone.summer && instant >= SUMMER_TIME ? zone.hours + 1 : zone.hours;
}

function offsetText(hours: number): string {
  if (hours === 0) return 'Z';
  return `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}:00`;
}

/** RFC 3339 with the zone's offset at that instant. */
export function instantText(instant: number, zone: Zone): string {
  const hours = offsetHours(instant, zone);
  const local = instant + hours * HOUR;
  const day = Math.floor(local / DAY);
  const rest = Math.floor((local - day * DAY) / SECOND);
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return `${dayText(day)}T${clock}${offsetText(hours)}`;
}

/** First and last second of the local day that holds the instant. */
export function dayAround(
  instant: number,
  zone: Zone,
): { readonly from: number; readonly until: number } {
  const shift = offsetHours(instant, zone) * HOUR;
  const from = Math.floor((instant + shift) / DAY) * DAY - shift;
  return { from, until: from + DAY - SECOND };
}

/** The same time of day on the next day, Monday to Friday, by the zone's own calendar. */
export function nextWorkday(instant: number, zone: Zone): number {
  let next = instant + DAY;
  for (;;) {
    const weekday = new Date(next + offsetHours(next, zone) * HOUR).getUTCDay();
    if (weekday !== 0 && weekday !== 6) return next;
    next += DAY;
  }
}
