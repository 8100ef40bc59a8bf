// What WooCommerce's words mean: the slugs of the API, the same with the prefix of the database, and
// the labels that export plugins write. Plugins add statuses of their own: the list is open.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const slugs = statusTable('order', 'wc/v3', 'open', [
  row(['checkout-draft', 'auto-draft', 'draft', 'new'], 'acceptance:draft'),
  row(['pending'], 'acceptance:placed', 'payment:pending'),
  row(['on-hold'], 'acceptance:held', 'payment:pending'),
  row(['processing'], 'acceptance:accepted', 'payment:captured', 'fulfilment:unfulfilled'),
  row(['completed'], 'fulfilment:shipped'),
  row(['failed'], 'payment:failed'),
  row(['cancelled'], 'cancellation:cancelled'),
  row(['refunded'], 'payment:refunded'),
  // Thrown away is not cancelled.
  row(['trash']),
]);

const prefixed = statusTable('order', 'post_status', 'open', [
  row(['wc-checkout-draft'], 'acceptance:draft'),
  row(['wc-pending'], 'acceptance:placed', 'payment:pending'),
  row(['wc-on-hold'], 'acceptance:held', 'payment:pending'),
  row(['wc-processing'], 'acceptance:accepted', 'payment:captured', 'fulfilment:unfulfilled'),
  row(['wc-completed'], 'fulfilment:shipped'),
  row(['wc-failed'], 'payment:failed'),
  row(['wc-cancelled'], 'cancellation:cancelled'),
  row(['wc-refunded'], 'payment:refunded'),
]);

const labels = statusTable('order-report', 'label', 'open', [
  row(['Draft', 'Checkout draft'], 'acceptance:draft'),
  row(['Pending payment', 'Pending Payment'], 'acceptance:placed', 'payment:pending'),
  row(['On hold', 'On Hold'], 'acceptance:held', 'payment:pending'),
  row(['Processing'], 'acceptance:accepted', 'payment:captured', 'fulfilment:unfulfilled'),
  row(['Completed'], 'fulfilment:shipped'),
  row(['Failed'], 'payment:failed'),
  row(['Cancelled'], 'cancellation:cancelled'),
  row(['Refunded'], 'payment:refunded'),
  row(['Trash']),
]);

const fulfilments = statusTable('fulfilment', 'beta 2025-09', 'open', [
  row(['unfulfilled'], 'fulfilment:unfulfilled'),
  row(['fulfilled'], 'fulfilment:shipped'),
]);

export const vocabulary = vocabularyOf('woocommerce', 'storefront', [
  slugs,
  prefixed,
  labels,
  fulfilments,
]);

/** `wc-on-hold`, `On hold` and `on-hold` are one status. */
export function slugOf(status: string): string {
  return status
    .toLowerCase()
    .replace(/^wc-/, '')
    .replace(/ payment$/, '')
    .replace(/\s+/g, '-');
}
