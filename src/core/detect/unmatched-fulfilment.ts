// The ERP shipped something for which no system has an order.
import { spanOf } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import { day, hour } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import type { OrderRecord } from '../order/record.js';
import type { Context } from './context.js';
import type { PatternWords } from './finding.js';

/** How long before a shipment its order may have been placed: the inputs must reach back as far. */
const leadMillis = 48 * hour;
/** Pre-orders and payments by transfer make lives of many days. */
export const longLeadMillis = 10 * day;

export function detectUnmatchedFulfilment(order: JudgedOrder): OrderFault[] {
  const { record, context } = order;
  const shipment = erpShipment(record);
  if (shipment === null || knownAnywhere(record)) return [];
  if (!ordersCovered(context, shipment)) return [];
  return [
    fault(order, 'existence', [shipment.system], {
      pattern: 'unmatched-fulfilment',
      cause: 'unknown',
      handoff: null,
      at: shipment.at,
      evidence: cited([shipment]),
      details: { name: nameOf(shipment) ?? record.key },
    }),
  ];
}

/** The name under which the ERP shipped it: that of an order before its own record. */
function nameOf({ refs }: Observation): string | undefined {
  for (const namespace of ['order', 'order_name', 'external', 'po', 'record']) {
    const name = refOf(refs, namespace);
    if (name !== undefined) return name;
  }
  return undefined;
}

function erpShipment(record: OrderRecord): Observation | null {
  for (const view of record.views) {
    if (view.role === 'erp' && view.shipments[0] !== undefined) return view.shipments[0].statement;
  }
  return null;
}

/** Whether any system shows the order; a channel's parcel that bears the channel's own name of it does. */
export function knownAnywhere(record: OrderRecord): boolean {
  for (const view of record.views) {
    if (view.known !== null || view.placed !== null || view.records.length > 0) return true;
    const channel =
      view.role === 'storefront' || view.role === 'marketplace' || view.role === 'pos';
    const parcel = view.shipments[0]?.statement.refs;
    if (channel && (parcel?.['order'] ?? parcel?.['order_name']) !== undefined) return true;
  }
  return false;
}

/** Every system that shows orders at all reached back far enough to have shown this one. */
function ordersCovered(context: Context, shipment: Observation): boolean {
  // What a till sells leaves by the door.
  const takers = [...context.coverage.systems]
    .filter(([system]) => context.contract.systems.get(system)?.role !== 'pos')
    .flatMap(([, covered]) => spanOf(covered, 'order.placed') ?? []);
  const holders = [...context.coverage.systems.values()].flatMap(
    (covered) => spanOf(covered, 'order.acknowledged') ?? [],
  );
  const begins = [...takers, ...holders].map(({ from }) => from);
  // Windows that begin apart show that there was business before: then orders may be older, too.
  // A system that is quiet for its first hours does not begin apart.
  const apart = Math.max(...begins) - Math.min(...begins) > day;
  const takenFrom = shipment.at - (apart ? longLeadMillis - day : leadMillis);
  return (
    begins.length > 0 &&
    takers.every(({ from, until }) => from <= takenFrom && until >= begunBy(shipment)) &&
    holders.every(({ from }) => from <= shipment.at - leadMillis)
  );
}

/** When its order was there at the latest: a span to a file's end begins with the shipment's own record. */
function begunBy({ basis, at, until }: Observation): Instant {
  return basis === 'no-later-than' ? at : until;
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems[0] ?? 'The ERP'} made a shipment for ${details['name'] ?? 'an order'}, but no system has an order of that name.`,
  remedy: () =>
    'Find out which order the parcel belongs to and write the link; if the shipment was imported ' +
    'stand-alone, close that door: a fulfilment must name an order that the ERP holds.',
  involve: () => 'the ERP team and the warehouse',
};
