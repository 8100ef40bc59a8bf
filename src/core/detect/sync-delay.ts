// Late, but right: the destination shows the same fact after the deadline. Information, no fault.
import { durationWords } from '../contract/duration.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, handMended, missed } from '../order/judged.js';
import type { PatternWords } from './finding.js';

export function detectSyncDelay(order: JudgedOrder): OrderFault[] {
  const faults: OrderFault[] = [];
  for (const handoff of order.handoffs) {
    const { effect, due } = handoff;
    if (handoff.state !== 'seen-late' || effect === null || due === null) continue;
    if (handMended(order.record, handoff)) continue;
    faults.push(
      fault(order, 'delay', [handoff.to], {
        pattern: 'sync-delay',
        level: 'info',
        cause: 'delay',
        systems: [...new Set([handoff.trigger.system, handoff.to])],
        ...missed(order, handoff),
        healedAt: effect.at,
        evidence: cited([handoff.trigger]),
        details: { fact: handoff.trigger.kind, late: durationWords(effect.at - due.until) },
      }),
    );
  }
  return faults;
}

/** What came late, as a person calls it. */
const nouns: Readonly<Record<string, string>> = {
  'order.placed': 'the order',
  'order.updated': 'the change of the order',
  'order.held': 'the hold',
  'order.released': 'the release',
  'order.cancelled': 'the cancellation',
  'shipment.shipped': 'the shipment',
  'payment.captured': 'the payment',
  'refund.issued': 'the refund',
  'return.received': 'the return',
  'books.revenue': 'the cost or stock of its revenue',
  'books.cogs': 'the revenue of its cost',
  'books.inventory': 'the revenue of its stock',
  'stock.changed': 'the new stock',
  'document.acknowledged': 'the acknowledgement (997)',
  'document.accepted': 'the answer (855)',
};

export const words: PatternWords = {
  explain: ({ systems, details: { fact = '', late = '', sku } }) =>
    `${systems.at(-1) ?? 'The destination'} showed ${nouns[fact] ?? 'the fact'}${sku === undefined ? '' : ` of ${sku}`} ` +
    `${late} after its deadline, with the right content.`,
  remedy: () =>
    'Nothing to clean up. If it happens often, look at frequency and capacity, or use a webhook instead of a poll.',
  involve: () => 'nobody now',
};
