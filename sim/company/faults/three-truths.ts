// One shipment, stated by one system and missing at two other holders.
import { HOUR, SECOND } from '../clock.js';
import type { Emission, SystemName } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { truthRef, type OrderTale } from '../order.js';
import { hop, open } from '../placing.js';
import { ship } from '../shipping.js';

/** The middleware logs what it made of the word: another state, or the word itself, unchecked. */
function misread(tale: OrderTale, from: SystemName, at: number, out: string): Emission[] {
  const route = { from, to: 'erp', kind_of: 'shipment.shipped' };
  const words = { status_in: 'Shipped', status_out: out };
  return [
    hop(tale, {
      at: at + 20 * SECOND,
      kind: 'hop.received',
      data: { ...route, status_in: 'Shipped' },
    }),
    hop(tale, { at: at + 21 * SECOND, kind: 'hop.transformed', data: { ...route, ...words } }),
    hop(tale, { at: at + 24 * SECOND, kind: 'hop.forwarded', data: { ...route, ...words } }),
  ];
}

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order, random } = tale;
  const { placed, held } = open(tale);
  const by: SystemName = order.mirrored ? order.channel : 'warehouse';
  const at = order.placed + random.between(4, 40) * HOUR;
  const trigger = ship(tale, { at, by, skip: ['erp', 'shop'] })[by];
  const causeEvidence = traces(tale, by, at, variant);
  const mirrored = tale.emissions.find(
    ({ system, kind }) => system === 'shop' && kind === 'order.acknowledged',
  );
  const missing = { kind: 'shipment.shipped', within: HOUR };
  return {
    ref: truthRef(tale),
    cause: causeEvidence.length > 0 ? 'mapping' : 'missing',
    evidence: [placed, held, trigger, mirrored],
    causeEvidence,
    absences:
      trigger === undefined
        ? []
        : [
            { system: 'erp', trigger, ...missing },
            { system: 'shop', trigger, ...missing },
          ],
  };
}

function traces(tale: OrderTale, by: SystemName, at: number, variant: number): Emission[] {
  if (variant % 3 === 0) return [];
  return misread(tale, by, at, variant % 3 === 1 ? 'Pending Fulfillment' : 'Shipped');
}

export const threeTruths: OrderFault = {
  pattern: 'three-truths',
  channels: ['amazon', 'shop', 'amazon'],
  tell,
};
