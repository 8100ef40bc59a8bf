// Revenue without cost or stock, or cost and stock without revenue, for the same goods.
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import { viewOf } from '../order/record.js';
import type { PatternWords } from './finding.js';

export function detectBooksGap(order: JudgedOrder): OrderFault[] {
  return order.overdue
    .filter((handoff) => handoff.rule.operation === 'record-books')
    .map((handoff) => {
      const view = viewOf(order.record, handoff.to);
      const posted = [
        ...new Set((view?.books ?? []).map((one) => one.kind.slice('books.'.length))),
      ];
      const missing = ['revenue', 'cogs', 'inventory'].filter((kind) => !posted.includes(kind));
      return fault(order, 'books', [handoff.to], {
        pattern: 'books-gap',
        cause: 'missing',
        ...missed(order, handoff),
        field: missing.join('+'),
        evidence: cited(view?.books ?? [handoff.trigger]),
        details: { posted: posted.sort().join(' and '), missing: missing.join(' and ') },
      });
    });
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
