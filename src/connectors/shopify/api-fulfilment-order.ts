// A fulfilment order of Shopify's API: what one location is to send of an order. Only what was asked of
// a fulfilment service, and whether it is held, say something new: the rest repeats the order.
import { instantText } from '../../core/observation/instant.js';
import type { ObservationLine } from '../connector.js';
import { noLaterThan } from '../reading/stated-time.js';
import { refsOf, statementOf } from '../reading/statement.js';
import type { Part } from './api-parts.js';
import { either, goodsOf, idAt, listOf, stated, timeOf, versionAt } from './api-parts.js';

/** `requestStatus` once a service was asked, and before it gave the request back. */
const asked: ReadonlySet<string> = new Set([
  'submitted',
  'accepted',
  'cancellation_requested',
  'cancellation_rejected',
]);

const free: ReadonlySet<string> = new Set([
  'open',
  'in_progress',
  'scheduled',
  'incomplete',
  'closed',
  'cancelled',
]);

export function fulfilmentOrderSaid(part: Part): readonly ObservationLine[] {
  const { fields, checked } = part;
  const created = timeOf(part, 'created_at');
  if (created === null) return [];
  const updated = checked.time('updated_at', either(fields, 'updated_at')) ?? created;
  const time = noLaterThan(created, updated.until);
  const key = `fulfillment-order-${idAt(fields, 'id')}`;
  const record = { ...stated(part, key), version: versionAt(part) };
  const refs = refsOf({ fulfilment: idAt(fields, 'id') });
  const told: ObservationLine[] = [];
  if (asked.has(either(fields, 'request_status').toLowerCase())) {
    const lines = goodsOf(part);
    const data = lines === null ? {} : { lines };
    told.push(statementOf(record, 'fulfilment.requested', time, { refs, data }));
  }
  const status = either(fields, 'status').toLowerCase();
  // Each showing is a statement of its own: only the next one that differs says that a hold is over.
  const showing = { part: instantText(updated.until), refs };
  if (status === 'on_hold') {
    const [hold] = listOf(fields, 'fulfillment_holds');
    const reason = hold === undefined ? '' : either(hold, 'reason');
    const data = reason === '' ? {} : { reason };
    told.push(statementOf(record, 'order.held', time, { ...showing, data }));
  } else if (free.has(status) && updated.until > created.until) {
    told.push(statementOf(record, 'order.released', time, showing));
  }
  return told;
}
