// An order that gets its global name after something was sent for it under another one: what was sent is
// still that order's, in the model of the store and in PostgreSQL.
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { LedHub, minute, paid, storesOfServer } from './led-hub.js';

const rules = `  order-to-erp: { mode: live }
  cancel-to-erp: { mode: live }`;
const named = { order_name: '#1001' };
const both = { order: 'O-1', order_name: '#1001' };

/** Sent, and taken, while its shop's number is all that is known of it. */
async function sent(store: Store): Promise<LedHub> {
  const hub = await LedHub.over(store, rules);
  await hub.say('shop order.placed', named, paid);
  expect(await hub.carry('accepted')).toHaveLength(1);
  hub.now += minute;
  return hub;
}

function itIsUndone(opened: () => Promise<Store>): void {
  it('is undone where it got its name before it was cancelled', async () => {
    const hub = await sent(await opened());
    const amount = { amount: '1.00', currency: 'USD' };
    await hub.say('shop payment.captured', { ...both, payment: 'P' }, amount);
    await hub.fold();
    expect(await hub.handoffs('order-to-erp')).toMatchObject([{ subject: 'O-1' }]);
    const asked = { after: null, most: 10, rule: 'order-to-erp', subject: 'O-1' };
    const ofName = await hub.store.handoffs(asked);
    expect(ofName.rows).toHaveLength(1);
    hub.now += minute;
    await hub.say('shop order.cancelled', both);
    await hub.fold();
    expect(await hub.handoffs('cancel-to-erp')).toMatchObject([{ errand: 'send' }]);
  });

  it('is undone where the cancellation itself brings the name', async () => {
    const hub = await sent(await opened());
    await hub.say('shop order.cancelled', both);
    await hub.carry('accepted');
    expect(await hub.handoffs('cancel-to-erp')).toMatchObject([{ state: 'in-flight' }]);
    await hub.say('erp order.cancelled', both);
    await hub.fold();
    expect(await hub.handoffs('cancel-to-erp')).toMatchObject([{ state: 'acknowledged' }]);
  });
}

describe('what was sent under a weak name, in the model', () => {
  itIsUndone(async () => Promise.resolve(new MemoryStore()));
});

describe.skipIf(!hasEmbedded)('what was sent under a weak name, in PostgreSQL', () => {
  itIsUndone(storesOfServer('renamed'));
});
