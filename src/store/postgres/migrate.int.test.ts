// A database is made ready by one of those who start together, however long that takes and however often it
// is killed at it, and only one that keeps what it confirms. On an embedded server of the suite's own.
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { migrate } from './migrate.js';
import { beginOwedEpoch } from './restore.js';
import { connection, sessionAlone } from './session.js';

describe.skipIf(!hasEmbedded)('a process that starts while another is at it', () => {
  let server: Embedded;
  let first: pg.Client;
  let second: pg.Client;

  beforeAll(async () => {
    server = await embedded();
    first = new pg.Client(server.url);
    await first.connect();
    second = await sessionAlone(connection(server.url, 'weir migration'));
  }, 60_000);

  afterAll(async () => {
    await first.end();
    await second.end();
    await server.end();
  });

  it.each([
    ['migrates', 7_400_001, '5s', async () => migrate(second)],
    ['begins an epoch', 7_400_002, '100ms', async () => beginOwedEpoch(second)],
  ])('%s after it, and waits for nothing else for long', async (_, lock, then, work) => {
    await first.query('select pg_advisory_lock($1)', [lock]);
    await second.query('set lock_timeout = 100');
    const done = work().then(
      () => 'done',
      (error: unknown) => String(error),
    );
    const early = await Promise.race([done, setTimeout(400, 'waits')]);
    await first.query('select pg_advisory_unlock($1)', [lock]);
    expect([early, await done]).toEqual(['waits', 'done']);
    const { rows } = await second.query('show lock_timeout');
    expect(rows).toEqual([{ lock_timeout: then }]);
  });
});

describe.skipIf(!hasEmbedded)('a database', () => {
  let server: Embedded;
  let admin: pg.Client;

  beforeAll(async () => {
    server = await embedded();
    admin = new pg.Client(server.url);
    await admin.connect();
  }, 60_000);

  afterAll(async () => {
    await admin.end();
    await server.end();
  });

  async function opened(database: string, options = ''): Promise<pg.Client> {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href, options });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async function made(database: string): Promise<string> {
    await admin.query(`create database ${database}`);
    return database;
  }

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
    'that has %s off is not written to',
    async (setting) => {
      const database = await made(`without_${setting}`);
      await admin.query(`alter system set ${setting} = off`);
      await admin.query('select pg_reload_conf()');
      try {
        await expect
          .poll(async () => {
            const client = await opened(database);
            const unfit = await migrate(client);
            const { rows } = await client.query("select to_regclass('receipt') as made");
            await client.end();
            return { unfit, rows };
          })
          .toEqual({
            unfit: { unfit: expect.stringContaining(`${setting} off`) as string },
            rows: [{ made: null }],
          });
      } finally {
        await admin.query(`alter system reset ${setting}`);
        await admin.query('select pg_reload_conf()');
      }
    },
  );

  it('whose migration is killed at every step comes to the same schema', async () => {
    const schemaOf = async (client: pg.Client): Promise<unknown> => {
      const columns = `select table_name, column_name, data_type, column_default, is_nullable
                       from information_schema.columns where table_schema = 'public' order by 1, 2`;
      const indexes = `select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`;
      const numbers = 'select number from weir_migration order by 1';
      const found = [];
      for (const one of [columns, indexes, numbers]) found.push((await client.query(one)).rows);
      return found;
    };
    const clean = await opened(await made('clean'));
    expect(await migrate(clean)).toBeNull();
    const database = await made('killed');
    let killed = 0;
    for (let whole = false; !whole;) {
      const client = await opened(database);
      const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
      let left = killed + 1;
      client.query = (async (...given: unknown[]) => {
        const answer = query(...given);
        left -= 1;
        // What was sent may still be done, and nobody hears of it.
        if (left === 0) setImmediate(() => Reflect.get(client, 'connection').stream.destroy());
        return answer;
      }) as typeof client.query;
      whole = await migrate(client).then(
        () => left > 0,
        () => false,
      );
      if (!whole) killed += 1;
      await client.end().catch(() => undefined);
    }
    expect(killed).toBeGreaterThan(10);
    const again = await opened(database);
    expect(await migrate(again)).toBeNull();
    expect(await schemaOf(again)).toEqual(await schemaOf(clean));
    await again.end();
    await clean.end();
  }, 120_000);
});
