// A fulfilment order of Shopify's API: what one location is to send of an order. Only what was asked of
// a fulfilment service, and a hold, say something new: the rest repeats the order.
// Source: shopify.md of the reference, section 1.
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

export function fulfilmentOrderSaid(part: Part): readonly ObservationLine[] {
  const { fields, checked } = part;
  const created = timeOf(part, 'created_at');
  if (created === null) return [];
  const updated = checked.time('updated_at', either(fields, 'updated_at')) ?? created;
  const time = noLaterThan(created, updated.until);
  const key = `fulfillment-order-${idAt(fields, 'id')}`;
  const record = { ...stated(part, key), version: versionAt(part) };
  const told: ObservationLine[] = [];
  if (asked.has(either(fields, 'request_status').toLowerCase())) {
    const refs = refsOf({ fulfilment: idAt(fields, 'id') });
    const lines = goodsOf(part);
    const data = lines === null ? {} : { lines };
    told.push(statementOf(record, 'fulfilment.requested', time, { refs, data }));
  }
  if (either(fields, 'status').toLowerCase() === 'on_hold') {
    const [hold] = listOf(fields, 'fulfillment_holds');
    const reason = hold === undefined ? '' : either(hold, 'reason');
    told.push(statementOf(record, 'order.held', time, reason === '' ? {} : { data: { reason } }));
  }
  return told;
}
