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

/** Reads `2026-03-04T10:15:00Z` and `….123Z`; remembers the last day, for most lines share it. */
export class InstantReader {
  #dayBytes = new Uint8Array(10);
  #dayMillis = 0;

  /** The instant at `bytes[from..to)`, or NaN where it is none, or outside the limits. */
  at(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    const known =
      (length === secondFormLength ||
        (length === millisFormLength && bytes[from + 19] === dot)) &&
      bytes[to - 1] === capitalZ &&
      bytes[from + 10] === capitalT &&
      bytes[from + 13] === colon &&
      bytes[from + 16] === colon;
    if (!known) return this.#byText(bytes, from, to);
    const hours = twoDigits(bytes, from + 11);
    const minutes = twoDigits(bytes, from + 14);
    const seconds = twoDigits(bytes, from + 17);
    const millis =
      length === secondFormLength ? 0 : digit(bytes, from + 20) * 100 + twoDigits(bytes, from + 21);
    // Whatever is not plainly a time of day is for the careful way to judge.
    if (!(hours < 24 && minutes < 60 && seconds < 60 && millis < 1_000)) {
      return this.#byText(bytes, from, to);
    }
    const day = this.#dayAt(bytes, from);
    return day + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + millis;
  }

  #dayAt(bytes: Uint8Array, from: number): number {
    const known = this.#dayBytes;
    let index = 9;
    while (index >= 0 && known[index] === bytes[from + index]) index -= 1;
    if (index < 0) return this.#dayMillis;
    const day = bytes.slice(from, from + 10);
    const text = String.fromCharCode(...day);
    const instant = instantOf(`${text}T00:00:00Z`);
    if (instant === undefined || day[4] !== dash) return Number.NaN;
    if (instant < limits.instantMin || instant >= limits.instantMax) return Number.NaN;
    this.#dayBytes = day;
    this.#dayMillis = instant;
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

/** 0..9, or a number too large for any field of a time. */
function digit(bytes: Uint8Array, index: number): number {
  const value = (bytes[index] ?? 0) - 48;
  return value >= 0 && value <= 9 ? value : 100_000;
}

function twoDigits(bytes: Uint8Array, index: number): number {
  return digit(bytes, index) * 10 + digit(bytes, index + 1);
}
