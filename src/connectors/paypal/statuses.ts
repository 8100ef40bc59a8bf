// What PayPal's words mean: captures, authorisations, orders, refunds, its shipment tracking, and the
// Status column of the activity download.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const captures = statusTable('payment', 'capture v2', 'closed', [
  row(['PENDING'], 'payment:pending'),
  row(['COMPLETED'], 'payment:captured'),
  row(['DECLINED', 'FAILED'], 'payment:failed'),
  row(['PARTIALLY_REFUNDED'], 'payment:partially_refunded'),
  row(['REFUNDED'], 'payment:refunded'),
]);

const authorizations = statusTable('payment-authorization', 'authorization v2', 'closed', [
  row(['PENDING'], 'payment:pending'),
  row(['CREATED'], 'payment:authorized'),
  row(['PARTIALLY_CAPTURED'], 'payment:partially_captured'),
  row(['CAPTURED'], 'payment:captured'),
  row(['DENIED'], 'payment:failed'),
  row(['VOIDED'], 'payment:voided'),
]);

/** A completed order has its payment authorised or captured: it does not say which. */
const orders = statusTable('order', 'checkout v2', 'closed', [
  row(['CREATED', 'SAVED', 'APPROVED', 'PAYER_ACTION_REQUIRED'], 'payment:pending'),
  row(['VOIDED'], 'payment:voided'),
  row(['COMPLETED']),
]);

const refunds = statusTable('refund', 'refund v2', 'closed', [
  row(['PENDING', 'COMPLETED', 'CANCELLED', 'FAILED']),
]);

const tracking = statusTable('shipment', 'tracking v1', 'closed', [
  row(['NEW', 'SHIPMENT_CREATED', 'NOT_SHIPPED'], 'shipment:planned'),
  row(['LABEL_PRINTED'], 'shipment:labelled'),
  row(['SHIPPED', 'DROPPED_OFF'], 'shipment:shipped'),
  row(['IN_TRANSIT', 'DELIVERY_SCHEDULED'], 'shipment:in_transit'),
  row(['LOCAL_PICKUP'], 'shipment:picked_up'),
  row(['DELIVERED'], 'shipment:delivered'),
  row(['ON_HOLD', 'DELIVERY_DELAYED'], 'shipment:delayed'),
  row(['ERROR', 'DELIVERY_FAILED', 'PICKUP_FAILED'], 'shipment:exception'),
  row(['INRETURN'], 'shipment:not_delivered'),
  row(['RETURNED'], 'shipment:returned_to_sender'),
  row(['CANCELLED', 'VOID'], 'shipment:cancelled'),
  row(['UNCONFIRMED', 'IN_PROCESS', 'PROCESSED', 'COMPLETED']),
]);

const activity = statusTable('payment-report', 'activity download', 'open', [
  row(['Pending', 'Processing', 'Held', 'On Hold', 'Uncleared', 'Unclaimed'], 'payment:pending'),
  row(['Completed', 'Cleared'], 'payment:captured'),
  row(['Denied', 'Failed'], 'payment:failed'),
  row(['Canceled', 'Cancelled', 'Voided'], 'payment:voided'),
  row(['Expired'], 'payment:expired'),
  row(['Partially Refunded'], 'payment:partially_refunded'),
  row(['Refunded'], 'payment:refunded'),
  row(['Reversed', 'Returned', 'Removed', 'Placed', 'Active', 'Created']),
  row(['Credit', 'Debit', 'Memo']),
]);

const events = statusTable('payment-event', 'webhook', 'open', [
  row(['PAYMENT.AUTHORIZATION.CREATED'], 'payment:authorized'),
  row(['PAYMENT.AUTHORIZATION.VOIDED'], 'payment:voided'),
  row(['PAYMENT.CAPTURE.PENDING'], 'payment:pending'),
  row(['PAYMENT.CAPTURE.COMPLETED'], 'payment:captured'),
  row(['PAYMENT.CAPTURE.DENIED'], 'payment:failed'),
  row(['PAYMENT.CAPTURE.REFUNDED', 'PAYMENT.CAPTURE.REVERSED']),
  row(['CHECKOUT.ORDER.APPROVED', 'CHECKOUT.ORDER.COMPLETED']),
]);

export const vocabulary = vocabularyOf('paypal', 'payments', [
  captures,
  authorizations,
  orders,
  refunds,
  tracking,
  activity,
  events,
]);
