// Webhooks over real HTTP: who may send them, and what becomes of everything that can be wrong with one.
// Over the store's model.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileContract } from '../../core/contract/compile.js';
import { OrderNames } from '../../core/identity/names.js';
import type { Instant } from '../../core/observation/instant.js';
import { Intake } from '../../in/intake.js';
import { sourceReadings } from '../../in/source-readings.js';
import { webhooksOf } from '../../in/webhook.js';
import { MemoryStore } from '../../store/memory/memory-store.js';
import type { Store } from '../../store/store.js';
import { digest } from '../hub/ledger.js';
import { logTo } from '../log.js';
import { Metrics } from '../metrics.js';
import { Changes } from '../hub/changes.js';
import { Cursors } from './cursor.js';
import { KeyRing } from './key-ring.js';
import { doorsOf } from './server.js';

const now = 1_772_582_400_000 as Instant;
const seconds = String(now / 1_000);

const { contract, faults } = compileContract({
  weir: 1,
  systems: {
    shop: { role: 'storefront', connector: 'shopify', webhook: { secret: 'env:SHOP' } },
    woo: { role: 'storefront', connector: 'woocommerce', webhook: { secret: 'env:WOO' } },
    pay: {
      role: 'payments',
      connector: 'stripe',
      webhook: { secret: ['env:PAY_NEW', 'env:PAY_OLD'] },
    },
    erp: {
      role: 'erp',
      webhook: {
        secret: 'env:ERP',
        signature: { scheme: 'standard-webhooks' },
        reader: 'erp-events',
      },
    },
    wms: {
      role: 'warehouse',
      webhook: {
        secret: 'env:ERP',
        signature: { scheme: 'standard-webhooks' },
        reader: 'wms-events',
      },
    },
    mute: { role: 'erp', connector: 'shopify', webhook: { secret: 'env:MUTE' } },
    blog: { role: 'storefront', connector: 'shopify' },
  },
  readers: {
    'wms-events': {
      system: 'wms',
      format: 'xml',
      rows: 'parcel',
      match: ['no', 'order'],
      emit: { kind: 'shipment.shipped', at: 'when', id: 'no', refs: { order: 'order' } },
    },
    'erp-events': {
      system: 'erp',
      format: 'json',
      match: ['event', 'sales_order'],
      emit: {
        kind: 'order.acknowledged',
        at: 'when',
        id: 'event',
        refs: { order: 'order', record: 'sales_order' },
        data: { record: 'sales_order' },
      },
    },
  },
});

const environment = {
  SHOP: 'secret-of-shop',
  WOO: 'secret-of-woo',
  PAY_NEW: 'secret-of-pay-new',
  PAY_OLD: 'secret-of-pay-old',
  ERP: 'whsec_c2VjcmV0LW9mLWVycA==',
};

function base64(secret: string, content: string | Buffer): string {
  return createHmac('sha256', secret).update(content).digest('base64');
}

function order(id: number | string, changed = '2026-03-01T10:00:00Z'): string {
  return JSON.stringify({
    id,
    name: `#${id}`,
    created_at: '2026-03-01T10:00:00Z',
    updated_at: changed,
    financial_status: 'paid',
    fulfillment_status: null,
    currency: 'EUR',
    total_price: '19.90',
    line_items: [{ id: 1, sku: 'A-1', quantity: 2, price: '9.95' }],
  });
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

describe('webhooks', () => {
  const store = new MemoryStore();
  const complaints: string[] = [];
  let failing = false;
  let later = false;
  let unread = 0;
  const receive: Store['receive'] = async (arrivals) => {
    if (failing) throw new Error('the disk is full');
    return store.receive(arrivals);
  };
  let server: FastifyInstance;
  let port = 0;

  beforeAll(async () => {
    expect(faults).toEqual([]);
    const names = new OrderNames(contract.joins);
    const interpreting = { contract, names, digest, ids: store.ids };
    server = await doorsOf({
      store,
      intake: new Intake({ receive }, { commits: 1, statements: 100, waiting: 100 }),
      interpreting,
      webhooks: webhooksOf(contract, () => environment).open,
      webhookReading: () => (later ? null : sourceReadings(interpreting).webhook),
      keptUnread: () => {
        unread += 1;
      },
      now: () => now,
      arrived: () => undefined,
      complain: (line) => void complaints.push(line),
      log: logTo({ write: () => undefined }),
      metrics: new Metrics(),
      changes: new Changes(),
      deciding: async () => Promise.reject(new Error('nothing is folded here')),
      lanes: () => [],
      folding: () => null,
      reasons: () => [],
      ending: () => false,
      ring: new KeyRing(store.access, () => now),
      cursors: new Cursors(store.access),
      isLoopback: true,
      version: '0',
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = server.server.address() as AddressInfo);
  });

  afterAll(async () => {
    await server.close();
  });

  async function ask({
    method = 'POST',
    path = '/in/shop',
    headers = {},
    body,
  }: Asked): Promise<Answer> {
    const asked = request({ host: '127.0.0.1', port, method, path, headers, timeout: 10_000 });
    asked.on('error', () => undefined);
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const said = await text(response);
    const parsed = (said === '' ? {} : JSON.parse(said)) as Answer['body'];
    return { status: response.statusCode ?? 0, headers: response.headers, body: parsed };
  }

  /** A request as Shopify sends it, with what a case changes. */
  async function shopify(body: string | Buffer, headers: Asked['headers'] = {}): Promise<Answer> {
    return ask({
      body,
      headers: {
        'content-type': 'application/json',
        'x-shopify-hmac-sha256': base64(environment.SHOP, body),
        ...headers,
      },
    });
  }

  async function kept(): Promise<readonly [receipts: number, quarantined: number]> {
    const { receipts, quarantined } = await store.counts();
    return [receipts, quarantined];
  }

  it('keeps a genuine one, read, before it answers', async () => {
    const before = await kept();
    const { status, body } = await shopify(order(1001), { 'x-shopify-topic': 'orders/create' });
    expect([status, body]).toMatchObject([200, { duplicate: 0, quarantined: 0 }]);
    expect(body['accepted']).toBeGreaterThan(0);
    expect(await kept()).toEqual([before[0] + 1, before[1]]);
  });

  it('keeps it before it is read where the doors are pressed, and tells who reads', async () => {
    later = true;
    const { status, body } = await shopify(order(1999));
    const again = await shopify(order(1999));
    const forged = await shopify(order(1998), { 'x-shopify-hmac-sha256': 'forged' });
    later = false;
    expect([status, body]).toEqual([200, { receipt: expect.any(String) as string, unread: true }]);
    expect([again.status, forged.status, unread]).toEqual([200, 401, 2]);
    const waiting = await store.beginUnread({ most: 9, bytes: 99_999, reader: 'r' });
    expect(waiting.map(({ id }) => String(id))).toEqual([body['receipt']]);
  });

  it('keeps the id of 64 bits whole, and the headers without the secrets', async () => {
    const { body } = await shopify(order('576461413038785752'), {
      authorization: 'Bearer of somebody',
      cookie: 'session=1',
      'x-shopify-event-id': 'e-1',
    });
    const content = await store.quarantine.content(Number(body['receipt']));
    expect(content?.headers).toMatchObject({ 'x-shopify-event-id': 'e-1' });
    expect(Object.keys(content?.headers ?? {})).not.toContain('authorization');
    expect(Object.keys(content?.headers ?? {})).not.toContain('cookie');
    expect(Buffer.from(content?.body ?? []).toString()).toContain('576461413038785752');
  });

  it('takes a repeat as a duplicate, whatever its unsigned headers say', async () => {
    await shopify(order(1002), { 'x-shopify-event-id': 'e-2' });
    const before = await kept();
    for (const id of ['e-2', 'e-3']) {
      const { status, body } = await shopify(order(1002), { 'x-shopify-event-id': id });
      expect([status, body]).toMatchObject([200, { accepted: 0 }]);
    }
    expect(await kept()).toEqual(before);
  });

  it('keeps both where one event id comes with two bodies', async () => {
    await shopify(order(1003), { 'x-shopify-event-id': 'e-4' });
    const before = await kept();
    const changed = order(1003, '2026-03-01T11:00:00Z');
    const { body } = await shopify(changed, { 'x-shopify-event-id': 'e-4' });
    expect(body['accepted']).toBeGreaterThan(0);
    expect((await kept())[0]).toBe(before[0] + 1);
  });

  const body = order(2001);
  const signature = base64(environment.SHOP, body);
  const json = { 'content-type': 'application/json' };
  const signed = { ...json, 'x-shopify-hmac-sha256': signature };
  const refused: readonly (readonly [what: string, status: number, asked: Asked])[] = [
    ['an unknown system', 404, { path: '/in/nobody', headers: signed, body }],
    ['no system', 404, { path: '/in', headers: signed, body }],
    ['a system that takes no webhooks', 404, { path: '/in/blog', headers: signed, body }],
    ['a system whose secret is not set', 404, { path: '/in/mute', headers: signed, body }],
    ['GET', 405, { method: 'GET' }],
    ['PUT', 405, { method: 'PUT', headers: signed, body }],
    ['DELETE', 405, { method: 'DELETE' }],
    ['TRACE', 405, { method: 'TRACE' }],
    ['no content type', 415, { headers: { 'x-shopify-hmac-sha256': signature }, body }],
    [
      'a form',
      415,
      { headers: { ...signed, 'content-type': 'multipart/form-data; boundary=x' }, body },
    ],
    ['plain text', 415, { headers: { ...signed, 'content-type': 'text/plain' }, body }],
    ['a packed body', 415, { headers: { ...signed, 'content-encoding': 'gzip' }, body }],
    ['an unknown coding', 415, { headers: { ...signed, 'content-encoding': 'zstd-2' }, body }],
    ['no signature', 401, { headers: json, body }],
    [
      'a wrong signature',
      401,
      { headers: { ...json, 'x-shopify-hmac-sha256': base64('x', body) }, body },
    ],
    [
      'a malformed signature',
      401,
      { headers: { ...json, 'x-shopify-hmac-sha256': 'nonsense' }, body },
    ],
    [
      "another system's secret",
      401,
      { path: '/in/woo', headers: { ...json, 'x-wc-webhook-signature': signature }, body },
    ],
    ["another system's address", 401, { path: '/in/pay', headers: signed, body }],
    [
      'a body written anew',
      401,
      { headers: signed, body: JSON.stringify(JSON.parse(body), null, 1) },
    ],
    ['an empty body', 400, { headers: json }],
    ['more than 10 MiB', 413, { headers: signed, body: Buffer.alloc(10_485_761, 32) }],
    [
      'a ping with more in it',
      415,
      {
        path: '/in/woo',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'webhook_id=1&a=b',
      },
    ],
  ];

  it.each(refused)('refuses %s with %i, and keeps nothing', async (_what, status, asked) => {
    const before = await kept();
    const answer = await ask(asked);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.stringify(answer.body)).not.toContain('2001');
    if (status === 405) expect(answer.headers.allow).toContain('POST');
    expect(await kept()).toEqual(before);
  });

  it('answers the unknown and the closed alike', async () => {
    const answers = await Promise.all(
      ['nobody', 'blog', 'mute'].map(async (name) =>
        ask({ path: `/in/${name}`, headers: signed, body }),
      ),
    );
    const [first] = answers;
    for (const answer of answers) expect(answer.body).toEqual(first?.body);
  });

  const set: readonly (readonly [what: string, content: string | Buffer])[] = [
    ['no JSON', 'nothing at all'],
    ['truncated JSON', body.slice(0, -20)],
    ['a byte order mark', `\ufeff${order(2002)}`],
    ['NaN', '{"id":NaN}'],
    ['a comment', '{"id":1/*one*/}'],
    ['half of a character', '{"id":1,"name":"\\ud800"}'],
    ['Latin-1', Buffer.from('{"id":1,"name":"\u00e9"}', 'latin1')],
    ['UTF-16', Buffer.from(order(2003), 'utf16le')],
    ['NUL in a text', '{"id":1,"name":"a\\u0000b"}'],
    ['NUL itself', '{"id":1,"name":"a\u0000b"}'],
    ['200,000 levels', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['a field twice', order(2004).replace('"currency"', '"id":7,"currency"')],
    ['a prototype', order(2005).replace('{', '{"__proto__":{"isAdmin":true},')],
    ['a number beyond all', order(2006).replace('"quantity":2', '"quantity":1e400')],
    ['a quantity below zero', order(2007).replace('"quantity":2', '"quantity":-2')],
    ['a time that is none', order(2008).replace('2026-03-01T10:00:00Z', '2026-02-31T10:00:00Z')],
    ['a comma as the decimal point', order(2009).replace('9.95', '19,99')],
    ['a thousands point', order(2010).replace('9.95', '1.234,56')],
    ['what no reader knows', '{"customer":{"id":1}}'],
    ['a number', '17'],
    ['nothing but blanks', ' \n '],
  ];

  it.each(set)('keeps %s, sets it aside, and answers 200', async (_what, content) => {
    const before = await kept();
    const answer = await shopify(content);
    expect([answer.status, answer.body]).toMatchObject([200, { accepted: 0, quarantined: 1 }]);
    expect(await kept()).toEqual([before[0] + 1, before[1] + 1]);
    const receipt = Number(answer.body['receipt']);
    const back = await store.quarantine.content(receipt);
    expect(Buffer.from(back?.body ?? []).equals(Buffer.from(content))).toBe(true);
    const [line] = await store.quarantine.lines(receipt, 10);
    expect(line).toMatchObject({ line: 1, kind: 'unreadable' });
  });

  it('keeps an empty body that is signed', async () => {
    const headers = { ...json, 'x-shopify-hmac-sha256': base64(environment.SHOP, '') };
    const answer = await ask({ headers });
    expect([answer.status, answer.body]).toMatchObject([200, { quarantined: 1 }]);
  });

  it('accepts either of two secrets, and one right signature of two', async () => {
    const event = (id: string): string =>
      JSON.stringify({ id, object: 'event', type: 'customer.created', created: now / 1_000 });
    const v1 = (secret: string, content: string): string =>
      `v1=${createHmac('sha256', secret).update(`${seconds}.${content}`).digest('hex')}`;
    const statuses: number[] = [];
    for (const secret of [environment.PAY_NEW, environment.PAY_OLD, 'other']) {
      const content = event(`evt_${secret}`);
      const { status } = await ask({
        path: '/in/pay',
        headers: {
          ...json,
          'stripe-signature': `t=${seconds},${v1('gone', content)},${v1(secret, content)}`,
        },
        body: content,
      });
      statuses.push(status);
    }
    expect(statuses).toEqual([200, 200, 401]);
  });

  it('takes a signature that came as two headers', async () => {
    const content = order(3001);
    const headers = {
      ...json,
      'x-shopify-hmac-sha256': [base64('old', content), base64(environment.SHOP, content)],
    };
    expect((await ask({ headers, body: content })).status).toBe(200);
  });

  it('reads a system of its own by a reader of the contract, one event once', async () => {
    const said = JSON.stringify({
      event: 'ev-9',
      when: '2026-03-01T10:00:00Z',
      order: '1001',
      sales_order: 'SO-1',
    });
    const send = async (id: string, time: string): Promise<Answer> => {
      const key = Buffer.from(environment.ERP.slice('whsec_'.length), 'base64');
      const mark = createHmac('sha256', key).update(`${id}.${time}.${said}`).digest('base64');
      const headers = {
        ...json,
        'webhook-id': id,
        'webhook-timestamp': time,
        'webhook-signature': `v1,${mark}`,
      };
      return ask({ path: '/in/erp/orders', headers, body: said });
    };
    expect((await send('msg_1', seconds)).body).toMatchObject({ accepted: 1, quarantined: 0 });
    const again = String(Number(seconds) - 100);
    expect((await send('msg_1', again)).body).toMatchObject({ accepted: 0, duplicate: 1 });
    expect((await send('msg_2', seconds)).body).toMatchObject({ accepted: 0, duplicate: 1 });
    expect((await send('msg_3', String(Number(seconds) - 301))).status).toBe(401);
  });

  it('reads XML where its reader does, and nothing that says it is something else', async () => {
    const said =
      '<parcel><no>P-1</no><order>1001</order><when>2026-03-01T10:00:00Z</when></parcel>';
    const send = async (type: string, id: string, body = said): Promise<Answer> => {
      const key = Buffer.from(environment.ERP.slice('whsec_'.length), 'base64');
      const mark = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
      const headers = {
        'content-type': type,
        'webhook-id': id,
        'webhook-timestamp': seconds,
        'webhook-signature': `v1,${mark}`,
      };
      return ask({ path: '/in/wms', headers, body });
    };
    expect((await send('text/xml; charset=utf-8', 'x1')).body).toMatchObject({ accepted: 1 });
    expect((await send('application/soap+xml', 'x2')).body).toMatchObject({ duplicate: 1 });
    expect((await send('application/json', 'x3')).status).toBe(415);
    const bomb = `<!DOCTYPE a [<!ENTITY b "bb">]><parcel><no>&b;</no></parcel>`;
    expect((await send('application/xml', 'x4', bomb)).body).toMatchObject({ quarantined: 1 });
  });

  it("answers WooCommerce's ping, and keeps nothing of it", async () => {
    const before = await kept();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status } = await ask({ path: '/in/woo', headers, body: 'webhook_id=12' });
    expect(status).toBe(200);
    expect(await kept()).toEqual(before);
  });

  it('says that it kept nothing where the store can not, and keeps it the next time', async () => {
    const before = await kept();
    failing = true;
    const answer = await shopify(order(4001));
    failing = false;
    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.stringify(answer.body)).not.toContain('disk');
    expect(await kept()).toEqual(before);
    expect((await shopify(order(4001))).body['accepted']).toBeGreaterThan(0);
  });

  it('tells the log who was refused and why, once and without the payload', () => {
    const ofShop = complaints.filter((line) => line.startsWith('a webhook of shop was refused'));
    expect(ofShop).toContain('a webhook of shop was refused: wrong signature');
    expect(new Set(ofShop).size).toBe(ofShop.length);
  });

  it('lists what is set aside, and why', async () => {
    const { body: page } = await ask({
      method: 'GET',
      path: '/api/receipts?state=quarantined&limit=2',
    });
    const [first] = page['receipts'] as readonly Readonly<Record<string, unknown>>[];
    expect(first).toMatchObject({ system: 'shop', source: 'webhook', quarantined: 1 });
    const { body: one } = await ask({
      method: 'GET',
      path: `/api/receipts/${String(first?.['id'])}`,
    });
    expect(one['lines']).toMatchObject([{ line: 1, kind: 'unreadable' }]);
    expect(typeof page['next']).toBe('string');
    for (const path of ['/api/receipts/0', '/api/receipts/none']) {
      expect((await ask({ method: 'GET', path })).status).toBe(404);
    }
  });
});

describe('what is declared', () => {
  it('says which webhooks are closed, and how to open them', () => {
    const { closed } = webhooksOf(contract, () => environment);
    expect(closed).toEqual(['mute takes no webhooks: say weir connect mute, or set MUTE.']);
  });
});
