// What BigCommerce's words mean: the number is the status, its label is the merchant's to change, so
// the list is open. The money stands in payment_status alone.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const orders = statusTable('order', 'V2', 'open', [
  row(['0', 'Incomplete'], 'acceptance:draft'),
  row(['1', 'Pending'], 'acceptance:draft', 'payment:pending'),
  row(['7', 'Awaiting Payment'], 'acceptance:placed', 'payment:pending'),
  row(['11', 'Awaiting Fulfillment'], 'acceptance:accepted', 'fulfilment:unfulfilled'),
  row(['8', 'Awaiting Pickup', '9', 'Awaiting Shipment'], 'fulfilment:in_progress'),
  row(['3', 'Partially Shipped'], 'fulfilment:partially_shipped'),
  row(['2', 'Shipped'], 'fulfilment:shipped'),
  row(['10', 'Completed'], 'fulfilment:delivered'),
  row(['5', 'Cancelled'], 'cancellation:cancelled'),
  row(['6', 'Declined'], 'acceptance:declined'),
  row(['12', 'Manual Verification Required'], 'acceptance:held'),
  row(['14', 'Partially Refunded'], 'payment:partially_refunded'),
  row(['4', 'Refunded'], 'payment:refunded'),
  // A dispute is a flag beside the payment, not a state of it.
  row(['13', 'Disputed']),
]);

const payment = statusTable('payment', 'V2', 'closed', [
  row(['pending', 'capture pending'], 'payment:pending'),
  row(['held for review'], 'acceptance:held', 'payment:pending'),
  row(['authorized'], 'payment:authorized'),
  row(['captured', 'paid'], 'payment:captured'),
  row(['declined'], 'payment:failed'),
  row(['void', 'void pending'], 'payment:voided'),
  row(['partially refunded'], 'payment:partially_refunded'),
  row(['refunded'], 'payment:refunded'),
  row(['']),
]);

export const vocabulary = vocabularyOf('bigcommerce', 'storefront', [orders, payment]);
