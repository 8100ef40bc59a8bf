// The ERP holds a draft that nobody ever approves.
import { DAY, MINUTE } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { truthRef, type OrderTale } from '../order.js';
import { acknowledge, startUnheld } from '../placing.js';

/** One business day after a Friday's draft is Monday; after a Saturday's at the latest Tuesday. */
const APPROVAL = 4 * DAY;

function tell(tale: OrderTale): FaultDraft {
  const placed = startUnheld(tale);
  const at = tale.order.placed + tale.random.between(1, 10) * MINUTE;
  const trigger = acknowledge(tale, { at, state: 'draft' });
  return {
    ref: truthRef(tale),
    cause: 'missing',
    evidence: [placed, trigger],
    absences: [{ system: 'erp', kind: 'order.acknowledged', trigger, within: APPROVAL }],
  };
}

export const parkedDraft: OrderFault = {
  pattern: 'parked-draft',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
