// Right, complete and too late: information, not a fault of anything but speed.
import { HOUR, MINUTE } from '../clock.js';
import type { SystemName } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { truthRef, type OrderTale } from '../order.js';
import { acknowledge, open, startUnheld } from '../placing.js';
import { finish, post, ship } from '../shipping.js';

function lateRecord(tale: OrderTale): FaultDraft {
  const { order, random } = tale;
  const placed = startUnheld(tale);
  const held = acknowledge(tale, { at: order.placed + random.between(25, 100) * MINUTE });
  finish(tale);
  // Before the ERP's files begin, it may have held the order already.
  const absences = [
    { system: 'erp', kind: 'order.acknowledged', trigger: placed, within: 15 * MINUTE },
  ] as const;
  const evidence = [placed, held];
  return { ref: truthRef(tale), cause: 'delay', evidence, exact: evidence, absences };
}

function lateShipment(tale: OrderTale, slow: SystemName): FaultDraft {
  const { order, random } = tale;
  const { placed, held } = open(tale);
  const at = order.placed + random.between(5, 30) * HOUR;
  const delay = random.between(1.5, 7) * HOUR;
  const said = ship(tale, { at, late: { [slow]: delay } });
  post(tale, { at: at + delay + HOUR });
  const exact = [said.warehouse, said[slow]];
  return { ref: truthRef(tale), cause: 'delay', evidence: [placed, held, ...exact], exact };
}

function tell(tale: OrderTale, variant: number): FaultDraft {
  if (variant % 3 === 0) return lateRecord(tale);
  return lateShipment(tale, variant % 3 === 1 ? 'erp' : tale.order.channel);
}

export const syncDelay: OrderFault = {
  pattern: 'sync-delay',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
