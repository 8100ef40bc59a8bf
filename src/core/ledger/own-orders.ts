// A container is filed with each order that it names, in components of their own: beside
// the order that such a component is about, the others are spoken of only there, and known elsewhere.
import type { Observation } from '../observation/observation.js';
import type { JudgedOrder } from '../order/judged.js';

/** Those of the orders of which something was said that was said of no other. */
export function ownOrders(orders: readonly JudgedOrder[]): ReadonlySet<JudgedOrder> {
  if (orders.length < 2) return new Set(orders);
  const times = new Map<Observation, number>();
  for (const { record } of orders) {
    for (const one of record.statements) times.set(one, (times.get(one) ?? 0) + 1);
  }
  return new Set(
    orders.filter(({ record }) => record.statements.some((one) => times.get(one) === 1)),
  );
}
