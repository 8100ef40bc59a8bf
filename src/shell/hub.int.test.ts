// The hub as its users meet it: a shipment that comes before its order, the wait, the release, and
// the same story after another start. On an embedded server of the suite's own.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../core/observation/instant.js';
import { packageFolder } from '../store/postgres/embedded/binaries.js';
import { runFindings, runHandoffs } from './cli/lists.js';
import { runTrace } from './cli/trace.js';
import { loadContract } from './contract/load.js';
import { logTo } from './log.js';
import type { Hub } from './hub.js';
import { openHub } from './hub.js';

const contractText = `weir: 1
systems:
  shop: { role: storefront }
  amazon: { role: marketplace }
  erp: { role: erp }
handoffs:
  standard: true
`;

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe.skipIf(packageFolder() === null)('the hub', () => {
  let folder = '';
  let hub: Hub | null = null;
  const start = 1_772_582_400_000;

  async function open(): Promise<Hub> {
    const load = await loadContract(join(folder, 'weir.yaml'));
    if (load.kind !== 'loaded') throw new Error('the contract of the suite is faulty');
    const opened = await openHub({
      contract: load.contract,
      data: join(folder, 'data'),
      databaseUrl: null,
      environment: {},
      host: '127.0.0.1',
      port: 0,
      now: () => start as Instant,
      complain: (line) => {
        throw new Error(line);
      },
      log: logTo({ write: () => undefined }),
      version: '0.0.0',
    });
    if ('failed' in opened) throw new Error(opened.failed);
    return opened;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-hub-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'weir.yaml'), contractText);
    hub = await open();
  }, 120_000);

  afterAll(async () => {
    await hub?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(path: string, body?: string): Promise<Answer> {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { 'content-type': 'application/jsonl' };
    const asked = request(`${hub?.url ?? ''}${path}`, { method, headers, timeout: 10_000 });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const parsed = JSON.parse(await text(response)) as Answer['body'];
    return { status: response.statusCode ?? 0, body: parsed };
  }

  /** The order, once the ledger has folded everything that arrived. */
  async function settled(ref: string): Promise<Answer['body']> {
    for (;;) {
      const { body: counts } = await ask('/api/counts');
      if (counts['inbox'] === 0) return (await ask(`/api/orders/${ref}`)).body;
    }
  }

  function line(minutes: number, fields: object): string {
    const at = new Date(start + minutes * 60_000).toISOString();
    return `${JSON.stringify({ at, ...fields })}\n`;
  }

  function handoff(order: Answer['body'], rule: string): unknown {
    const handoffs = order['handoffs'] as readonly { readonly rule: string }[];
    return handoffs.find((one) => one.rule === rule);
  }

  const shipped = line(-5, {
    id: 'amz-9',
    system: 'amazon',
    kind: 'shipment.shipped',
    refs: { order: '114-2233', shipment: 'S-1' },
    data: { lines: [{ sku: 'A-1', qty: 2 }] },
  });

  it('applies a shipment before its order, and says what its handoff waits for', async () => {
    const { status, body } = await ask('/api/observations', shipped);
    expect([status, body]).toMatchObject([202, { accepted: 1, duplicate: 0, quarantined: [] }]);
    const order = await settled('114-2233');
    expect(order).toMatchObject({ headline: 'shipped', timeline: [{ verdict: 'applied' }] });
    expect(handoff(order, 'shipment-to-erp')).toMatchObject({
      to: 'erp',
      state: 'waiting',
      waiting_for: 'placing',
    });
  });

  it('takes the same line again as a duplicate, and sets aside what it can not read', async () => {
    const stranger = shipped.replace('amazon', 'nobody');
    const { status, body } = await ask('/api/observations', `${shipped}not json\n${stranger}`);
    expect([status, body]).toMatchObject([
      202,
      {
        accepted: 0,
        duplicate: 1,
        quarantined: [
          { line: 2, kind: 'unreadable' },
          { line: 3, kind: 'unknown-system' },
        ],
      },
    ]);
    expect((await ask('/api/observations', 'nothing at all')).status).toBe(422);
  });

  it('releases the handoff when the order is acknowledged, and keeps it over a start', async () => {
    await ask(
      '/api/observations',
      line(-30, {
        id: 'amz-1',
        system: 'amazon',
        kind: 'order.placed',
        refs: { order: '114-2233' },
        data: { payable: 'captured', lines: [{ sku: 'A-1', qty: 2 }] },
      }),
    );
    expect(handoff(await settled('114-2233'), 'shipment-to-erp')).toMatchObject({
      state: 'waiting',
      waiting_for: 'order-to-erp',
    });
    await ask(
      '/api/observations',
      line(-20, {
        id: 'erp-1',
        system: 'erp',
        kind: 'order.acknowledged',
        refs: { order: '114-2233', record: 'SO-1' },
        data: { record: 'SO-1', state: 'confirmed', lines: [{ sku: 'A-1', qty: 2 }] },
      }),
    );
    const released = await settled('114-2233');
    expect(handoff(released, 'shipment-to-erp')).toMatchObject({ state: 'expected' });
    expect(handoff(released, 'order-to-erp')).toMatchObject({ state: 'seen' });
    await hub?.close();
    hub = await open();
    expect(await settled('114-2233')).toEqual(released);
  });

  it('is asked from the command line while it runs', async () => {
    const said = { out: '', err: '' };
    const doors = {
      out: (more: string): void => void (said.out += more),
      err: (more: string): void => void (said.err += more),
      now: () => start as Instant,
    };
    const data = join(folder, 'data');
    expect(await runTrace('114-2233', { data }, doors)).toBe(0);
    expect(said.out).toContain('order 114-2233: shipped');
    expect(said.out).toContain('shipment-to-erp to erp: expected');
    expect(said.out).toContain('order.placed, arrived 2026-03-04T00:00:00Z  [late: ');
    said.out = '';
    expect(await runHandoffs({ data, json: true, to: 'erp' }, doors)).toBe(0);
    const rules = said.out
      .trim()
      .split('\n')
      .map((one) => (JSON.parse(one) as { readonly rule: string }).rule);
    expect(rules.sort()).toEqual(['order-to-erp', 'shipment-to-erp']);
    expect(await runFindings({ data }, doors)).toBe(0);
    expect(said.err).toBe('There is none.\n');
    said.err = '';
    expect(await runFindings({ data, pattern: 'lost-ordr' }, doors)).toBe(2);
    expect(said.err).toContain('--pattern lost-ordr is none there is. Did you mean "lost-order"?');
    expect(await runTrace('no such', { data }, doors)).toBe(2);
  });

  it('answers what it does not know with a problem that says so', async () => {
    expect(await ask('/api/orders/no-such-name')).toMatchObject({
      status: 404,
      body: { title: 'Unknown name' },
    });
    expect((await ask('/api/observations', ' ')).status).toBe(422);
    expect((await ask('/nowhere')).status).toBe(404);
  });
});
