// The polls of a hub against a made-up system over real HTTP on this machine: refusals, broken pages,
// an end in the middle, a store that fails, and rows that nobody told of.
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { openPolls } from '../../src/shell/hub/polls.js';
import type { Sources } from '../../src/shell/hub/sources.js';
import { sourceReasons } from '../../src/shell/hub/sources.js';
import { Shop } from './shop.js';
import { SourcesHub } from './sources-hub.js';

function contractFor(port: number, poll: string): Contract {
  const { contract, faults } = compileContract(
    parse(`
weir: 1
systems:
  shop:
    role: storefront
    connector: http
    http:
      url: http://127.0.0.1:${port}/api
      allow: ["127.0.0.1"]
      per_second: 200
      headers: { authorization: "Bearer env:SHOP_TOKEN" }
      poll:
        path: /orders?limit=2
        reader: shop-orders
        ${poll}
readers:
  shop-orders:
    system: shop
    format: json
    rows: orders
    match: [number, updated]
    emit:
      - kind: order.placed
        at: placed
        id: number
        refs: { order: number }
        lines: { sku: number }
`),
  );
  expect(faults).toEqual([]);
  return contract;
}

const changing = `every: 0.05s
        overlap: 1m
        since: { param: since, format: millis }
        changed: updated
        order: oldest-first
        next: link
        reconcile: { every: 0.05s, over: 1d }`;

const alone = changing.replace(/reconcile.*/, 'reconcile: false');

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening(shop: Shop): Promise<number> {
  closing.push(async () => shop.close());
  return shop.listen();
}

function opened(hub: SourcesHub, contract: Contract): Sources {
  const sources = openPolls(hub.given(contract));
  if ('failed' in sources) throw new Error(sources.failed);
  closing.push(async () => sources.end());
  return sources;
}

const minutes = 60_000;

describe('polls', () => {
  it('read page after page with the secrets in place, and then only what has changed', async () => {
    const shop = new Shop();
    const hub = new SourcesHub();
    const now = Date.now();
    for (const n of [1, 2, 3, 4, 5]) shop.add(`o-${n}`, now - (10 - n) * 60 * minutes);
    const port = await listening(shop);
    opened(hub, contractFor(port, alone));
    await expect.poll(async () => hub.observations()).toBe(5);
    shop.add('o-6', now);
    await expect.poll(async () => hub.observations()).toBe(6);
    expect([...shop.tokens]).toEqual(['Bearer secret']);
    const since = (): number => Number(new URLSearchParams(shop.asked.at(-1)).get('since'));
    await expect.poll(since).toBeGreaterThan(now - 2 * minutes);
    expect(hub.complaints).toEqual([]);
    expect(hub.receipts[0]?.receipt).toMatchObject({ system: 'shop', source: 'poll' });
  });

  it('keep a page that says nothing new once, however often it is asked for', async () => {
    const shop = new Shop();
    const hub = new SourcesHub();
    const kept = async (): Promise<number> =>
      (await hub.store.quarantine.receipts({ after: null, most: 100 })).rows.length;
    shop.add('o-1', Date.now());
    opened(hub, contractFor(await listening(shop), alone));
    await expect.poll(() => shop.asked.length).toBeGreaterThan(5);
    expect(await kept()).toBe(1);
    shop.add('o-2', Date.now());
    await expect.poll(async () => hub.observations()).toBe(2);
    expect(await kept()).toBe(2);
  });

  it('go by what the store says: it may have gone on from an earlier moment', async () => {
    const shop = new Shop();
    const hub = new SourcesHub();
    const now = Date.now();
    shop.add('o-1', now - 60 * minutes);
    opened(hub, contractFor(await listening(shop), alone));
    const since = (): number => Number(new URLSearchParams(shop.asked.at(-1)).get('since'));
    await expect.poll(since).toBeGreaterThan(now - 62 * minutes);
    const source = 'poll:shop/shop-orders';
    const earlier = { seen: now - 90 * minutes, walk: null, walkedAt: now - 80 * minutes };
    await expect
      .poll(async () => {
        // Again each time: a walk that is under way keeps where it ended.
        await hub.store.offsets.keep({ source, cursor: JSON.stringify(earlier) });
        return shop.asked.some((asked) => {
          const from = Number(new URLSearchParams(asked).get('since') ?? Infinity);
          return from < now - 90 * minutes;
        });
      })
      .toBe(true);
  });

  it('wait as they are told, and go on where a page failed', async () => {
    const shop = new Shop();
    const hub = new SourcesHub();
    for (const n of [1, 2, 3, 4, 5]) shop.add(`o-${n}`, Date.now() - (10 - n) * 60 * minutes);
    let refused = 0;
    shop.manner = (_asked, response) => {
      if (shop.asked.length !== 2) return false;
      refused = Date.now();
      response.writeHead(429, { 'retry-after': '2' }).end();
      return true;
    };
    const port = await listening(shop);
    const sources = opened(hub, contractFor(port, alone));
    await expect.poll(() => sources.states()[0]?.failing?.why).toBe('it answered 429');
    expect(sourceReasons(sources.states())).toEqual([
      "poll:shop/shop-orders can't be read: it answered 429.",
    ]);
    await expect.poll(async () => hub.observations()).toBe(5);
    expect(Date.now() - refused).toBeGreaterThan(1_700);
    expect(hub.complaints).toHaveLength(2);
  });

  it.each([
    ['is no document of the reader', (r: ServerResponse) => r.end('{"error":"try later"}')],
    [
      'breaks off',
      (r: ServerResponse) =>
        r.writeHead(200, { 'content-length': 99 }).write('{"o', () => r.socket?.destroy()),
    ],
    ['leads elsewhere', (r: ServerResponse) => r.writeHead(302, { location: '/other' }).end()],
    [
      'leads to another host',
      (r: ServerResponse) =>
        r.writeHead(200, { link: '<http://169.254.169.254/>; rel="next"' }).end('{"orders":[]}'),
    ],
  ])('move nothing where a page %s', async (_manner, answer) => {
    const shop = new Shop();
    const hub = new SourcesHub();
    shop.manner = (_asked, response) => {
      answer(response);
      return true;
    };
    const port = await listening(shop);
    const sources = opened(hub, contractFor(port, alone));
    await expect.poll(() => sources.states()[0]?.failing).not.toBeNull();
    expect(await hub.store.offsets.at('poll:shop/shop-orders')).toBeNull();
    expect(await hub.observations()).toBe(0);
  });

  it('lose nothing and double nothing when the store fails and the hub ends in between', async () => {
    const shop = new Shop();
    const hub = new SourcesHub();
    const count = 300;
    for (let n = 1; n <= count; n += 1) {
      shop.add(`o-${n}`, Date.now() - (count - n + 5) * 60 * minutes);
    }
    const contract = contractFor(await listening(shop), alone);
    for (let round = 0; round < 4; round += 1) {
      // Two in a row: each row is on two pages, so that one may be lost and nobody would know.
      hub.failing = 2;
      hub.failingAfter = 3 + round;
      const sources = opened(hub, contract);
      await expect.poll(() => hub.failing).toBe(0);
      await sources.end();
    }
    opened(hub, contract);
    await expect.poll(async () => hub.observations()).toBe(count);
  });

  it('find by reconciling what neither webhook nor poll had told, and count it', async () => {
    const shop = new Shop();
    const hub = new SourcesHub();
    const now = Date.now();
    shop.add('o-1', now - 120 * minutes);
    const slower = changing.replace('reconcile: { every: 0.05s', 'reconcile: { every: 2s');
    const sources = opened(hub, contractFor(await listening(shop), slower));
    const reconciled = (): boolean =>
      sources.states().every(({ readAt, failing }) => readAt !== null && failing === null);
    await expect.poll(reconciled).toBe(true);
    await expect.poll(async () => hub.observations()).toBe(1);
    // Behind everything that the poll still looks at.
    for (let n = 10; n < 35; n += 1) shop.add(`late-${n}`, now - 600 * minutes + n);
    await expect.poll(async () => hub.observations()).toBe(26);
    const behind = sources.states().find(({ source }) => source.startsWith('reconcile:'));
    expect(behind?.missed).toBe(25);
    expect(sourceReasons(sources.states())).toEqual([
      'reconcile:shop/shop-orders found 25 statements that no webhook and no poll had brought.',
    ]);
    // Until all of it has been read again and nothing more came to light.
    await expect.poll(() => sourceReasons(sources.states())).toEqual([]);
    expect(behind?.missed).toBe(25);
  });
});
