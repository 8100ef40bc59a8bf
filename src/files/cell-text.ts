// What a spreadsheet keeps in a cell -> the text that it shows: numbers as people write them, and days
// and clocks as far as the cell's format shows them. A day without a clock stays a day.
// Source: ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates).

/** What of a time a number format shows. */
export interface ShownTime {
  readonly date: boolean;
  readonly clock: boolean;
  readonly seconds: boolean;
}

const dateOnly: ShownTime = { date: true, clock: false, seconds: false };
const minutes: ShownTime = { date: false, clock: true, seconds: false };
const seconds: ShownTime = { date: false, clock: true, seconds: true };
const dateAndMinutes: ShownTime = { date: true, clock: true, seconds: false };
const dateAndSeconds: ShownTime = { date: true, clock: true, seconds: true };

/** Formats that are named by a number instead of a code (18.8.30); 27 to 36 and 50 to 58 are dates of
 * East Asia. */
export function builtInTime(id: number): ShownTime | null {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return dateOnly;
  if ((id >= 50 && id <= 54) || id === 57 || id === 58) return dateOnly;
  if (id === 18 || id === 20 || id === 32) return minutes;
  if (id === 19 || id === 21 || id === 33 || (id >= 45 && id <= 47)) return seconds;
  return id === 22 ? dateAndMinutes : null;
}

const named: Readonly<Record<string, ShownTime>> = {
  'General Date': dateAndSeconds,
  'Long Date': dateOnly,
  'Medium Date': dateOnly,
  'Short Date': dateOnly,
  'Long Time': seconds,
  'Medium Time': minutes,
  'Short Time': minutes,
};

/** What the code of a format shows (`yyyy-mm-dd hh:mm`); null: no time at all. */
export function timeOfFormat(code: string): ShownTime | null {
  if (Object.hasOwn(named, code)) return named[code] ?? null;
  if (/^(?:general|standard|@)$/i.test(code)) return null;
  const [first = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^[\]]*\]/gi, '')
    .split(';');
  const date = /[yd]/i.test(first);
  const clock = /[hs]/i.test(first);
  if (!date && !clock) return /^m+$/i.test(first.trim()) ? dateOnly : null;
  return { date, clock, seconds: /s/i.test(first) };
}

/** A wall clock, in milliseconds as though the zone were UTC, as far as it is shown. */
export function timeText(wall: number, shown: ShownTime): string {
  // Serial numbers are fractions of a day: a second is the finest that survives them.
  const iso = new Date(Math.round(wall / 1_000) * 1_000).toISOString();
  const exact = shown.seconds || !iso.endsWith(':00.000Z');
  const clock = iso.slice(11, exact ? 19 : 16);
  if (!shown.date) return clock;
  const midnight = iso.endsWith('T00:00:00.000Z');
  const showsClock = shown.clock || !midnight;
  return showsClock ? `${iso.slice(0, 10)} ${clock}` : iso.slice(0, 10);
}

const dayMillis = 86_400_000;
/** Day 0 where days are counted from 1900: two days before, for 1900 is taken for a leap year. */
const dayZeroOf1900 = Date.UTC(1899, 11, 30);
const dayZeroOf1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31, the last day that a spreadsheet has. */
const lastDay = 2_958_466;

/** A day's number with its clock as a fraction; null: it is no day. */
export function serialText(serial: number, shown: ShownTime, from1904: boolean): string | null {
  if (!(serial >= 0 && serial < lastDay)) return null;
  const zero = from1904 ? dayZeroOf1904 : dayZeroOf1900;
  return timeText(zero + serial * dayMillis, shown);
}

/** Digits that a spreadsheet keeps of a number. */
const digitsKept = 15;

/**
 * A number in full, to the digits that a spreadsheet keeps. Of a longer whole number it kept too few:
 * it stays in the form that says so (`5.37518E+15`).
 */
export function numberText(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw;
  const number = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(number)) return raw;
  const kept = Number(number.toPrecision(digitsKept));
  if (Math.abs(kept) >= 10 ** digitsKept) return kept.toExponential().toUpperCase();
  return fractionText(kept);
}

/** Without an exponent, which numbers below a millionth would have. */
function fractionText(number: number): string {
  const text = String(number);
  if (!text.includes('e')) return text;
  return number.toFixed(20).replace(/0+$/, '').replace(/\.$/, '');
}
