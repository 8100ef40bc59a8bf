// One fact that exactly one other holder of the order does not show past due; and every overdue
// rule that has no pattern of its own.
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import type { PatternWords } from './finding.js';
import { isWorkCancel } from './rollback-gap.js';
import { factWord, isThreeTruths } from './three-truths.js';
import { statedFact, unsettledFacts } from './unsettled-fact.js';

export function detectStatusVoid(order: JudgedOrder): OrderFault[] {
  const faults: OrderFault[] = [];
  for (const unsettled of unsettledFacts(order)) {
    // A cancellation that those who do the work miss is a rollback-gap, a pattern of its own.
    const handoffs = unsettled.handoffs.filter((handoff) => !isWorkCancel(order, handoff));
    if (handoffs.length === 0 || isThreeTruths(order, unsettled)) continue;
    faults.push(...statedFact(order, { ...unsettled, handoffs }, 'status-void'));
  }
  return faults;
}

export const words: PatternWords = {
  explain: ({ systems, details, hop }) =>
    `${systems[0] ?? 'One system'} says ${factWord(details['fact'])}; ${systems.slice(1).join(' and ')} ` +
    `${details['partial'] ? 'shows it only in part' : 'was never told'}, well past the deadline.` +
    (hop === null ? '' : ` The trail ends at ${hop}.`),
  remedy: ({ systems, details }) =>
    `Enter what is missing in ${systems.slice(1).join(' and ')}. At the source: make "${factWord(details['fact'])}" ` +
    'a handoff with a deadline, an acknowledgement and a retry, and poll for what a lost message took with it.',
  involve: () => 'the owner of the path between these two systems',
};
