// What Etsy's words mean: lower case, with spaces. A refund takes the place of the shipment in the
// one status, so a refunded word claims nothing of the shipment.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const receipts = statusTable('order', 'v3', 'closed', [
  row(['open', 'payment processing'], 'acceptance:placed', 'payment:pending'),
  row(['paid'], 'payment:captured', 'fulfilment:unfulfilled'),
  row(['completed'], 'payment:captured', 'fulfilment:shipped'),
  row(['canceled'], 'cancellation:cancelled'),
  row(['partially refunded'], 'payment:partially_refunded'),
  row(['fully refunded'], 'payment:refunded'),
]);

const events = statusTable('order-event', 'v3', 'open', [
  row(['order.paid'], 'payment:captured'),
  row(['order.shipped'], 'fulfilment:shipped'),
  row(['order.delivered'], 'fulfilment:delivered'),
  row(['order.canceled'], 'cancellation:cancelled'),
]);

export const vocabulary = vocabularyOf('etsy', 'marketplace', [receipts, events]);
