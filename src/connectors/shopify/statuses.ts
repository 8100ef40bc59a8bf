// What Shopify's words mean: GraphQL in upper case, webhooks and REST in lower case, the orders CSV.
// An order has no one status: money, fulfilment, cancelled and closed each stand alone.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const financial = statusTable('payment', '2026-10', 'closed', [
  row(['PENDING'], 'payment:pending'),
  row(['AUTHORIZED'], 'payment:authorized'),
  row(['PARTIALLY_PAID'], 'payment:partially_captured'),
  row(['PAID'], 'payment:captured'),
  row(['PARTIALLY_REFUNDED'], 'payment:partially_refunded'),
  row(['REFUNDED'], 'payment:refunded'),
  row(['VOIDED'], 'payment:voided'),
  row(['EXPIRED'], 'payment:expired'),
]);

/** Also the Financial Status column of the orders CSV. */
const financialRest = statusTable('payment', 'REST and CSV', 'closed', [
  row(['pending'], 'payment:pending'),
  row(['authorized'], 'payment:authorized'),
  row(['partially_paid'], 'payment:partially_captured'),
  row(['paid'], 'payment:captured'),
  row(['partially_refunded'], 'payment:partially_refunded'),
  row(['refunded'], 'payment:refunded'),
  row(['voided'], 'payment:voided'),
  row(['expired'], 'payment:expired'),
]);

const fulfilment = statusTable('order-fulfilment', '2026-10', 'closed', [
  // A refund or a cancellation took the fulfilment of a restocked order back: quantities decide.
  row(['UNFULFILLED', 'OPEN', 'RESTOCKED'], 'fulfilment:unfulfilled'),
  row(['SCHEDULED'], 'fulfilment:scheduled'),
  // A declined request lies until a person takes it up.
  row(['ON_HOLD', 'REQUEST_DECLINED'], 'fulfilment:on_hold'),
  row(['IN_PROGRESS', 'PENDING_FULFILLMENT'], 'fulfilment:in_progress'),
  row(['PARTIALLY_FULFILLED'], 'fulfilment:partially_shipped'),
  row(['FULFILLED'], 'fulfilment:shipped'),
  row(['FULFILLMENT_NOT_REQUIRED'], 'fulfilment:not_required'),
]);

const fulfilmentRest = statusTable('order-fulfilment', 'REST and CSV', 'closed', [
  row(['null', 'unfulfilled', 'restocked'], 'fulfilment:unfulfilled'),
  row(['partial'], 'fulfilment:partially_shipped'),
  row(['fulfilled'], 'fulfilment:shipped'),
]);

const fulfilmentLine = statusTable('fulfilment-line', 'CSV', 'closed', [
  row(['unfulfilled', 'restocked'], 'fulfilment:unfulfilled'),
  row(['partial'], 'fulfilment:partially_shipped'),
  row(['fulfilled'], 'fulfilment:shipped'),
  row(['not_eligible'], 'fulfilment:not_required'),
  // Stands in fulfilled orders too: refunded, added by an edit, or nothing to ship.
  row(['pending']),
]);

/** The work of one location: its end is not the end of the order. */
const fulfilmentOrders = statusTable('fulfilment-order', '2026-10', 'closed', [
  row(['SCHEDULED'], 'fulfilment:scheduled'),
  row(['ON_HOLD'], 'fulfilment:on_hold'),
  row(['IN_PROGRESS'], 'fulfilment:in_progress'),
  row(['OPEN', 'INCOMPLETE', 'CLOSED', 'CANCELLED']),
]);

const fulfilmentRequests = statusTable('fulfilment-request', '2026-10', 'closed', [
  row([
    'UNSUBMITTED',
    'SUBMITTED',
    'ACCEPTED',
    'REJECTED',
    'CANCELLATION_REQUESTED',
    'CANCELLATION_ACCEPTED',
    'CANCELLATION_REJECTED',
    'CLOSED',
  ]),
]);

const displayStatus = statusTable('shipment-display', '2026-10', 'closed', [
  row(['SUBMITTED'], 'shipment:planned'),
  row(['CONFIRMED', 'LABEL_PURCHASED', 'LABEL_PRINTED'], 'shipment:labelled'),
  row(['CARRIER_PICKED_UP', 'FULFILLED', 'MARKED_AS_FULFILLED'], 'shipment:shipped'),
  row(['IN_TRANSIT'], 'shipment:in_transit'),
  row(['OUT_FOR_DELIVERY'], 'shipment:out_for_delivery'),
  row(['ATTEMPTED_DELIVERY'], 'shipment:attempted'),
  row(['DELAYED'], 'shipment:delayed'),
  row(['READY_FOR_PICKUP'], 'shipment:ready_for_pickup'),
  row(['PICKED_UP', 'DELIVERED'], 'shipment:delivered'),
  row(['NOT_DELIVERED', 'FAILURE'], 'shipment:exception'),
  row(['CANCELED', 'LABEL_VOIDED'], 'shipment:cancelled'),
]);

/** Fulfillment.status; open and pending are deprecated. */
const fulfilments = statusTable('shipment', '2026-10', 'closed', [
  row(['OPEN', 'PENDING'], 'shipment:planned'),
  row(['SUCCESS'], 'shipment:shipped'),
  row(['CANCELLED'], 'shipment:cancelled'),
  row(['ERROR', 'FAILURE'], 'shipment:exception'),
]);

const fulfilmentsRest = statusTable('shipment', 'REST and Matrixify', 'closed', [
  row(['open', 'pending'], 'shipment:planned'),
  row(['success'], 'shipment:shipped'),
  row(['cancelled'], 'shipment:cancelled'),
  row(['error', 'failure'], 'shipment:exception'),
]);

const shipmentStatusRest = statusTable('shipment-display', 'REST', 'closed', [
  row(['confirmed', 'label_printed', 'label_purchased'], 'shipment:labelled'),
  row(['in_transit'], 'shipment:in_transit'),
  row(['out_for_delivery'], 'shipment:out_for_delivery'),
  row(['attempted_delivery'], 'shipment:attempted'),
  row(['ready_for_pickup'], 'shipment:ready_for_pickup'),
  row(['delivered'], 'shipment:delivered'),
  row(['failure'], 'shipment:exception'),
]);

const returns = statusTable('return', '2026-10', 'closed', [
  row(['REQUESTED', 'OPEN', 'CLOSED', 'DECLINED', 'CANCELED']),
]);

const orderReturns = statusTable('return-order', '2026-10', 'closed', [
  row([
    'NO_RETURN',
    'RETURN_REQUESTED',
    'IN_PROGRESS',
    'INSPECTION_COMPLETE',
    'RETURNED',
    'RETURN_FAILED',
  ]),
]);

/** What a transaction did is its kind, whether it worked its status: neither is the order's money. */
const transactions = statusTable('transaction', '2026-10', 'closed', [
  row(['SUCCESS', 'FAILURE', 'PENDING', 'ERROR', 'AWAITING_RESPONSE', 'UNKNOWN']),
  row(['SALE', 'AUTHORIZATION', 'CAPTURE', 'VOID', 'REFUND', 'CHANGE']),
  row(['EMV_AUTHORIZATION', 'SUGGESTED_REFUND']),
]);

const transactionsRest = statusTable('transaction', 'REST and CSV', 'closed', [
  row(['success', 'failure', 'pending', 'error']),
  row(['sale', 'authorization', 'capture', 'void', 'refund', 'change']),
]);

const payouts = statusTable('settlement', 'CSV', 'open', [
  row(['pending', 'scheduled', 'in_transit', 'paid']),
  row(['charge', 'refund', 'chargeback', 'adjustment', 'payout']),
]);

const cancelReasons = statusTable('cancellation-reason', '2026-10', 'closed', [
  row(['CUSTOMER', 'DECLINED', 'FRAUD', 'INVENTORY', 'STAFF', 'OTHER']),
  row(['customer', 'declined', 'fraud', 'inventory', 'staff', 'other']),
]);

const holdReasons = statusTable('hold', '2026-10', 'closed', [
  row([
    'AWAITING_PAYMENT',
    'HIGH_RISK_OF_FRAUD',
    'INCORRECT_ADDRESS',
    'INVENTORY_OUT_OF_STOCK',
    'UNKNOWN_DELIVERY_DATE',
    'ONLINE_STORE_POST_PURCHASE_CROSS_SELL',
    'AWAITING_RETURN_ITEMS',
    'OTHER',
  ]),
]);

export const vocabulary = vocabularyOf('shopify', 'storefront', [
  financial,
  financialRest,
  fulfilment,
  fulfilmentRest,
  fulfilmentLine,
  fulfilmentOrders,
  fulfilmentRequests,
  displayStatus,
  fulfilments,
  fulfilmentsRest,
  shipmentStatusRest,
  returns,
  orderReturns,
  transactions,
  transactionsRest,
  payouts,
  cancelReasons,
  holdReasons,
]);
