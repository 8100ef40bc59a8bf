// Placed and payable, and the ERP never holds it.
import { HOUR, MINUTE, SECOND } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { truthRef, type OrderTale } from '../order.js';
import { hop, startUnheld } from '../placing.js';
import { ship } from '../shipping.js';
import type { Pattern } from '../pattern.js';

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order } = tale;
  const placed = startUnheld(tale, order.channel === 'shop' ? 'captured' : 'not_applicable');
  const also: Pattern[] = order.channel === 'shop' ? ['orphaned-payment'] : [];
  if (variant % 3 === 1) {
    const data = { from: order.channel, to: 'erp', kind_of: 'order.placed' };
    hop(tale, { at: order.placed + 20 * SECOND, kind: 'hop.received', data });
  }
  if (variant % 3 === 2 && order.mirrored) {
    ship(tale, { at: order.placed + 6 * HOUR, by: order.channel, skip: ['erp', 'shop'] });
    also.push('three-truths');
  }
  return {
    ref: truthRef(tale),
    cause: 'missing',
    also,
    evidence: [placed],
    absences: [{ system: 'erp', kind: 'order.acknowledged', trigger: placed, within: 15 * MINUTE }],
  };
}

export const lostOrder: OrderFault = {
  pattern: 'lost-order',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
