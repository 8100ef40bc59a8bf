// Processes that start together: one migrates, and the others wait for it, however long that takes. On an
// embedded server of the suite's own.
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { migrate } from './migrate.js';
import { beginOwedEpoch } from './restore.js';

describe.skipIf(!hasEmbedded)('a process that starts while another is at it', () => {
  let server: Embedded;
  let first: pg.Client;
  let second: pg.Client;

  beforeAll(async () => {
    server = await embedded();
    first = new pg.Client(server.url);
    // No other lock is waited for so long.
    second = new pg.Client({ connectionString: server.url, options: '-c lock_timeout=100' });
    await first.connect();
    await second.connect();
  }, 60_000);

  afterAll(async () => {
    await first.end();
    await second.end();
    await server.end();
  });

  it.each([
    ['migrates', 7_400_001, async () => migrate(second)],
    ['begins an epoch', 7_400_002, async () => beginOwedEpoch(second)],
  ])('%s after it, and waits for nothing else for long', async (_, lock, work) => {
    await first.query('select pg_advisory_lock($1)', [lock]);
    const done = work().then(
      () => 'done',
      (error: unknown) => String(error),
    );
    const early = await Promise.race([done, setTimeout(400, 'waits')]);
    await first.query('select pg_advisory_unlock($1)', [lock]);
    expect([early, await done]).toEqual(['waits', 'done']);
    const { rows } = await second.query('show lock_timeout');
    expect(rows).toEqual([{ lock_timeout: '100ms' }]);
  });
});
