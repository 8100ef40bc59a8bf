// Counts native words that no vocabulary knows: once a value, with the orders that carry it.
import type { Tally } from '../detect/tally.js';
import { limits } from '../limits.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';

/** A native word on one order; `names` are those by which the order can be found. */
export interface UnknownWord {
  readonly statement: Observation;
  readonly native: string;
  readonly closed: boolean;
  readonly key: string;
  readonly names: readonly string[];
}

/** Counts the word; true: no earlier statement of the tally bears it, and its finding is about this order. */
export function noteUnmapped(tally: Tally, word: UnknownWord): boolean {
  const { statement, native, closed, key, names } = word;
  const id = `${statement.system}|${native}`;
  const first = citation(statement);
  const known = tally.unmapped.get(id);
  if (known === undefined) {
    tally.unmapped.set(id, {
      system: statement.system,
      native,
      kind: statement.kind,
      closed,
      count: 1,
      firstAt: statement.at,
      first,
      subjectKey: key,
      orders: new Set(names),
    });
    return true;
  }
  known.count += 1;
  for (const name of names) keepOrder(known.orders, name);
  const isEarlier =
    statement.at < known.firstAt || (statement.at === known.firstAt && first < known.first);
  if (!isEarlier) return false;
  known.firstAt = statement.at;
  known.first = first;
  known.subjectKey = key;
  return true;
}

/** Keeps the least names, so that the list does not depend on which came first. */
function keepOrder(orders: Set<string>, key: string): void {
  if (orders.has(key)) return;
  orders.add(key);
  if (orders.size <= limits.findingRefsMax) return;
  let greatest = key;
  for (const order of orders) if (order > greatest) greatest = order;
  orders.delete(greatest);
}
