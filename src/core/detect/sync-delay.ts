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

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems.at(-1) ?? 'The destination'} showed ${details['fact'] ?? 'the fact'} ${details['late'] ?? ''} after its ` +
    'deadline, with the right content.',
  remedy: () =>
    'Nothing to clean up. If it happens often, look at frequency and capacity, or use a webhook instead of a poll.',
  involve: () => 'nobody now',
};
