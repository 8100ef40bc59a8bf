// What Walmart's words mean. An order has no status of its own, only its lines have: the order's is
// the fold of their quantities.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const lines = statusTable('order', 'v3', 'closed', [
  row(['Created'], 'acceptance:placed'),
  row(['Acknowledged'], 'acceptance:accepted'),
  // Shipping is what charges the customer.
  row(['Shipped'], 'payment:captured', 'fulfilment:shipped'),
  row(['Delivered'], 'fulfilment:delivered'),
  row(['Cancelled'], 'cancellation:cancelled'),
  row(['Refund'], 'payment:partially_refunded'),
  row(['OnHold'], 'acceptance:held'),
]);

/** The page and the sheet that a person downloads. */
const orderSheet = statusTable('order-report', 'Seller Center', 'closed', [
  row(['Unshipped'], 'fulfilment:unfulfilled'),
  row(['Shipped'], 'payment:captured', 'fulfilment:shipped'),
  row(['Delivered'], 'fulfilment:delivered'),
  row(['Cancelled'], 'cancellation:cancelled'),
]);

const events = statusTable('order-event', 'ORDER_UPDATES V1', 'closed', [
  row(['PO_CREATED'], 'acceptance:placed'),
  row(['PO_LINE_AUTOCANCELLED'], 'cancellation:partially_cancelled'),
  row(['INTENT_TO_CANCEL'], 'cancellation:requested'),
  row(['FRAUD_CANCEL'], 'cancellation:cancelled'),
]);

const returns = statusTable('return', 'v3', 'closed', [
  row(['INITIATED', 'COMPLETED', 'CANCELLED']),
]);

const paymentReport = statusTable('settlement-report', 'Seller Center', 'open', [
  row(['Sale', 'Refund', 'Adjustment', 'PaymentSummary']),
]);

export const vocabulary = vocabularyOf('walmart', 'marketplace', [
  lines,
  orderSheet,
  events,
  returns,
  paymentReport,
]);
