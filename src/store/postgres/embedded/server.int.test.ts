// The embedded server as people meet it: a fresh folder, a second Weir, a parent that is killed, a
// lock file that a crash left behind. Skips where the platform has no programs.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Id } from '../../../core/ledger/ledger.js';
import type { Instant } from '../../../core/observation/instant.js';
import { packageFolder } from './binaries.js';
import type { EmbeddedServer } from './server.js';
import { postgresStore } from '../postgres-store.js';
import { embeddedServer } from './server.js';
import { eventually } from '../../../../test/eventually.js';

const here = describe.skipIf(packageFolder() === null);

/** Looks for nothing, and never waits: only its end ends it. */
const endless = 'select count(*) from generate_series(1, 1e12)';
const countEndless = `select count(*) as said from pg_stat_activity where state = 'active' and query like 'set statement_timeout%'`;

function servedBy(lockFile: string): number {
  return Number(readFileSync(lockFile, 'utf8').split('\n')[0]);
}

async function opened(
  folder: string,
  watching: { readonly complain?: (line: string) => void } = {},
): Promise<EmbeddedServer> {
  const server = await embeddedServer(folder, { now: Date.now, token: randomUUID, ...watching });
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

/** Another program on a port that was given up a moment ago. */
async function listening(port: number): Promise<Server> {
  const other = createServer();
  return vi.waitFor(
    async () => {
      other.listen(port, '127.0.0.1');
      await once(other, 'listening');
      return other;
    },
    { interval: 1 },
  );
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

  it('keeps what was committed when its process is killed, once nobody of it is at the data', async () => {
    const first = await opened(folder);
    await said(first.url, 'create table kept as select 7 as said');
    const busy = new pg.Client({ connectionString: first.url });
    busy.on('error', () => undefined);
    await busy.connect();
    let isOver = false;
    const ended = busy
      .query(`set statement_timeout = '3s'; ${endless}`)
      .catch(() => (isOver = true));
    await eventually(async () => {
      expect(await said(first.url, countEndless)).toBe('1');
    });
    process.kill(servedBy(lockFile()), 'SIGKILL');
    const second = await opened(folder);
    expect(isOver).toBe(true);
    await ended;
    expect(await said(second.url, 'select said from kept')).toBe(7);
    await second.stop();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('is started again under the hub that uses it, and not once that has stopped it', async () => {
    const said: string[] = [];
    const server = await opened(folder, { complain: (line) => void said.push(line) });
    const store = await postgresStore({ url: server.url, sessions: 2 });
    if ('unfit' in store) throw new Error(store.unfit);
    process.kill(servedBy(lockFile()), 'SIGKILL');
    await vi.waitFor(async () => store.counts(), { timeout: 10_000, interval: 100 });
    await eventually(() => {
      expect(said).toEqual([
        'the embedded PostgreSQL has ended: it is started again',
        'the embedded PostgreSQL runs again',
      ]);
    });
    await store.close();
    await server.stop();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(existsSync(lockFile())).toBe(false);
    const next = await opened(folder);
    expect(new URL(next.url).port).toBe(new URL(server.url).port);
    await next.stop();
  }, 60_000);

  it('takes another port where another program has its own by then, and its hub goes on there', async () => {
    const said: string[] = [];
    const server = await opened(folder, { complain: (line) => void said.push(line) });
    const store = await postgresStore({ url: server.url, sessions: 2 });
    if ('unfit' in store) throw new Error(store.unfit);
    const { port } = new URL(server.url);
    process.kill(servedBy(lockFile()), 'SIGKILL');
    const other = await listening(Number(port));
    await vi.waitFor(async () => store.counts(), { timeout: 20_000, interval: 100 });
    const none = { to: 'erp', now: 0 as Instant, most: 1, firstId: 1 as Id, served: 0 };
    await vi.waitFor(async () => store.claim(none), { timeout: 20_000, interval: 100 });
    expect(said.at(-1)).toBe('the embedded PostgreSQL runs again');
    const second = await opened(folder);
    expect(new URL(second.url).port).not.toBe(port);
    await store.close();
    await server.stop();
    await second.stop();
    expect(existsSync(lockFile())).toBe(false);
    other.close();
  }, 60_000);

  it('is started although the number in its lock file is that of another program by now', async () => {
    const first = await opened(folder);
    await said(first.url, 'create table kept as select 7 as said');
    process.kill(servedBy(lockFile()), 'SIGKILL');
    const stale = readFileSync(lockFile(), 'utf8');
    const other = spawn('sleep', ['60']);
    const another = mkdtempSync(join(tmpdir(), 'weir-pg-'));
    chmodSync(another, 0o755);
    const neighbour = await opened(another);
    const numbers = [
      other.pid ?? Number.NaN,
      servedBy(join(another, 'postgres', 'data-18', 'postmaster.pid')),
    ];
    for (const number of numbers) {
      writeFileSync(lockFile(), stale.replace(/^\d+/, String(number)));
      const next = await opened(folder);
      expect(servedBy(lockFile())).not.toBe(number);
      expect(await said(next.url, 'select said from kept')).toBe(7);
      await next.stop();
    }
    expect(await said(neighbour.url, 'select 1 as said')).toBe(1);
    await neighbour.stop();
    other.kill();
    rmSync(another, { recursive: true, force: true });
  });

  it('is adopted by a second Weir, and stopped by the last one only', async () => {
    const [one, other] = await Promise.all([opened(folder), opened(folder)]);
    expect(new URL(one.url).port).toBe(new URL(other.url).port);
    const session = new pg.Client({ connectionString: other.url });
    session.on('error', () => undefined);
    await session.connect();
    await one.stop();
    expect((await session.query('select 1 as said')).rowCount).toBe(1);
    // Its own sessions keep nobody: the server may list them for a while after they were closed.
    await other.stop();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('that is stopped as a process is told of by its number, and what to do', async () => {
    const first = await opened(folder);
    const pid = servedBy(lockFile());
    process.kill(pid, 'SIGSTOP');
    try {
      let asked = 0;
      // A second goes by with each look at the clock.
      const now = (): number => Date.now() + 1_000 * (asked += 1);
      const second = await embeddedServer(folder, { now, token: randomUUID });
      expect(second).toEqual({
        failed: expect.stringMatching(
          `process ${pid}[^]*does not answer[^]*kill -CONT ${pid}[^]*kill -9 ${pid}`,
        ) as string,
      });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await first.stop();
  }, 60_000);

  it('is durable, and speaks UTF-8 whatever the caller has set', async () => {
    const server = await opened(folder);
    expect(await said(server.url, `select current_setting('fsync') as said`)).toBe('on');
    expect(await said(server.url, `select upper('ÿé') as said`)).toBe('ŸÉ');
    expect(await said(server.url, `select current_setting('data_checksums') as said`)).toBe('on');
    await server.stop();
  });
});
