// What Cin7's words mean: Core in upper case with spaces, and Omni, whose stages each company names
// for itself. Invoicing does not wait for shipping: an invoiced sale says nothing of its shipment.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const sales = statusTable('order', 'Core v2', 'closed', [
  row(['DRAFT', 'ESTIMATING', 'ESTIMATED', 'ORDERING'], 'ledger:draft'),
  row(['ORDERED'], 'ledger:committed'),
  row(['BACKORDERED'], 'ledger:committed', 'fulfilment:on_hold'),
  row(['PICKING', 'PICKED', 'PACKING', 'PACKED'], 'ledger:committed', 'fulfilment:in_progress'),
  // Some of it may have left: CombinedShippingStatus says how much.
  row(['SHIPPING'], 'ledger:committed'),
  row(['INVOICING', 'INVOICED'], 'ledger:billed'),
  row(['COMPLETED'], 'ledger:billed', 'fulfilment:shipped'),
  row(['VOIDED'], 'ledger:voided'),
  row(['CREDITED']),
]);

/** Order.Status; authorised without allocation is no promise to ship. */
const orderStage = statusTable('order-stage', 'Core v2', 'closed', [
  row(['DRAFT'], 'ledger:draft'),
  row(['AUTHORISED'], 'ledger:committed'),
  row(['FULFILLED'], 'ledger:fulfilled', 'fulfilment:shipped'),
  row(['CLOSED'], 'ledger:closed'),
  row(['VOIDED'], 'ledger:voided'),
  row(['AUTH_NO_ALLOC', 'NOT AVAILABLE']),
]);

const picking = statusTable('fulfilment-picking', 'Core v2', 'closed', [
  row(['PICKING', 'PARTIALLY PICKED', 'PICKED'], 'fulfilment:in_progress'),
  row(['NOT AVAILABLE', 'NOT PICKED', 'VOIDED']),
]);

const packing = statusTable('fulfilment-packing', 'Core v2', 'closed', [
  row(['PACKING', 'PARTIALLY PACKED', 'PACKED'], 'fulfilment:in_progress'),
  row(['NOT AVAILABLE', 'NOT PACKED', 'VOIDED']),
]);

const shipping = statusTable('fulfilment-shipping', 'Core v2', 'closed', [
  row(['NOT SHIPPED'], 'fulfilment:unfulfilled'),
  row(['PARTIALLY SHIPPED'], 'fulfilment:partially_shipped'),
  row(['SHIPPED'], 'fulfilment:shipped'),
  row(['NOT AVAILABLE', 'SHIPPING', 'VOIDED']),
]);

const fulfilment = statusTable('fulfilment', 'Core v2', 'closed', [
  row(['NOT FULFILLED'], 'fulfilment:unfulfilled'),
  row(['PARTIALLY FULFILLED'], 'fulfilment:partially_shipped'),
  row(['FULFILLED'], 'fulfilment:shipped'),
  row(['NOT AVAILABLE', 'VOIDED']),
]);

const payment = statusTable('payment', 'Core v2', 'closed', [
  row(['UNPAID'], 'payment:pending'),
  row(['PARTIALLY PAID'], 'payment:partially_captured'),
  // Not refunded: a refund is owed, the money is still here.
  row(['PREPAID', 'PAID', 'NOT REFUNDED'], 'payment:captured'),
  row(['VOIDED'], 'payment:voided'),
]);

const events = statusTable('order-event', 'Core v2', 'open', [
  row(['Sale/QuoteAuthorised', 'Sale/Created'], 'ledger:draft'),
  row(['Sale/OrderAuthorised'], 'ledger:committed'),
  row(['Sale/Backordered'], 'ledger:committed', 'fulfilment:on_hold'),
  row(['Sale/PickAuthorised', 'Sale/PackAuthorised'], 'fulfilment:in_progress'),
  row(['Sale/ShipmentAuthorised'], 'shipment:shipped'),
  row(['Sale/InvoiceAuthorised'], 'ledger:billed'),
  row(['Sale/FullPaymentReceived'], 'payment:captured'),
  row(['Sale/PartialPaymentReceived'], 'payment:partially_captured'),
  row(['Sale/Voided'], 'ledger:voided'),
  row(['Sale/Undo', 'Sale/CreditNoteAuthorised', 'Sale/ShipmentTrackingNumberChanged']),
]);

const omniStatus = statusTable('order-omni-status', 'Omni v2', 'closed', [
  row(['DRAFT'], 'ledger:draft'),
  row(['APPROVED'], 'ledger:committed'),
  row(['VOID'], 'ledger:voided'),
]);

const omniStage = statusTable('order-omni-stage', 'Omni v2', 'open', [
  row(['Release To Pick', 'Partially Picked', 'Fully Picked'], 'fulfilment:in_progress'),
  row(['Fully Picked - Hold'], 'fulfilment:on_hold'),
  row(['Dispatched'], 'fulfilment:shipped'),
  row(['Awaiting Payment'], 'payment:pending'),
  row(['Declined'], 'acceptance:declined'),
  row(['New', 'Processing', 'Job', 'Ready to Invoice', 'To Call']),
]);

export const vocabulary = vocabularyOf('cin7', 'erp', [
  sales,
  orderStage,
  picking,
  packing,
  shipping,
  fulfilment,
  payment,
  events,
  omniStatus,
  omniStage,
]);
