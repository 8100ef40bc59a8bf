// Revenue without its cost, or cost without its revenue.
import { DAY, HOUR } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { truthRef, type OrderTale } from '../order.js';
import { open } from '../placing.js';
import { ship, post } from '../shipping.js';

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order, random } = tale;
  const { placed, held } = open(tale);
  const at = order.placed + random.between(5, 40) * HOUR;
  ship(tale, { at });
  const costOnly = variant % 2 === 1;
  const posted = post(tale, { at: at + HOUR, cost: costOnly, revenue: !costOnly });
  const [trigger] = posted;
  const kind = costOnly ? 'books.revenue' : 'books.cogs';
  return {
    ref: truthRef(tale),
    cause: 'missing',
    evidence: [placed, held, ...posted],
    absences: trigger === undefined ? [] : [{ system: 'erp', kind, trigger, within: DAY }],
  };
}

export const booksGap: OrderFault = {
  pattern: 'books-gap',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
