// When the authority's stock changed, and until when each value stood.
import type { Decimal } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { isLate, readTogether } from './late.js';
import type { StockView } from './record.js';

export interface StockChange {
  /** Earliest and latest time at which it happened. */
  readonly at: Instant;
  readonly until: Instant;
  /** When it had certainly been stated, where that was long after it happened; else `until`. */
  readonly heard: Instant;
  readonly available: Decimal;
  /** The first value that is known: a change only where a channel shows otherwise. */
  readonly opening: boolean;
  /** Earliest time at which the next value may have taken over; infinite while this one stands. */
  readonly replacedFrom: Instant;
  /** Until when it certainly stood: what the authority said past the end of its input is not known. */
  readonly standsUntil: Instant;
  readonly next: StockChange | null;
  readonly statement: Observation;
  /** When the authority last stated it, this time or a later one: nothing older speaks against it. */
  readonly statedLast: Instant;
}

type Draft = { -readonly [Field in keyof StockChange]: StockChange[Field] };

const never = Number.POSITIVE_INFINITY as Instant;

/**
 * Changes of the authority's stock by time. A level that repeats the one before is none.
 * `coveredUntil`: the end of what was read of the authority.
 */
export function changesOf(view: StockView, coveredUntil: Instant): StockChange[] {
  // Of the first value only a zero can be held against a channel.
  return levelsOf(view, coveredUntil).filter(
    ({ opening, available }) => !opening || available <= 0,
  );
}

/** The last value that the authority stated, whether a change or its first; undefined: none. */
export function newestLevel(view: StockView, coveredUntil: Instant): StockChange | undefined {
  return levelsOf(view, coveredUntil).at(-1);
}

function levelsOf(view: StockView, coveredUntil: Instant): StockChange[] {
  const levels: Draft[] = [];
  let last: Draft | null = null;
  let confirmed: Instant | null = null;
  const together = readTogether(view.positions);
  for (const position of view.positions) {
    const { available, statement } = position;
    if (available === null) {
      // From here on the value is not known: the one before is confirmed until now, no longer.
      if (last !== null) replace(last, position.at);
      continue;
    }
    if (last?.available === available) {
      confirmed = position.until;
      last.statedLast = statement.at;
      continue;
    }
    const at = position.exact ? position.at : (confirmed ?? position.at);
    const opening = last === null;
    const change: Draft = {
      at,
      until: position.until,
      heard: isLate(position) && !together ? position.stated : position.until,
      available,
      opening,
      replacedFrom: never,
      standsUntil: coveredUntil,
      next: null,
      statement,
      statedLast: statement.at,
    };
    if (last !== null) {
      replace(last, at);
      last.next = change;
    }
    levels.push(change);
    last = change;
    confirmed = position.until;
  }
  return levels;
}

function replace(change: Draft, from: Instant): void {
  if (from < change.replacedFrom) change.replacedFrom = from;
  if (from < change.standsUntil) change.standsUntil = from;
}
