// What an authority states long after it happened: a count booked by hand, a night batch. Nobody could have
// been told of it before.
import { minute } from '../observation/instant.js';
import type { Position } from './record.js';

/** Three times the stock deadline: what is stated within it is an ordinary delay. */
export const lateMillis = 15 * minute;
/** Statements that all bear one time of reading were read in one go: that time says nothing. */
const readTogetherMin = 3;

export function isLate(position: Position): boolean {
  return position.stated - position.until > lateMillis;
}

export function readTogether(positions: readonly Position[]): boolean {
  if (positions.length < readTogetherMin) return false;
  const first = positions[0]?.statement.seen;
  return positions.every((position) => position.statement.seen === first);
}
