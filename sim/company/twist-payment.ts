// Honest turns of paying, holding and waiting: each moves the clock of a deadline, none breaks it.
import { DAY, HOUR, MINUTE, SECOND, UTC, instantText } from './clock.js';
import type { SystemName } from './emission.js';
import {
  movedLines,
  orderId,
  pricedLines,
  refsFor,
  money,
  totalOf,
  valueOf,
  type OrderTale,
} from './order.js';
import {
  acknowledge,
  acknowledgedBy,
  hop,
  mirror,
  open,
  openThroughOutage,
  pay,
  place,
} from './placing.js';
import { startUnheld, traceOrder } from './placing.js';
import { finish, request } from './shipping.js';
import { voidPayment } from './undoing.js';

export function plain(tale: OrderTale): void {
  openThroughOutage(tale);
  const { channel } = tale.order;
  if (tale.random.chance(0.12)) traceOrder(tale, false);
  if (channel === 'amazon' && tale.random.chance(0.15)) {
    const refs = refsFor(tale, 'amazon');
    tale.say('amazon', 'order.status', tale.order.placed + 2 * MINUTE, {
      refs,
      status: { native: 'Unshipped' },
    });
  }
  finish(tale, { throughOutage: true });
}

export function refusedThenAccepted(tale: OrderTale): void {
  open(tale);
  traceOrder(tale, true);
  finish(tale);
}

export function authorisedThenCaptured(tale: OrderTale): void {
  open(tale, 'authorized');
  finish(tale, { captureCents: totalOf(tale.order) });
}

/** An invoice in thirty days: nobody pays now, and the order is owed all the same. */
export function paymentTerms(tale: OrderTale): void {
  open(tale, 'terms');
  finish(tale);
}

/** The transfer arrives hours later; only then may the order go on. */
export function paidLater(tale: OrderTale): void {
  place(tale, 'pending');
  mirror(tale);
  const paid = tale.order.placed + tale.random.between(2, 30) * HOUR;
  pay(tale, { at: paid });
  acknowledge(tale, { at: acknowledgedBy(tale, paid + 5 * SECOND) });
  finish(tale, { from: paid + 3 * HOUR });
}

/** No money ever comes, so nothing is owed to the ERP, and the shop gives the order up. */
export function neverPaid(tale: OrderTale): void {
  const { order } = tale;
  place(tale, 'pending');
  pay(tale, { at: order.placed + 4 * MINUTE, kind: 'payment.failed' });
  const refs = refsFor(tale, 'shop');
  tale.say('shop', 'order.cancelled', order.placed + 2 * DAY, { refs, data: { reason: 'unpaid' } });
}

/** Authorised, cancelled within minutes, before the ERP was due: nobody downstream ever holds it. */
export function cancelledAtOnce(tale: OrderTale): void {
  const { order } = tale;
  startUnheld(tale, 'authorized');
  const at = order.placed + tale.random.between(2, 8) * MINUTE;
  tale.say('shop', 'order.cancelled', at, {
    refs: refsFor(tale, 'shop'),
    data: { reason: 'customer' },
  });
  voidPayment(tale, at + MINUTE);
}

function hold(tale: OrderTale, system: SystemName, at: number, reason: string): void {
  tale.say(system, 'order.held', at, { refs: refsFor(tale, system), data: { reason } });
}

function release(tale: OrderTale, system: SystemName, at: number): void {
  tale.say(system, 'order.released', at, { refs: refsFor(tale, system) });
}

/** Held for a check before the ERP was due: the deadline runs from the release. */
export function heldEarly(tale: OrderTale): void {
  const { order, random } = tale;
  startUnheld(tale, order.channel === 'shop' ? 'authorized' : 'not_applicable');
  hold(tale, order.channel, order.placed + random.between(10, 50) * SECOND, 'review');
  const released = order.placed + random.between(2, 20) * HOUR;
  release(tale, order.channel, released);
  acknowledge(tale, { at: acknowledgedBy(tale, released) });
  const capture = order.channel === 'shop' ? { captureCents: totalOf(order) } : {};
  finish(tale, { from: released + 2 * HOUR, ...capture });
}

/** Held while the warehouse already has it: the warehouse stops and goes on in time. */
export function heldLate(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  request(tale, { at: order.placed + HOUR });
  const held = order.placed + random.between(1.5, 3) * HOUR;
  const released = held + random.between(1, 12) * HOUR;
  const parties: readonly SystemName[] = [order.channel, 'erp', 'warehouse'];
  for (const system of parties) {
    const delay = system === order.channel ? 0 : random.between(0.3, 4) * MINUTE;
    hold(tale, system, held + delay, 'address check');
    release(tale, system, released + delay);
  }
  finish(tale, { from: released + HOUR });
}

/** Not due before its day; some ERPs take it up at once, others on that day. */
export function preOrder(tale: OrderTale): void {
  const { order, random } = tale;
  const available = order.placed + random.between(2, 6) * DAY;
  startUnheld(tale, 'authorized', { available_from: instantText(available, UTC) });
  const since = random.chance(0.5) ? order.placed : available;
  acknowledge(tale, { at: acknowledgedBy(tale, since) });
  finish(tale, { from: available + 2 * HOUR, captureCents: totalOf(order) });
}

/** A free replacement for something that went wrong before; not a second order of the first. */
export function replacement(tale: OrderTale): void {
  const { order } = tale;
  const free = { ...order, shipping: 0, lines: order.lines.map((line) => ({ ...line, price: 0 })) };
  const freeTale = tale.about(free);
  const original = orderId({ ...order, index: order.index + 7_000_000 });
  const kind = tale.random.chance(0.5) ? 'replaces' : 'exchange_of';
  open(freeTale, 'not_applicable', { relation: { [kind]: original } });
  finish(freeTale);
}

/** Somebody tries the checkout out; it must reach nobody. */
export function testOrder(tale: OrderTale): void {
  place(tale, 'captured', { test: true });
}

/** The buyer changes the order before it is picked, and every holder hears of it in time. */
export function edited(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale, 'authorized');
  const [first, ...others] = order.lines;
  if (first === undefined) return;
  const lines = [{ ...first, qty: first.qty + 1 }, ...others];
  const total = valueOf(lines) + order.shipping;
  const at = order.placed + random.between(0.5, 2) * HOUR;
  const data = { lines: pricedLines(lines), total: money(order, total) };
  tale.say('shop', 'order.updated', at, { refs: refsFor(tale, 'shop'), data });
  tale.say('erp', 'order.updated', at + random.between(1, 12) * MINUTE, {
    refs: refsFor(tale, 'erp'),
    data,
  });
  finish(tale, { lines, captureCents: total });
}

/** The channel's export repeats its state in words; the middleware's log shows the words going through. */
export function translated(tale: OrderTale): void {
  const { order } = tale;
  open(tale);
  const shipped = finish(tale);
  const route = { from: order.channel, to: 'erp', kind_of: 'shipment.shipped' };
  hop(tale, { at: shipped + 30 * SECOND, kind: 'hop.received', data: route });
  hop(tale, {
    at: shipped + 45 * SECOND,
    kind: 'hop.forwarded',
    data: { ...route, lines: movedLines(order.lines) },
  });
}
