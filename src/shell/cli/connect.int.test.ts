// Credentials taken, tried, sealed and used; a lane paused and resumed; and what the doctor says: by the
// command line, on a real database, against a system that knows who asks. No value is ever shown.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passes } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { packageFolder } from '../../store/postgres/embedded/binaries.js';
import { loadContract } from '../contract/load.js';
import type { Hub } from '../hub.js';
import { openHub } from '../hub.js';
import { openServer } from '../hub/ledger.js';
import { logTo } from '../log.js';
import { runExport } from './backup.js';
import type { ConnectDoors } from './connect.js';
import { runConnect, runConnectForget, runConnectList } from './connect.js';
import { runDoctor } from './doctor.js';
import { runHandoffs } from './lists.js';
import { runPause, runResume } from './pause.js';
import type { ExitCode } from './verb.js';

const token = 'right-b3f2c9';
const wrong = 'wrong-77a1e0';

const contractOn = (host: string): string => `weir: 1
systems:
  shop: { role: storefront, connector: shopify, webhook: { secret: env:SHOP_SECRET } }
  erp:
    role: erp
    connector: http
    http:
      url: http://${host}
      allow: 127.0.0.1
      timeout: 2s
      headers: { authorization: Bearer env:ERP_TOKEN }
      commands: { create-order: { path: /orders, record: body.id } }
      lookups: { create-order: { path: "/orders/{order.key}", record: body.id, after: 1s } }
handoffs: { standard: true, order-to-erp: { mode: live, within: 1h } }
`;

describe.skipIf(packageFolder() === null)('the ways to other systems', () => {
  const asked: string[] = [];
  const shown: string[] = [];
  let erp: Server | null = null;
  let folder = '';
  let hub: Hub | null = null;
  const now = (): Instant => Date.now() as Instant;
  const file = (name: string): string => join(folder, name);
  const data = (): string => file('data');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-connect-'));
    chmodSync(folder, 0o755);
    erp = createServer(({ method = '', url = '', headers }, response) => {
      const isKnown = headers.authorization === `Bearer ${token}`;
      asked.push(`${method} ${url}`);
      response.setHeader('content-type', 'application/json');
      if (!isKnown) response.writeHead(401).end(JSON.stringify({ sent: headers.authorization }));
      else if (method === 'POST') response.writeHead(201).end('{"id":"SO-1"}');
      else response.writeHead(404).end('{}');
    });
    erp.listen(0, '127.0.0.1');
    await once(erp, 'listening');
    const { port } = erp.address() as AddressInfo;
    writeFileSync(file('weir.yaml'), contractOn(`127.0.0.1:${port}`));
    writeFileSync(file('moved.yaml'), contractOn('127.0.0.1:9'));
  });

  afterAll(async () => {
    await hub?.close();
    erp?.closeAllConnections();
    erp?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a verb with these lines on standard input. */
  async function said(
    work: (doors: ConnectDoors & { readonly version: string }) => Promise<ExitCode>,
    piped = '',
  ): Promise<{ readonly code: ExitCode; readonly told: string }> {
    let told = '';
    const take = (text: string): void => {
      told += text;
      shown.push(text);
    };
    const ask = async (): Promise<null> => Promise.resolve(null);
    const secretInput = { isTerminal: false, ask, piped: async () => Promise.resolve(piped) };
    const code = await work({ now, out: take, err: take, version: '0.0.0', secretInput });
    return { code, told };
  }

  const call = (contract = 'weir.yaml') => ({ contract: file(contract), data: data() });

  const doctor = async (contract?: string) =>
    said(async (doors) => runDoctor(call(contract), doors));

  const connect = async (system: string, piped: string) =>
    said(async (doors) => runConnect(system, call(), doors), piped);

  async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await happened())) {
      if (Date.now() > deadline) throw new Error('it never came');
      await passes(50);
    }
  }

  async function openedHub(contract: string): Promise<{ hub: Hub; complaints: string[] }> {
    const load = await loadContract(file(contract));
    if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
    const complaints: string[] = [];
    const complain = (line: string): void => void [complaints, shown].map((to) => to.push(line));
    const log = logTo({ write: (line) => void shown.push(line) });
    const opened = await openHub({
      ...{ contract: load.contract, data: data(), databaseUrl: null, environment: {} },
      ...{ host: '127.0.0.1', port: 0, now, complain, log, version: '0.0.0' },
    });
    if ('failed' in opened) throw new Error(opened.failed);
    return { hub: opened, complaints };
  }

  it('take what the contract names for a system, and nothing else', async () => {
    const calls = [
      ['none', `ERP_TOKEN=${token}`],
      ['erp', token],
      ['erp', `OTHER=${token}`],
      ['erp', `ERP_TOKEN=${token}\u0007`],
      ['erp', 'ERP_TOKEN='],
      ['erp', ''],
    ] as const;
    for (const [system, piped] of calls) {
      const { code, told } = await connect(system, piped);
      expect([piped, code, /\bSealed\b/.test(told)]).toEqual([piped, 2, false]);
    }
    expect(asked).toEqual([]);
  });

  it('are asked with credentials before they are sealed', async () => {
    const refused = await connect('erp', `ERP_TOKEN=${wrong}\n`);
    expect(refused.told).toContain('it answered 401: it does not take these credentials');
    expect(refused.code).toBe(1);
    expect((await said(async (doors) => runConnectList(null, call(), doors))).told).toBe(
      'There is none.\n',
    );
    const taken = await connect('erp', `\r\nERP_TOKEN=${token}\r\n`);
    expect(taken.told).toContain('it answered 404');
    expect([taken.code, statSync(join(data(), 'secrets.key')).mode & 0o777]).toEqual([0, 0o600]);
    expect(asked).toEqual(Array(2).fill('GET /orders/weir-connection-test'));
    const webhook = await connect('shop', 'SHOP_SECRET=of-the-shop');
    expect(webhook.told).toContain('Sealed: SHOP_SECRET');
    const listed = await said(async (doors) => runConnectList('shop', call(), doors));
    expect(listed.told).toMatch(/^shop {2}SHOP_SECRET {2}for its webhooks, sealed 2/);
  }, 60_000);

  it('are told nothing while they are paused, and then with what was sealed', async () => {
    await said(async (doors) => runPause('erp', { ...call(), reason: 'stocktaking' }, doors));
    const opened = await openedHub('weir.yaml');
    ({ hub } = opened);
    expect(opened.complaints).toEqual([]);
    const line = {
      ...{ id: 'o-1', system: 'shop', kind: 'order.placed', at: new Date().toISOString() },
      refs: { order: 'A-1' },
      data: { payable: 'captured', lines: [{ sku: 'MUG', qty: 1 }] },
    };
    const body = `${JSON.stringify(line)}\n`;
    const headers = { 'content-type': 'application/jsonl' };
    const kept = await request(`${hub.url ?? ''}/api/observations`, {
      method: 'POST',
      headers,
      body,
    });
    expect([kept.statusCode, await kept.body.text()]).toEqual([202, expect.anything()]);
    const waits = 'for the lane to erp, which is paused';
    await until(async () =>
      (await said(async (doors) => runHandoffs({ ...call(), to: 'erp' }, doors))).told.includes(
        waits,
      ),
    );
    expect(asked.filter((one) => one.startsWith('POST'))).toEqual([]);
    const health = await request(`${hub.url ?? ''}/health/ready`);
    const { status, notes } = (await health.body.json()) as Record<string, unknown>;
    expect([status, String(notes)]).toEqual(['ready', expect.stringMatching(/erp.*stocktaking/)]);
    const key = { 'idempotency-key': 'go-on' };
    const resumed = await request(`${hub.url ?? ''}/api/destinations/erp/resume`, {
      method: 'POST',
      headers: key,
    });
    expect(await resumed.body.json()).toEqual({ destination: 'erp', paused: false, changed: true });
    await until(() => asked.includes('POST /orders'));
    expect((await said(async (doors) => runResume('erp', call(), doors))).told).toContain(
      'was not',
    );
    await hub.close();
    hub = null;
  }, 120_000);

  it('are examined', async () => {
    const well = await doctor();
    expect(well.told).toContain('erp: Asked, it answered 404.');
    expect(well.code).toBe(0);
    await said(async (doors) => runConnectForget('shop', 'SHOP_SECRET', { ...call(), doors }));
    const missing = await doctor();
    expect(missing.told).toContain(
      'shop: SHOP_SECRET, for its webhooks, is neither sealed nor set',
    );
    expect(missing.code).toBe(1);
  }, 60_000);

  it('get nothing that was sealed for another host', async () => {
    const { told, code } = await doctor('moved.yaml');
    expect(told).toMatch(/ERP_TOKEN of erp was sealed for 127\.0\.0\.1:\d+, and the contract now/);
    expect(code).toBe(1);
  }, 60_000);

  it('need the key that lies beside the database', async () => {
    const key = join(data(), 'secrets.key');
    const right = readFileSync(key);
    writeFileSync(key, `${Buffer.alloc(32, 1).toString('base64')}\n`);
    expect((await doctor()).told).toContain('ERP_TOKEN of erp does not open');
    chmodSync(key, 0o644);
    expect((await doctor()).told).toContain('can be read by others');
    rmSync(key);
    expect((await doctor()).told).toContain('The key of the sealed credentials is gone');
    writeFileSync(key, right, { mode: 0o600 });
  }, 60_000);

  it('show no value, wherever one looks', async () => {
    const backup = file('backup.jsonl.gz');
    await said(async (doors) => runExport(backup, call(), doors));
    const exported = gunzipSync(readFileSync(backup)).toString();
    expect(exported).toContain('ERP_TOKEN');
    const all = exported + shown.join('');
    for (const secret of [token, wrong, 'of-the-shop']) expect(all).not.toContain(secret);
    const key = readFileSync(join(data(), 'secrets.key'), 'utf8').trim();
    expect(all).not.toContain(key);
  }, 60_000);

  it('leave a journal whose every link is looked at', async () => {
    const server = await openServer({ data: data(), databaseUrl: null, now });
    if ('failed' in server) throw new Error(server.failed);
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`update seal set digest = 'another' where partition =
                          (select partition from seal order by sequence desc limit 1)
                        and sequence = 1`);
    await client.end();
    const { told, code } = await doctor();
    expect(told).toContain('BROKEN  journal: Links of its chain');
    expect(code).toBe(1);
    await server.stop();
  }, 60_000);
});
