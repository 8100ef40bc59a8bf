// Honest turns back: cancellations that travel, requests that are refused, goods and money that return.
import { DAY, HOUR, MINUTE } from './clock.js';
import { movedLines, refsFor, unitsOf, valueOf, type Lines, type OrderTale } from './order.js';
import { open } from './placing.js';
import { finish, request } from './shipping.js';
import { cancel, refund, takeBack } from './undoing.js';

function oneUnit(tale: OrderTale): Lines {
  const [first] = tale.order.lines;
  return first === undefined ? [] : [{ ...first, qty: 1 }];
}

function without(lines: Lines, gone: Lines): Lines {
  return lines
    .map((line) => {
      const less = gone.find((other) => other.line === line.line)?.qty ?? 0;
      return { ...line, qty: line.qty - less };
    })
    .filter((line) => line.qty > 0);
}

/** Cancelled everywhere in time, the money given back. */
export function cancelled(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  const asked = random.chance(0.4);
  if (asked) request(tale, { at: order.placed + 30 * MINUTE });
  const at = order.placed + random.between(0.7, 3) * HOUR;
  cancel(tale, { at, warehouse: asked });
  if (order.channel === 'shop') refund(tale, { at: at + 2 * MINUTE });
}

/** One unit is cancelled; the rest goes out. */
export function lineCancelled(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  if (unitsOf(order.lines) < 2) {
    finish(tale);
    return;
  }
  const gone = oneUnit(tale);
  const at = order.placed + random.between(0.5, 2) * HOUR;
  cancel(tale, { at, lines: gone });
  if (order.channel === 'shop') refund(tale, { at: at + 3 * MINUTE, cents: valueOf(gone) });
  finish(tale, { lines: without(order.lines, gone) });
}

/** The buyer asks, the seller says no, the parcel goes. A wish is not a cancellation. */
export function cancelRefused(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  const refs = refsFor(tale, order.channel);
  const at = order.placed + random.between(0.5, 2) * HOUR;
  tale.say(order.channel, 'order.cancel-requested', at, { refs, data: { reason: 'customer' } });
  const refused = at + random.between(5, 55) * MINUTE;
  tale.say(order.channel, 'order.cancel-refused', refused, {
    refs,
    data: { reason: 'already packed' },
  });
  finish(tale);
}

/** Too late: everything had left, both sides say so, and the goods come back as a return. */
export function cancelTooLate(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  const shipped = finish(tale, { settled: true });
  const at = shipped + random.between(2, 20) * HOUR;
  const refs = refsFor(tale, order.channel);
  const data = { reason: 'too late: shipped' };
  tale.say(order.channel, 'order.cancel-requested', at, { refs, data: { reason: 'customer' } });
  const late = at + random.between(0.5, 4) * MINUTE;
  tale.say('erp', 'order.cancel-refused', late, { refs: refsFor(tale, 'erp'), data });
  tale.say(order.channel, 'order.cancel-refused', late + MINUTE, { refs, data });
  takeBack(tale, { at: at + HOUR, lines: order.lines });
  refund(tale, { at: at + 5 * DAY, cents: valueOf(order.lines) });
}

/** Part or all of it comes back, and money with it. */
export function returned(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  const shipped = finish(tale, { settled: true });
  const lines = random.chance(0.5) ? order.lines : oneUnit(tale);
  const at = shipped + random.between(2, 5) * DAY;
  takeBack(tale, { at, lines });
  refund(tale, { at: at + 5 * DAY, cents: valueOf(lines) });
}

/** A few dollars back for a late parcel; nothing returns. */
export function goodwill(tale: OrderTale): void {
  open(tale);
  const shipped = finish(tale, { settled: true });
  const [first] = tale.order.lines;
  refund(tale, { at: shipped + 3 * DAY, cents: Math.floor((first?.price ?? 0) / 10) });
  if (tale.order.channel !== 'shop') return;
  const refs = refsFor(tale, 'shop');
  const data = { about: 'late parcel', lines: movedLines(tale.order.lines) };
  tale.say('shop', 'customer.complained', shipped + 2 * DAY, { refs, data });
}
