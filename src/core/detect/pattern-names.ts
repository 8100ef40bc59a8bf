// What people read instead of a pattern's id, a cause's id or a fact's kind.
import type { Role } from '../contract/contract.js';
import type { Cause, PatternId } from './finding.js';

/** A short title in plain words, at most 48 characters. */
export const patternTitles: Readonly<Record<PatternId, string>> = {
  'identity-conflict': 'Two orders share one name',
  'duplicate-draft': 'One order recorded twice',
  'transform-mismatch': 'Content changed or refused on the way',
  'unmapped-status': 'A status word that nobody has mapped',
  'premature-event': 'Sent before its order was there, and lost',
  'unmatched-fulfilment': 'A shipment with no order behind it',
  'rollback-gap': 'Cancelled or refunded, but not undone',
  'lost-order': 'Placed and paid, never reached the ERP',
  'parked-draft': 'Stuck as a draft in the ERP',
  'orphaned-payment': 'Money without an order',
  'three-truths': 'Three systems show three different states',
  'status-void': 'One system was never told',
  'books-gap': 'Revenue, cost and stock do not match up',
  'impossible-quantity': 'Quantities that cannot be',
  'trigger-gap': 'Stock changed, and nothing was sent',
  'sync-failure': 'A stock update was sent and failed',
  'phantom-availability': 'Offered for sale, but not there',
  oversell: 'Sold more than there was',
  inversion: 'Stock learned too late for orders taken',
  'stale-feed': 'A feed that brings old figures',
  'missing-feed': 'A feed that stopped coming',
  'metric-dispute': 'Two systems show one figure differently',
  'stale-decision': 'A decision taken on old figures',
  'missing-acknowledgement': 'A document nobody acknowledged',
  'sync-delay': 'Arrived late, but right',
};

export const causeWords: Readonly<Record<Cause, string>> = {
  missing: 'it never arrived',
  sequencing: 'right content, wrong order',
  mapping: 'a field or status is translated wrongly',
  delay: 'it came late, but right',
  duplicate: 'it was made twice',
  stale: 'it was made from old figures',
  conflict: 'two statements contradict each other',
  unknown: 'the inputs do not show why',
};

const factNouns: Readonly<Record<string, string>> = {
  'order.placed': 'orders placed',
  'order.acknowledged': 'order records',
  'order.updated': 'order changes',
  'order.held': 'holds',
  'order.released': 'releases of holds',
  'order.status': 'order statuses',
  'order.cancelled': 'cancellations',
  'order.refused': 'refused orders',
  'payment.captured': 'captured payments',
  'payment.authorized': 'payment authorizations',
  'payment.settled': 'settlements',
  'refund.issued': 'refunds',
  'return.received': 'returns received',
  'fulfilment.allocated': 'allocations',
  'shipment.shipped': 'shipments',
  'shipment.delivered': 'deliveries',
  'books.revenue': 'revenue postings',
  'books.cogs': 'cost-of-goods postings',
  'books.inventory': 'inventory postings',
  'stock.level': 'stock levels',
  'stock.changed': 'stock changes',
  'stock.adjusted': 'stock adjustments',
  'listing.availability': 'availability shown to buyers',
  'feed.snapshot': 'feed snapshots',
  'metric.shown': 'figures shown',
  'document.sent': 'EDI documents sent',
  'document.received': 'EDI documents received',
  'document.acknowledged': 'EDI acknowledgements (997)',
  'hop.forwarded': 'forwarding log',
};

/** `shipment.shipped` -> `shipments`; a kind without a noun of its own keeps its words. */
export function factNoun(fact: string): string {
  return factNouns[fact] ?? fact.replace(/[.-]/g, ' ');
}

export const roleWords: Readonly<Record<Role, string>> = {
  storefront: 'storefront',
  marketplace: 'marketplace',
  pos: 'point of sale',
  erp: 'ERP',
  payments: 'payments',
  middleware: 'middleware',
  warehouse: 'warehouse',
  edi: 'EDI',
  supplier: 'supplier',
  'merchant-portal': 'merchant portal',
  'supplier-portal': 'supplier portal',
  carrier: 'carrier',
};

/** `1234567` -> `1,234,567`: counts are read by people. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 order`, `2 orders`, `1,200 orders`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`;
}
