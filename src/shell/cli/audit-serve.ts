// `weir audit --serve`: the files of a report over HTTP, to this machine only, until the process is told
// to end.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream';

const host = '127.0.0.1';
const defaultPort = 7_400;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

export interface Serving {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves the files of a report, and nothing else, on the loopback address.
 * @param port null: 7400, or any free one where that is taken
 * @returns null where the port that was asked for can't be had
 */
export async function serveReport(
  files: readonly string[],
  port: number | null,
): Promise<Serving | null> {
  const names = new Map(files.map((path) => [`/${basename(path)}`, path]));
  const server = createServer((request, response) => {
    answer(request, response, names);
  });
  const listening =
    (await listens(server, port ?? defaultPort)) || (port === null && (await listens(server, 0)));
  if (!listening) return null;
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${taken}/`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listens(server: Server, port: number): Promise<boolean> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  }
}

/** The file that a request may have, or the status that refuses it. */
function fileFor(
  { headers, method, url = '/' }: IncomingMessage,
  names: ReadonlyMap<string, string>,
): string | number {
  // A foreign page may lead its own name to this address: only ours is answered.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) return 421;
  if (method !== 'GET' && method !== 'HEAD') return 405;
  const [place = '/'] = url.split('?');
  return names.get(place === '/' ? '/report.html' : place) ?? 404;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  names: ReadonlyMap<string, string>,
): void {
  const found = fileFor(request, names);
  if (typeof found === 'number') {
    response.writeHead(found, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${found}\n`);
    return;
  }
  response.writeHead(200, {
    'content-type': contentTypes[extname(found)] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  if (request.method === 'HEAD') response.end();
  // A reader that goes away early is no fault of ours.
  else pipeline(createReadStream(found), response, () => undefined);
}

/** Resolves when the process is told to end: Ctrl-C, or whoever started it ends it. */
export async function toldToEnd(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}
