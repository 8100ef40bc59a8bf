// What a component comes to, by the type of what it is about.
import type { SubjectType } from '../observation/kinds.js';
import { subjectTypeOf } from '../observation/subject-type.js';
import { attemptsByNow } from './clock-set-back.js';
import { decideOrders } from './decide-orders.js';
import { decideOthers } from './decide-others.js';
import type { Component, Outcomes } from './ledger.js';
import { withinLimit } from './past-limit.js';
import type { Deciding, ReadFact } from './deciding.js';

export function decide(stored: Component, deciding: Deciding): Outcomes {
  const attempts = attemptsByNow(stored.attempts, deciding.context.now);
  const component = { ...stored, attempts };
  const facts = component.facts.map((fact) => ({ fact, ...deciding.read(fact.text) }));
  const type = typeOf(facts);
  if (type !== 'order') return decideOthers(type, component, facts, deciding);
  return decideOrders(component, withinLimit(facts), deciding);
}

/** Names keep the types apart, so that a component is of one; hops and hands go with any. */
function typeOf(facts: readonly ReadFact[]): SubjectType {
  for (const { statement } of facts) {
    const type = subjectTypeOf(statement.kind);
    if (type !== null) return type;
  }
  return 'order';
}
