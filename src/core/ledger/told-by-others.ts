// One thing that happened, of which several systems tell: whoever is told of it, is told once. The warehouse
// ships a parcel, and each system that hears of that says in its turn that it shipped; money is told of by the
// shop that granted it and by the processor that moved it.
import type { Operation } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import { eachReturn, reached, takenBack } from '../handoff/money.js';
import type { Observation } from '../observation/observation.js';
import { compareStatements } from '../order/arrivals.js';
import type { JudgedOrder } from '../order/judged.js';
import type { Happening } from '../order/happenings.js';
import { editsTold, stopsTold } from '../order/happenings.js';
import type { OrderRecord, OrderView } from '../order/record.js';
import { viewOf } from '../order/record.js';
import { sharedShipments } from '../order/shipped.js';

type Told = (trigger: Observation, source: OrderView, other: OrderView) => readonly Observation[];

function toldTheParcel(
  trigger: Observation,
  source: OrderView,
  other: OrderView,
): readonly Observation[] {
  const entity = source.shipments.find(({ statement }) => statement === trigger)?.entity;
  // A number that both count by may be of two parcels: then they hold other goods.
  if (entity === undefined || !sharedShipments(other, source).has(entity)) return [];
  return other.shipments.flatMap((one) => (one.entity === entity ? [one.statement] : []));
}

/** The first of each is owed as one: who tells of it later may have seen it earlier. */
function toldThePayment(
  _trigger: Observation,
  _source: OrderView,
  { captures, settlements }: OrderView,
): readonly Observation[] {
  return [...captures.slice(0, 1), ...settlements.slice(0, 1)];
}

/** By name, or by what they come to: of the same money, all tell. */
function toldTheRefund(
  trigger: Observation,
  source: OrderView,
  other: OrderView,
): readonly Observation[] {
  const index = source.refunds.indexOf(trigger);
  const told = index < 0 ? null : reached(other.refunds, source.refunds, index);
  return told === null ? [] : [told];
}

/** By name, or by what they come to. */
function toldTheReturn(
  trigger: Observation,
  source: OrderView,
  other: OrderView,
): readonly Observation[] {
  const returned = eachReturn(source.returns);
  const index = returned.findIndex(({ statement }) => statement === trigger);
  if (index < 0) return [];
  const told = takenBack(other.returns, source.returns, returned.slice(0, index + 1));
  return told === null ? [] : [told];
}

/** Of what is owed to a system as a whole, and not as one thing of several, no other name is sought. */
const telling: Readonly<Partial<Record<Operation, Told>>> = {
  'record-fulfilment': toldTheParcel,
  'confirm-shipment': toldTheParcel,
  'record-payment': toldThePayment,
  'record-refund': toldTheRefund,
  'record-return': toldTheReturn,
};

/** What is done to the order itself, each time by all that tell of it. */
const happening: Readonly<
  Partial<Record<Operation, (record: OrderRecord) => readonly Happening[]>>
> = {
  'update-order': editsTold,
  'hold-order': stopsTold,
  'release-order': stopsTold,
};

/** What other systems say of what a handoff is about; none where it is about an order as a whole. */
export function toldByOthers(
  handoff: Handoff,
  { record }: Pick<JudgedOrder, 'record'>,
): readonly Observation[] {
  const { trigger, to, rule } = handoff;
  const happenings = happening[rule.operation]?.(record);
  if (happenings !== undefined) {
    return happenings.find((one) => one.includes(trigger))?.filter((one) => one !== trigger) ?? [];
  }
  const told = telling[rule.operation];
  const source = viewOf(record, trigger.system);
  if (told === undefined || source === undefined) return [];
  return record.views.flatMap((view) =>
    view === source || view.system === to ? [] : told(trigger, source, view),
  );
}

/** The same handoffs, of these things first that of whoever told of it first: its name is the one that stands. */
export function firstTellersFirst(handoffs: readonly Handoff[]): readonly Handoff[] {
  const shared = handoffs.filter(({ rule }) => rule.operation in telling);
  const rest = handoffs.filter(({ rule }) => !(rule.operation in telling));
  const inOrder = shared.sort((one, other) => compareStatements(one.trigger, other.trigger));
  return [...rest, ...inOrder];
}
