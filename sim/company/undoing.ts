// Cancellations, refunds and returns: the steps that must travel back through every holder.
import { DAY, HOUR, MINUTE } from './clock.js';
import type { Emission, SystemName } from './emission.js';
import {
  holdersOf,
  money,
  movedLines,
  paymentOf,
  refsFor,
  totalOf,
  type Lines,
  type OrderTale,
  type Said,
} from './order.js';

export interface Cancelling {
  readonly at: number;
  /** Absent: all of it. */
  readonly lines?: Lines;
  readonly by?: SystemName;
  /** Whether the warehouse holds the order by now. */
  readonly warehouse?: boolean;
  readonly skip?: readonly SystemName[];
  readonly late?: Partial<Record<SystemName, number>>;
}

function sayCancelled(tale: OrderTale, system: SystemName, at: number, lines?: Lines): Emission {
  const native =
    system === 'amazon' && lines === undefined ? { status: { native: 'Canceled' } } : {};
  return tale.say(system, 'order.cancelled', at, {
    refs: refsFor(tale, system),
    data: { ...(lines === undefined ? {} : { lines: movedLines(lines) }), reason: 'customer' },
    ...native,
  });
}

/** One system cancels; every other holder follows within its five minutes. */
export function cancel(tale: OrderTale, cancelling: Cancelling): Said {
  const first = cancelling.by ?? tale.order.channel;
  const said: Said = { [first]: sayCancelled(tale, first, cancelling.at, cancelling.lines) };
  const others = holdersOf(tale.order, first);
  const holders: readonly SystemName[] =
    cancelling.warehouse === true ? [...others, 'warehouse'] : others;
  for (const system of holders) {
    const delay = tale.random.between(0.3, 4.3) * MINUTE;
    if (cancelling.skip?.includes(system)) continue;
    const at = cancelling.at + (cancelling.late?.[system] ?? delay);
    said[system] = sayCancelled(tale, system, at, cancelling.lines);
  }
  return said;
}

export interface Refunding {
  readonly at: number;
  readonly cents?: number;
  readonly skip?: readonly SystemName[];
}

/** Money goes back: by the processor and the storefront for the shop's orders, by the marketplace for its own. */
export function refund(tale: OrderTale, refunding: Refunding): Said {
  const { order, random } = tale;
  const amount = money(order, refunding.cents ?? totalOf(order));
  const number = `re_${order.index.toString(36)}_${tale.emissions.length}`;
  const said: Said = {};
  const say = (system: SystemName, at: number): void => {
    if (refunding.skip?.includes(system)) return;
    const payment = system === 'shop' ? { payment: paymentOf(order) } : {};
    const refs = { ...refsFor(tale, system), ...payment, refund: number };
    said[system] = tale.say(system, 'refund.issued', at, { refs, data: amount });
  };
  say(order.channel, refunding.at);
  if (order.channel === 'shop') say('pay', refunding.at + MINUTE);
  say('erp', refunding.at + random.between(0.3, 20) * HOUR);
  return said;
}

export interface Returning {
  readonly at: number;
  readonly lines: Lines;
  readonly skip?: readonly SystemName[];
}

/** Asked, approved, received: the ERP hears of both its approval and the goods within a day of each. */
export function takeBack(tale: OrderTale, returning: Returning): Said {
  const { order, random } = tale;
  const { channel } = order;
  const data = { lines: movedLines(returning.lines) };
  const number = `R${order.index}`;
  const say = (system: SystemName, kind: string, at: number): Emission =>
    tale.say(system, kind, at, { refs: { ...refsFor(tale, system), return: number }, data });
  const told = (system: SystemName): boolean => returning.skip?.includes(system) !== true;
  say(channel, 'return.requested', returning.at);
  say(channel, 'return.approved', returning.at + HOUR);
  if (told('erp')) say('erp', 'return.approved', returning.at + random.between(1.1, 6) * HOUR);
  const received = returning.at + random.between(2, 4) * DAY;
  const said: Said = { warehouse: say('warehouse', 'return.received', received) };
  if (told('erp'))
    said.erp = say('erp', 'return.received', received + random.between(0.2, 18) * HOUR);
  return said;
}

/** The buyer pays nothing after all: an authorisation is let go, on both sides. */
export function voidPayment(tale: OrderTale, at: number): void {
  const { order } = tale;
  const data = money(order, totalOf(order));
  tale.say('pay', 'payment.voided', at, { refs: refsFor(tale, 'pay'), data });
  const refs = { ...refsFor(tale, 'shop'), payment: paymentOf(order) };
  tale.say('shop', 'payment.voided', at + 2_000, { refs, data });
}
