// The hub's doors and its keys as their users meet them: the command line makes and ends keys while
// the hub runs and while it does not, and nobody listens to others without one.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inferContract } from '../../core/contract/infer.js';
import type { Instant } from '../../core/observation/instant.js';
import { day } from '../../core/observation/instant.js';
import { packageFolder } from '../../store/postgres/embedded/binaries.js';
import { runKeysCreate, runKeysList, runKeysRevoke } from '../cli/keys.js';
import { logTo } from '../log.js';
import type { Hub } from '../hub.js';
import { openHub } from '../hub.js';
import type { NoLedger } from '../hub/ledger.js';

const start = 1_772_582_400_000 as Instant;

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe.skipIf(packageFolder() === null)('the keys of a hub', () => {
  let data = '';
  let now = start;
  const opened: Hub[] = [];

  async function open(host: string): Promise<Hub | NoLedger> {
    const { contract } = inferContract(['shop', 'erp'], new Map());
    const hub = await openHub({
      contract,
      data,
      databaseUrl: null,
      environment: {},
      host,
      port: 0,
      now: () => now,
      complain: (line) => {
        throw new Error(line);
      },
      log: logTo({ write: () => undefined }),
      version: '0.0.0',
    });
    if (!('failed' in hub)) opened.push(hub);
    return hub;
  }

  async function keys(
    verb: (doors: Parameters<typeof runKeysList>[1]) => Promise<number>,
  ): Promise<Said> {
    const said = { out: '', err: '' };
    const code = await verb({
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
      now: () => now,
    });
    return { code, ...said };
  }

  async function statusOf({ url }: Hub, key: string): Promise<number> {
    const port = new URL(url ?? '').port;
    const headers = { authorization: `Bearer ${key}` };
    const asking = request({ host: '127.0.0.1', port, path: '/api/findings', headers });
    asking.end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode ?? 0;
  }

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'weir-keys-'));
    chmodSync(folder, 0o755);
    data = join(folder, 'data');
  });

  afterAll(async () => {
    for (const hub of opened) await hub.close();
    rmSync(join(data, '..'), { recursive: true, force: true });
  });

  it('are needed before anybody else can reach it', async () => {
    expect(await open('0.0.0.0')).toEqual({
      failed:
        'No API key exists, and on 0.0.0.0 others could reach the hub: make one with weir keys create NAME, or listen on 127.0.0.1.',
      ofCall: true,
    });
  }, 120_000);

  it('are made, listed and ended from the command line, the hub running or not', async () => {
    const made = await keys(async (doors) =>
      runKeysCreate('till', { data, scopes: 'read', expires: '90d' }, doors),
    );
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/^weir_[\w-]{43}\n$/);
    const key = made.out.trim();
    const hub = await open('0.0.0.0');
    if ('failed' in hub) throw new Error(hub.failed);
    expect(hub.isKeyless).toBe(false);
    expect(await statusOf(hub, key)).toBe(200);
    const again = await keys(async (doors) => runKeysCreate('till', { data }, doors));
    expect([again.code, again.out, again.err]).toEqual([
      2,
      '',
      'weir keys create: a key named till is in use: revoke it, or take a new name.\n',
    ]);
    const list = await keys(async (doors) => runKeysList({ data }, doors));
    expect(list.out).toBe(
      `till  ${key.slice(0, 12)}…  read  created 2026-03-04T00:00:00Z, expires 2026-06-02T00:00:00Z\n`,
    );
    const second = await keys(async (doors) => runKeysCreate('desk', { data }, doors));
    expect(await statusOf(hub, second.out.trim())).toBe(200);
    now = (start + 90 * day) as Instant;
    expect(await statusOf(hub, key)).toBe(401);
    const revoked = await keys(async (doors) => runKeysRevoke('desk', { data }, doors));
    expect(revoked.out).toBe('desk is revoked.\n');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await statusOf(hub, second.out.trim())).toBe(401);
    expect((await keys(async (doors) => runKeysRevoke('desk', { data }, doors))).code).toBe(2);
  }, 120_000);

  it.each([
    ['a b', {}, /a name has/],
    ['x', { scopes: 'read,everything' }, /there is no scope everything/],
    ['x', { expires: 'soon' }, /--expires takes a time/],
  ])('are refused where the call can not be used: %s %j', async (name, options, why) => {
    const said = await keys(async (doors) => runKeysCreate(name, { data, ...options }, doors));
    expect([said.code, said.out]).toEqual([2, '']);
    expect(said.err).toMatch(why);
  });
});
