// The permanent name of a handoff: the rule, the destination, and the trigger as its own system knows
// it. Never the merged subject, which changes when records turn out to be one.
import type { Rule } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Observation } from '../observation/observation.js';
import { refOf, refValues } from '../observation/observation.js';
import { namesSeveral, weakNamespaces } from '../identity/names.js';
import type { JudgedOrder } from '../order/judged.js';
import type { OrderRecord } from '../order/record.js';
import { remembered } from '../remembered.js';

type Named = Pick<JudgedOrder, 'record' | 'subject'>;

/**
 * The name that a handoff gets where none was told under another. A parcel's number, a refund's, a
 * payment's is told with its order: some systems count them anew for each, and one may be of several.
 */
export function handoffKey(handoff: Handoff, order: Named): string {
  const { trigger } = handoff;
  const isWhole = handoff.ofOrder === true || trigger.kind === 'order.placed';
  const start = startOf(handoff, trigger.system);
  return start + (isWhole ? orderOf(trigger, order) : ownEntities(trigger, order)[0]);
}

/** Namespace that names the thing that happened, by the family of the kind. */
const entities: Readonly<Record<string, string>> = {
  shipment: 'shipment',
  refund: 'refund',
  return: 'return',
  payment: 'payment',
};

function startOf(
  { rule, to }: Pick<Handoff, 'to'> & { readonly rule: Pick<Rule, 'id'> },
  system: string,
): string {
  return `${rule.id}/${to}/${system}/`;
}

function entityOf(trigger: Observation): string {
  const [namespace, name] = ownName(trigger);
  return name === undefined ? trigger.id : `${namespace}=${name}`;
}

/** Edits that versions of one placing show bear its id, all of them. */
function editOf(trigger: Observation, { record }: Named): string | undefined {
  const edit = record.edits.get(trigger);
  return edit === undefined ? undefined : `${trigger.id}/${edit}`;
}

/** Of the parcel, refund, return or payment that it is about, where it is about one and names it. */
function ownName({ kind, refs }: Observation): readonly [string, string | undefined] {
  const namespace = entities[kind.slice(0, kind.indexOf('.'))];
  return namespace === undefined ? ['', undefined] : [namespace, refOf(refs, namespace)];
}

/** By which names the trigger's system tells the order of what happened; the best first, never none. */
function ownEntities(trigger: Observation, order: Named): readonly [string, ...string[]] {
  const entity = editOf(trigger, order) ?? entityOf(trigger);
  const [first, ...others] = namesTold(trigger, order).map((name) => `${name}/${entity}`);
  return first === undefined ? [entity] : [first, ...others];
}

function namesTold(trigger: Observation, order: Named): readonly string[] {
  const [namespace, name] = ownName(trigger);
  // An id of a statement is of one thing, but of each order that a container names.
  if (name === undefined) return namesSeveral(trigger.refs) ? namesOf(trigger, order) : [];
  const told = naming(order.record).get(nameOf(trigger.system, namespace, name)) ?? [];
  const names = new Set(told.flatMap((one) => namesOf(one, order)));
  return [...names].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
}

/** Parcel, refund, return or payment, as its system calls it -> the statements that name it. */
const naming = remembered(({ statements }: OrderRecord) => {
  const found = new Map<string, Observation[]>();
  for (const statement of statements) {
    for (const name of thingsOf(statement)) {
      const others = found.get(name);
      if (others === undefined) found.set(name, [statement]);
      else others.push(statement);
    }
  }
  return found;
});

function thingsOf({ system, refs }: Observation): ReadonlySet<string> {
  const names = Object.values(entities).flatMap((namespace) =>
    refValues(refs, namespace).map((name) => nameOf(system, namespace, name)),
  );
  return new Set(names);
}

function nameOf(system: string, namespace: string, name: string): string {
  return `${system}\u0000${namespace}\u0000${name}`;
}

/** By which an order is named, the best first. */
export const orderNamespaces = ['order', ...weakNamespaces];

function rankOf(name: string): number {
  return orderNamespaces.findIndex((namespace) => name.startsWith(`${namespace}=`));
}

/** Whether the statement is about the very parcel, refund, return or payment that a handoff is about. */
export function isOfSameEntity(key: string, statement: Observation): boolean {
  const entity = entityOf(statement);
  return entity !== statement.id && key.endsWith(`/${entity}`);
}

/** All keys that a handoff of a whole order may bear, whichever of these statements triggered it. */
export function keysOfOrder(
  of: Pick<Handoff, 'to'> & { readonly rule: Pick<Rule, 'id'> },
  order: Named,
): ReadonlySet<string> {
  return new Set(
    order.record.statements.flatMap((one) =>
      namesOf(one, order).map((name) => startOf(of, one.system) + name),
    ),
  );
}

/** All keys that a handoff of a thing that happened may bear, whichever of its statements triggered it. */
export function keysOfEntity(handoff: Handoff, order: Named): ReadonlySet<string> {
  const start = startOf(handoff, handoff.trigger.system);
  return new Set(ownEntities(handoff.trigger, order).map((entity) => start + entity));
}

/** What it was called as long as its order was no part of its name. */
export function formerKey(handoff: Handoff): string {
  return startOf(handoff, handoff.trigger.system) + entityOf(handoff.trigger);
}

/** A system states the placing of one order again and again, each time under another id. */
function orderOf(statement: Observation, order: Named): string {
  return namesOf(statement, order)[0] ?? statement.id;
}

/** The best name that a statement gives its order, none where it gives it none; of a container, of each. */
function namesOf({ refs }: Observation, { record, subject }: Named): readonly string[] {
  const isContainer = namesSeveral(refs);
  for (const namespace of orderNamespaces) {
    const values = refValues(refs, namespace);
    const own = refValues(subject.refs, namespace);
    const ofOrder = isContainer
      ? values.filter((value) => own.includes(value))
      : values.slice(0, 1);
    if (ofOrder.length > 0) return [...ofOrder].sort().map((value) => `${namespace}=${value}`);
  }
  // It names the order by a name that only a join makes one of this order's.
  return isContainer ? [`order=${record.key}`] : [];
}
