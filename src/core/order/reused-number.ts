// One number for two orders of one system: a shop that begins its numbers anew. What is told of the two can't
// be told apart, so nothing of it is one order's.
import { day } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { shareNames } from './quantities.js';
import type { Conflict, OrderRecord } from './record.js';
import { linesOf } from './record.js';

/**
 * Two placings of one system, a day or more apart, that have no item in common. An order that is placed once
 * may be stated as often as a system likes, with other lines too, but it was placed at one time.
 */
export function reusedNumber(record: OrderRecord): Conflict | null {
  const placings = record.statements.filter(({ kind }) => kind === 'order.placed');
  if (placings.length < 2) return null;
  for (const [index, first] of placings.entries()) {
    const second = placings.slice(index + 1).find((other) => areTwo(record, first, other));
    if (second === undefined) continue;
    return { why: 'number-reused', statements: [first, second], name: record.key };
  }
  return null;
}

function areTwo(record: OrderRecord, first: Observation, second: Observation): boolean {
  if (first.system !== second.system || second.at - first.until < day) return false;
  const lines = linesOf(record, first);
  const others = linesOf(record, second);
  return lines !== undefined && others !== undefined && !shareNames(lines, others);
}
