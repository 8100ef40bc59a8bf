// The ERP ships something that no system ever sold.
import { DAY } from '../clock.js';
import type { SystemName } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { movedLines, orderName, recordOf, type OrderTale } from '../order.js';

/** Far from every index that a channel could reach. */
const NEVER_SOLD = 7_000_000;
/** An order may be this much older than its shipment; the channels' files must reach back as far. */
const LONGEST_LIFE = 10 * DAY;

function tell(tale: OrderTale): FaultDraft {
  const { order, random, world } = tale;
  const stranger = { ...order, index: order.index + NEVER_SOLD };
  const external = orderName(stranger).slice(1);
  const earliest = world.from + LONGEST_LIFE + random.between(0.5, 2) * DAY;
  const trigger = tale.say('erp', 'shipment.shipped', Math.max(order.placed, earliest), {
    refs: { external, record: recordOf(stranger), shipment: `IF${stranger.index}-1` },
    data: { lines: movedLines(order.lines), carrier: 'UPS', tracking: `1Z${stranger.index}X1` },
  });
  const channels: readonly SystemName[] = ['shop', 'amazon', 'walmart'];
  return {
    ref: external,
    cause: 'missing',
    causeKnown: false,
    evidence: [trigger],
    absences: channels.map((system) => ({
      system,
      kind: 'order.placed',
      trigger,
      within: 0,
      before: LONGEST_LIFE,
    })),
  };
}

export const unmatchedFulfilment: OrderFault = {
  pattern: 'unmatched-fulfilment',
  channels: ['shop'],
  tell,
};
