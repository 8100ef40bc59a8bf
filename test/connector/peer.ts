// A made-up system on this machine that answers as it is told to, with the bad manners of real ones,
// and keeps what it was asked.
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What it does once it has taken the whole request; `asked` is already kept. */
export type Manner = (asked: Asked, response: ServerResponse) => void;

export function answering({ status, headers = {}, body = '' }: Answer): Manner {
  const type = { 'content-type': 'application/json' };
  return (_asked, response) => {
    response.writeHead(status, { ...type, ...headers }).end(body);
  };
}

export class Peer {
  readonly asked: Asked[] = [];
  manner: Manner = answering({ status: 200 });
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async open(): Promise<Peer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const peer = new Peer(server, `http://127.0.0.1:${port}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        const asked = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
        peer.asked.push(asked);
        peer.manner(asked, response);
      });
    });
    return peer;
  }

  /** From now on nothing listens. */
  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const page = '<!doctype html><title>Sign in</title><p>{"ok":true}';
const bomb = gzipSync(Buffer.alloc(33_554_432, ' '));

function endless(_asked: Asked, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = 'x'.repeat(1_048_576);
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

/** The connection goes away, so that nobody can know what became of the request. */
export const brokenOff: Readonly<Record<string, Manner>> = {
  'never answers': () => undefined,
  'resets before it answers': ({ headers: _headers }, response) =>
    response.socket?.resetAndDestroy(),
  'resets within its body': (_asked, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"ok":', () => response.socket?.resetAndDestroy());
  },
  'sends a body without end': endless,
  'speaks no HTTP': (_asked, response) => response.socket?.end('SSH-2.0-server\r\n'),
};

/** 200, and nothing in it that is to be read. */
export const meaningless: Readonly<Record<string, Manner>> = {
  'cuts its JSON off': answering({ status: 200, body: '{"ok":tr' }),
  'shows a page to people': answering({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: page,
  }),
  'says far too much': answering({
    status: 200,
    body: JSON.stringify({ id: 'SO-1', rest: 'x'.repeat(8_388_608) }),
  }),
  'sends what swells without end': (_asked, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end(bomb);
  },
};

export const redirects = [301, 302, 303, 307, 308] as const;

export function redirecting(status: (typeof redirects)[number]): Manner {
  return answering({ status, headers: { location: '/elsewhere' }, body: '{}' });
}
