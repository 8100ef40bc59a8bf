// What eBay's words mean: the three statuses of an order of the Fulfillment API, its cancellations
// and refunds, and the order status of the older Trading API.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const fulfilment = statusTable('order-fulfilment', 'v1', 'closed', [
  row(['NOT_STARTED'], 'fulfilment:unfulfilled'),
  row(['IN_PROGRESS'], 'fulfilment:partially_shipped'),
  row(['FULFILLED'], 'fulfilment:shipped'),
]);

const payment = statusTable('payment', 'v1', 'closed', [
  row(['PENDING'], 'payment:pending'),
  row(['PAID'], 'payment:captured'),
  row(['FAILED'], 'payment:failed'),
  row(['PARTIALLY_REFUNDED'], 'payment:partially_refunded'),
  row(['FULLY_REFUNDED'], 'payment:refunded'),
]);

const cancellation = statusTable('cancellation', 'v1', 'closed', [
  row(['NONE_REQUESTED'], 'cancellation:none'),
  row(['IN_PROGRESS'], 'cancellation:in_progress'),
  row(['CANCELED'], 'cancellation:cancelled'),
]);

const cancelRequest = statusTable('cancellation-request', 'v1', 'closed', [
  row(['REQUESTED'], 'cancellation:requested'),
  row(['COMPLETED'], 'cancellation:cancelled'),
  row(['REJECTED'], 'cancellation:rejected'),
]);

const postOrderCancellation = statusTable('cancellation-post-order', 'v2', 'closed', [
  row(['CANCEL_REQUESTED', 'APPROVAL_PENDING', 'INITIAL'], 'cancellation:requested'),
  row(
    [
      'CANCEL_PENDING',
      'CONFIRM_REFUND_PENDING',
      'REFUND_PENDING',
      'REFUND_INITIATED',
      'REFUND_FAILED_RETRY',
    ],
    'cancellation:in_progress',
  ),
  row(['CANCEL_REJECTED'], 'cancellation:rejected'),
  row(
    ['CANCEL_CLOSED_NO_REFUND', 'CANCEL_CLOSED_UNKNOWN_REFUND', 'CANCEL_CLOSED_WITH_REFUND'],
    'cancellation:cancelled',
  ),
  // Closed without saying how it ended.
  row(['CANCEL_CLOSED_FOR_COMMITMENT', 'CLOSED', 'INVALID', 'OTHER']),
]);

const refunds = statusTable('refund', 'v1', 'closed', [row(['PENDING', 'REFUNDED', 'FAILED'])]);

const paymentHolds = statusTable('hold', 'v1', 'closed', [
  row([
    'HELD',
    'HELD_PENDING',
    'NOT_HELD',
    'RELEASE_CONFIRMED',
    'RELEASE_FAILED',
    'RELEASE_PENDING',
    'RELEASED',
  ]),
]);

/** OrderStatusCodeType. `Completed` is checkout and payment, not shipment. */
const tradingOrders = statusTable('order-trading', '1349', 'closed', [
  row(['Active'], 'acceptance:placed', 'payment:pending'),
  row(['Completed'], 'payment:captured'),
  row(['CancelPending'], 'cancellation:requested'),
  row(['Cancelled'], 'cancellation:cancelled'),
  row(['Shipped'], 'fulfilment:shipped'),
  row(['InProcess', 'Inactive', 'Invalid', 'Authenticated', 'Default', 'CustomCode']),
]);

export const vocabulary = vocabularyOf('ebay', 'marketplace', [
  fulfilment,
  payment,
  cancellation,
  cancelRequest,
  postOrderCancellation,
  refunds,
  paymentHolds,
  tradingOrders,
]);
