// A server that has become read-only (a standby now, where it was the primary) is left: what it holds of ours
// is no longer what others go by.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Store } from '../store.js';
import type { Sessions } from './session.js';
import { sessions } from './session.js';

describe.skipIf(!hasEmbedded)('a session that has become read-only', () => {
  let server: Embedded;
  let open: Sessions;

  beforeAll(async () => {
    server = await embedded();
    open = sessions(server.url, 'weir', 1);
    await open.query('create table said (word text)', []);
  }, 60_000);

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  it('says so, and another takes its place', async () => {
    const said = async (): Promise<unknown> =>
      open.transaction(async (client) => client.query("insert into said values ('one')"));
    await open.transaction(async (client) =>
      client.query('set session characteristics as transaction read only'),
    );
    await expect(said()).rejects.toThrow('read-only');
    await said();
    expect(await open.query('select word from said', [])).toEqual([{ word: 'one' }]);
  });
});

describe.skipIf(!hasEmbedded)('a worker whose server has become read-only', () => {
  let server: Embedded;
  let store: Store;
  let owner: pg.Client;

  beforeAll(async () => {
    server = await embedded();
    store = await server.open(1);
    owner = new pg.Client(server.url);
    await owner.connect();
    await owner.query('set default_transaction_read_only = off');
  }, 60_000);

  afterAll(async () => {
    await owner.end();
    await server.end();
  });

  async function makeReadOnly(setting: 'on' | 'off'): Promise<void> {
    await owner.query(`alter system set default_transaction_read_only = ${setting}`);
    await owner.query('select pg_reload_conf()');
  }

  it('claims nothing under the number that it held there, and comes back under another', async () => {
    const now = 1_772_582_400_000 as Instant;
    const request = { to: 'erp', now, most: 1, firstId: await store.ids(1), served: 0 };
    const within = { timeout: 10_000, interval: 100 };
    await makeReadOnly('on');
    await vi.waitFor(async () => {
      await expect(store.claim(request)).rejects.toThrow('does not know that this worker lives');
    }, within);
    await makeReadOnly('off');
    await vi.waitFor(async () => store.claim(request), within);
  }, 60_000);
});
