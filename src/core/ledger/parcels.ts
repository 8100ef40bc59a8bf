// One parcel of which several systems tell: whoever is told of it, is told once. The warehouse ships it, and
// each system that hears of that says in its turn that it shipped.
import type { Handoff } from '../handoff/handoff.js';
import type { Observation } from '../observation/observation.js';
import { compareStatements } from '../order/arrivals.js';
import type { JudgedOrder } from '../order/judged.js';
import { viewOf } from '../order/record.js';
import { sharedShipments } from '../order/shipped.js';

function isOfParcel({ rule }: Handoff): boolean {
  return rule.operation === 'record-fulfilment' || rule.operation === 'confirm-shipment';
}

/** What other systems say of the parcel that a handoff is about; none where it is about no parcel. */
export function toldByOthers(
  handoff: Handoff,
  { record }: Pick<JudgedOrder, 'record'>,
): readonly Observation[] {
  const { trigger, to } = handoff;
  const source = isOfParcel(handoff) ? viewOf(record, trigger.system) : undefined;
  const entity = source?.shipments.find(({ statement }) => statement === trigger)?.entity;
  if (source === undefined || entity === undefined) return [];
  return record.views.flatMap((view) => {
    if (view === source || view.system === to) return [];
    // A number that both count by may be of two parcels: then they hold other goods.
    if (!sharedShipments(view, source).has(entity)) return [];
    const parcels = view.shipments.filter((shipment) => shipment.entity === entity);
    return parcels.map(({ statement }) => statement);
  });
}

/** The same handoffs, of the parcels first that of whoever told of it first: its name is the one that stands. */
export function firstTellersFirst(handoffs: readonly Handoff[]): readonly Handoff[] {
  const parcels = handoffs.filter(isOfParcel);
  const rest = handoffs.filter((handoff) => !isOfParcel(handoff));
  const inOrder = parcels.sort((one, other) => compareStatements(one.trigger, other.trigger));
  return [...rest, ...inOrder];
}
