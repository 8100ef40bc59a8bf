// Whether an order may have been edited where nobody looked: a file of orders ends before the files of
// the systems that it is compared with, or tells that lines were changed and not to what.
import { spanOf } from '../observation/coverage.js';
import type { Context } from '../detect/context.js';
import { day } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { OrderRecord, OrderView } from './record.js';

/** Within this time of its placing an order is edited, if it ever is. */
const editMillis = day;

/**
 * What `other` shows of the order may be right by an edit that was made after the placing's file ended, or
 * that is told without its lines: `system|kind` that would tell; undefined: no such edit can be.
 */
export function unseenEdit(
  record: OrderRecord,
  other: string,
  context: Context,
): string | undefined {
  const { placing } = record;
  if (placing === null) return undefined;
  const isPossible = mayBeEdited(placing, other, context) || record.views.some(isEditUntold);
  return isPossible ? `${placing.system}|order.updated` : undefined;
}

/** The last that the view says of changed lines is that they were: an 860 of some lines, for one. */
function isEditUntold({ updates }: OrderView): boolean {
  const last = updates.findLast(
    ({ data }) => data.lines !== undefined || data.fields?.includes('lines') === true,
  );
  return last !== undefined && last.data.lines === undefined;
}

function mayBeEdited(placing: Observation, other: string, { coverage }: Context): boolean {
  const taker = spanOf(coverage.systems.get(placing.system), placing.kind);
  const holder = coverage.systems.get(other);
  if (taker === null || holder === undefined) return false;
  return taker.until < placing.until + editMillis && taker.until < holder.until;
}
