// What the clocks of a zone show. Asking for it is dear, and a run asks for every statement of a feed:
// what is known of one hour answers for all of it.
import type { Instant } from './instant.js';
import { hour, instantOf, minute, second } from './instant.js';

interface Clock {
  readonly format: Intl.DateTimeFormat;
  /** Begin of an hour of UTC -> the offset in all of it; null: it changes within. */
  readonly offsets: Map<number, number | null>;
}

const clocks = new Map<string, Clock | null>();

/** Swedish dates are written as RFC 3339 has them: `2026-03-02 14:05:00`. */
function clockOf(zone: string): Clock | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  let clock: Clock | null = null;
  try {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    clock = { format, offsets: new Map() };
  } catch {
    // A zone that this machine does not know is read as UTC.
  }
  clocks.set(zone, clock);
  return clock;
}

function asked({ format }: Clock, instant: number): number {
  return instantOf(`${format.format(instant).replace(' ', 'T')}Z`) ?? instant;
}

function offsetIn(clock: Clock, begin: number): number | null {
  const known = clock.offsets.get(begin);
  if (known !== undefined) return known;
  const offset = asked(clock, begin) - begin;
  const end = begin + hour;
  const lasting = asked(clock, end) - end === offset ? offset : null;
  clock.offsets.set(begin, lasting);
  return lasting;
}

const fixedOffset = /^([+-])(\d\d):(\d\d)$/;

/**
 * A reader of the milliseconds since 1970-01-01T00:00 that the clocks of a zone show, in whole seconds
 * unless it is UTC. A zone is an IANA name or an offset as `+02:00`; null is UTC.
 */
export function localReader(zone: string | null): LocalReader {
  const known = readers.get(zone);
  if (known !== undefined) return known;
  const reader = newReader(zone);
  readers.set(zone, reader);
  return reader;
}

export type LocalReader = (instant: Instant) => number;

/**
 * When the clocks show `local`, told in whole seconds and with the fraction of `near`, which is within a day
 * of it. Of a time that a change of clocks leaves out, what they show in its place: the later.
 */
export function instantShowing(local: number, near: Instant, localOf: LocalReader): Instant {
  const missing = (instant: Instant): number =>
    (Math.floor(local / second) - Math.floor(localOf(instant) / second)) * second;
  const first = (near + missing(near)) as Instant;
  const rest = missing(first);
  if (rest === 0) return first;
  return Math.max(first, first + rest) as Instant;
}

const readers = new Map<string | null, LocalReader>();

function newReader(zone: string | null): LocalReader {
  const fixed = zone === null ? null : fixedOffset.exec(zone);
  if (fixed !== null) {
    const size = Number(fixed[2]) * hour + Number(fixed[3]) * minute;
    const offset = fixed[1] === '-' ? -size : size;
    return (instant) => instant + offset;
  }
  const clock = zone === null || zone === 'UTC' ? null : clockOf(zone);
  if (clock === null) return (instant) => instant;
  return (instant) => {
    const offset = offsetIn(clock, Math.floor(instant / hour) * hour);
    if (offset === null) return asked(clock, instant);
    return Math.floor((instant + offset) / second) * second;
  };
}
