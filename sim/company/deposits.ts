// In some companies the ERP shows the money as well: a deposit on each order that it holds, inside the two hours.
import { MINUTE } from './clock.js';
import type { Emission, Refs } from './emission.js';
import { Random } from './random.js';
import type { Tale } from './tale.js';

/** The ERP holds an order by then at the latest, outage or none. */
const HELD_BY = 75 * MINUTE;

/** The names under which the ERP holds the order of this payment, where it holds one. */
function heldAs(tale: Tale, paid: Emission): Refs | undefined {
  const { order_name: name } = paid.refs;
  const held = tale.emissions.find(({ system, kind, refs }) => {
    if (system !== 'erp' || kind !== 'order.acknowledged') return false;
    return typeof name === 'string' && refs['external'] === name.slice(1);
  });
  return held?.refs;
}

/** Adds to a finished tale what the ERP shows of the money that its storefront took. */
export function deposit(tale: Tale): void {
  if (!tale.world.deposits) return;
  const random = new Random(tale.world.seed, 'deposit', tale.key);
  const taken = tale.emissions.filter(
    ({ system, kind }) => system === 'shop' && kind === 'payment.captured',
  );
  for (const paid of taken) {
    const names = heldAs(tale, paid);
    const { payment } = paid.refs;
    if (names === undefined || payment === undefined || paid.data === undefined) continue;
    tale.say('erp', 'payment.captured', paid.at + HELD_BY + random.between(1, 40) * MINUTE, {
      refs: { ...names, payment },
      data: paid.data,
    });
  }
}
