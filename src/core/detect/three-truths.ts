// One fact, shipped or cancelled, missing or contradicted past due at two or more other holders.
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import type { PatternWords } from './finding.js';
import type { UnsettledFact } from './unsettled-fact.js';
import { statedFact, unsettledFacts } from './unsettled-fact.js';

export function detectThreeTruths(order: JudgedOrder): OrderFault[] {
  return unsettledFacts(order)
    .filter((unsettled) => isThreeTruths(order, unsettled))
    .flatMap((unsettled) => statedFact(order, unsettled, 'three-truths'));
}

export function isThreeTruths(order: JudgedOrder, unsettled: UnsettledFact): boolean {
  if (unsettled.fact !== 'shipped' && unsettled.fact !== 'cancelled') return false;
  const systems = new Set(unsettled.handoffs.map((handoff) => handoff.to));
  if (unsettled.fact === 'shipped') addAbsent(order, systems);
  return systems.size > 1;
}

/** A system that should hold the order and does not is a third truth as well: absent. */
function addAbsent(order: JudgedOrder, systems: Set<string>): void {
  for (const handoff of order.handoffs) {
    const creation = handoff.rule.operation === 'create-order';
    if (creation && handoff.state === 'overdue') systems.add(handoff.to);
  }
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems[0] ?? 'One system'} says ${factWord(details['fact'])}; ${systems.slice(1).join(' and ')} ` +
    'still show another state, well past due. Each is right by what it received; no system logged an error.',
  remedy: ({ systems }) =>
    `Bring ${systems.slice(1).join(' and ')} up to date by hand. At the source: make ${systems[0] ?? 'the first system'}'s ` +
    'statement a handoff to each holder, in sequence and acknowledged; do not sync more often.',
  involve: ({ entry }) =>
    entry === 'translation' || entry === 'connector'
      ? 'connector or platform support, with the value in and the value out'
      : 'the owner of the middleware or connector between these systems',
};

/** `shipment.shipped` -> `shipped`, for sentences. */
export function factWord(kind: string | undefined): string {
  return (kind ?? 'something happened').split('.').at(-1)?.replaceAll('-', ' ') ?? '';
}
