// A word in a closed list that no vocabulary knows; each order shows a word of its own.
import { HOUR, MINUTE } from '../clock.js';
import type { SystemName } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { refsFor, truthRef, type OrderTale } from '../order.js';
import { hop, open } from '../placing.js';
import { finish } from '../shipping.js';

const BEGINNINGS = [
  'BACKFLUSH',
  'CROSSDOCK',
  'KITTING',
  'RECASTED',
  'DUTY_HELD',
  'REPLEVIED',
] as const;

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order } = tale;
  const { placed } = open(tale);
  const system: SystemName = variant % 3 === 2 ? 'erp' : order.channel;
  const native = `${BEGINNINGS[variant % BEGINNINGS.length] ?? 'ODD'}_${order.index}`;
  const at = order.placed + HOUR + 20 * MINUTE;
  const word = tale.say(system, 'order.status', at, {
    refs: refsFor(tale, system),
    status: { native },
  });
  const traced = variant % 2 === 0 && system !== 'erp';
  const data = { from: system, to: 'erp', kind_of: 'order.status', status_in: native };
  const causeEvidence = traced ? [hop(tale, { at: at + MINUTE, kind: 'hop.received', data })] : [];
  finish(tale);
  return {
    ref: truthRef(tale),
    cause: 'mapping',
    causeKnown: traced,
    evidence: [placed, word],
    causeEvidence,
  };
}

export const unmappedStatus: OrderFault = {
  pattern: 'unmapped-status',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
