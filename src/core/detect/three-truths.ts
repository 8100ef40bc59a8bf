// One fact, shipped or cancelled, missing or contradicted past due at two or more other holders.
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import type { PatternWords } from './finding.js';
import { statedFact, unsettledFacts } from './unsettled-fact.js';

export function detectThreeTruths(order: JudgedOrder): OrderFault[] {
  const faults: OrderFault[] = [];
  for (const unsettled of unsettledFacts(order)) {
    if (unsettled.fact !== 'shipped' && unsettled.fact !== 'cancelled') continue;
    const systems = new Set(unsettled.handoffs.map((handoff) => handoff.to));
    if (unsettled.fact === 'shipped') addAbsent(order, systems);
    if (systems.size < 2) continue;
    faults.push(...statedFact(order, unsettled, 'three-truths'));
  }
  return faults;
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
