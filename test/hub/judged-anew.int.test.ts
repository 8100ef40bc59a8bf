// A start at which what stands can't be had folded again: the hub opens, and says so.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { openHub } from '../../src/shell/hub.js';
import { logTo } from '../../src/shell/log.js';
import type { Embedded } from '../embedded.js';
import { embedded, hasEmbedded } from '../embedded.js';

const { contract } = compileContract({ weir: 1, systems: { shop: { role: 'storefront' } } });

describe.skipIf(!hasEmbedded)('a start at which nothing can be folded again', () => {
  let server: Embedded;
  let folder = '';

  beforeAll(async () => {
    server = await embedded();
    folder = mkdtempSync(join(tmpdir(), `weir-anew-${randomUUID()}`));
    chmodSync(folder, 0o755);
    await server.open(1);
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`
      insert into fact (component, observation, verdict, reason) values (1, 1, 'unmapped', '');
      create function filled() returns trigger language plpgsql as $$ begin
        raise exception 'could not extend file' using errcode = '53100';
      end $$;
      create trigger filled before insert on inbox for each row execute function filled()`);
    await client.end();
  }, 60_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.end();
  });

  it('opens the doors all the same, and says what is left for the next', async () => {
    const said: string[] = [];
    const hub = await openHub({
      ...{ contract, data: folder, databaseUrl: server.url, environment: {} },
      ...{ host: '127.0.0.1', port: 0, now: () => Date.now() as Instant, version: '0.0.0' },
      complain: (line) => void said.push(line),
      log: logTo({ write: () => undefined }),
    });
    if ('failed' in hub) throw new Error(hub.failed);
    expect(hub.url).not.toBeNull();
    await hub.close();
    expect(said).toContain(
      'what another contract or version may judge otherwise is judged anew at the next start: could not extend file',
    );
  });
});
