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
  // The vendor's bill brings the cost of goods that a supplier ships; no date can be told before it.
  if (owing.orderClass.fulfilledBy === 'supplier' && kind !== 'books.revenue') return null;
  const dueMillis = (rule.withinMillis ?? 24 * hour) + (rule.closeGraceMillis ?? 0);
  const begun = owing.record.placing ?? confirmation(view);
  // Cost is often posted before the invoice: an order from before the window tells nothing.
  const notBefore = begun?.at ?? longAgo;
  const shownBy = [kind];
  const expected = {
    rule,
    to: view.system,
    trigger,
    start: trigger,
    dueMillis,
    shownBy,
    notBefore,
  };
  return settled(expected, shownAt(answer), owing.context);
}

/** The first posting of a kind. */
function posting(view: OrderView, kind: Kind): Observation | null {
  for (const one of view.books) if (one.kind === kind) return one;
  return null;
}
