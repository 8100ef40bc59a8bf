// Plain words that any system may use, and people who write observation lines by hand do: known for
// every role, in the usual spellings. What a word of no system's own means differs by role: an ERP
// that confirms has committed, a channel that confirms has accepted.
import type { Role } from '../contract/contract.js';
import type { ClaimText } from '../order/states.js';
import type { Vocabulary } from './vocabulary.js';
import { row, statusTable, vocabularyOf } from './status-table.js';
import type { StatusRow } from './status-table.js';

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** `in transit` -> In transit, In Transit, IN TRANSIT, in_transit, IN_TRANSIT, in-transit, InTransit, inTransit. */
function spellings(phrase: string): string[] {
  const words = phrase.split(' ');
  const camel = words.map(capital).join('');
  return [
    phrase,
    capital(phrase),
    words.map(capital).join(' '),
    phrase.toUpperCase(),
    words.join('_'),
    words.join('_').toUpperCase(),
    words.join('-'),
    camel,
    camel.slice(0, 1).toLowerCase() + camel.slice(1),
  ];
}

/** Phrases that mean the same, divided by commas, in all their spellings. */
function plain(phrases: string, ...claims: readonly ClaimText[]): StatusRow {
  return row([...new Set(phrases.split(',').flatMap((one) => spellings(one.trim())))], ...claims);
}

const cancelling: readonly StatusRow[] = [
  plain('cancelled, canceled', 'cancellation:cancelled'),
  plain('partially cancelled, partially canceled', 'cancellation:partially_cancelled'),
  plain('cancel requested, cancellation requested', 'cancellation:requested'),
  plain('cancel refused, cancel rejected, cancellation rejected', 'cancellation:rejected'),
];

const orders = statusTable('order', 'standard', 'open', [
  ...cancelling,
  plain('draft', 'acceptance:draft'),
  plain('placed', 'acceptance:placed'),
  plain('accepted, acknowledged, confirmed', 'acceptance:accepted'),
  plain('declined, refused, rejected', 'acceptance:declined'),
  plain('held, on hold', 'acceptance:held'),
  plain('paid, captured', 'payment:captured'),
  plain('unpaid, awaiting payment, pending payment', 'payment:pending'),
  plain('authorized, authorised', 'payment:authorized'),
  plain('partially paid', 'payment:partially_captured'),
  plain('refunded, fully refunded', 'payment:refunded'),
  plain('partially refunded', 'payment:partially_refunded'),
  plain('payment failed', 'payment:failed'),
  plain('unfulfilled, unshipped, not shipped', 'fulfilment:unfulfilled'),
  plain('awaiting fulfillment, awaiting fulfilment, awaiting shipment', 'fulfilment:unfulfilled'),
  plain('scheduled', 'fulfilment:scheduled'),
  plain('picking, picked, packing, packed', 'fulfilment:in_progress'),
  plain('partial, partially shipped, partially fulfilled', 'fulfilment:partially_shipped'),
  plain('shipped, fulfilled, dispatched, completed, complete', 'fulfilment:shipped'),
  plain('in transit, out for delivery', 'fulfilment:shipped'),
  plain('delivered', 'fulfilment:delivered'),
  // Words that say no more than that something is under way, or has ended.
  plain('new, created, open, received, pending, processing, in progress, in process, active'),
  plain('released, allocated, reserved, approved, updated, changed, edited, queued, submitted'),
  plain('closed, archived, backordered, returned, exchanged, disputed, voided, void, deleted'),
  plain('ok, success, succeeded, successful, error, failed, failure, unknown, none'),
]);

const payments = statusTable('payment', 'standard', 'open', [
  plain('pending, processing, unpaid, created', 'payment:pending'),
  plain('authorized, authorised', 'payment:authorized'),
  plain('captured, paid, settled, succeeded, success, completed', 'payment:captured'),
  plain('partially captured, partially paid', 'payment:partially_captured'),
  plain('failed, declined, denied', 'payment:failed'),
  plain('voided, void, cancelled, canceled', 'payment:voided'),
  plain('expired', 'payment:expired'),
  plain('refunded, fully refunded', 'payment:refunded'),
  plain('partially refunded', 'payment:partially_refunded'),
  plain('disputed, chargeback, won, lost, under review'),
]);

const refunds = statusTable('refund', 'standard', 'open', [
  plain('requested, pending, issued, processed, succeeded, success, completed, refunded, paid'),
  plain('partially refunded, fully refunded, failed, cancelled, canceled'),
]);

const shipments = statusTable('shipment', 'standard', 'open', [
  plain('planned, created, pending, scheduled', 'shipment:planned'),
  plain('labelled, labeled, label created, label purchased, label printed', 'shipment:labelled'),
  plain('shipped, dispatched, sent', 'shipment:shipped'),
  plain('in transit', 'shipment:in_transit'),
  plain('out for delivery', 'shipment:out_for_delivery'),
  plain('delivered', 'shipment:delivered'),
  plain('ready for pickup', 'shipment:ready_for_pickup'),
  plain('attempted, attempted delivery, delivery attempted', 'shipment:attempted'),
  plain('delayed', 'shipment:delayed'),
  plain('exception, undeliverable, lost, damaged', 'shipment:exception'),
  plain('not delivered', 'shipment:not_delivered'),
  plain('returned to sender', 'shipment:returned_to_sender'),
  plain('cancelled, canceled, voided, void', 'shipment:cancelled'),
  plain('picked up, returned, success, confirmed'),
]);

const returns = statusTable('return', 'standard', 'open', [
  plain('requested, open, pending, approved, authorized, authorised, accepted, declined'),
  plain('rejected, received, partially received, inspected, refunded, restocked, completed'),
  plain('closed, cancelled, canceled, returned, initiated'),
]);

const books = statusTable('books', 'standard', 'open', [
  plain('posted, open, paid, partially paid, overdue, invoiced, billed, credited'),
  plain('voided, void, reversed, draft, deleted'),
]);

const purchases = statusTable('purchase', 'standard', 'open', [
  plain('draft, ordered, placed, issued, sent, open, pending, accepted, acknowledged, confirmed'),
  plain('changed, rejected, shipped, received, partially received, billed, invoiced, closed'),
  plain('cancelled, canceled, completed'),
]);

const documents = statusTable('document', 'standard', 'open', [
  plain('sent', 'document:sent'),
  plain('transported, delivered', 'document:transported'),
  plain('received', 'document:received'),
  plain('acknowledged', 'document:syntax_ok'),
  plain('accepted', 'document:business_accepted'),
  plain('changed, accepted with changes', 'document:changed'),
  plain('rejected, refused', 'document:rejected'),
  plain('pending, overdue, error, failed, processed, duplicate'),
]);

const stock = statusTable('stock', 'standard', 'open', [
  plain('in stock, out of stock, available, unavailable, low stock, backorder, discontinued'),
  plain('hidden, active, inactive, preorder'),
]);

/** For every role, behind the words of the role and of its products. */
export const vocabulary: Vocabulary = vocabularyOf('standard', 'any', [
  orders,
  payments,
  refunds,
  shipments,
  returns,
  books,
  purchases,
  documents,
  stock,
]);

const channelEnding = plain('completed, complete', 'fulfilment:shipped');

const storefrontOrders = statusTable('order', 'standard storefront', 'open', [
  // Every storefront's pending awaits money; whether it is a draft differs.
  plain('pending', 'payment:pending'),
  channelEnding,
]);

const marketplaceOrders = statusTable('order', 'standard marketplace', 'open', [channelEnding]);

const erpOrders = statusTable('order', 'standard ERP', 'open', [
  plain('draft, pending approval, awaiting approval, unapproved', 'ledger:draft'),
  plain('confirmed, acknowledged, accepted, committed, booked, approved', 'ledger:committed'),
  plain('partially fulfilled', 'ledger:part_fulfilled', 'fulfilment:partially_shipped'),
  plain('fulfilled', 'ledger:fulfilled', 'fulfilment:shipped'),
  plain('billed, fully billed', 'ledger:billed', 'fulfilment:shipped'),
  // Revenue may come before the goods: invoiced says nothing of the shipment.
  plain('invoiced', 'ledger:billed'),
  plain('closed', 'ledger:closed'),
  plain('voided, void, deleted', 'ledger:voided'),
  plain('cancelled, canceled', 'ledger:voided', 'cancellation:cancelled'),
  plain('pending'),
]);

const warehouseOrders = statusTable('order', 'standard warehouse', 'open', [
  plain('held, on hold', 'fulfilment:on_hold'),
  plain('allocated, released, ready to pick, ready to ship', 'fulfilment:unfulfilled'),
  plain('manifested, staged, loaded, wave released', 'fulfilment:in_progress'),
  plain('short shipped', 'fulfilment:partially_shipped'),
  // A warehouse takes an order in, it promises nothing to the buyer.
  plain('accepted, acknowledged, confirmed, received, imported, new, draft, placed'),
]);

const tillOrders = statusTable('order', 'standard till', 'open', [
  plain('parked, layaway', 'acceptance:draft'),
  plain('sold', 'payment:captured'),
  plain('voided, void', 'cancellation:cancelled'),
  // Handed over at the counter: nothing is left to ship.
  plain('completed, complete, closed', 'payment:captured'),
]);

/**
 * Words whose meaning is the role's: consulted before those of the role's products where nobody says
 * which product it is, because there they differ.
 */
export const wordsOfRoles: ReadonlyMap<Role, Vocabulary> = new Map<Role, Vocabulary>([
  ['storefront', vocabularyOf('standard', 'storefront', [storefrontOrders])],
  ['marketplace', vocabularyOf('standard', 'marketplace', [marketplaceOrders])],
  ['erp', vocabularyOf('standard', 'erp', [erpOrders])],
  ['warehouse', vocabularyOf('standard', 'warehouse', [warehouseOrders])],
  ['pos', vocabularyOf('standard', 'pos', [tillOrders])],
]);
