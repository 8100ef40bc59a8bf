// One fact that exactly one other holder of the order does not show past due; and every overdue
// rule that has no pattern of its own.
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import type { PatternWords } from './finding.js';
import { factWord } from './three-truths.js';
import { statedFact, unsettledFacts } from './unsettled-fact.js';

export function detectStatusVoid(order: JudgedOrder): OrderFault[] {
  return unsettledFacts(order).flatMap((unsettled) => statedFact(order, unsettled, 'status-void'));
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
