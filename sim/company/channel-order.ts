// Orders that the ERP honestly never holds one by one: fulfilled by the marketplace, or sold at a till.
import { DAY, HOUR, MINUTE } from './clock.js';
import {
  OrderTale,
  drawOrder,
  money,
  movedLines,
  orderId,
  totalOf,
  valueOf,
  type Order,
} from './order.js';
import { place, settle } from './placing.js';
import { Random } from './random.js';
import { ship } from './shipping.js';
import { Tale } from './tale.js';
import type { World } from './world.js';

/** FBA and WFS: the marketplace ships from its own halls, and nobody else need know. */
export function channelFulfilled(
  world: World,
  index: number,
  channel: 'amazon' | 'walmart',
): OrderTale {
  const order: Order = { ...drawOrder(world, { index, channel }), mirrored: false };
  const tale = new OrderTale(world, new Random(world.seed, 'tale', index), order);
  place(tale, 'not_applicable', { fulfilled_by: 'channel' });
  const at = order.placed + tale.random.between(3, 30) * HOUR;
  ship(tale, { at, by: channel, skip: ['erp'] });
  settle(tale, at);
  return tale;
}

/** A day's sales at the tills: the ERP holds them in one summary record, late in the evening. */
export function tillDay(world: World, orders: readonly Order[]): Tale {
  const [first] = orders;
  const key = `t${(first?.index ?? 0).toString(36)}`;
  const tale = new Tale(world, new Random(world.seed, 'till', key), key, { subjectClass: 'pos' });
  for (const order of orders) {
    place(new OrderTale(world, tale.random, order, tale.emissions), 'captured');
  }
  const last = Math.max(...orders.map((order) => order.placed));
  const at = Math.ceil((last + HOUR) / DAY) * DAY - tale.random.between(1, 40) * MINUTE;
  summarise(tale, orders, Math.max(at, last + 5 * MINUTE));
  return tale;
}

function summarise(tale: Tale, orders: readonly Order[], at: number): void {
  const [first] = orders;
  if (first === undefined) return;
  const ids = orders.map((order) => orderId(order));
  const record = `DS${500_001 + first.index}`;
  const names = tale.world.naming === 'declared' ? { order: ids } : { external: ids };
  const refs = { ...names, record };
  const total = orders.reduce((sum, order) => sum + totalOf(order), 0);
  const value = orders.reduce((sum, order) => sum + valueOf(order.lines), 0);
  const lines = movedLines(orders.flatMap((order) => order.lines));
  tale.say('erp', 'order.acknowledged', at, {
    refs,
    data: { record, state: 'confirmed', lines, total: money(first, total) },
  });
  const cost = money(first, Math.round(value * 0.58));
  tale.say('erp', 'books.revenue', at + MINUTE, { refs, data: money(first, value) });
  tale.say('erp', 'books.cogs', at + MINUTE, { refs, data: cost });
  tale.say('erp', 'books.inventory', at + MINUTE, { refs, data: cost });
}
