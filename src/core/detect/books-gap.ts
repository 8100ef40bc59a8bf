// Revenue without cost or stock, or cost and stock without revenue, for the same goods.
import { costlessRevenue } from '../handoff/books.js';
import type { OrderNames } from '../identity/names.js';
import { spanOf } from '../observation/coverage.js';
import type { Observation } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import { viewOf } from '../order/record.js';
import type { Candidate, PatternWords } from './finding.js';
import type { Tally } from './tally.js';
import { orderNames } from './vendor-bill.js';

export function detectBooksGap(order: JudgedOrder): OrderFault[] {
  return order.overdue
    .filter((handoff) => handoff.rule.operation === 'record-books')
    .map((handoff) => {
      const books = viewOf(order.record, handoff.to)?.books ?? [];
      return booksGap(order, handoff.to, books, missed(order, handoff));
    });
}

function booksGap(
  order: JudgedOrder,
  system: string,
  books: readonly Observation[],
  when: Partial<Candidate>,
): OrderFault {
  const posted = [...new Set(books.map((one) => one.kind.slice('books.'.length)))];
  const missing = ['revenue', 'cogs', 'inventory'].filter((kind) => !posted.includes(kind));
  return fault(order, 'books', [system], {
    pattern: 'books-gap',
    cause: 'missing',
    ...when,
    field: missing.join('+'),
    evidence: cited(books),
    details: { posted: posted.sort().join(' and '), missing: missing.join(' and ') },
  });
}

/**
 * Notes a drop-shipped order that was sold without its cost: whether the cost is owed, the vendor's bill
 * says, which is about another subject. What another fault of the order explains is left to it.
 * @returns whether one was noted
 */
export function noteCostOwed(
  order: JudgedOrder,
  candidates: readonly Candidate[],
  tally: Tally,
  names: OrderNames,
): boolean {
  const { record, context, orderClass } = order;
  if (orderClass.fulfilledBy !== 'supplier' || candidates.some(({ level }) => level === 'fault'))
    return false;
  const before = tally.costsOwed.size;
  for (const rule of context.contract.rules) {
    if (rule.operation !== 'record-books') continue;
    for (const view of record.views) {
      const owed = rule.to.includes(view.system) ? costlessRevenue(rule, view, order) : null;
      const covered = spanOf(context.coverage.systems.get(view.system), 'books.cogs');
      if (owed === null || covered === null || covered.from > owed.notBefore) continue;
      const when = { handoff: rule.id, at: owed.revenue.at };
      tally.costsOwed.set(`${view.system}|${record.key}`, {
        candidate: booksGap(order, view.system, view.books, when).candidate,
        names: [...new Set(record.statements.flatMap((one) => orderNames(one, names)))],
        posted: owed.revenue.until,
        dueMillis: owed.dueMillis,
        covered,
      });
    }
  }
  return tally.costsOwed.size > before;
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems[0] ?? 'The ERP'} posted ${details['posted'] ?? 'one side'} for this order and never ` +
    `${details['missing'] ?? 'the other'}: the period's margin and stock are wrong by it.`,
  remedy: () =>
    'Post the missing side from the shipment, not by a journal. At the source: let revenue be posted only ' +
    'on a recorded shipment.',
  involve: () => 'finance, with the ERP team',
};
