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

const pairs: readonly (readonly [Kind, Kind])[] = [
  ['books.revenue', 'books.cogs'],
  ['books.revenue', 'books.inventory'],
  ['books.cogs', 'books.revenue'],
  ['books.inventory', 'books.revenue'],
];

export function booksHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  if (view.books.length === 0) return null;
  if (view.books.some((posting) => posting.kind === 'books.voided')) return null;
  const handoffs: Handoff[] = [];
  for (const [first, second] of pairs) {
    const handoff = pairHandoff(rule, view, { first, second, owing });
    if (handoff !== null) handoffs.push(handoff);
  }
  return worst(handoffs);
}

function pairHandoff(
  rule: Rule,
  view: OrderView,
  given: { readonly first: Kind; readonly second: Kind; readonly owing: Owing },
): Handoff | null {
  const { first, second, owing } = given;
  const trigger = posting(view, first);
  if (trigger === null) return null;
  // The vendor's bill brings the cost of goods that a supplier ships; no date can be told before it.
  if (owing.orderClass.fulfilledBy === 'supplier' && first === 'books.revenue') return null;
  const dueMillis = (rule.withinMillis ?? 24 * hour) + (rule.closeGraceMillis ?? 0);
  const effect = { ...noEffect, interval: posting(view, second) };
  const begun = owing.record.placing ?? confirmation(view);
  // Cost is often posted before the invoice: an order from before the window tells nothing.
  const notBefore = begun?.at ?? longAgo;
  const expected = { rule, to: view.system, trigger, start: trigger, dueMillis, notBefore };
  return settled({ ...expected, shownBy: [second] }, effect, owing.context);
}

function posting(view: OrderView, kind: Kind): Observation | null {
  return view.books.find((one) => one.kind === kind) ?? null;
}
