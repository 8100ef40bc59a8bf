// Whose a webhook is, and by what it is known again: that has to fit into an index, however long what was
// signed is.
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compileContract } from '../core/contract/compile.js';
import { inferContract } from '../core/contract/infer.js';
import { OrderNames } from '../core/identity/names.js';
import type { Instant } from '../core/observation/instant.js';
import type { OpenWebhook } from './webhook.js';
import { authenticity, webhookArrival, webhooksOf } from './webhook.js';

const webhook: OpenWebhook = {
  system: 'shop',
  signature: {
    scheme: 'standard-webhooks',
    header: '',
    prefix: '',
    encoding: 'base64',
    key: 'text',
  },
  secrets: ['secret'],
  isPing: () => false,
  syntax: 'json',
};

async function positionOf(event: string | null): Promise<string> {
  const { contract } = inferContract(['shop'], new Map());
  const interpreting = {
    contract,
    names: new OrderNames([]),
    digest: (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex'),
    ids: async () => Promise.resolve(1),
  };
  const request = { method: 'POST', path: '/in/shop', headers: {}, body: Buffer.from('{}') };
  const genuine = { request, event, at: 0 as Instant };
  const { receipt } = await webhookArrival(webhook, genuine, { interpreting, reading: null });
  return receipt.position ?? '';
}

it('is the signed id with the body, or the body alone', async () => {
  expect(await positionOf('msg_1')).toMatch(/^event:msg_1:[\da-f]{64}$/);
  expect(await positionOf(null)).toMatch(/^body:[\da-f]{64}$/);
});

it('is short where the id is long, and another for another id', async () => {
  const [one, again, other] = ['a', 'a', 'b'].map((last) => `${'m'.repeat(10_000)}${last}`);
  const position = await positionOf(one ?? '');
  expect(position.length).toBeLessThan(200);
  expect(await positionOf(again ?? '')).toBe(position);
  expect(await positionOf(other ?? '')).not.toBe(position);
});

describe('a webhook of Shopify', () => {
  const own = 'https://my-shop.myshopify.com';

  function verdict(shop: string | null, url: string | null): unknown {
    const subscriptions = url === null ? {} : { subscriptions: { url, headers: {} } };
    const { contract } = compileContract({
      weir: 1,
      systems: {
        shop: {
          role: 'storefront',
          connector: 'shopify',
          webhook: { secret: 'env:SHOP', ...subscriptions },
        },
      },
    });
    const door = webhooksOf(contract, () => ({ SHOP: 'of the app' })).open.get('shop');
    if (door === undefined) throw new Error('the webhook is closed');
    const body = Buffer.from('{}');
    const signature = createHmac('sha256', 'of the app').update(body).digest('base64');
    const headers = {
      'x-shopify-hmac-sha256': signature,
      ...(shop === null ? {} : { 'x-shopify-shop-domain': shop }),
    };
    return authenticity(door, { method: 'POST', path: '/in/shop', headers, body }, 0 as Instant);
  }

  it.each([
    ['my-shop.myshopify.com', own],
    ['My-Shop.myshopify.com', `${own}/`],
    [null, own],
    ['other.myshopify.com', null],
    ['other.myshopify.com', 'https://shop.example.com'],
  ])('that says it is of %s passes where the contract has %s', (shop, url) => {
    expect(verdict(shop, url)).toMatchObject({ genuine: true });
  });

  it.each(['other.myshopify.com', 'my-shop.myshopify.com, other.myshopify.com', ''])(
    'is of another shop of the same app where it says %j',
    (shop) => {
      expect(verdict(shop, own)).toEqual({ genuine: false, why: 'it is of another shop' });
    },
  );
});
