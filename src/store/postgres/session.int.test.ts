// A session that the server ends says why, in words that help. On an embedded server of the suite's own.
import { setTimeout as passes } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import type { Sessions } from './session.js';
import { isTooLong, sessions } from './session.js';

describe.skipIf(!hasEmbedded)('a session that the server ends', () => {
  let server: Embedded;
  let open: Sessions;

  beforeAll(async () => {
    server = await embedded();
    open = sessions(server.url, 'weir', 1);
  }, 60_000);

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  /** Stands still in a transaction while `meanwhile` goes on, and then asks for something. */
  async function faultOf(
    setting: string,
    meanwhile: (pid: number) => Promise<void>,
  ): Promise<unknown> {
    return open
      .transaction(async (client) => {
        await client.query(setting);
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await meanwhile(rows[0]?.pid ?? 0);
        await client.query('select 1');
      })
      .catch((error: unknown) => error);
  }

  it('says so where it stood still for too long, and another takes its place', async () => {
    const setting = `set local idle_in_transaction_session_timeout = '100ms'`;
    const fault = await faultOf(setting, async () => passes(500));
    expect(String(fault)).toContain('had stood still in a transaction for 3 s');
    expect(isTooLong(fault)).toBe(true);
    expect(await open.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('says so where somebody ended it', async () => {
    const fault = await faultOf('select 1', async (pid) => {
      const other = new pg.Client({ connectionString: server.url });
      await other.connect();
      await other.query('select pg_terminate_backend($1, 5000)', [pid]);
      await other.end();
      await passes(100);
    });
    expect(String(fault)).toContain('somebody ended the session');
    expect(isTooLong(fault)).toBe(false);
    expect(await open.query('select 2 as two', [])).toEqual([{ two: 2 }]);
  });
});
