// One order, two ERP records that together hold more than was ordered.
import { MINUTE, SECOND } from '../clock.js';
import type { Emission } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { recordOf, truthRef, type OrderTale } from '../order.js';
import { acknowledge, hop, startUnheld } from '../placing.js';
import { finish } from '../shipping.js';

/** The answer to the first attempt is lost on the way back, and the order is sent again. */
function retried(tale: OrderTale): void {
  const { order } = tale;
  const route = { from: order.channel, to: 'erp', kind_of: 'order.placed' };
  hop(tale, { at: order.placed + 20 * SECOND, kind: 'hop.forwarded', data: route });
  const data = { ...route, error: 'timeout: no answer in 60 s' };
  hop(tale, { at: order.placed + 80 * SECOND, kind: 'hop.failed', data });
  hop(tale, { at: order.placed + 100 * SECOND, kind: 'hop.forwarded', data: route });
}

function twoRecords(tale: OrderTale, variant: number): readonly Emission[] {
  const { order, random } = tale;
  const second = recordOf(order, 1);
  const early = order.placed + 45 * SECOND;
  if (variant % 3 === 1) {
    const drafted = acknowledge(tale, { at: early, state: 'draft', record: second });
    return [drafted, acknowledge(tale, { at: order.placed + random.between(4, 12) * MINUTE })];
  }
  if (variant % 3 === 0) retried(tale);
  const first = acknowledge(tale, { at: early });
  return [
    first,
    acknowledge(tale, { at: order.placed + random.between(2, 12) * MINUTE, record: second }),
  ];
}

function tell(tale: OrderTale, variant: number): FaultDraft {
  const placed = startUnheld(tale);
  const records = twoRecords(tale, variant);
  finish(tale);
  return { ref: truthRef(tale), cause: 'duplicate', evidence: [placed, ...records] };
}

export const duplicateDraft: OrderFault = {
  pattern: 'duplicate-draft',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
