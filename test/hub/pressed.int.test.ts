// Many webhooks at once: the doors keep some before they read them, and all are read in the end, by the next
// hub where this one is closed before.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../src/core/contract/contract.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { heardOf, heardSource } from '../../src/in/hearing.js';
import { checkContract } from '../../src/shell/contract/load.js';
import type { Hub } from '../../src/shell/hub.js';
import { openHub } from '../../src/shell/hub.js';
import { logTo } from '../../src/shell/log.js';
import type { Store } from '../../src/store/store.js';
import type { Embedded } from '../embedded.js';
import { embedded, hasEmbedded } from '../embedded.js';
import { eventually } from '../eventually.js';

const secret = 'a-secret-of-the-suite';
const contractText = `weir: 1
systems:
  shop:
    role: storefront
    webhook:
      secret: env:SHOP_SECRET
      signature: { scheme: hmac-sha256, header: x-signature, encoding: hex }
      reader: shop-orders
  erp: { role: erp }
readers:
  shop-orders:
    system: shop
    format: json
    match: [event, name]
    emit: { kind: order.placed, id: event, at: at, refs: { order: name }, lines: { each: lines, sku: sku, qty: qty } }
handoffs:
  standard: true
`;
const count = 600;
/** As long as a loaded machine may need. */

describe.skipIf(!hasEmbedded)('pressed doors', () => {
  const complaints: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let server: Embedded;
  let store: Store;
  let contract: Contract;
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-pressed-'));
    const load = await checkContract('weir.yaml', new TextEncoder().encode(contractText));
    if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
    ({ contract } = load);
    server = await embedded();
    store = await server.open(2);
  }, 120_000);

  afterAll(async () => {
    agent.destroy();
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(): Promise<Hub> {
    const hub = await openHub({
      ...{ contract, data: folder, databaseUrl: server.url, environment: { SHOP_SECRET: secret } },
      ...{ host: '127.0.0.1', port: 0, version: '0.0.0' },
      now: () => Date.now() as Instant,
      complain: (line) => complaints.push(line),
      log: logTo({ write: () => undefined }),
    });
    if ('failed' in hub) throw new Error(hub.failed);
    return hub;
  }

  /** @returns the status, and whether it is to be read later. */
  async function sent(hub: Hub, order: string): Promise<readonly [number, boolean]> {
    const lines = [{ sku: 'A-1', qty: 1 }];
    const at = new Date().toISOString();
    const body = JSON.stringify({ event: `placed-${order}`, name: order, at, lines });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-signature': signature };
    const asked = request(`${hub.url ?? ''}/in/shop`, { method: 'POST', agent, headers });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const { unread = false } = (await json(response)) as { readonly unread?: boolean };
    return [response.statusCode ?? 0, unread];
  }

  /** @returns how many were kept before they were read. */
  async function rushed(hub: Hub, name: string): Promise<number> {
    const orders = Array.from({ length: count }, (_, order) => `${name}-${order}`);
    const answers = await Promise.all(orders.map(async (order) => sent(hub, order)));
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([200]));
    return answers.filter(([, unread]) => unread).length;
  }

  it('keep what comes before they read it, and read all of it', { timeout: 120_000 }, async () => {
    const hub = await opened();
    expect(await rushed(hub, 'A')).toBeGreaterThan(0);
    await eventually(async () => {
      expect(await store.vitals()).toMatchObject({ unread: 0, unreadSince: null });
    });
    const { receipts, observations, quarantined } = await store.counts();
    expect([receipts, observations, quarantined]).toEqual([count, count, 0]);
    await hub.close();
    const heard = heardOf(await store.offsets.at(heardSource('shop')));
    expect(heard).toMatchObject({ count, kinds: ['order.placed'] });
    expect(complaints).toEqual([]);
  });

  it('leave to the next start what they could not read', { timeout: 120_000 }, async () => {
    const first = await opened();
    expect(await rushed(first, 'B')).toBeGreaterThan(0);
    await first.close();
    expect((await store.vitals()).unread).toBeGreaterThan(0);
    const second = await opened();
    await eventually(async () => {
      const { unread, inbox } = await store.vitals();
      expect([unread, inbox]).toEqual([0, 0]);
    });
    const { observations, quarantined } = await store.counts();
    expect([observations, quarantined]).toEqual([2 * count, 0]);
    await second.close();
  });
});
