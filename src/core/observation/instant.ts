// Instants are epoch milliseconds that came from RFC 3339 text with an offset.

declare const instantBrand: unique symbol;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };

export const second = 1_000;
export const minute = 60_000;
export const hour = 3_600_000;
export const day = 86_400_000;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const code = text.charCodeAt(index) - 48;
    // NaN (past the end) fails both comparisons, so it is tested the other way round.
    if (!(code >= 0 && code <= 9)) return -1;
    value = value * 10 + code;
  }
  return value;
}

function validDay(year: number, month: number, dayOfMonth: number): boolean {
  if (month < 1 || month > 12 || dayOfMonth < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return dayOfMonth <= (month === 2 && leap ? 29 : (daysInMonth[month - 1] ?? 0));
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's days_from_civil). */
function daysFromCivil(year: number, month: number, dayOfMonth: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Offset in milliseconds of `Z` or `+hh:mm` at `index`, and that the text ends there; else NaN. */
function offsetAt(text: string, index: number): number {
  const sign = text.charCodeAt(index);
  if (sign === 90 || sign === 122) return index + 1 === text.length ? 0 : Number.NaN;
  if (sign !== 43 && sign !== 45) return Number.NaN;
  const hours = digits(text, index + 1, 2);
  const minutes = digits(text, index + 4, 2);
  const wellFormed = text.length === index + 6 && text.charCodeAt(index + 3) === 58;
  if (!wellFormed || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  const size = hours * hour + minutes * minute;
  return sign === 45 ? -size : size;
}

/**
 * Reads RFC 3339 text with an offset (seconds may be absent, fractions are cut to milliseconds).
 * @returns undefined where the text has another form, no offset, or names a day that does not exist.
 */
export function instantOf(text: string): Instant | undefined {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const dayOfMonth = digits(text, 8, 2);
  const hours = digits(text, 11, 2);
  const minutes = digits(text, 14, 2);
  const separators =
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58;
  if (!separators || year < 0 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return undefined;
  }
  if (!validDay(year, month, dayOfMonth)) return undefined;
  const clock = secondsAt(text, 16);
  const offset = offsetAt(text, clock.next);
  if (clock.millis < 0 || Number.isNaN(offset)) return undefined;
  const days = daysFromCivil(year, month, dayOfMonth);
  return (days * day + hours * hour + minutes * minute + clock.millis - offset) as Instant;
}

function secondsAt(text: string, index: number): { millis: number; next: number } {
  if (text.charCodeAt(index) !== 58) return { millis: 0, next: index };
  const seconds = digits(text, index + 1, 2);
  // 60 is a leap second; it is kept as the next instant.
  if (seconds < 0 || seconds > 60) return { millis: -1, next: index };
  let next = index + 3;
  let millis = seconds * second;
  if (text.charCodeAt(next) !== 46) return { millis, next };
  next += 1;
  let unit = 100;
  const first = next;
  for (let value = digits(text, next, 1); value >= 0; value = digits(text, next, 1)) {
    millis += value * unit;
    unit = Math.floor(unit / 10);
    next += 1;
  }
  return next === first ? { millis: -1, next } : { millis, next };
}

/** The first of them; null: there are none. */
export function soonest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>(
    (first, one) => (first === null || one < first ? one : first),
    null,
  );
}

/** `2026-03-04T10:15:00Z`; milliseconds only where they are not zero. */
export function instantText(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** ISO 8601 duration in the largest units that fit: `P1D`, `PT2H30M`, `PT15M`. */
export function durationText(millis: number): string {
  const total = Math.max(0, Math.round(millis / second));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3_600);
  const minutes = Math.floor((total % 3_600) / 60);
  const seconds = total % 60;
  const date = days > 0 ? `${days}D` : '';
  const clock = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
  if (date === '' && clock === '') return 'PT0S';
  return `P${date}${clock === '' ? '' : `T${clock}`}`;
}
