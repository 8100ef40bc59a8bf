// `record-books`: revenue and the cost and stock of the same goods belong together, in both
// directions, within one set of books.
import type { Rule } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { hour } from '../observation/instant.js';
import { confirmation } from '../order/class.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import type { OrderView } from '../order/record.js';
import type { Handoff } from './handoff.js';
import type { Owing } from './owing.js';
import { settled, shownAt, worse } from './settle.js';

const longAgo = Number.NEGATIVE_INFINITY as Instant;

export function booksHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  if (view.books.length === 0 || posting(view, 'books.voided') !== null) return null;
  const revenue = posting(view, 'books.revenue');
  const cogs = posting(view, 'books.cogs');
  const inventory = posting(view, 'books.inventory');
  if (revenue === null) {
    const other = cogs ?? inventory;
    if (other === null) return null;
    const alone = { trigger: other, kind: 'books.revenue', answer: null } as const;
    return pairHandoff(rule, view, alone, owing);
  }
  return worse(
    pairHandoff(rule, view, pairOf(revenue, cogs, 'books.cogs'), owing),
    pairHandoff(rule, view, pairOf(revenue, inventory, 'books.inventory'), owing),
    owing,
  );
}

/** The revenue of goods that a supplier ships, whose cost comes with his bill and is not posted. */
export interface CostlessRevenue {
  readonly revenue: Observation;
  readonly dueMillis: number;
  /** The cost may have come before the revenue, but not before this. */
  readonly notBefore: Instant;
}

export function costlessRevenue(
  rule: Rule,
  view: OrderView,
  { orderClass, record }: Owing,
): CostlessRevenue | null {
  const revenue = posting(view, 'books.revenue');
  if (orderClass.fulfilledBy !== 'supplier' || revenue === null) return null;
  if (posting(view, 'books.voided') !== null || posting(view, 'books.cogs') !== null) return null;
  return { revenue, dueMillis: dueMillisOf(rule), notBefore: begunAt(view, record) };
}

function dueMillisOf({ withinMillis, closeGraceMillis }: Rule): number {
  return (withinMillis ?? 24 * hour) + (closeGraceMillis ?? 0);
}

/** Cost is often posted before the invoice: an order from before the window tells nothing. */
function begunAt(view: OrderView, { placing }: Owing['record']): Instant {
  return (placing ?? confirmation(view))?.at ?? longAgo;
}

interface Pair {
  readonly trigger: Observation;
  /** The kind that the trigger asks for, and the posting of it. */
  readonly kind: Kind;
  readonly answer: Observation | null;
}

/** Whichever of the two was posted first asks for the other. */
function pairOf(revenue: Observation, other: Observation | null, kind: Kind): Pair {
  if (other === null || other.at > revenue.at) return { trigger: revenue, kind, answer: other };
  return { trigger: other, kind: 'books.revenue', answer: revenue };
}

function pairHandoff(rule: Rule, view: OrderView, pair: Pair, owing: Owing): Handoff | null {
  const { trigger, kind, answer } = pair;
  // The vendor's bill brings the cost of goods that a supplier ships: what is owed then, the run tells at its
  // end (detect/vendor-bill.ts).
  if (owing.orderClass.fulfilledBy === 'supplier' && kind !== 'books.revenue') return null;
  const expected = {
    rule,
    to: view.system,
    trigger,
    start: trigger,
    dueMillis: dueMillisOf(rule),
    shownBy: [kind],
    notBefore: begunAt(view, owing.record),
  };
  return settled(expected, shownAt(answer), owing.context);
}

/** The first posting of a kind. */
function posting(view: OrderView, kind: Kind): Observation | null {
  for (const one of view.books) if (one.kind === kind) return one;
  return null;
}
