// What people read instead of a pattern's id, a cause's id or a fact's kind.
import type { Role } from '../contract/contract.js';
import type { Kind } from '../observation/kinds.js';
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

/** Facts that are passed on; a change of stock is concluded from its levels. */
type Fact = Kind | 'stock.changed';

const factNouns: Readonly<Record<Fact, string>> = {
  'order.placed': 'orders placed',
  'order.accepted': 'orders accepted',
  'order.acknowledged': 'order records',
  'order.updated': 'order changes',
  'order.held': 'holds',
  'order.released': 'releases of holds',
  'order.status': 'order statuses',
  'order.cancel-requested': 'requests to cancel',
  'order.cancel-refused': 'refused cancellations',
  'order.cancelled': 'cancellations',
  'order.refused': 'refused orders',
  'order.closed': 'orders closed',
  'payment.authorized': 'payment authorizations',
  'payment.captured': 'captured payments',
  'payment.settled': 'settlements',
  'payment.failed': 'failed payments',
  'payment.voided': 'voided payments',
  'payment.expired': 'expired authorizations',
  'payment.disputed': 'disputed payments',
  'refund.issued': 'refunds',
  'refund.failed': 'failed refunds',
  'return.requested': 'returns requested',
  'return.approved': 'returns approved',
  'return.declined': 'returns declined',
  'return.received': 'returns received',
  'return.closed': 'returns closed',
  'fulfilment.requested': 'fulfilment requests',
  'fulfilment.allocated': 'allocations',
  'fulfilment.picked': 'picks',
  'shipment.planned': 'planned shipments',
  'shipment.shipped': 'shipments',
  'shipment.in-transit': 'parcels in transit',
  'shipment.exception': 'parcel exceptions',
  'shipment.delivered': 'deliveries',
  'shipment.cancelled': 'cancelled shipments',
  'books.revenue': 'revenue postings',
  'books.cogs': 'cost-of-goods postings',
  'books.inventory': 'inventory postings',
  'books.voided': 'voided postings',
  'customer.notified': 'notices to buyers',
  'customer.complained': 'complaints',
  'purchase.ordered': 'purchase orders',
  'purchase.confirmed': 'purchase confirmations',
  'purchase.received': 'goods received',
  'purchase.invoiced': 'supplier invoices',
  'stock.level': 'stock levels',
  'stock.changed': 'stock changes',
  'stock.adjusted': 'stock adjustments',
  'listing.availability': 'availability shown to buyers',
  'feed.snapshot': 'feed snapshots',
  'feed.failed': 'failed feeds',
  'metric.shown': 'figures shown',
  'decision.made': 'decisions',
  'document.sent': 'EDI documents sent',
  'document.transported': 'EDI transport receipts',
  'document.received': 'EDI documents received',
  'document.acknowledged': 'EDI acknowledgements (997)',
  'document.accepted': 'EDI documents accepted',
  'document.changed': 'EDI documents changed',
  'document.refused': 'EDI documents refused',
  'hop.received': 'log of arrivals',
  'hop.transformed': 'log of translations',
  'hop.forwarded': 'forwarding log',
  'hop.failed': 'log of failures',
  'hand.corrected': 'corrections by hand',
  'hand.held': 'holds by hand',
  'hand.script': 'runs of scripts',
};

function hasNoun(fact: string): fact is Fact {
  return Object.hasOwn(factNouns, fact);
}

/** `shipment.shipped` -> `shipments`; a feed or a job is called by its name. */
export function factNoun(fact: string): string {
  return hasNoun(fact) ? factNouns[fact] : fact;
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

/** How far a feed is behind its source, in words: `P1D` -> `1 business day`. */
export function lagWords(lag: string): string {
  const days = /^P(\d+)D$/.exec(lag)?.[1];
  return days === undefined ? lag : counted(Number(days), 'business day');
}

const filesMax = 3;

/** One file by its path, several with their number: `5 files (a.csv, b.csv, c.csv and 2 more)`. */
export function filesText(paths: readonly string[]): string {
  if (paths.length === 1) return paths.join('');
  const rest = paths.length - filesMax;
  const named = paths.slice(0, filesMax).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `${counted(paths.length, 'file')} (${named})`;
}
