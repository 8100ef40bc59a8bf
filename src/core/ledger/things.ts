// What a handoff is about where it is about one thing of several: who tells of it, by which names, and how
// much it is.
import type { Operation } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Money } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import { orderedBy } from '../order/cancelled.js';
import { includes } from '../order/quantities.js';
import type { OrderRecord, OrderView, Quantities } from '../order/record.js';
import { viewOf } from '../order/record.js';
import type { Likeness, Thing } from './gather.js';

/** A thing that a handoff is about; or that the destination tells of itself. */
export interface Told extends Omit<Thing, 'isSent'> {
  readonly handoff: Handoff | null;
  readonly statement: Observation;
}

/** Operations about one thing of several. What is about an order as a whole, it has once. */
const amounts: Readonly<
  Partial<Record<Operation, (told: Observation, of: Of) => Quantities | null>>
> = {
  'record-fulfilment': goodsOfParcel,
  'confirm-shipment': goodsOfParcel,
  'record-payment': money,
  'record-refund': money,
  'record-return': (told, { view }) => goodsIn(view.returns, told),
  'cancel-order': (told, { view }) => goodsIn(view.cancellations, told),
};

interface Of {
  readonly view: OrderView;
  readonly record: OrderRecord;
}

export function isOfThing({ rule, ofOrder }: Handoff): boolean {
  return rule.operation in amounts && ofOrder !== true;
}

/** What the handoffs of one rule towards one destination are about. */
export function thingsOf(handoffs: readonly Handoff[], record: OrderRecord): readonly Told[] {
  const things = handoffs.map((handoff) => thingOf(handoff, record));
  // Money in two currencies is counted: nobody knows what the one came to in the other.
  const isMoney = handoffs.some(({ trigger }) => isOfMoney(trigger));
  const currencies = new Set(things.flatMap(({ amount }) => [...(amount?.keys() ?? [])]));
  if (!isMoney || currencies.size < 2) return things;
  return things.map((one) => ({ ...one, amount: null }));
}

function thingOf(handoff: Handoff, record: OrderRecord): Told {
  const { trigger, rule } = handoff;
  const view = viewOf(record, trigger.system);
  const amount =
    view === undefined ? undefined : amounts[rule.operation]?.(trigger, { view, record });
  return {
    ...{ handoff, system: trigger.system, statement: trigger, amount: amount ?? null },
    names: namesOfThing(trigger),
  };
}

/** Lines that the destination cancelled itself: to cancel them once more may cancel twice as many. */
export function cancelledThere({ to, rule }: Handoff, record: OrderRecord): readonly Told[] {
  if (rule.operation !== 'cancel-order') return [];
  const own = viewOf(record, to)?.cancellations ?? [];
  return own.flatMap(({ statement, lines: amount }) =>
    amount === null ? [] : { handoff: null, system: to, statement, amount, names: [] },
  );
}

/** By any of which another system may mean the parcel, payment, refund or return; cancelled lines have none. */
export function namesOfThing({ kind, refs, data: { tracking } }: Observation): readonly string[] {
  const family = kind.slice(0, kind.indexOf('.'));
  const names = family === 'order' ? [] : refValues(refs, family);
  return tracking === undefined ? names : [...names, tracking];
}

/** Whether two systems mean one thing by the name that both give it: neither says that it is of other goods. */
export function areOneByName(one: Observation, other: Observation, record: OrderRecord): boolean {
  const goods = [one, other].map((told) => goodsNamed(told, record));
  return one.system !== other.system && one.kind === other.kind && !areApart(goods);
}

function goodsNamed(told: Observation, record: OrderRecord): Quantities | null {
  const view = viewOf(record, told.system);
  if (view === undefined) return null;
  return told.kind.startsWith('shipment.')
    ? goodsOfParcel(told, { view, record })
    : goodsIn(view.returns, told);
}

function isOfMoney({ kind }: Observation): boolean {
  return kind.startsWith('payment.') || kind.startsWith('refund.');
}

function money({ data }: Observation): Quantities | null {
  return data.amount === undefined ? null : new Map([[data.currency ?? '', data.amount]]);
}

function goodsIn(facts: OrderView['returns'], told: Observation): Quantities | null {
  return facts.find(({ statement }) => statement === told)?.lines ?? null;
}

/** A status that claims that the order shipped claims all of it. */
function goodsOfParcel(told: Observation, { view, record }: Of): Quantities | null {
  const fact = view.shipments.find(({ statement }) => statement === told);
  return fact?.whole === true ? (fact.lines ?? orderedBy(record)) : (fact?.lines ?? null);
}

/** By what those things can be known as one, or not. */
export function likenessIn(record: OrderRecord, operation: Operation): Likeness<Told & Thing> {
  const ordered = orderedBy(record);
  const total = record.placing?.data.total;
  const isOrdered = (goods: Quantities): boolean =>
    ordered !== null && [...goods.keys()].every((name) => ordered.has(name));
  return {
    // A number that both count by may be of two parcels: then they hold other goods.
    areOther: (one, other) => holdOthers(one, other),
    areTwo: ({ statement: { data } }, { statement: other }) =>
      data.tracking !== undefined &&
      other.data.tracking !== undefined &&
      data.tracking !== other.data.tracking,
    areOtherGoods: (one, other) => isOrdered(one) && isOrdered(other),
    // A payment is told by many names, some of them in several statements: no more than the order comes to.
    canBe: (all) =>
      operation !== 'record-payment' ||
      (all !== null && total !== undefined && isWithin(all, total)),
  };
}

function holdOthers({ statement, amount }: Told, other: Told): boolean {
  return !isOfMoney(statement) && areApart([amount, other.amount]);
}

function areApart([one, other]: readonly (Quantities | null | undefined)[]): boolean {
  if (one == null || other == null) return false;
  return !includes(one, other) && !includes(other, one);
}

function isWithin(all: Quantities, total: Money): boolean {
  return [...all].every(([name, sum]) => name === total.currency && sum <= total.amount);
}
