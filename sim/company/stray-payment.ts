// Money that honestly has no order: renewals that say so, and authorisations that nobody ever captured.
import { DAY, MINUTE } from './clock.js';
import { decimal } from './money.js';
import { Random } from './random.js';
import { Tale } from './tale.js';
import type { World } from './world.js';

export function strayPaymentCount(world: World): number {
  return Math.max(6, Math.floor(world.orders / 60));
}

export function strayPayment(world: World, index: number): Tale {
  const random = new Random(world.seed, 'stray', index);
  const tale = new Tale(world, random, `p${index.toString(36)}`);
  const at = world.from + random.next() * (world.until - world.from);
  const data = { amount: decimal(random.whole(500, 20_000)), currency: 'USD' };
  const renewal = index % 2 === 0;
  const payment = `${renewal ? 'sub' : 'pi'}_7${(index * 613 + 40_009).toString(36)}`;
  if (renewal) {
    const renewed = {
      ...data,
      description: 'Subscription renewal',
      subscription: `sub-${index % 50}`,
    };
    tale.say('pay', 'payment.captured', at, { refs: { payment }, data: renewed });
    return tale;
  }
  const refs = { payment, cart: `c-x${index.toString(36)}` };
  const description = `shop checkout c-x${index.toString(36)}`;
  tale.say('pay', 'payment.authorized', at, { refs, data: { ...data, description } });
  const kind = index % 4 === 1 ? 'payment.voided' : 'payment.expired';
  tale.say('pay', kind, at + random.between(30 * MINUTE, 6 * DAY), { refs, data });
  return tale;
}
