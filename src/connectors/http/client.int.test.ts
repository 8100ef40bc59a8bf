// The client against a real server with bad manners: what it says of each, and that it ends in time.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchanged, HttpClient, HttpRequest } from './client.js';
import { httpClient } from './client.js';

const request: HttpRequest = {
  method: 'POST',
  path: '/orders',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
const timeoutMillis = 600;

const open: { close: () => void | Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

type Handler = (asked: IncomingMessage, response: ServerResponse) => void;

async function serverThat(handler: Handler, host = '127.0.0.1'): Promise<number> {
  const server: Server = createServer(handler);
  server.listen(0, host);
  await once(server, 'listening');
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return (server.address() as AddressInfo).port;
}

function clientTo(origin: string, allowed = true, secrets: readonly string[] = []): HttpClient {
  const client = httpClient({ origin, allowed, connections: 2, timeoutMillis, secrets });
  open.push({ close: async () => client.close() });
  return client;
}

async function askOf(handler: Handler): Promise<Exchanged> {
  const port = await serverThat(handler);
  return clientTo(`http://127.0.0.1:${port}`).exchange(request);
}

describe('the http client', () => {
  it('gives status, text and Retry-After as they came, whatever the status', async () => {
    const exchanged = await askOf((asked, response) => {
      response.writeHead(429, { 'retry-after': '7' }).end(`${asked.method} ${asked.url}`);
    });
    expect(exchanged).toEqual({
      got: 'answer',
      status: 429,
      retryAfter: '7',
      text: 'POST /orders',
    });
  });

  it('gives no secret on that an answer says again', async () => {
    const port = await serverThat((asked, response) => {
      response.end(`no access with ${asked.headers.authorization}, id 7`);
    });
    const headers = { authorization: 'Bearer sk-1234567' };
    const client = clientTo(`http://127.0.0.1:${port}`, true, ['sk-1234567', '7']);
    const exchanged = await client.exchange({ ...request, headers });
    expect(exchanged).toMatchObject({ text: 'no access with Bearer …, id 7' });
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const exchanged = await askOf((_asked, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(exchanged).toMatchObject({ got: 'answer', status: 302 });
    expect(asked).toBe(1);
  });

  const manners: readonly (readonly [string, Handler])[] = [
    ['breaks off before it answers', (asked) => asked.socket.destroy()],
    [
      'resets after it took everything',
      (asked) => asked.resume().on('end', () => asked.socket.resetAndDestroy()),
    ],
    ['never answers', () => undefined],
    [
      'cuts its body',
      (asked, response) => {
        response.writeHead(201, { 'content-length': 100 }).write('{"id":');
        setTimeout(() => asked.socket.destroy(), 20);
      },
    ],
    [
      'sends a byte at a time',
      (_asked, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'), 100);
        response.on('close', () => {
          clearInterval(timer);
        });
      },
    ],
    [
      'sends a body without end',
      (_asked, response) => {
        response.writeHead(200);
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          response.once('drain', more);
        };
        more();
      },
    ],
    [
      'sends headers without end',
      (_asked, response) => {
        response.writeHead(200, { 'x-much': 'x'.repeat(100_000) }).end();
      },
    ],
    [
      'speaks no HTTP',
      (asked) => {
        asked.socket.end('SSH-2.0-server\r\n');
      },
    ],
  ];

  it.each(manners)('knows of one that %s only that it was asked', async (_name, handler) => {
    const began = performance.now();
    const exchanged = await askOf(handler);
    expect(exchanged).toMatchObject({ got: 'nothing', sent: true });
    expect(performance.now() - began).toBeLessThan(timeoutMillis * 5);
  });

  it('says that nothing was sent where there was no connection', async () => {
    const server = createSocketServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await clientTo(`http://127.0.0.1:${port}`).exchange(request)).toEqual({
      got: 'nothing',
      sent: false,
      why: 'no connection: it refuses connections',
    });
    const nowhere = await clientTo('http://nowhere.invalid').exchange(request);
    expect(nowhere).toMatchObject({ got: 'nothing', sent: false });
    const plain = await serverThat((_asked, response) => response.end());
    const secure = await clientTo(`https://127.0.0.1:${plain}`).exchange(request);
    expect(secure).toMatchObject({ got: 'nothing', sent: false });
  });

  it('looks at the address of the socket, whatever the name says', async () => {
    let asked = 0;
    const port = await serverThat((_asked, response) => {
      asked += 1;
      response.end();
    });
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433']) {
      const exchanged = await clientTo(`http://${host}:${port}`, false).exchange(request);
      expect(exchanged).toMatchObject({ got: 'nothing', sent: false });
      expect(JSON.stringify(exchanged)).toMatch(/no public address|no connection/);
    }
    expect(asked).toBe(0);
    expect(await clientTo(`http://localhost:${port}`).exchange(request)).toMatchObject({
      got: 'answer',
    });
  });

  it.each(['localhost', '127.0.0.1', '[::ffff:127.0.0.1]'])(
    'says not even hello to an address that may not be reached (%s)',
    async (host) => {
      let came = 0;
      const server = createSocketServer(() => (came += 1));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      open.push({ close: () => void server.close() });
      const { port } = server.address() as AddressInfo;
      const exchanged = await clientTo(`https://${host}:${port}`, false).exchange(request);
      expect(exchanged).toMatchObject({ got: 'nothing', sent: false });
      expect(JSON.stringify(exchanged)).toContain('may not be reached: it is no public address');
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(came).toBe(0);
    },
  );

  it('goes on after a fault, and asks no more at once than it may', async () => {
    let underWay = 0;
    let most = 0;
    let count = 0;
    const port = await serverThat((asked, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      count += 1;
      const breaks = count % 3 === 0;
      setTimeout(() => {
        underWay -= 1;
        if (breaks) asked.socket.destroy();
        else response.end('{}');
      }, 10);
    });
    const client = clientTo(`http://127.0.0.1:${port}`);
    const all = await Promise.all(Array.from({ length: 9 }, async () => client.exchange(request)));
    expect(all.filter(({ got }) => got === 'answer')).toHaveLength(6);
    expect(most).toBeLessThanOrEqual(2);
  });
});
