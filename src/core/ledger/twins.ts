// An order has one handoff of a rule that is about it as a whole, and one of each parcel or refund, whichever
// of the order's names that handoff bears. Where records turn out to be one order, the others are its
// twins: one that was not sent is superseded; where two were, that is a finding.
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import type { JudgedOrder } from '../order/judged.js';
import { formerKey, handoffKey, keysOfEntity, keysOfOrder, orderNamespaces } from './anchor.js';
import { deliveriesOf, isLost } from './carriage.js';
import type { Command } from './command.js';
import { handoffDetail } from './ledger.js';
import type { Attempt, Component, HandoffState } from './ledger.js';
import { toldByOthers } from './told-by-others.js';

/** Each key that a statement of the order gives, or could have given -> the one that stands. */
export type Standing = Map<string, string>;

/**
 * The key under which the ledger holds a handoff. Where an attempt was made under a name that another
 * statement of the order gave, that name stays.
 * @param standing of this order; all keys that the handoff may bear are added.
 */
export function standingKey(
  handoff: Handoff,
  order: JudgedOrder,
  { component, standing }: { readonly component: Component; readonly standing: Standing },
): string {
  const key = handoffKey(handoff, order);
  const own = [...ownKeys(handoff, order), ...toldAs(handoff, order, component)];
  const known = [key, ...own].map((name) => standing.get(name)).find((name) => name !== undefined);
  if (known !== undefined) return known;
  const sent = component.handoffs
    .filter((one) => own.includes(one.key))
    .map(({ key: name }) => ({ name, attempts: attemptsAt(component, name) }))
    .filter(({ attempts }) => attempts.length > 0)
    .map(({ name, attempts }) => ({ name, ...placeOf(attempts) }))
    .sort((one, other) => one.rank - other.rank || one.at - other.at || one.id - other.id);
  const stands = sent[0]?.name ?? key;
  for (const name of own) standing.set(name, stands);
  standing.set(key, stands);
  return stands;
}

function ownKeys(handoff: Handoff, order: JudgedOrder): ReadonlySet<string> {
  const isWhole = handoff.rule.operation === 'create-order' || handoff.ofOrder === true;
  if (isWhole) return keysOfOrder(handoff, order);
  const others = toldByOthers(handoff, order).map((trigger) => ({ ...handoff, trigger }));
  return new Set([handoff, ...others].flatMap((one) => [...keysOfEntity(one, order)]));
}

/** A name without its order was told to the destination for one order: the one that its command is about. */
function toldAs(
  handoff: Handoff,
  { record, subject }: JudgedOrder,
  { handoffs }: Component,
): readonly string[] {
  const former = formerKey(handoff);
  const row = handoffs.find(({ key }) => key === former);
  if (row === undefined) return [];
  const command = row.command === null ? null : (JSON.parse(row.command) as Command);
  const told = command?.order?.key ?? row.subject;
  const names = [
    record.key,
    subject.key,
    ...orderNamespaces.flatMap((one) => subject.refs[one] ?? []),
  ];
  // A weak name is told with its system and namespace.
  const isOwn = names.includes(told) || names.includes(told.slice(told.indexOf('=') + 1));
  return isOwn ? [former] : [];
}

interface Place {
  readonly rank: number;
  /** Of the attempt that counts: by its time, for the ids of several processes are in no order. */
  readonly at: number;
  readonly id: number;
}

/** What was taken goes before what may have been, and that before what was not. */
function placeOf(attempts: readonly Attempt[]): Place {
  const deliveries = deliveriesOf(attempts);
  const accepted = deliveries.find(({ outcome }) => outcome === 'accepted');
  const { at = Infinity, id = Infinity } = accepted ?? attempts[0] ?? {};
  if (accepted !== undefined) return { rank: 0, at, id };
  if (deliveries.some(({ outcome }) => outcome === null)) return { rank: 1, at, id };
  return { rank: isLost(deliveries) ? 2 : 3, at, id };
}

/** A twin of what stands, as it is left: void or done, it is superseded; else its answer is waited for. */
export function asTwin(left: HandoffState, stands: string): HandoffState {
  if (left.carriage !== 'voided' && left.carriage !== 'done') return left;
  const detail = { ...handoffDetail(left), reason: `it is one with ${stands}` };
  return {
    ...left,
    carriage: 'superseded',
    state: 'superseded',
    detail: JSON.stringify(detail),
  };
}

/** Twins that were both taken: the destination was told of one order as of two. */
export function sentTwice(
  { subject }: Pick<JudgedOrder, 'subject'>,
  { component, standing }: { readonly component: Component; readonly standing: Standing },
): readonly Candidate[] {
  return component.handoffs.flatMap((twin) => {
    const stands = component.handoffs.find(({ key }) => key === standing.get(twin.key));
    if (stands === undefined || stands === twin) return [];
    const times = [stands, twin].map(({ key }) => takenAt(attemptsAt(component, key)));
    if (times.includes(null)) return [];
    return candidate({
      ...{ pattern: 'identity-conflict', cause: 'duplicate', field: 'sent-twice' },
      ...{ subject, systems: [twin.to], handoff: twin.rule },
      at: Math.max(...times.map((time) => time ?? 0)) as Instant,
      evidence: [stands, twin].map((one) => handoffDetail(one).trigger),
      details: { why: 'sent-twice', name: subject.key },
    });
  });
}

function takenAt(attempts: readonly Attempt[]): Instant | null {
  const taken = deliveriesOf(attempts).find(({ outcome }) => outcome === 'accepted');
  return taken === undefined ? null : (taken.answeredAt ?? taken.at);
}

export function attemptsAt({ attempts }: Component, key: string): readonly Attempt[] {
  return attempts.filter(({ handoff }) => handoff === key);
}
