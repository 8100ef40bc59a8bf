// What was erased is missing only where it is needed.
import { describe, expect, it } from 'vitest';
import type { HttpCommand, HttpDeclaration } from '../../core/contract/contract.js';
import type { Instant } from '../../core/observation/instant.js';
import { erasedAnswer } from '../../core/people/split.js';
import type { Reply } from '../connector.js';
import type { HttpClient } from './client.js';
import { HttpDestination } from './destination.js';
import { guarded } from './erased.js';
import type { Evaluated } from './expression.js';
import { expressionOf } from './expression.js';

const command = {
  key: 'k',
  order: {
    key: 'O-1',
    placed: {
      lines: [{ sku: 'MUG', qty: 2, giftee: { $person: '7.1' } }],
      ship_to: { $person: '7.0' },
      total: { amount: '9.50' },
    },
  },
};

async function built(text: string): Promise<Evaluated> {
  const expression = expressionOf(text);
  if ('failed' in expression) throw new Error(expression.failed);
  return expression.evaluate(guarded(command));
}

const declared: HttpCommand = {
  ...{ method: 'POST', path: '/orders/{order.key}', body: null, accepted: null, refused: null },
  ...{ record: null, keyHeader: 'Idempotency-Key', keysKeptMillis: 86_400_000 },
};

/** What is sent, and what comes of it. */
async function delivered(body: string | null): Promise<{ sent: readonly unknown[]; reply: Reply }> {
  const sent: unknown[] = [];
  const client: HttpClient = {
    exchange: async (request) => {
      sent.push(request.body);
      return Promise.resolve({ got: 'answer', status: 500, retryAfter: null, text: '' });
    },
    close: async () => Promise.resolve(),
  };
  const declaration: HttpDeclaration = {
    ...{
      url: 'https://erp.example.com',
      headers: {},
      allow: [],
      format: 'json',
      lookUps: new Map(),
    },
    ...{ concurrency: 1, perSecond: 1, timeoutMillis: 1 },
    commands: new Map([['cancel-order', { ...declared, body }]]),
  };
  const now = (): Instant => 0 as Instant;
  const contract = { joins: [] };
  const destination = new HttpDestination({ contract, declaration, headers: {}, client, now });
  const text = JSON.stringify({ ...command, operation: 'cancel-order' });
  return { reply: await destination.deliver({ key: 'k', command: text }), sent };
}

describe('a command of somebody who was erased, on its way', () => {
  it('goes out where its body does without', async () => {
    const { sent } = await delivered('{ "order": order.key }');
    expect(sent).toEqual(['{"order":"O-1"}']);
  });

  it.each([null, '{ "to": order.placed.ship_to }'])('stays where it does not: %s', async (body) => {
    expect(await delivered(body)).toEqual({
      ...{ sent: [], reply: { outcome: 'refused', answer: erasedAnswer } },
    });
  });
});

describe('a command of somebody who was erased', () => {
  it.each([
    ['{ "order": order.key, "sum": order.placed.total.amount }', { order: 'O-1', sum: '9.50' }],
    ['order.placed.lines.{ "sku": sku, "n": qty }', { sku: 'MUG', n: 2 }],
  ])('gives a body that does without: %s', async (text, value) => {
    expect(await built(text)).toEqual({ value });
  });

  it.each([
    'order.placed.ship_to',
    'order.placed.ship_to.city',
    '{ "zip": order.placed.ship_to.zip, "order": order.key }',
    'order.placed',
    'order.placed.*',
    '$string(order)',
    'order.placed.lines[0].giftee',
    '$exists(order.placed.ship_to) ? 1 : 2',
  ])('gives none that needs it: %s', async (text) => {
    expect(await built(text)).toEqual({ failed: expect.stringContaining(erasedAnswer) as string });
  });
});
