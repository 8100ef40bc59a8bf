// Dates and clocks as EDI writes them: digits without separators, mostly without a zone.

/** `20260304` or `260304`; `1015`, `101512` or nothing. */
export interface Stamp {
  readonly date: string;
  readonly clock: string;
  /** True where the clock is said to be UTC. */
  readonly utc?: boolean;
}

const dateForm = /^(\d\d)?(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
/** Seconds may have decimals behind them (X12 type TM). */
const clockForm = /^([01]\d|2[0-3])([0-5]\d)(?:([0-5]\d)\d{0,2})?$/;

/** A year of two digits: EDI is younger than 1970. */
function centuryOf(year: string): string {
  return Number(year) < 70 ? '20' : '19';
}

/**
 * The stamp as ISO 8601 text: `2026-03-04T10:15`, with a `Z` where it is UTC.
 * @returns null where the digits are no date, or no time of day.
 */
export function stampText({ date, clock, utc }: Stamp): string | null {
  const [, century, year = '', month, day] = dateForm.exec(date) ?? [];
  if (month === undefined || day === undefined) return null;
  const text = `${century ?? centuryOf(year)}${year}-${month}-${day}`;
  if (clock === '') return text;
  const [, hours, minutes, seconds] = clockForm.exec(clock) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const time = seconds === undefined ? `${hours}:${minutes}` : `${hours}:${minutes}:${seconds}`;
  return `${text}T${time}${utc === true ? 'Z' : ''}`;
}
