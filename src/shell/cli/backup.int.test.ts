// A ledger into a file and back, on real databases: it tells the same story, and what was open when the
// file was written is looked up before anything is sent, for it may have been sent since.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passes } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { packageFolder } from '../../store/postgres/embedded/binaries.js';
import { checkContract } from '../contract/load.js';
import type { Hub } from '../hub.js';
import { openHub } from '../hub.js';
import { logTo } from '../log.js';
import { runExport, runImport } from './backup.js';
import { runTrace } from './trace.js';

const contractOn = (port: number): string => `weir: 1
systems:
  shop: { role: storefront }
  erp:
    role: erp
    connector: http
    http:
      url: http://127.0.0.1:${port}
      allow: 127.0.0.1
      timeout: 1s
      commands: { create-order: { path: /orders, record: body.id } }
      lookups: { create-order: { path: "/orders?ref={order.key}", present: "$count(body) > 0", record: "body[0].id", after: 1s } }
handoffs: { standard: true, order-to-erp: { mode: live, within: 1h } }
`;

describe.skipIf(packageFolder() === null)('export and import', () => {
  const asked: string[] = [];
  let erp: Server | null = null;
  let folder = '';
  let isAway = true;
  const now = (): Instant => Date.now() as Instant;
  const file = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-backup-'));
    chmodSync(folder, 0o755);
    erp = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      if (isAway) response.writeHead(503).end();
      // It was told by whoever ran after the export.
      else response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":"SO-1"}]');
    });
    erp.listen(0, '127.0.0.1');
    await once(erp, 'listening');
  });

  afterAll(() => {
    erp?.closeAllConnections();
    erp?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(data: string): Promise<Hub> {
    const { port } = erp?.address() as AddressInfo;
    const load = await checkContract('weir.yaml', new TextEncoder().encode(contractOn(port)));
    if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
    const hub = await openHub({
      contract: load.contract,
      data: file(data),
      databaseUrl: null,
      environment: {},
      host: '127.0.0.1',
      port: 0,
      now,
      complain: () => undefined,
      log: logTo({ write: () => undefined }),
      version: '0.0.0',
    });
    if ('failed' in hub) throw new Error(hub.failed);
    return hub;
  }

  async function said(work: (doors: Parameters<typeof runExport>[2]) => Promise<number>) {
    let told = '';
    const take = (text: string): void => {
      told += text;
    };
    const code = await work({ now, out: take, err: take });
    return { code, told };
  }

  const trace = async (data: string): Promise<string> =>
    (await said(async (doors) => runTrace('A-1', { data: file(data) }, doors))).told;

  async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!(await happened())) {
      if (Date.now() > deadline) throw new Error('it never came');
      await passes(50);
    }
  }

  it('tell the same story, and look up what was open before anything is sent', async () => {
    const hub = await open('one');
    const line = {
      id: 'shop-1',
      system: 'shop',
      kind: 'order.placed',
      at: new Date(now()).toISOString(),
      refs: { order: 'A-1' },
      data: { payable: 'captured', lines: [{ sku: 'A "quoted", \\ and\nbroken ☃', qty: 1 }] },
    };
    const body = JSON.stringify(line);
    const headers = { 'content-type': 'application/json' };
    const told = await request(`${hub.url}/api/observations`, { method: 'POST', headers, body });
    expect(told.statusCode).toBe(202);
    await until(() => asked.includes('POST /orders'));
    await hub.close();
    const before = await trace('one');
    expect(before).toContain('order-to-erp');

    const exported = await said(async (doors) =>
      runExport(file('a.jsonl.gz'), { data: file('one') }, doors),
    );
    expect(exported).toMatchObject({ code: 0 });
    isAway = false;
    asked.length = 0;
    const imported = await said(async (doors) =>
      runImport(file('a.jsonl.gz'), { data: file('two') }, doors),
    );
    expect(imported).toMatchObject({ code: 0 });
    const again = await open('two');
    await until(async () => (await trace('two')).includes('acknowledged'));
    await again.close();
    expect(asked[0]).toBe('GET /orders?ref=A-1');
    expect(asked.filter((one) => one.startsWith('POST'))).toEqual([]);
  }, 120_000);

  it('takes nothing of a file that was cut, nor into a ledger that is there', async () => {
    const whole = gunzipSync(readFileSync(file('a.jsonl.gz'))).toString();
    const lines = whole.split('\n');
    const parts = { cut: lines.slice(0, -20), other: ['{"some":"file"}'] };
    for (const [name, part] of Object.entries(parts)) {
      writeFileSync(file(`${name}.gz`), gzipSync(part.join('\n')));
      const taken = await said(async (doors) =>
        runImport(file(`${name}.gz`), { data: file('three') }, doors),
      );
      expect(taken).toMatchObject({ code: 2 });
    }
    const bytes = readFileSync(file('a.jsonl.gz'));
    writeFileSync(file('broken.gz'), bytes.subarray(0, bytes.length - 100));
    const broken = await said(async (doors) =>
      runImport(file('broken.gz'), { data: file('three') }, doors),
    );
    expect(broken.told).toContain('ends early');
    // A ledger that nothing was taken into would be read as health.
    expect(await said(async (doors) => runTrace('A-1', { data: file('three') }, doors))).toEqual({
      code: 2,
      told: expect.stringContaining('there is no ledger in') as string,
    });
    const onto = async (data: string): Promise<{ code: number; told: string }> =>
      said(async (doors) => runImport(file('a.jsonl.gz'), { data: file(data) }, doors));
    expect((await onto('one')).told).toContain('holds a ledger already');
    expect(await onto('three')).toMatchObject({ code: 0 });
    const over = await said(async (doors) =>
      runExport(file('a.jsonl.gz'), { data: file('one') }, doors),
    );
    expect(over.told).toContain('is there already');
  }, 120_000);
});
