// Whether an order may have been edited where nobody looked: a file of orders ends before the files of
// the systems that it is compared with.
import { spanOf } from '../observation/coverage.js';
import type { Context } from '../detect/context.js';
import { day } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { OrderRecord } from './record.js';

/** Within this time of its placing an order is edited, if it ever is. */
const editMillis = day;

/**
 * What `other` shows of the order may be right by an edit that was made after the placing's file ended:
 * `system|kind` that would tell; undefined: no such edit can be.
 */
export function unseenEdit(
  record: OrderRecord,
  other: string,
  context: Context,
): string | undefined {
  const { placing } = record;
  if (placing === null || !mayBeEdited(placing, other, context)) return undefined;
  return `${placing.system}|order.updated`;
}

function mayBeEdited(placing: Observation, other: string, { coverage }: Context): boolean {
  const taker = spanOf(coverage.systems.get(placing.system), placing.kind);
  const holder = coverage.systems.get(other);
  if (taker === null || holder === undefined) return false;
  return taker.until < placing.until + editMillis && taker.until < holder.until;
}
