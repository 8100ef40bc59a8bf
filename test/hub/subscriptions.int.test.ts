// Platforms delete subscriptions after failed deliveries: the hub sees it at the next look, says which is
// gone and what to do, and is well again once it is back. Each product is asked as its reference says.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subscribedOf, webhookFormOf } from '../../src/connectors/registry.js';
import type { SubscriptionList } from '../../src/connectors/connector.js';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { Intake } from '../../src/in/intake.js';
import { examineSystems } from '../../src/shell/hub/examination.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { sourceReasons } from '../../src/shell/hub/sources.js';
import type { Sources } from '../../src/shell/hub/sources.js';
import { openSubscriptions } from '../../src/shell/hub/subscriptions.js';
import { namedSecrets } from '../../src/shell/secrets/named.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { Peer, answering } from '../connector/peer.js';
import { triggerGaps } from '../trigger-gaps.js';
import { fixturePath, fixturesAreHere, suiteOfFixtures } from '../fixtures-of-others.js';
import { eventually } from '../eventually.js';

const door = 'https://weir.example/in/shop';
const environment = { SECRET: 's', TOKEN: 't' };
const now = (): Instant => 1_772_582_400_000 as Instant;

let peer: Peer;

beforeEach(async () => {
  peer = await Peer.open();
});

afterEach(() => {
  peer.close();
});

function contractOf(connector: string, subscriptions: object, signature?: object): Contract {
  const where = {
    url: peer.url,
    allow: '127.0.0.1',
    headers: { 'x-access-token': 'env:TOKEN' },
    every: '1s',
  };
  const webhook = {
    secret: 'env:SECRET',
    signature,
    subscriptions: { ...where, ...subscriptions },
  };
  const shop = { role: 'storefront', connector, webhook };
  const { contract, faults } = compileContract({ weir: 1, systems: { shop } });
  expect(faults).toEqual([]);
  return contract;
}

async function listOf(contract: Contract): Promise<SubscriptionList> {
  const subscribed = subscribedOf({ contract, system: 'shop', environment, now });
  if (subscribed === null || 'failed' in subscribed) throw new Error(JSON.stringify(subscribed));
  try {
    return await subscribed.list();
  } finally {
    await subscribed.close();
  }
}

describe('the list of subscriptions', () => {
  it.each([
    [
      'shopify',
      {
        data: {
          webhookSubscriptions: {
            nodes: [{ topic: 'ORDERS_CREATE', uri: door }],
            pageInfo: { hasNextPage: false, endCursor: 'c' },
          },
        },
      },
      { topic: 'ORDERS_CREATE', address: door, active: true },
      'POST /admin/api/2026-04/graphql.json',
    ],
    [
      'woocommerce',
      [{ id: 1, topic: 'order.created', delivery_url: door, status: 'disabled' }],
      { topic: 'order.created', address: door, active: false },
      'GET /wp-json/wc/v3/webhooks?per_page=100&page=1',
    ],
    [
      'bigcommerce',
      {
        data: [{ id: 1, scope: 'store/order/*', destination: door, is_active: false }],
        meta: { pagination: { total_pages: 1 } },
      },
      { topic: 'store/order/*', address: door, active: false },
      'GET /v3/hooks?limit=250&page=1',
    ],
    [
      'stripe',
      {
        data: [{ id: 'we_1', url: door, enabled_events: ['charge.refunded'], status: 'enabled' }],
        has_more: false,
      },
      { topic: 'charge.refunded', address: door, active: true },
      'GET /v1/webhook_endpoints?limit=100',
    ],
    [
      'walmart',
      {
        access_token: 'fresh',
        events: [{ eventType: 'ORDER_UPDATES', eventUrl: door, status: 'INACTIVE' }],
      },
      { topic: 'ORDER_UPDATES', address: door, active: false },
      'GET /v3/webhooks/subscriptions',
    ],
  ])('of %s is asked for and read', async (connector, body, expected, asked) => {
    peer.manner = answering({ status: 200, body: JSON.stringify(body) });
    expect(await listOf(contractOf(connector, {}))).toEqual({
      got: 'list',
      subscriptions: [expected],
    });
    const last = peer.asked.at(-1);
    expect(`${last?.method} ${last?.path}`).toBe(asked);
    expect(last?.headers['x-access-token']).toBe('t');
    if (connector === 'walmart') expect(last?.headers['wm_sec.access_token']).toBe('fresh');
    const form = webhookFormOf(contractOf(connector, {}), 'shop')?.subscriptions;
    expect(form?.read({ errors: [{ message: 'throttled' }] }, null)).toBeNull();
  });

  it('goes on as long as there are pages', async () => {
    const page = (nodes: readonly object[], hasNextPage: boolean): string =>
      JSON.stringify({
        data: { webhookSubscriptions: { nodes, pageInfo: { hasNextPage, endCursor: 'c1' } } },
      });
    peer.manner = (asked, response) => {
      const isSecond = asked.body.includes('"after":"c1"');
      const topic = isSecond ? 'ORDERS_PAID' : 'ORDERS_CREATE';
      answering({ status: 200, body: page([{ topic, uri: door }], !isSecond) })(asked, response);
    };
    const list = await listOf(contractOf('shopify', {}));
    expect(list).toMatchObject({
      subscriptions: [{ topic: 'ORDERS_CREATE' }, { topic: 'ORDERS_PAID' }],
    });
  });

  it('of any other system is read as the contract says', async () => {
    const body = JSON.stringify({ hooks: [{ event: 'order', to: door, state: 'paused' }] });
    peer.manner = answering({ status: 200, body });
    const contract = contractOf(
      'http',
      {
        path: '/hooks',
        list: 'body.hooks.{ "topic": event, "address": to, "active": state = "on" }',
      },
      { scheme: 'standard-webhooks' },
    );
    expect(await listOf(contract)).toEqual({
      got: 'list',
      subscriptions: [{ topic: 'order', address: door, active: false }],
    });
    peer.manner = answering({ status: 401 });
    expect(await listOf(contract)).toMatchObject({ got: 'nothing', why: 'it answered 401' });
  });

  it('is asked with a credential that is sealed for its host alone', () => {
    const [, token] = namedSecrets(contractOf('shopify', {}), 'shop');
    expect(token).toEqual({ system: 'shop', name: 'TOKEN', hosts: new URL(peer.url).host });
  });
});

describe('a hub', () => {
  it('says which subscription is gone, over its restart too, and that it is back', async () => {
    let topics = ['ORDERS_CREATE', 'REFUNDS_CREATE'];
    peer.manner = (asked, response) => {
      const nodes = topics.map((topic) => ({ topic, uri: door }));
      const body = JSON.stringify({
        data: { webhookSubscriptions: { nodes, pageInfo: { hasNextPage: false } } },
      });
      answering({ status: 200, body })(asked, response);
    };
    const contract = contractOf('shopify', {});
    const store = new MemoryStore();
    const said: string[] = [];
    const open = (): Sources => {
      const leasing = { want: () => undefined, holds: () => true };
      const given = { store, contract, environmentOf: () => environment, now, leasing };
      const complain = (line: string): void => void said.push(line);
      const interpreting = { contract, names: new OrderNames([]), digest, ids: store.ids };
      const intake = new Intake(store, { commits: 1, statements: 100, waiting: 100 });
      const rest = { complain, interpreting, intake, kept: () => undefined, spool: '' };
      const sources = openSubscriptions({ ...given, ...rest });
      if ('failed' in sources) throw new Error(sources.failed);
      return sources;
    };
    const first = open();
    await eventually(() => {
      expect(first.states()[0]?.readAt).not.toBeNull();
    });
    expect(sourceReasons(first.states())).toEqual([]);
    await first.end();
    topics = ['ORDERS_CREATE'];
    const second = open();
    const gone =
      'shop has no webhook subscription REFUNDS_CREATE that leads to /in/shop any more: make it again with webhookSubscriptionCreate of the Admin API, by the same app.';
    await eventually(() => {
      expect(sourceReasons(second.states())).toEqual([gone]);
    });
    const words = `${gone} What happens there is not heard of as it happens.`;
    expect(await triggerGaps(store, contract, now())).toEqual([
      ['shop REFUNDS_CREATE', 'open', words],
    ]);
    topics = ['ORDERS_CREATE', 'REFUNDS_CREATE'];
    await eventually(() => {
      expect(sourceReasons(second.states())).toEqual([]);
    });
    await second.end();
    expect(await triggerGaps(store, contract, now())).toEqual([
      ['shop REFUNDS_CREATE', 'healed', words],
    ]);
    expect((await store.counts()).receipts).toBe(2);
    expect(said).toEqual([gone, 'shop has its webhook subscription REFUNDS_CREATE again']);
  });
});

describe('doctor', () => {
  async function says(): Promise<readonly string[]> {
    const contract = contractOf('woocommerce', { topics: ['order.created'] });
    const given = { contract, store: new MemoryStore(), environment, data: tmpdir(), now };
    const said: string[] = [];
    for await (const check of examineSystems(given)) {
      said.push(`${check.state} ${check.about}: ${check.says}`);
    }
    return said;
  }

  it('asks whether they are there', async () => {
    const row = (status: string): string =>
      JSON.stringify([{ id: 1, topic: 'order.created', delivery_url: door, status }]);
    peer.manner = answering({ status: 200, body: row('active') });
    expect(await says()).toEqual(['holds shop webhooks: Each subscription is there.']);
    peer.manner = answering({ status: 200, body: row('disabled') });
    expect(await says()).toEqual([
      'broken shop webhooks: shop has switched its webhook subscription order.created off: switch it on, or make it again under WooCommerce > Settings > Advanced > Webhooks, with Status Active.',
    ]);
    peer.manner = answering({ status: 401 });
    expect(await says()).toEqual([
      'broken shop webhooks: Asked for its subscriptions: it answered 401.',
    ]);
  });
});

describe.skipIf(!fixturesAreHere)(suiteOfFixtures('the lists that the products document'), () => {
  const documents: readonly (readonly [string, string, number])[] = [
    ['woocommerce', 'woocommerce/rest-v3-webhooks/03-list-all-webhooks.json', 2],
  ];

  it.each(documents)('of %s', (connector, path, count) => {
    const form = webhookFormOf(contractOf(connector, {}), 'shop')?.subscriptions;
    const read = form?.read(JSON.parse(readFileSync(fixturePath(path), 'utf8')), null);
    expect(read?.subscriptions).toHaveLength(count);
    for (const { topic, address, active } of read?.subscriptions ?? []) {
      expect([topic, address, active]).toEqual([
        expect.stringContaining('.'),
        expect.stringContaining('http'),
        true,
      ]);
    }
  });

  it('of stripe', () => {
    const kept = JSON.parse(readFileSync(fixturePath('stripe/fixtures3.json'), 'utf8')) as {
      readonly resources: Readonly<Record<string, unknown>>;
    };
    const form = webhookFormOf(contractOf('stripe', {}), 'shop')?.subscriptions;
    const body = { data: [kept.resources['webhook_endpoint']], has_more: true };
    const read = form?.read(body, null);
    expect(read?.subscriptions.map(({ topic }) => topic)).toEqual([
      'charge.failed',
      'charge.succeeded',
    ]);
    expect(read?.after).toMatch(/^we_/);
  });
});
