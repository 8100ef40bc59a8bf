// By what a webhook is known again: it has to fit into an index, however long what was signed is.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { inferContract } from '../core/contract/infer.js';
import { OrderNames } from '../core/identity/names.js';
import type { Instant } from '../core/observation/instant.js';
import type { OpenWebhook } from './webhook.js';
import { webhookArrival } from './webhook.js';

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
