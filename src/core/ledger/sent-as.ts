// Under which names a handoff may have been sent, and under which it was: a destination that was told of it
// by one name is not told again by another.
import type { Handoff } from '../handoff/handoff.js';
import type { Owing } from '../handoff/owing.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import type { JudgedOrder } from '../order/judged.js';
import { formerKey, keysOfEntity, keysOfOrder, orderNamespaces } from './anchor.js';
import { deliveriesOf, isLost } from './carriage.js';
import type { Command } from './command.js';
import { handoffDetail } from './ledger.js';
import type { Attempt, Component } from './ledger.js';
import { attemptsAt, stateAt } from './rows-of.js';
import { areOneByName, namesOfThing } from './things.js';

/** A handoff, with the other statements of what it is about. */
export interface Telling {
  readonly handoff: Handoff;
  readonly alike: readonly Observation[];
  /** It is about a part of what that is about which stands for it. */
  readonly isPart?: true;
}

export interface Known {
  readonly order: JudgedOrder;
  readonly component: Component;
}

/** All names that it may bear, whichever of the statements of what it is about triggered it. */
export function keysOf({ handoff, alike }: Telling, known: Known): readonly string[] {
  const { order, component } = known;
  const isWhole = handoff.rule.operation === 'create-order' || handoff.ofOrder === true;
  if (isWhole) return [...keysOfOrder(handoff, order), ...toldAs(handoff, order, component)];
  const triggers = [handoff.trigger, ...alike];
  const names = triggers.flatMap((trigger) => [...keysOfEntity({ ...handoff, trigger }, order)]);
  return [...new Set([...names, ...toldAs(handoff, order, component)])];
}

/** A name under which an attempt was made, and its place among those of the order. */
export interface Sent extends Place {
  readonly name: string;
}

/** By which of the names it was sent; null: by none. */
export function sentAs(names: readonly string[], component: Component): Sent | null {
  const [first] = names
    .map((name) => ({ name, attempts: attemptsAt(component, name) }))
    .filter(({ attempts }) => attempts.length > 0)
    .map(({ name, attempts }) => ({ name, ...placeOf(attempts) }))
    .sort(bySending);
  return first ?? null;
}

export function bySending(one: Sent, other: Sent): number {
  return one.rank - other.rank || one.at - other.at || one.id - other.id;
}

/**
 * When a destination was told, or may have been, of a statement itself, or of what another system calls by the
 * same name: and not of another thing that may be one with it.
 */
export function toldOf(
  { record }: JudgedOrder,
  component: Component,
): NonNullable<Owing['toldAt']> {
  const statements = new Map(record.statements.map((one) => [citation(one), one]));
  const told = new Map<string, Instant>();
  const named = new Map<
    string,
    readonly { readonly statement: Observation; readonly at: Instant }[]
  >();
  for (const row of component.handoffs) {
    const { key, rule, to } = row;
    const attempts = attemptsAt(component, key);
    const [first] = deliveriesOf(attempts);
    if (first === undefined || placeOf(attempts).rank >= notTaken) continue;
    const { trigger } = handoffDetail(row);
    const { at } = first;
    told.set(toldName(rule, to, trigger), at);
    const statement = statements.get(trigger);
    if (statement === undefined) continue;
    for (const name of namesOfThing(statement)) {
      const place = toldName(rule, to, `=${name}`);
      named.set(place, [...(named.get(place) ?? []), { statement, at }]);
    }
  }
  return (rule, to, statement) => {
    const itself = told.get(toldName(rule, to, citation(statement)));
    if (itself !== undefined) return itself;
    const alike = namesOfThing(statement)
      .flatMap((name) => named.get(toldName(rule, to, `=${name}`)) ?? [])
      .find((one) => areOneByName(one.statement, statement, record));
    return alike?.at ?? null;
  };
}

function toldName(rule: string, to: string, what: string): string {
  return `${rule}\u0000${to}\u0000${what}`;
}

/** A name without its order was told to the destination for one order: the one that its command is about. */
function toldAs(
  handoff: Handoff,
  { record, subject }: JudgedOrder,
  component: Component,
): readonly string[] {
  const former = formerKey(handoff);
  const row = stateAt(component, former);
  if (row === undefined) return [];
  const command = row.command === null ? null : (JSON.parse(row.command) as Command);
  // Of some of its lines, which is not the order.
  if (handoff.ofOrder === true && command?.said['lines'] !== undefined) return [];
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

/** Rank of what was tried, and certainly not taken. */
const notTaken = 3;

/** What was taken goes before what may have been, and that before what was not. */
function placeOf(attempts: readonly Attempt[]): Place {
  const deliveries = deliveriesOf(attempts);
  const accepted = deliveries.find(({ outcome }) => outcome === 'accepted');
  const { at = Infinity, id = Infinity } = accepted ?? attempts[0] ?? {};
  if (accepted !== undefined) return { rank: 0, at, id };
  if (deliveries.some(({ outcome }) => outcome === null)) return { rank: 1, at, id };
  return { rank: isLost(deliveries) ? 2 : notTaken, at, id };
}
