// Every side agrees, and what they agree on cannot be: more shipped, returned or refunded than there was.
import { DAY, HOUR } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { totalOf, truthRef, type Lines, type OrderTale } from '../order.js';
import { open } from '../placing.js';
import { finish, post, ship } from '../shipping.js';
import { refund, takeBack } from '../undoing.js';

function oneMore(lines: Lines): Lines {
  const [first, ...others] = lines;
  return first === undefined ? lines : [{ ...first, qty: first.qty + 1 }, ...others];
}

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order, random } = tale;
  const { placed, held } = open(tale, order.channel === 'shop' ? 'captured' : 'not_applicable');
  const rest = { ref: truthRef(tale), cause: 'conflict', causeKnown: false } as const;
  if (variant % 3 === 1) {
    const shipped = finish(tale, { settled: true });
    const back = takeBack(tale, { at: shipped + DAY, lines: oneMore(order.lines) });
    return { ...rest, evidence: [placed, held], oneOf: [back.warehouse, back.erp] };
  }
  if (variant % 3 === 2 && order.channel === 'shop') {
    const shipped = finish(tale);
    const back = refund(tale, {
      at: shipped + DAY,
      cents: totalOf(order) + random.whole(500, 5_000),
    });
    const paid = tale.emissions.find(
      ({ system, kind }) => system === 'shop' && kind === 'payment.captured',
    );
    return { ...rest, evidence: [placed, paid, back.shop] };
  }
  const lines = oneMore(order.lines);
  const at = order.placed + random.between(5, 40) * HOUR;
  const said = ship(tale, { at, lines });
  post(tale, { at: at + HOUR, lines });
  // An ERP's parcel may name its own record alone: whose order that is, the record says.
  return { ...rest, evidence: [placed, held], oneOf: [said[order.channel], said.erp] };
}

export const impossibleQuantity: OrderFault = {
  pattern: 'impossible-quantity',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
