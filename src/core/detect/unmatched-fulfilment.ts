// The ERP shipped something for which no system has an order.
import { hour } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import type { OrderRecord } from '../order/record.js';
import type { Context } from './context.js';
import type { PatternWords } from './finding.js';

/** How long before a shipment its order may have been placed: the inputs must reach back as far. */
const leadMillis = 48 * hour;

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
  for (const view of record.views.values()) {
    if (view.role === 'erp' && view.shipments[0] !== undefined) return view.shipments[0].statement;
  }
  return null;
}

export function knownAnywhere(record: OrderRecord): boolean {
  for (const view of record.views.values()) {
    if (view.known !== null || view.placed !== null || view.records.length > 0) return true;
  }
  return false;
}

/** Every system that shows orders at all reached back far enough to have shown this one. */
function ordersCovered(context: Context, shipment: Observation): boolean {
  const from = (shipment.at - leadMillis) as Instant;
  let shown = false;
  for (const coverage of context.coverage.systems.values()) {
    const shows = coverage.kinds.has('order.placed') || coverage.kinds.has('order.acknowledged');
    if (!shows) continue;
    shown = true;
    if (coverage.from > from || coverage.until < shipment.until) return false;
  }
  return shown;
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems[0] ?? 'The ERP'} made a shipment for ${details['name'] ?? 'an order'}, but no system has an order of that name.`,
  remedy: () =>
    'Find out which order the parcel belongs to and write the link; if the shipment was imported ' +
    'stand-alone, close that door: a fulfilment must name an order that the ERP holds.',
  involve: () => 'the ERP team and the warehouse',
};
