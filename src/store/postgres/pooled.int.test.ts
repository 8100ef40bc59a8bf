// An address that leads to a pooler of transactions is told at the start: a worker has no session there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import type { Pooler } from '../../../test/pooler.js';
import { poolerBefore } from '../../../test/pooler.js';
import { postgresStore } from './postgres-store.js';

describe.skipIf(!hasEmbedded)('a database behind a pooler of transactions', () => {
  let server: Embedded;
  let pooler: Pooler;

  beforeAll(async () => {
    server = await embedded();
    pooler = await poolerBefore(server.url);
  }, 60_000);

  afterAll(async () => {
    pooler.end();
    await server.end();
  });

  it('is not used, and why is said', async () => {
    expect(await postgresStore({ url: pooler.url, sessions: 1 })).toEqual({
      unfit: expect.stringContaining('a pooler of transactions') as string,
    });
  });
});
