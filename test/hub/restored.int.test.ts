// A ledger that goes on from an earlier moment does not know what was delivered since: whatever was open then
// is settled before it is sent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { exported, imported } from '../../src/store/postgres/backup.js';
import type { Embedded } from '../embedded.js';
import { databaseOf, embedded, hasEmbedded, storeAt } from '../embedded.js';
import { LedHub, minute, paid } from './led-hub.js';

const order = { order: 'O-1' };
const live = '  order-to-erp: { mode: live }';
const settled = [{ state: 'unknown', errand: 'settle' }];

describe.skipIf(!hasEmbedded)('an order that is on its way when its ledger is exported', () => {
  let server: Embedded;
  beforeAll(async () => {
    server = await embedded();
  });
  afterAll(async () => server.end());

  it.each([
    ['claimed', async () => Promise.resolve()],
    [
      'refused_for_now',
      async (hub: LedHub, claims: Awaited<ReturnType<LedHub['claim']>>) =>
        hub.answer(claims[0], 'retry'),
    ],
  ] as const)('is settled in the restored ledger: %s', async (name, then) => {
    const url = await databaseOf(server.url, name);
    const store = await storeAt(url);
    const hub = await LedHub.over(store, live);
    // An import takes the time of its database.
    hub.now = Date.now() - 60 * minute;
    await hub.say('shop order.placed', order, paid);
    await hub.fold();
    const claims = await hub.claim();
    expect(claims).toHaveLength(1);
    await then(hub, claims);
    const file: string[] = [];
    await exported(url, hub.now as Instant, async (line) => Promise.resolve(void file.push(line)));
    await store.close();
    const copy = await databaseOf(server.url, `${name}_restored`);
    await imported(
      copy,
      (async function* () {
        yield* await Promise.resolve(file);
      })(),
    );
    const restored = await storeAt(copy);
    const next = new LedHub(restored, hub.contract);
    next.now = Date.now() + minute;
    await restored.orphaned(next.now as Instant);
    await next.fold();
    expect(await next.handoffs('order-to-erp')).toMatchObject(settled);
    await restored.close();
  });
});
