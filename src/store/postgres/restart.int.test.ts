// A database that ends in the middle and comes back: the store is at work again, and nothing that it
// confirmed is missing. On an embedded server of the suite's own.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { eventually } from '../../../test/eventually.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Arrival, Store } from '../store.js';

const now = 1_772_582_400_000 as Instant;

async function arrival(store: Store, position: string): Promise<Arrival> {
  const body = Buffer.from(position);
  const rest = { system: 'shop', source: 'api', at: now, headers: {}, digest: position } as const;
  const receipt = { id: await store.ids(1), position, body, ...rest };
  return { receipt, filed: [], quarantined: [] };
}

/** As a crash of the server does it: all sessions end, and what was not confirmed is gone. */
async function crash(url: string): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const ended = new Promise((resolve) => client.once('end', resolve));
  process.kill(rows[0]?.pid ?? Number.NaN, 'SIGKILL');
  await ended;
}

describe.skipIf(!hasEmbedded)('a store whose database restarts', () => {
  let server: Embedded;
  let store: Store | null = null;

  beforeAll(async () => {
    server = await embedded();
    store = await server.open(2);
  }, 60_000);

  afterAll(async () => {
    await server.end();
  });

  it('keeps, folds and claims again, and has what it had confirmed', async () => {
    const { url } = server;
    if (store === null) throw new Error('the store is not open');
    const open = store;
    await open.receive([await arrival(open, 'before')]);
    await crash(url);
    // Each of its sessions learns for itself that it was ended, and what is asked of it until then fails.
    const after = await eventually(async () => arrival(open, 'after'));
    await eventually(async () => open.receive([after]));
    await eventually(async () => {
      expect((await open.counts()).receipts).toBe(2);
    });
    const request = { to: 'erp', now, most: 1, firstId: await open.ids(1), served: 0 };
    await eventually(async () => open.claim(request));
    const turn = { now, rows: 10, digest: String, decide: () => expect.fail() };
    await eventually(async () => {
      expect(await open.fold(turn)).toBeNull();
    });
  }, 60_000);
});
