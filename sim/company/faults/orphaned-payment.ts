// Money that no system has an order for, or whose order the ERP holds under another reference.
import { HOUR, MINUTE } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import {
  cartOf,
  money,
  paymentOf,
  pricedLines,
  recordOf,
  refsFor,
  totalOf,
  type OrderTale,
} from '../order.js';

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order, random } = tale;
  const amount = money(order, totalOf(order));
  const trigger = tale.say('pay', 'payment.captured', order.placed, {
    refs: refsFor(tale, 'pay'),
    data: { ...amount, description: `shop checkout ${cartOf(order)}` },
  });
  const unclaimed = {
    system: 'shop',
    kind: 'payment.captured',
    trigger,
    within: 2 * HOUR,
  } as const;
  if (variant % 2 === 0) {
    const unheld = {
      system: 'erp',
      kind: 'order.acknowledged',
      trigger,
      within: 2 * HOUR,
    } as const;
    return {
      ref: paymentOf(order),
      cause: 'missing',
      evidence: [trigger],
      absences: [unclaimed, unheld],
    };
  }
  const record = recordOf(order);
  const held = tale.say('erp', 'order.acknowledged', order.placed + random.between(1, 9) * MINUTE, {
    refs: { external: `WEB-${order.index}`, record },
    data: { record, state: 'confirmed', lines: pricedLines(order.lines), total: amount },
  });
  const evidence = [trigger, held];
  return {
    ref: paymentOf(order),
    cause: 'mapping',
    evidence,
    exact: evidence,
    absences: [unclaimed],
  };
}

export const orphanedPayment: OrderFault = {
  pattern: 'orphaned-payment',
  channels: ['shop'],
  tell,
};
