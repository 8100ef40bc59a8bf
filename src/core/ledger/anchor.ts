// The permanent name of a handoff: the rule, the destination, and the trigger as its own system knows
// it. Never the merged subject, which changes when records turn out to be one (engine.md section 1).
import type { Rule } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import { namesSeveral, weakNamespaces } from '../identity/names.js';

export function handoffKey({ rule, to, trigger, ofOrder }: Handoff): string {
  const entity = ofOrder === true ? orderOf(trigger) : entityOf(trigger);
  return `${rule.id}/${to}/${trigger.system}/${entity}`;
}

/** Namespace that names the thing that happened, by the family of the kind. */
const entities: Readonly<Record<string, string>> = {
  shipment: 'shipment',
  refund: 'refund',
  return: 'return',
  payment: 'payment',
};

function entityOf(trigger: Observation): string {
  if (trigger.kind === 'order.placed') return orderOf(trigger);
  const family = trigger.kind.slice(0, trigger.kind.indexOf('.'));
  const namespace = entities[family];
  const named = namespace === undefined ? undefined : refOf(trigger.refs, namespace);
  return named === undefined ? trigger.id : `${namespace}=${named}`;
}

/** Whether the statement is about the very parcel, refund, return or payment that a handoff is about. */
export function isOfSameEntity(key: string, statement: Observation): boolean {
  const entity = entityOf(statement);
  return entity !== statement.id && key.endsWith(`/${entity}`);
}

/** All keys that a handoff of a whole order may bear, whichever of these statements triggered it. */
export function keysOfOrder(
  { rule, to }: Pick<Handoff, 'to'> & { readonly rule: Pick<Rule, 'id'> },
  statements: readonly Observation[],
): ReadonlySet<string> {
  return new Set(
    statements
      .filter((one) => !namesSeveral(one.refs) && orderOf(one) !== one.id)
      .map((one) => `${rule.id}/${to}/${one.system}/${orderOf(one)}`),
  );
}

/** A system states the placing of one order again and again, each time under another id. */
function orderOf({ id, refs }: Observation): string {
  for (const namespace of ['order', ...weakNamespaces]) {
    const name = refOf(refs, namespace);
    if (name !== undefined) return `${namespace}=${name}`;
  }
  return id;
}
