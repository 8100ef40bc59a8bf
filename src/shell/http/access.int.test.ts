// Who may ask: keys with their scopes and ends, the open loopback of a newcomer, and no open route by
// oversight. Over real HTTP, on the store in memory.
import { once } from 'node:events';
import { request, ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OpenDoors } from '../../../test/open-doors.js';
import { openDoors, openedAt } from '../../../test/open-doors.js';
import { limits } from '../../core/limits.js';
import type { Instant } from '../../core/observation/instant.js';
import { Changes } from '../hub/changes.js';
import { eventually } from '../../../test/eventually.js';

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

  it.each([
    { forwarded: 'for=192.0.2.1' },
    { 'x-forwarded-for': '192.0.2.1' },
    { 'x-forwarded-host': 'weir.example' },
    { 'x-real-ip': '192.0.2.1' },
    { via: '1.1 edge' },
  ])('refuses what a proxy brings from elsewhere: %j', async (headers) => {
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

  it('tells whoever is refused again and again to come later, and nobody who has a key', async () => {
    const { ask, key } = await open();
    const reader = await key(['read']);
    const refused = async (): Promise<number> => (await ask('/api/counts', bearer('nope'))).status;
    const statuses = await Promise.all(
      Array.from({ length: limits.refusedPerMinuteMax + 20 }, refused),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(limits.refusedPerMinuteMax);
    const { status, headers, body } = await ask('/api/counts', bearer('nope'));
    expect([status, body['title']]).toEqual([429, 'Too many requests']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('/api/counts')).status).toBe(429);
    expect((await ask('/api/counts', bearer(reader))).status).toBe(200);
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

describe('what everybody may know of the health', () => {
  const given = {
    lanes: () => [
      { to: 'erp', closed: 'it says that SO-77 of jane@example.com is wrong', troubles: [] },
    ],
    folding: () => 'value too long: "Jane Doe"',
    reasons: () => ['shop-poll can not be read: order 4711 of Jane Doe.'],
  };

  async function opened(): Promise<OpenDoors> {
    const all = await open(given);
    const { store } = all;
    await store.pauses.pause({ to: 'erp', at: openedAt, by: 'jane', reason: 'customer phoned' });
    const change = {
      rule: 'order-to-erp',
      sequence: 1,
      mode: 'shadow',
      at: openedAt,
      effectiveFrom: openedAt,
      overlapMillis: 0,
      oldPath: null,
      by: 'weir',
      reason: 'order 4711 was there twice',
      forced: false,
    } as const;
    expect(await store.modes.changeMode(change)).toBe(true);
    return all;
  }

  const plain = {
    status: 'degraded',
    reasons: [
      'A rule went back to an earlier mode.',
      'What comes in can not be folded now.',
      'A lane is closed for now.',
      'A source or a credential wants somebody.',
    ],
    notes: ['A lane is paused.'],
  };

  it.each([
    ['no key', null],
    ['a key that may not read', 'observe'],
    ['an unknown key', 'unknown'],
  ] as const)('is no word of a person where one comes with %s', async (_, scope) => {
    const { ask, key } = await opened();
    await key(['read']);
    const bearing = scope === 'observe' ? await key(['observe']) : 'weir_nobody';
    const { status, body } = await ask('/health/ready', scope === null ? {} : bearer(bearing));
    expect([status, body]).toEqual([200, plain]);
  });

  it('is all of it for who may read, and for who sits at the machine', async () => {
    const { ask, key } = await opened();
    const all = [
      /order 4711 was there twice/,
      /SO-77/,
      /value too long/,
      /by jane \(customer phoned\)/,
    ];
    const local = await ask('/health/ready');
    for (const words of all) expect(local.text).toMatch(words);
    const foreign = await ask('/health/ready', { headers: { origin: 'https://a.example' } });
    expect(foreign.body).toEqual(plain);
    const { text } = await ask('/health/ready', bearer(await key(['read'])));
    for (const words of all) expect(text).toMatch(words);
  });
});

describe('a listener', () => {
  async function listening(port: number, headers = {}): Promise<IncomingMessage> {
    const asking = request({ host: '127.0.0.1', port, path: '/api/stream', headers });
    asking.end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    return response;
  }

  afterEach(() => {
    vi.useRealTimers();
  });

  it('hears no more once its key is revoked', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const { port, key, store } = await open();
    const [gone, good] = [await key(['read']), await key(['read'])];
    const [ended, kept] = await Promise.all([
      listening(port, bearer(gone).headers),
      listening(port, bearer(good).headers),
    ]);
    let heard = '';
    kept.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    await store.access.revokeKey(gone, openedAt);
    vi.advanceTimersByTime(15_000);
    ended.resume();
    await once(ended, 'end');
    vi.advanceTimersByTime(15_000);
    await eventually(() => {
      expect(heard.match(/^:$/gm)).toHaveLength(2);
    });
    kept.destroy();
  });

  it('who reads slowly and whose key is revoked is written to no more', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const changes = new Changes();
    const { port, key, store } = await open({ changes });
    const gone = await key(['read']);
    const change = { type: 'order', key: 'k'.repeat(2_000), change: 'placed' } as const;
    const tell = async (): Promise<void> => {
      changes.tell(Array.from({ length: 50 }, () => change));
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const writing = vi.spyOn(ServerResponse.prototype, 'writeHead');
    const slow = await listening(port, bearer(gone).headers);
    const [answer] = writing.mock.contexts as [ServerResponse];
    writing.mockRestore();
    slow.on('error', () => undefined).pause();
    // How much the sockets take before something waits is the machine's to say.
    while (answer.writableLength === 0) await tell();
    await store.access.revokeKey(gone, openedAt);
    vi.advanceTimersByTime(15_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(changes.listeners).toBe(1);
    const faults: unknown[] = [];
    const note = (fault: unknown): void => void faults.push(fault);
    process.on('uncaughtException', note);
    await tell();
    await tell();
    process.off('uncaughtException', note);
    slow.destroy();
    expect(faults).toEqual([]);
  });

  it('that waits behind another request is none, and keeps no place when it is gone', async () => {
    const changes = new Changes();
    const { port } = await open({ changes });
    const socket = connect(port, '127.0.0.1');
    const stream = 'GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n';
    socket.write(stream.repeat(5));
    await eventually(() => {
      expect(changes.listeners).toBeGreaterThan(0);
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await eventually(() => {
      expect(changes.listeners).toBe(0);
    });
  });

  it('without a key hears no more once there is one', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const { port, key } = await open();
    const response = await listening(port);
    await key(['read']);
    vi.advanceTimersByTime(15_000);
    response.resume();
    await once(response, 'end');
  });
});
