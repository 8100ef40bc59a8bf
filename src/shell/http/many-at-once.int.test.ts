// Callers who send much at once: nobody else waits for them, and what they send without a key takes a
// bounded part of the memory. Over real HTTP and bare sockets.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setImmediate as rest } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenDoors } from '../../../test/open-doors.js';
import { openDoors } from '../../../test/open-doors.js';
import { inferContract } from '../../core/contract/infer.js';
import { limits } from '../../core/limits.js';
import { OrderNames } from '../../core/identity/names.js';
import type { OpenWebhook } from '../../in/webhook.js';
import { MemoryStore } from '../../store/memory/memory-store.js';
import type { Doors } from './doors.js';
import { eventually } from '../../../test/eventually.js';

let doors: OpenDoors | null = null;
const sockets: Socket[] = [];

async function open(given: Partial<Doors> = {}): Promise<OpenDoors> {
  doors = await openDoors(given);
  return doors;
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await doors?.close();
  doors = null;
});

describe('a body of many lines', () => {
  it('is read while others are answered', async () => {
    const store = new MemoryStore();
    const { contract } = inferContract(['shop'], new Map());
    const live: Promise<void>[] = [];
    const answered: string[] = [];
    const digest = (content: string | Uint8Array): string =>
      createHash('sha256').update(content).digest('hex');
    const ids: typeof store.ids = async (count) => {
      if (live.length === 0) live.push(askLive());
      return store.ids(count);
    };
    const askLive = async (): Promise<void> => {
      await doors?.ask('/health/live');
      answered.push('live');
    };
    const names = new OrderNames(contract.joins);
    const { ask } = await open({ store, interpreting: { contract, names, digest, ids, rest } });
    const headers = { 'content-type': 'application/jsonl' };
    const { status } = await ask('/api/observations', {
      method: 'POST',
      headers,
      body: 'x\n'.repeat(20_000),
    });
    answered.push('lines');
    await Promise.all(live);
    expect([status, answered]).toEqual([422, ['live', 'lines']]);
  });
});

/** Sends the start of a request and so much of its body. */
async function begun(port: number, start: string, bytes: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const length = 10_485_760;
  socket.write(`${start}\r\nHost: localhost\r\nContent-Type: application/json\r\n`);
  socket.write(`Content-Length: ${length}\r\n\r\n`);
  if (bytes > 0) socket.write(Buffer.alloc(bytes, 'a'));
  return socket;
}

async function answerOn(socket: Socket): Promise<string> {
  const [said] = (await once(socket, 'data')) as [Buffer];
  return said.toString();
}

describe('a body that nobody asked for', () => {
  it.each([
    ['POST /in/nobody HTTP/1.1', 404],
    ['POST /in/nobody/orders HTTP/1.1', 404],
    ['POST /nothing HTTP/1.1', 404],
    ['PUT /health/live HTTP/1.1', 405],
    ['POST /api/observations HTTP/1.1', 401],
  ])('is answered before it has come: %s, %i', async (start, status) => {
    const { port } = await open({ isLoopback: false });
    const socket = await begun(port, start, 100);
    expect(await answerOn(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});

describe('bodies that are under way', () => {
  const shop: OpenWebhook = {
    system: 'shop',
    signature: { scheme: 'secret-header', header: 'x-secret' } as OpenWebhook['signature'],
    secrets: ['of the shop'],
    isPing: () => false,
    syntax: 'json',
  };

  const most = limits.bodiesUnderWayBytesMax;
  const webhook = 'POST /in/shop HTTP/1.1';
  const lines = 'POST /api/observations HTTP/1.1';

  it.each([
    ['webhooks', webhook],
    ['lines', lines],
  ])('are 503 beyond 64 MiB of them, until there is room again: %s', async (_, start) => {
    const { port, ask, complaints } = await open({ webhooks: new Map([['shop', shop]]) });
    const begins = Array.from({ length: 8 }, async () => begun(port, start, 10_485_759));
    const said = await Promise.race((await Promise.all(begins)).map(answerOn));
    expect(said).toMatch(/^HTTP\/1.1 503 /);
    expect(said).toMatch(/retry-after: \d/i);
    expect(said).toContain('application/problem+json');
    expect(complaints).toEqual([]);
    for (const socket of sockets.splice(0)) socket.destroy();
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    for (let status = 503; status === 503;) ({ status } = await ask('/in/shop', post));
    expect((await ask('/in/shop', post)).status).toBe(401);
  });

  it.each([
    ['/in/shop', '/api/observations', 422],
    ['/api/observations', '/in/shop', 401],
  ])('for %s keep nothing out that is for %s', async (own, other, status) => {
    const { port, ask } = await open({ webhooks: new Map([['shop', shop]]) });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    for (let left: number = most; left > 0; left -= 10_000_000) {
      await begun(port, `POST ${own} HTTP/1.1`, Math.min(left, 10_000_000));
    }
    await eventually(async () => {
      expect((await ask(own, post)).status).toBe(503);
    });
    expect((await ask(other, post)).status).toBe(status);
  });

  it('are counted no longer than their connection, where they wait behind another request', async () => {
    const store = new MemoryStore();
    let asked = 0;
    const counts = async (): Promise<never> => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const slow = Object.assign(Object.create(store) as MemoryStore, { counts });
    const { port, ask } = await open({ store: slow, webhooks: new Map([['shop', shop]]) });
    const held = await Promise.all(
      Array.from({ length: 7 }, async () => {
        const first = `GET /api/counts HTTP/1.1\r\nHost: localhost\r\n\r\n`;
        return begun(port, `${first}${webhook}`, 10_485_760);
      }),
    );
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    for (let status = 401; status === 401;) ({ status } = await ask('/in/shop', post));
    expect(asked).toBe(held.length);
    for (const socket of sockets.splice(0)) socket.destroy();
    await eventually(async () => {
      expect((await ask('/in/shop', post)).status).toBe(401);
    });
  });
});
