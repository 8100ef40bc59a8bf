// The embedded server as people meet it: a fresh folder, a second Weir, a parent that is killed, a
// lock file that a crash left behind. Skips where the platform has no programs.
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFolder } from './binaries.js';
import type { EmbeddedServer } from './server.js';
import { embeddedServer } from './server.js';

const here = describe.skipIf(packageFolder() === null);

async function opened(folder: string): Promise<EmbeddedServer> {
  const server = await embeddedServer(folder, { now: Date.now, token: randomUUID });
  if ('failed' in server) throw new Error(server.failed);
  return server;
}

async function said(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, application_name: 'weir test' });
  await client.connect();
  const { rows } = await client.query<{ said: unknown }>(statement);
  await client.end();
  return rows[0]?.said;
}

here('the embedded server', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weir-pg-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function lockFile(): string {
    return join(folder, 'postgres', 'data-18', 'postmaster.pid');
  }

  it('keeps what was committed when its process is killed, and a lock file does not stop it', async () => {
    const first = await opened(folder);
    await said(first.url, 'create table kept as select 7 as said');
    const [pid = ''] = readFileSync(lockFile(), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    const second = await opened(folder);
    expect(await said(second.url, 'select said from kept')).toBe(7);
    await second.stop();
    expect(existsSync(lockFile())).toBe(false);
    // A number that another program has by now.
    writeFileSync(lockFile(), `${process.pid}\n${folder}\n0\n1\n\n127.0.0.1\n`);
    const third = await opened(folder);
    expect(await said(third.url, 'select said from kept')).toBe(7);
    await third.stop();
  });

  it('is adopted by a second Weir, and stopped by the last one only', async () => {
    const [one, other] = await Promise.all([opened(folder), opened(folder)]);
    expect(new URL(one.url).port).toBe(new URL(other.url).port);
    const session = new pg.Client({ connectionString: other.url, application_name: 'weir other' });
    await session.connect();
    await one.stop();
    expect((await session.query('select 1 as said')).rowCount).toBe(1);
    await session.end();
    await other.stop();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('is durable, and speaks UTF-8 whatever the caller has set', async () => {
    const server = await opened(folder);
    expect(await said(server.url, `select current_setting('fsync') as said`)).toBe('on');
    expect(await said(server.url, `select upper('ÿé') as said`)).toBe('ŸÉ');
    expect(await said(server.url, `select current_setting('data_checksums') as said`)).toBe('on');
    await server.stop();
  });
});
