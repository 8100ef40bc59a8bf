// `record-books`: revenue and the cost and stock of the same goods belong together, in both
// directions, within one set of books (patterns.md B2 signal 5).
import type { Rule } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { hour } from '../observation/instant.js';
import { confirmation } from '../order/class.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import type { OrderView } from '../order/record.js';
import type { Handoff } from './handoff.js';
import type { Owing } from './owing.js';
import { noEffect, settled, worst } from './settle.js';

const longAgo = Number.NEGATIVE_INFINITY as Instant;

export function booksHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  if (view.books.length === 0) return null;
  if (view.books.some((posting) => posting.kind === 'books.voided')) return null;
  const revenue = posting(view, 'books.revenue');
  const cogs = posting(view, 'books.cogs');
  const inventory = posting(view, 'books.inventory');
  if (revenue === null) {
    const other = cogs ?? inventory;
    return other === null ? null : pairHandoff(rule, view, other, { kind: 'books.revenue', owing });
  }
  const late = [
    pairOf(rule, view, [revenue, cogs], { kind: 'books.cogs', owing }),
    pairOf(rule, view, [revenue, inventory], { kind: 'books.inventory', owing }),
  ];
  return worst(late.filter((handoff) => handoff !== null));
}

interface Wanted {
  readonly kind: Kind;
  readonly owing: Owing;
}

/** Whichever of the two was posted first asks for the other. */
function pairOf(
  rule: Rule,
  view: OrderView,
  [revenue, other]: readonly [Observation, Observation | null],
  wanted: Wanted,
): Handoff | null {
  if (other === null || other.at > revenue.at) return pairHandoff(rule, view, revenue, wanted);
  return pairHandoff(rule, view, other, { ...wanted, kind: 'books.revenue' });
}

function pairHandoff(
  rule: Rule,
  view: OrderView,
  trigger: Observation,
  { kind, owing }: Wanted,
): Handoff | null {
  // The vendor's bill brings the cost of goods that a supplier ships; no date can be told before it.
  if (owing.orderClass.fulfilledBy === 'supplier' && kind !== 'books.revenue') return null;
  const dueMillis = (rule.withinMillis ?? 24 * hour) + (rule.closeGraceMillis ?? 0);
  const effect = { ...noEffect, interval: posting(view, kind) };
  const begun = owing.record.placing ?? confirmation(view);
  // Cost is often posted before the invoice: an order from before the window tells nothing.
  const notBefore = begun?.at ?? longAgo;
  const expected = { rule, to: view.system, trigger, start: trigger, dueMillis, notBefore };
  return settled({ ...expected, shownBy: [kind] }, effect, owing.context);
}

function posting(view: OrderView, kind: Kind): Observation | null {
  return view.books.find((one) => one.kind === kind) ?? null;
}
