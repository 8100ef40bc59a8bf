// What a rule requires holds its handoff back, before a first attempt and after it: that a thing happened
// is a fact, and no permission to forward it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { exported, imported } from '../../src/store/postgres/backup.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Embedded } from '../embedded.js';
import { databaseOf, embedded, hasEmbedded, storeAt } from '../embedded.js';
import { liveInVain } from '../../src/shell/hub/cutover.js';
import { LedHub, ledContract, lines, minute, paid, start } from './led-hub.js';

const order = { order: 'O-1' };
const payment = { ...order, payment: 'P' };
const amount = { amount: '1.00', currency: 'USD' };
const live = '  order-to-erp: { mode: live }';

async function hubOf(rules: string, more = ''): Promise<LedHub> {
  return LedHub.over(new MemoryStore(), rules, more);
}

describe('an order that is put on hold after an attempt', () => {
  it.each(['retry', 'unknown'] as const)(
    'is not sent after %s, and goes once it is released',
    async (outcome) => {
      const hub = await hubOf(live);
      await hub.say('shop order.placed', order, paid);
      await hub.carry(outcome);
      hub.now += 1_000;
      await hub.say('shop order.held', order, { reason: 'fraud' });
      expect(await hub.sentWithinAnHour()).toEqual([]);
      expect(await hub.handoffs('order-to-erp')).toMatchObject([
        { carriage: 'waiting', state: 'waiting', waitingFor: 'not-held' },
      ]);
      await hub.say('shop order.released', order);
      expect(await hub.sentWithinAnHour()).toHaveLength(1);
    },
  );
});

describe('a live rule', () => {
  const day = 1440 * minute;

  it('leaves a pre-order alone until its day, and sends it then though nothing arrives', async () => {
    const hub = await hubOf(live);
    const available = new Date(start + 14 * day).toISOString();
    await hub.say('shop order.placed', order, { ...paid, available_from: available });
    expect(await hub.sentWithinAnHour()).toEqual([]);
    expect(await hub.handoffs('order-to-erp')).toMatchObject([
      { carriage: 'waiting', waitingFor: 'not-preorder', due: null },
    ]);
    hub.now = start + 14 * day;
    expect(await hub.sentWithinAnHour()).toHaveLength(1);
  });

  it('sends nothing where it requires a feed, whose age it does not know', async () => {
    const hub = await hubOf(live);
    expect(await liveInVain(hub.store, hub.contract)).toEqual([]);
    const requires = '{ requires: [ payable, { fresh: perf } ] }';
    const feeds = `feeds:
  perf: { from: wh, every: 1h, fresh_within: 2h }`;
    await hub.restart(await ledContract(`  order-to-erp: ${requires}`, { more: feeds }));
    await hub.say('shop order.placed', order, paid);
    expect(await hub.sentWithinAnHour()).toEqual([]);
    const waitingFor = 'the feed perf, whose age is not known here';
    expect(await hub.handoffs('order-to-erp')).toMatchObject([{ waitingFor }]);
    expect(await liveInVain(hub.store, hub.contract)).toEqual([
      expect.stringContaining('order-to-erp can\'t be live: the age of the feed "perf"'),
    ]);
  });

  const shown = async (hub: LedHub): Promise<void> =>
    hub.say('erp payment.captured', payment, amount);
  const taken = async (hub: LedHub): Promise<void> => {
    await hub.carry('accepted');
  };

  it.each([
    ['is shown', 'event', shown],
    ['was taken', 'response', taken],
  ] as const)(
    'sends a parcel once the payment that it requires %s',
    async (_word, by, acknowledge) => {
      const hub = await hubOf(`  shipment-to-erp:
    mode: live
    requires: [ { acknowledged: order-to-erp }, { acknowledged: payment-to-erp } ]
  payment-to-erp: { mode: live, ack: { by: ${by} } }`);
      await hub.say('shop order.placed', order, { payable: 'pending', lines });
      await hub.say('erp order.acknowledged', { ...order, record: 'SO' }, { state: 'confirmed' });
      await hub.say('wh shipment.shipped', { ...order, shipment: 'F' });
      await hub.fold();
      expect(await hub.claim()).toEqual([]);
      expect(await hub.handoffs('shipment-to-erp')).toMatchObject([
        { carriage: 'waiting', waitingFor: 'payment-to-erp' },
      ]);
      await hub.say('shop payment.captured', payment, amount);
      await hub.fold();
      expect(await hub.handoffs('shipment-to-erp')).toMatchObject([{ carriage: 'waiting' }]);
      await acknowledge(hub);
      await hub.fold();
      expect(await hub.handoffs('shipment-to-erp')).toMatchObject([
        { carriage: 'ready', errand: 'send', waitingFor: null },
      ]);
    },
  );
});

describe.skipIf(!hasEmbedded)('an order that waits when its ledger is exported', () => {
  let server: Embedded;
  beforeAll(async () => {
    server = await embedded();
  });
  afterAll(async () => server.end());

  it('waits in the restored ledger, and goes once it is paid', async () => {
    const url = await databaseOf(server.url, 'exported');
    const store = await storeAt(url);
    const hub = await LedHub.over(store, live);
    // An import takes the time of its database.
    hub.now = Date.now() - 60 * minute;
    await hub.say('shop order.placed', order, { payable: 'pending', lines });
    await hub.fold();
    const file: string[] = [];
    await exported(url, hub.now as Instant, async (line) => Promise.resolve(void file.push(line)));
    await store.close();
    const copy = await databaseOf(server.url, 'restored');
    await imported(
      copy,
      (async function* () {
        yield* await Promise.resolve(file);
      })(),
    );
    const restored = await storeAt(copy);
    const next = new LedHub(restored, hub.contract);
    next.now = Date.now() + minute;
    expect(await next.sentWithinAnHour()).toEqual([]);
    expect(await next.handoffs('order-to-erp')).toMatchObject([{ waitingFor: 'payable' }]);
    await next.say('shop payment.captured', payment, amount);
    expect(await next.sentWithinAnHour()).toHaveLength(1);
    await restored.close();
  });
});

describe('an order that waits', () => {
  it.each([
    ['for its payment', { payable: 'pending', lines }, 'payable'],
    ['for its release', paid, 'not-held'],
  ])('%s is void once it is cancelled', async (_name, placed, waitingFor) => {
    const hub = await hubOf(live);
    await hub.say('shop order.placed', order, placed);
    await hub.say('shop order.held', order, { reason: 'fraud' });
    if (waitingFor === 'payable') await hub.say('shop order.released', order);
    await hub.fold();
    expect(await hub.handoffs('order-to-erp')).toMatchObject([{ state: 'waiting', waitingFor }]);
    hub.now += 30 * minute;
    await hub.say('shop order.cancelled', order);
    expect(await hub.sentWithinAnHour()).toEqual([]);
    expect(await hub.handoffs('order-to-erp')).toMatchObject([{ state: 'voided' }]);
  });
});

describe('what waits for an order', () => {
  it('is void where that was cancelled before it was to be taken in', async () => {
    const hub = await hubOf(`${live}\n  payment-to-erp: { mode: live }`);
    await hub.say('shop order.placed', order, { payable: 'pending', lines });
    await hub.say('wh shipment.shipped', { ...order, shipment: 'F' });
    await hub.fold();
    expect(await hub.handoffs('shipment-to-erp')).toMatchObject([{ waitingFor: 'order-to-erp' }]);
    hub.now += minute;
    await hub.say('shop payment.captured', payment, amount);
    await hub.say('shop order.cancelled', order);
    expect(await hub.sentWithinAnHour()).toEqual([]);
    expect(await hub.handoffs('shipment-to-erp')).toMatchObject([{ state: 'voided' }]);
    expect(await hub.handoffs('payment-to-erp')).toEqual([]);
  });
});
