// Instants straight from the bytes of a line, without making text first.
import type { Instant } from '../core/observation/instant.js';
import { instantOf } from '../core/observation/instant.js';
import { limits } from '../core/limits.js';

const dash = 0x2d;
const colon = 0x3a;
const dot = 0x2e;
const capitalT = 0x54;
const capitalZ = 0x5a;
const secondFormLength = 20;
const millisFormLength = 24;
const offsetFormLength = 25;
const plus = 0x2b;
const noOffset = 100_000;
/** `2026-03-04` */
const dayLength = 10;
/** The years of `limits.instantMin` to `limits.instantMax`. */
const firstYear = 1990;
const years = 110;

/** Reads `2026-03-04T10:15:00Z`, `….123Z` and `…+02:00`; works out each day once. */
export class InstantReader {
  readonly #days = new Float64Array(years * 12 * 31);
  /** The day of the time read last, as it was written: most times are of the same. */
  readonly #lastWritten = new Uint8Array(dayLength);
  #lastDay = Number.NaN;

  /** The instant at `bytes[from..to)`, or NaN where it is none, or outside the limits. */
  at(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    const separated =
      bytes[from + 10] === capitalT && bytes[from + 13] === colon && bytes[from + 16] === colon;
    let millis = 0;
    let offset = 0;
    if (length === secondFormLength && bytes[to - 1] === capitalZ) millis = 0;
    else if (length === offsetFormLength) offset = offsetMinutes(bytes, from + 19);
    else if (
      length === millisFormLength &&
      bytes[from + 19] === dot &&
      bytes[to - 1] === capitalZ
    ) {
      millis = digit(bytes, from + 20) * 100 + twoDigits(bytes, from + 21);
    } else return this.#byText(bytes, from, to);
    const hours = twoDigits(bytes, from + 11);
    const minutes = twoDigits(bytes, from + 14);
    const seconds = twoDigits(bytes, from + 17);
    // Whatever is not plainly a time of day is for the careful way to judge.
    const plain = separated && hours < 24 && minutes < 60 && seconds < 60 && millis < 1_000;
    if (!plain || offset === noOffset) return this.#byText(bytes, from, to);
    const day = this.#dayAt(bytes, from);
    const instant = day + ((hours * 60 + minutes - offset) * 60 + seconds) * 1_000 + millis;
    return instant < limits.instantMin || instant >= limits.instantMax ? Number.NaN : instant;
  }

  /** Epoch milliseconds of the day at `bytes[from..from+10)`. */
  #dayAt(bytes: Uint8Array, from: number): number {
    const written = this.#lastWritten;
    let index = dayLength - 1;
    while (index >= 0 && bytes[from + index] === written[index]) index -= 1;
    if (index < 0) return this.#lastDay;
    this.#lastDay = this.#otherDay(bytes, from);
    for (index = 0; index < dayLength; index += 1) written[index] = bytes[from + index] ?? 0;
    return this.#lastDay;
  }

  #otherDay(bytes: Uint8Array, from: number): number {
    const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2) - firstYear;
    const month = twoDigits(bytes, from + 5) - 1;
    const dayOfMonth = twoDigits(bytes, from + 8) - 1;
    const inside = year >= 0 && year < years && month < 12 && month >= 0 && dayOfMonth < 31;
    const dashes = bytes[from + 4] === dash && bytes[from + 7] === dash;
    if (!inside || dayOfMonth < 0 || !dashes) return Number.NaN;
    const index = (year * 12 + month) * 31 + dayOfMonth;
    const known = this.#days[index] ?? 0;
    if (known !== 0) return known;
    const text = String.fromCharCode(...bytes.subarray(from, from + 10));
    const instant = instantOf(`${text}T00:00:00Z`) ?? Number.NaN;
    this.#days[index] = instant;
    return instant;
  }

  #byText(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > 40) return Number.NaN;
    const instant: Instant | undefined = instantOf(
      String.fromCharCode(...bytes.subarray(from, to)),
    );
    if (instant === undefined) return Number.NaN;
    return instant < limits.instantMin || instant >= limits.instantMax ? Number.NaN : instant;
  }
}

/** Minutes of `+hh:mm`, or `noOffset`. */
function offsetMinutes(bytes: Uint8Array, from: number): number {
  const sign = bytes[from];
  const hours = twoDigits(bytes, from + 1);
  const minutes = twoDigits(bytes, from + 4);
  const formed = (sign === plus || sign === dash) && bytes[from + 3] === colon;
  if (!formed || hours > 23 || minutes > 59) return noOffset;
  return (sign === dash ? -1 : 1) * (hours * 60 + minutes);
}

/** 0..9, or a number too large for any field of a time. */
function digit(bytes: Uint8Array, index: number): number {
  const value = (bytes[index] ?? 0) - 48;
  return value >= 0 && value <= 9 ? value : 100_000;
}

function twoDigits(bytes: Uint8Array, index: number): number {
  const tens = (bytes[index] ?? 0) - 48;
  const ones = (bytes[index + 1] ?? 0) - 48;
  // Less than 0, as an unsigned number, is beyond 9 too.
  return tens >>> 0 <= 9 && ones >>> 0 <= 9 ? tens * 10 + ones : 100_000;
}
