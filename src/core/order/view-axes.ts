// What one system's statements about an order amount to, axis by axis, and the same in words.
import type { Axis } from '../observation/vocabulary.js';
import type { OrderRecord, OrderView } from './record.js';

export type ViewAxes = Readonly<Partial<Record<Axis, string>>>;

/** What its statements of fact amount to, and over it what its status words claim. */
export function viewAxes(view: OrderView): ViewAxes {
  const record = view.records.findLast(({ voided }) => voided === null) ?? view.records[0];
  const axes: Partial<Record<Axis, string>> = {};
  if (view.placed !== null) axes.acceptance = 'placed';
  if (view.captures.length > 0) axes.payment = 'captured';
  else if (view.authorizations.length > 0) axes.payment = 'authorized';
  if (view.refunds.length > 0) axes.payment = 'partially_refunded';
  if (view.shipments.length > 0) axes.fulfilment = 'shipped';
  if (view.cancellations.length > 0) axes.cancellation = 'cancelled';
  if (record !== undefined) {
    if (record.voided !== null) axes.ledger = 'voided';
    else
      axes.ledger = record.confirmed === null || record.withdrawn !== null ? 'draft' : 'committed';
  }
  for (const [axis, state] of view.claimed ?? []) axes[axis] = state;
  return axes;
}

/** System -> what it shows of the order: `placed, captured, "Pending Fulfillment"`; its own word in quotes. */
export function shownBySystem({
  views,
  statements,
}: OrderRecord): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const view of views) {
    const { system } = view;
    const native = statements.findLast(
      (one) => one.system === system && one.native !== undefined,
    )?.native;
    const words = [
      ...Object.values(viewAxes(view)),
      ...(native === undefined ? [] : [`"${native}"`]),
    ];
    if (words.length > 0) shown[system] = words.join(', ');
  }
  return shown;
}
