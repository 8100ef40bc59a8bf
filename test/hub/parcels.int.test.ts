// A parcel of two orders, and parcels that systems number anew for each order: the ERP is told of each
// order's, once, in the model of the store and in PostgreSQL.
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { LedHub, minute, paid, storesOfServer } from './led-hub.js';

const orders = ['O-1', 'O-2'];
const parcel = { lines: paid.lines };

/** The ERP holds both orders. */
async function placed(store: Store): Promise<LedHub> {
  const hub = await LedHub.over(store, '  shipment-to-erp: { mode: live }');
  for (const order of orders) {
    await hub.say('shop order.placed', { order }, paid);
    await hub.say(
      'erp order.acknowledged',
      { order, record: `SO-${order}` },
      { state: 'confirmed' },
    );
  }
  return hub;
}

function itIsTold(opened: () => Promise<Store>): void {
  it.each([
    ['one statement names both', [{ order: orders, shipment: 'F-1' }]],
    ['one statement names both, and no parcel', [{ order: orders }]],
    [
      'both bear one number',
      [
        { order: 'O-1', shipment: 'F-1' },
        { order: 'O-2', shipment: 'F-1' },
      ],
    ],
  ])('is told for each order where %s', async (_words, statements) => {
    const hub = await placed(await opened());
    for (const refs of statements) await hub.say('wh shipment.shipped', refs, parcel);
    const told: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const claims = await hub.carry('accepted');
      told.push(...claims.map(({ handoff }) => handoff.subject));
      hub.now += minute;
      for (const order of orders) await hub.say('shop order.updated', { order });
    }
    expect(told.sort()).toEqual(orders);
    const rows = await hub.handoffs('shipment-to-erp');
    expect(rows.map(({ state }) => state)).toEqual(['in-flight', 'in-flight']);
  });
}

describe('a parcel, in the model', () => {
  itIsTold(async () => Promise.resolve(new MemoryStore()));

  // Whoever else holds the order says in its turn that it shipped, and means the same parcel.
  const byName = { refs: { order: 'O-1', shipment: 'F-1' }, said: parcel };
  const byTracking = { refs: { order: 'O-1' }, said: { ...parcel, tracking: 'T-1' } };

  async function oneOrder(): Promise<LedHub> {
    const hub = await LedHub.over(new MemoryStore(), '  shipment-to-erp: { mode: live }');
    const two = { ...paid, lines: [{ sku: 'A', qty: 2 }] };
    await hub.say('shop order.placed', { order: 'O-1' }, two);
    await hub.say('erp order.acknowledged', { order: 'O-1', record: 'SO' }, { state: 'confirmed' });
    return hub;
  }

  it.each([
    ['number', byName],
    ['tracking', byTracking],
  ])('is told once, though two systems tell of it by its %s', async (_word, { refs, said }) => {
    const hub = await oneOrder();
    await hub.say('wh shipment.shipped', refs, said);
    const told = [...(await hub.carry('accepted'))];
    hub.now += minute;
    await hub.say('shop shipment.shipped', refs, said);
    hub.now += minute;
    told.push(...(await hub.carry('accepted')));
    expect(told.map(({ handoff }) => handoff.subject)).toEqual(['O-1']);
    expect(await hub.handoffs('shipment-to-erp')).toHaveLength(1);
    await hub.say('shop shipment.shipped', { order: 'O-1', shipment: 'F-2' }, parcel);
    await hub.fold();
    expect(await hub.handoffs('shipment-to-erp')).toHaveLength(2);
  });

  it.each([
    ['of which it tells the tracking', { ...parcel, tracking: 'T-1' }],
    ['by its goods alone', parcel],
  ])('is told once, though another calls it by a number of its own, %s', async (_word, said) => {
    const hub = await oneOrder();
    await hub.say('wh shipment.shipped', byName.refs, { ...parcel, tracking: 'T-1' });
    const told = [...(await hub.carry('accepted'))];
    hub.now += minute;
    await hub.say('shop shipment.shipped', { order: 'O-1', shipment: 'own-7' }, said);
    hub.now += minute;
    told.push(...(await hub.carry('accepted')));
    expect(told).toHaveLength(1);
    expect(await hub.handoffs('shipment-to-erp')).toHaveLength(1);
    const second = { ...parcel, tracking: 'T-2' };
    await hub.say('shop shipment.shipped', { order: 'O-1', shipment: 'own-8' }, second);
    await hub.fold();
    expect(await hub.handoffs('shipment-to-erp')).toHaveLength(2);
  });

  it('is told though the one before it stands there by our name and by its own', async () => {
    const hub = await oneOrder();
    const first = { ...parcel, tracking: 'T-1' };
    await hub.say('wh shipment.shipped', byName.refs, first);
    await hub.carry('accepted');
    hub.now += minute;
    const [row] = await hub.handoffs('shipment-to-erp');
    const answer = { id: `answer:${row?.key ?? ''}` };
    await hub.say('erp shipment.shipped', byName.refs, first, answer);
    await hub.say('erp shipment.shipped', { order: 'O-1', shipment: 'own-7' }, first);
    await hub.say(
      'wh shipment.shipped',
      { order: 'O-1', shipment: 'F-2' },
      { ...parcel, tracking: 'T-2' },
    );
    hub.now += minute;
    const told = await hub.carry('accepted');
    expect(told.map(({ handoff }) => handoff.key)).toEqual([
      'shipment-to-erp/erp/wh/order=O-1/shipment=F-2',
    ]);
  });

  it('is told of by nobody for our having told him', async () => {
    const hub = await oneOrder();
    const answer = { id: 'answer:shipment-to-storefront/shop/wh/order=O-1/shipment=F-1' };
    await hub.say('shop shipment.shipped', byName.refs, parcel, answer);
    await hub.fold();
    expect(await hub.handoffs('shipment-to-erp')).toEqual([]);
    await hub.say('wh shipment.shipped', byName.refs, parcel);
    await hub.fold();
    expect((await hub.handoffs('shipment-to-erp')).map(({ key }) => key)).toEqual([
      'shipment-to-erp/erp/wh/order=O-1/shipment=F-1',
    ]);
  });

  it('is one before it was told, and bears the name of whoever saw it first', async () => {
    const hub = await oneOrder();
    hub.now += minute;
    await hub.say('shop shipment.shipped', byName.refs, parcel);
    hub.now -= minute;
    await hub.say('wh shipment.shipped', byName.refs, parcel);
    hub.now += 2 * minute;
    const told = [...(await hub.carry('accepted')), ...(await hub.carry('accepted'))];
    expect(told.map(({ handoff }) => handoff.key)).toEqual([
      'shipment-to-erp/erp/wh/order=O-1/shipment=F-1',
    ]);
  });

  it('keeps the name under which it was told, whatever name its order gets', async () => {
    const hub = await LedHub.over(new MemoryStore(), '  shipment-to-erp: { mode: live }');
    const weak = { order_name: '#1' };
    await hub.say('wh order.acknowledged', { ...weak, order: 'O-1' });
    await hub.say('shop order.placed', { order: 'O-1' }, paid);
    await hub.say('erp order.acknowledged', { order: 'O-1' }, { record: 'SO', state: 'confirmed' });
    await hub.say('wh shipment.shipped', { ...weak, shipment: 'F-1' }, parcel);
    const [told] = await hub.carry('retry');
    expect(told?.handoff.key).toBe('shipment-to-erp/erp/wh/order_name=#1/shipment=F-1');
    const named = { order: 'O-1', shipment: 'F-1' };
    await hub.say('wh shipment.in-transit', named, parcel);
    hub.now += minute;
    const again = await hub.carry('accepted');
    expect(again.map(({ handoff }) => handoff.key)).toEqual([told?.handoff.key]);
    expect(await hub.handoffs('shipment-to-erp')).toHaveLength(1);
  });
});

describe.skipIf(!hasEmbedded)('a parcel, in PostgreSQL', () => {
  itIsTold(storesOfServer('parcels'));
});
