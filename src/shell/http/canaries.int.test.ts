// Marked texts are sent by every door as what must not be told again: personal data, secrets, and what is refused.
// None of them may come back by any address of the API, in an error, in the figures or in the log.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDoors } from '../../../test/open-doors.js';
import { openDoors } from '../../../test/open-doors.js';
import type { OpenWebhook } from '../../in/webhook.js';

const canary = 'canary';
const secret = `${canary}-of-the-app`;
const json = { 'content-type': 'application/json' };

const shop: OpenWebhook = {
  system: 'shop',
  signature: {
    ...{ scheme: 'hmac-sha256', header: 'x-mark', prefix: '' },
    ...{ encoding: 'hex', key: 'text' },
  },
  secrets: [secret],
  isPing: () => false,
  syntax: 'json',
};

const person = {
  customer: { first_name: `${canary} 1`, email: `${canary}@example.com` },
  ship_to: { name: `${canary} 2`, city: `${canary} 3` },
  card_number: `${canary} 4`,
};

const placed = {
  ...{ id: 'p1', system: 'shop', kind: 'order.placed', at: '2026-03-04T10:00:00Z' },
  ...{ refs: { order: 'A-1' }, status: { native: 'Unheard' } },
  data: { payable: 'captured', lines: [{ sku: 'A', qty: 1 }], ...person },
};

let doors: OpenDoors;

async function post(path: string, body: unknown, headers: object = {}): Promise<string> {
  const given = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
  const { status, text } = await doors.ask(path, { ...given, headers: { ...json, ...headers } });
  return `${status} ${text}`;
}

async function signed(body: string): Promise<string> {
  const mark = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { authorization: `Bearer ${canary}`, cookie: canary, 'x-mark': mark };
  return post(`/in/shop/${canary}?${canary}`, body, headers);
}

beforeAll(async () => {
  doors = await openDoors({ webhooks: new Map([['shop', shop]]) });
});

afterAll(async () => doors.close());

it('no door says again what it was not to keep in the open', async () => {
  await doors.tell([placed, { ...placed, id: 'p2', system: 'erp', kind: 'order.acknowledged' }]);
  const odd = { customer: person, id: `${canary} 5` };
  const told = [
    await post('/api/observations', { ...placed, refs: { order: 5 } }),
    await post('/api/observations', `{"data":{"email":"${canary} 6"`),
    await signed(JSON.stringify(odd)),
    await signed(`{"email":"${canary} 7"`),
    await post('/in/shop', odd, { 'x-mark': canary }),
    await post(`/in/${canary}`, odd),
    await post(
      '/api/findings/none/resolve',
      { reason: 5, note: canary },
      { 'idempotency-key': 'a' },
    ),
    await post(`/api/orders/${canary}/erase`, { preview: true }, { 'idempotency-key': canary }),
    (await doors.ask(`/${canary}?${canary}`)).text,
    (await doors.ask(`/api/orders?state=${canary}`)).text,
    (await doors.ask('/api/counts', { headers: { authorization: `Bearer ${canary}` } })).text,
  ];
  expect(told.filter((text) => text.includes(canary))).toEqual([]);
  expect(told.map((text) => text.slice(0, 3))).toContain('200');
});

it('no address of the API shows it', async () => {
  const { body } = await doors.ask('/api/openapi.json');
  const paths = Object.entries(body['paths'] as Readonly<Record<string, object>>)
    .filter(([path, methods]) => 'get' in methods && path !== '/api/stream')
    .map(([path]) => path.replace('{ref}', 'A-1'));
  const receipts = (await doors.ask('/api/receipts')).body['receipts'] as readonly {
    readonly id: string;
  }[];
  const asked = [...paths, ...receipts.map(({ id }) => `/api/receipts/${id}`)];
  const answers = await Promise.all(
    asked.map(async (path) => [path, await doors.ask(path)] as const),
  );
  expect(answers.filter(([, { text }]) => text.includes(canary)).map(([path]) => path)).toEqual([]);
  const shown = answers.filter(([, { status }]) => status === 200).map(([path]) => path);
  expect(shown).toEqual(expect.arrayContaining(['/api/orders/A-1', '/metrics', '/api/receipts']));
});

it('neither the log nor a complaint holds it', () => {
  expect(doors.logged.length).toBeGreaterThan(10);
  expect([...doors.logged, ...doors.complaints].filter((line) => line.includes(canary))).toEqual(
    [],
  );
});
