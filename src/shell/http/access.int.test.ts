// Who may ask: keys with their scopes and ends, the open loopback of a newcomer, and no open route by
// oversight. Over real HTTP, on the store in memory.
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenDoors } from '../../../test/open-doors.js';
import { openDoors, openedAt } from '../../../test/open-doors.js';
import type { Instant } from '../../core/observation/instant.js';

let doors: OpenDoors | null = null;

async function open(given: Parameters<typeof openDoors>[0] = {}): Promise<OpenDoors> {
  doors = await openDoors(given);
  return doors;
}

function bearer(key: string): { readonly headers: { readonly authorization: string } } {
  return { headers: { authorization: `Bearer ${key}` } };
}

afterEach(async () => {
  await doors?.close();
});

describe('with no key', () => {
  it('answers whoever sits at the machine', async () => {
    const { ask } = await open();
    expect((await ask('/api/counts')).status).toBe(200);
    expect((await ask('/metrics')).status).toBe(200);
  });

  it.each([
    { host: 'rebound.example:80' },
    { host: '127.0.0.1.example' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses a page of a browser: %j', async (headers) => {
    const { ask } = await open();
    expect(await ask('/api/counts', { headers })).toMatchObject({
      status: 403,
      body: { title: 'Foreign page' },
    });
  });

  it('answers nobody else where others can reach it', async () => {
    const { ask } = await open({ isLoopback: false });
    expect((await ask('/api/counts')).status).toBe(401);
    expect((await ask('/health/live')).status).toBe(200);
  });
});

describe('with a key', () => {
  it('wants it from everybody as soon as it exists, and takes it at once', async () => {
    const { ask, key } = await open({ isLoopback: false });
    expect((await ask('/api/counts')).status).toBe(401);
    const reader = await key(['read']);
    expect((await ask('/api/counts', bearer(reader))).status).toBe(200);
    const { status, headers, body } = await ask('/api/counts');
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="weir"']);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ type: 'about:blank', status: 401, title: 'No key' });
  });

  it.each([
    ['unknown', 'Bearer weir_nobody'],
    ['of another scheme', 'Basic d2VpcjpXZWly'],
    ['malformed', 'Bearer a b'],
    ['empty', 'Bearer '],
  ])('refuses one that is %s', async (_, authorization) => {
    const { ask, key } = await open();
    await key(['read']);
    expect((await ask('/api/counts', { headers: { authorization } })).status).toBe(401);
  });

  it('refuses one that is expired or revoked', async () => {
    let now = openedAt;
    const { ask, key, store } = await open({ now: () => now });
    const short = await key(['read'], (openedAt + 1_000) as Instant);
    expect((await ask('/api/counts', bearer(short))).status).toBe(200);
    now = (openedAt + 1_000) as Instant;
    expect((await ask('/api/counts', bearer(short))).status).toBe(401);
    const gone = await key(['read']);
    await store.access.revokeKey(gone, now);
    expect((await ask('/api/counts', bearer(gone))).status).toBe(401);
  });

  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

  it.each([
    ['observe', '/api/counts', 403],
    ['observe', '/metrics', 403],
    ['observe', 'POST /api/observations', 422],
    ['read', '/api/findings', 200],
    ['read', 'POST /api/observations', 403],
    ['read', 'POST /api/findings/f/resolve', 403],
    ['operate', 'POST /api/findings/f/resolve', 422],
    ['operate', '/api/findings', 403],
    ['admin', '/api/findings', 200],
    ['admin', 'POST /api/observations', 422],
  ] as const)('of scope %s: %s is %i', async (scope, call, status) => {
    const { ask, key } = await open();
    const authorization = `Bearer ${await key([scope])}`;
    const path = call.replace('POST ', '');
    const asking = call === path ? {} : post;
    const headers = { ...(call === path ? {} : post.headers), authorization };
    expect((await ask(path, { ...asking, headers })).status).toBe(status);
  });

  it('is never logged, nor is what was asked about', async () => {
    const { ask, key, logged } = await open();
    const reader = await key(['read']);
    await ask('/api/orders/SECRET-REF', bearer(reader));
    await ask('/api/orders/SECRET-REF', bearer('weir_wrong'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(logged.join('')).toContain('"route":"/api/orders/:ref"');
    expect(logged.join('')).not.toMatch(/SECRET-REF|weir_wrong/);
  });
});
