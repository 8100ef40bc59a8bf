// The middleware forwards the shipment before the ERP holds the order; the ERP swallows it.
import { MINUTE, SECOND, HOUR } from '../clock.js';
import type { SystemName } from '../emission.js';
import type { Absence, FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { truthRef, type OrderTale } from '../order.js';
import { acknowledge, hop, startUnheld } from '../placing.js';
import { ship } from '../shipping.js';

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order, random } = tale;
  const placed = startUnheld(tale, 'not_applicable');
  const at = order.placed + random.between(1.5, 3) * MINUTE;
  const both = variant % 2 === 1 && order.mirrored;
  const skip: readonly SystemName[] = both ? ['erp', 'shop'] : ['erp'];
  const trigger = ship(tale, { at, by: order.channel, skip })[order.channel];
  const data = {
    from: order.channel,
    to: 'erp',
    kind_of: 'shipment.shipped',
    status_in: 'Shipped',
  };
  hop(tale, { at: at + 10 * SECOND, kind: 'hop.received', data });
  const forwarded = hop(tale, { at: at + 12 * SECOND, kind: 'hop.forwarded', data });
  const held = acknowledge(tale, { at: order.placed + random.between(6, 13) * MINUTE });
  const absences: Absence[] =
    trigger === undefined
      ? []
      : [{ system: 'erp', kind: 'shipment.shipped', trigger, within: HOUR }];
  return {
    ref: truthRef(tale),
    cause: 'sequencing',
    also: [both ? 'three-truths' : 'status-void'],
    evidence: [placed, held, trigger, forwarded],
    exact: [held, forwarded],
    causeEvidence: [forwarded],
    absences,
  };
}

export const prematureEvent: OrderFault = {
  pattern: 'premature-event',
  channels: ['amazon', 'walmart'],
  tell,
};
