// The first steps of an order: placed, paid, mirrored, taken up by the ERP.
import { DAY, MINUTE, SECOND, UTC, instantText } from './clock.js';
import type { Data, Emission, SystemName } from './emission.js';
import {
  SHIP_BY,
  cartOf,
  money,
  paymentOf,
  pricedLines,
  recordOf,
  refsFor,
  totalOf,
  type Lines,
  type OrderTale,
} from './order.js';
import { afterOutage } from './world.js';

export type Payable =
  'captured' | 'authorized' | 'terms' | 'not_applicable' | 'pending' | undefined;

/** Marketplaces pay by settlement; the storefront's buyers pay by card unless the tale says otherwise. */
function usualPayable(tale: OrderTale): Payable {
  const { channel } = tale.order;
  return channel === 'amazon' || channel === 'walmart' ? 'not_applicable' : 'captured';
}

/** Some storefront orders leave it to their payment to say that they are paid. */
function oftenPayable(tale: OrderTale): Payable {
  return tale.order.channel === 'shop' && tale.random.chance(0.15) ? undefined : usualPayable(tale);
}

const TAX = 0.0825;

/** The tax in the channel's total, where the ERP totals this channel's orders without it. */
export function taxShown({ order, world }: OrderTale): number {
  return order.channel === world.untaxed ? Math.round(totalOf(order) * TAX) : 0;
}

/** The selling channel states the order. */
export function place(tale: OrderTale, payable: Payable, more: Data = {}): Emission {
  const { order } = tale;
  const marketplace = order.channel === 'amazon' || order.channel === 'walmart';
  const refs = refsFor(tale, order.channel);
  return tale.say(order.channel, 'order.placed', order.placed, {
    refs: order.channel === 'shop' ? { ...refs, cart: cartOf(order) } : refs,
    data: {
      lines: pricedLines(order.lines),
      total: money(order, totalOf(order) + taxShown(tale)),
      channel: order.channel,
      fulfilled_by: 'merchant',
      ...(payable === undefined ? {} : { payable }),
      ...(marketplace ? { ship_by: instantText(order.placed + SHIP_BY, UTC) } : {}),
      ...more,
    },
  });
}

export interface PaymentStep {
  readonly kind?: string;
  readonly at: number;
  readonly cents?: number;
}

/** The processor knows its payment only; the storefront's statement ties payment and order together. */
export function pay(tale: OrderTale, step: PaymentStep): Emission {
  const { order } = tale;
  const kind = step.kind ?? 'payment.captured';
  const amount = money(order, step.cents ?? totalOf(order));
  tale.say('pay', kind, step.at, {
    refs: refsFor(tale, 'pay'),
    data: { ...amount, description: `shop checkout ${cartOf(order)}` },
  });
  return tale.say('shop', kind, step.at + tale.random.between(1, 4) * SECOND, {
    refs: { ...refsFor(tale, 'shop'), payment: paymentOf(order) },
    data: amount,
  });
}

/** The storefront shows the marketplace's order among its own. */
export function mirror(tale: OrderTale): void {
  const { order, random } = tale;
  if (!order.mirrored) return;
  tale.say('shop', 'order.acknowledged', order.placed + random.between(1, 6) * MINUTE, {
    refs: refsFor(tale, 'shop'),
    data: { record: `gid-${order.index}`, state: 'confirmed', lines: pricedLines(order.lines) },
  });
}

export interface Acknowledgement {
  readonly at: number;
  readonly state?: 'confirmed' | 'draft';
  readonly record?: string;
  readonly lines?: Lines;
  /** Cents; null where this record states no total. */
  readonly total?: number | null;
  readonly relation?: Data;
}

/** The ERP says that it holds a record of the order. */
export function acknowledge(tale: OrderTale, step: Acknowledgement): Emission {
  const { order } = tale;
  const record = step.record ?? recordOf(order);
  const total = step.total === undefined ? totalOf(order) : step.total;
  return tale.say('erp', 'order.acknowledged', step.at, {
    refs: refsFor(tale, 'erp', record),
    data: {
      record,
      state: step.state ?? 'confirmed',
      lines: pricedLines(step.lines ?? order.lines),
      ...(total === null ? {} : { total: money(order, total) }),
      ...(step.relation === undefined ? {} : { relation: step.relation }),
    },
  });
}

const ACKNOWLEDGED_WITHIN = 15 * MINUTE;

/** An honest time for the ERP's answer: inside the quarter of an hour that it has. */
export function acknowledgedBy(tale: OrderTale, since = tale.order.placed): number {
  return since + tale.random.between(1, 12) * MINUTE;
}

export interface Opening {
  readonly placed: Emission;
  readonly held: Emission;
}

/** Placed, paid, mirrored and held by the ERP in time: how every undisturbed order begins. */
export function open(
  tale: OrderTale,
  payable: Payable = usualPayable(tale),
  more: Data = {},
): Opening {
  const placed = startUnheld(tale, payable, more);
  return { placed, held: acknowledge(tale, { at: acknowledgedBy(tale) }) };
}

/** As `open`, but the ERP answers only when an outage of the middleware is over. */
export function openThroughOutage(tale: OrderTale): Opening {
  const placed = startUnheld(tale, oftenPayable(tale));
  const due = tale.order.placed + ACKNOWLEDGED_WITHIN;
  const at = afterOutage(tale.world, { at: acknowledgedBy(tale), due }, tale.random);
  const held = acknowledge(tale, { at });
  if (at > due) tale.heldUp(placed, held);
  return { placed, held };
}

/** Placed, paid and mirrored; the ERP has not spoken. */
export function startUnheld(
  tale: OrderTale,
  payable: Payable = usualPayable(tale),
  more: Data = {},
): Emission {
  const placed = place(tale, payable, more);
  const at = tale.order.placed + tale.random.between(2, 9) * SECOND;
  if (tale.order.channel === 'shop' && (payable === 'captured' || payable === undefined))
    pay(tale, { at });
  if (payable === 'authorized') pay(tale, { at, kind: 'payment.authorized' });
  mirror(tale);
  return placed;
}

export interface Hop {
  readonly at: number;
  readonly kind: string;
  readonly data: Data;
}

/** One line of the middleware's log about this order. */
export function hop(tale: OrderTale, step: Hop): Emission {
  const message = `m-${tale.key}-${tale.emissions.length}`;
  return tale.say('ipaas', step.kind, step.at, {
    refs: refsFor(tale, 'ipaas'),
    data: { message, ...step.data },
  });
}

/** The trace of an order on its way to the ERP, as a healthy middleware logs it. */
export function traceOrder(tale: OrderTale, refusedFirst: boolean): void {
  const { order } = tale;
  const from: SystemName = order.channel;
  const route = { from, to: 'erp', kind_of: 'order.placed' };
  hop(tale, { at: order.placed + 10 * SECOND, kind: 'hop.received', data: route });
  if (refusedFirst) {
    const data = { ...route, error: '429 Too Many Requests' };
    hop(tale, { at: order.placed + 15 * SECOND, kind: 'hop.failed', data });
  }
  hop(tale, { at: order.placed + 50 * SECOND, kind: 'hop.forwarded', data: route });
}

/** Where the marketplace settles, it does so days later, by the order's own id. */
export function settle(tale: OrderTale, after: number): void {
  const { order } = tale;
  if (order.channel !== 'amazon' && order.channel !== 'walmart') return;
  tale.say(order.channel, 'payment.settled', after + tale.random.between(2, 5) * DAY, {
    refs: refsFor(tale, order.channel),
    data: money(order, totalOf(order)),
  });
}
