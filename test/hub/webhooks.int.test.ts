// A webhook's way through the hub, on a database of the suite's own: verified, kept, set aside by a
// reader that is wrong, listed, read again once the contract is mended, and told of the order.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { runReceipts } from '../../src/shell/cli/receipts.js';
import { runReread } from '../../src/shell/cli/reread.js';
import { loadContract } from '../../src/shell/contract/load.js';
import type { Hub } from '../../src/shell/hub.js';
import { openHub } from '../../src/shell/hub.js';
import { logTo } from '../../src/shell/log.js';
import { packageFolder } from '../../src/store/postgres/embedded/binaries.js';

const start = 1_772_582_400_000 as Instant;

function contractText(time: string): string {
  return `weir: 1
systems:
  shop: { role: storefront, connector: shopify, webhook: { secret: env:SHOP } }
  erp:
    role: erp
    webhook:
      secret: env:ERP
      signature: { scheme: hmac-sha256, header: X-Signature, prefix: "sha256=", encoding: hex }
      reader: erp-events
handoffs:
  standard: true
readers:
  erp-events:
    system: erp
    format: json
    match: [event]
    emit:
      kind: order.acknowledged
      at: ${time}
      id: event
      refs: { order: order, record: number }
      data: { record: number }
`;
}

const order = JSON.stringify({
  id: 450789469,
  name: '#1001',
  created_at: '2026-03-03T10:00:00Z',
  updated_at: '2026-03-03T10:00:00Z',
  financial_status: 'paid',
  fulfillment_status: null,
  currency: 'EUR',
  total_price: '19.90',
  line_items: [{ id: 1, sku: 'A-1', quantity: 2, price: '9.95' }],
});
const made = JSON.stringify({
  event: 'ev-1',
  stated: '2026-03-03T10:05:00Z',
  order: '450789469',
  number: 'SO-77',
});

describe.skipIf(packageFolder() === null)('a webhook', () => {
  let folder = '';
  let hub: Hub | null = null;
  const said = { out: '', err: '' };
  const doors = {
    out: (more: string): void => void (said.out += more),
    err: (more: string): void => void (said.err += more),
    now: () => start,
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-webhooks-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'weir.yaml'), contractText('happened'));
    const load = await loadContract(join(folder, 'weir.yaml'));
    if (load.kind !== 'loaded') throw new Error('the contract of the suite is faulty');
    const opened = await openHub({
      contract: load.contract,
      data: join(folder, 'data'),
      databaseUrl: null,
      environment: { SHOP: 'of-shop', ERP: 'of-erp' },
      host: '127.0.0.1',
      port: 0,
      now: () => start,
      complain: (line) => void (said.err += line),
      log: logTo({ write: () => undefined }),
      version: '0.0.0',
    });
    if ('failed' in opened) throw new Error(opened.failed);
    hub = opened;
  }, 120_000);

  afterAll(async () => {
    await hub?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(
    path: string,
    sent?: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  ): Promise<Readonly<Record<string, unknown>>> {
    const headers = { 'content-type': 'application/json', ...sent?.headers };
    const method = sent === undefined ? 'GET' : 'POST';
    const asked = request(`${hub?.url ?? ''}${path}`, { method, headers, timeout: 10_000 });
    asked.end(sent?.body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return JSON.parse(await text(response)) as Readonly<Record<string, unknown>>;
  }

  async function settled(): Promise<Readonly<Record<string, unknown>>> {
    for (;;) {
      const { inbox } = await ask('/api/counts');
      if (inbox === 0) return ask('/api/orders/450789469');
    }
  }

  function toErp(orders: Readonly<Record<string, unknown>>): unknown {
    const handoffs = orders['handoffs'] as readonly { readonly rule: string }[];
    return handoffs.find(({ rule }) => rule === 'order-to-erp');
  }

  it('is read by its product, and by a reader of the contract once that is right', async () => {
    const shopSigned = createHmac('sha256', 'of-shop').update(order).digest('base64');
    const placed = { body: order, headers: { 'x-shopify-hmac-sha256': shopSigned } };
    expect(await ask('/in/shop', placed)).toMatchObject({ quarantined: 0 });
    const erpSigned = createHmac('sha256', 'of-erp').update(made).digest('hex');
    const acknowledged = { body: made, headers: { 'x-signature': `sha256=${erpSigned}` } };
    expect(await ask('/in/erp', acknowledged)).toMatchObject({ accepted: 0, quarantined: 1 });
    expect(toErp(await settled())).toMatchObject({ state: 'not-covered' });

    const data = join(folder, 'data');
    expect(await runReceipts({ data, state: 'quarantined' }, doors)).toBe(0);
    expect(said.out).toContain('erp by webhook');
    expect(said.out).toContain('none of 1 rows gave an observation');

    said.out = '';
    const contract = join(folder, 'weir.yaml');
    expect(await runReread('erp', { data, contract }, doors)).toBe(0);
    expect(said.out).toBe(
      '1 receipt stays set aside: the contract and its readers are those that could not read it.\n',
    );

    said.out = '';
    writeFileSync(contract, contractText('stated'));
    expect(await runReread('erp', { data, contract }, doors)).toBe(0);
    expect(said.out).toBe('1 receipt was read again: 1 statement came of it.\n');
    expect(toErp(await settled())).toMatchObject({ state: 'seen' });

    said.out = '';
    expect(await runReceipts({ data, state: 'quarantined' }, doors)).toBe(0);
    expect([said.out, said.err]).toEqual(['', 'There is none.\n']);
    expect(await runReread('nobody', { data, contract }, doors)).toBe(2);
    expect(await runReceipts({ data, state: 'lost' }, doors)).toBe(2);
  }, 60_000);
});
