// A made-up shop that is polled over real HTTP on this machine: two orders a page, oldest change first.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Order {
  readonly number: string;
  readonly placed: string;
  readonly updated: string;
}

type Manner = (asked: URL, response: ServerResponse) => boolean;

export class Shop {
  readonly orders: Order[] = [];
  readonly asked: string[] = [];
  readonly tokens = new Set<string | undefined>();
  /** Takes over an answer where it returns true. */
  manner: Manner = () => false;
  readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.#answer(request, response);
    });
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  add(number: string, updated: number, placed = updated): void {
    const time = (millis: number): string => new Date(millis).toISOString();
    this.orders.push({ number, placed: time(placed), updated: time(updated) });
    this.orders.sort((a, b) => (a.updated < b.updated ? -1 : 1));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const asked = new URL(request.url ?? '', 'http://shop');
    this.asked.push(asked.search);
    this.tokens.add(request.headers.authorization);
    if (this.manner(asked, response)) return;
    const since = Number(asked.searchParams.get('since') ?? '0');
    const page = Number(asked.searchParams.get('page') ?? '1');
    const shown = this.orders.filter(({ updated }) => Date.parse(updated) >= since);
    const rows = shown.slice((page - 1) * 2, page * 2);
    if (shown.length > page * 2) {
      asked.searchParams.set('page', String(page + 1));
      response.setHeader('link', `<${asked.pathname}${asked.search}>; rel="next"`);
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ orders: rows }));
  }
}
