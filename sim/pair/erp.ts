// The made-up ERP: takes orders, shipments and cancellations over HTTP, answers late or never now and
// then, and says by webhook what it holds. It knows a repeat by its idempotency key.
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { PairEvent } from './event-door.js';

export interface ErpGiven {
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly tell: (event: PairEvent) => void;
}

interface HeldOrder {
  readonly record: string;
  readonly lines: unknown;
  shipped: boolean;
}

interface Asked {
  readonly order: string;
  readonly lines?: unknown;
  readonly shipment?: string;
}

interface Said {
  readonly status: number;
  readonly body: object;
}

/** The share of requests whose answer is lost on the way, the work being done. */
const lostShare = 0.05;

export class PairErp {
  readonly #given: ErpGiven;
  readonly #orders = new Map<string, HeldOrder>();
  readonly #answered = new Map<string, Said>();
  readonly #server: Server;

  constructor(given: ErpGiven) {
    this.#given = given;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  /** Listens; its address. */
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://erp');
    if (request.method === 'GET') {
      end(response, this.#shown(decodeURIComponent(pathname.slice('/orders/'.length))));
      return;
    }
    const key = String(request.headers['idempotency-key'] ?? '');
    const asked = (await json(request)) as Asked;
    const said = this.#answered.get(key) ?? this.#done(pathname, asked);
    this.#answered.set(key, said);
    if (this.#given.chance() < lostShare) response.destroy();
    else end(response, said);
  }

  #shown(order: string): Said {
    const held = this.#orders.get(order);
    return { status: 200, body: held === undefined ? {} : { record: held.record } };
  }

  #done(path: string, asked: Asked): Said {
    const held = this.#orders.get(asked.order);
    if (path === '/orders') return this.#created(asked, held);
    if (held === undefined) return { status: 409, body: { error: 'this order is not known here' } };
    if (path === '/shipments') {
      held.shipped = true;
      this.#tell('shipment.recorded', asked.order, { ...held, ...asked });
      return { status: 201, body: {} };
    }
    if (held.shipped) return { status: 409, body: { too_late: 'it has been shipped' } };
    this.#tell('order.cancelled', asked.order, held);
    return { status: 200, body: {} };
  }

  #created({ order, lines }: Asked, held: HeldOrder | undefined): Said {
    if (held !== undefined) return { status: 200, body: { record: held.record } };
    // A name of its own after each start as well: the ledger outlives this ERP.
    const record = `SO${this.#given.now().toString(36).toUpperCase()}-${this.#orders.size + 1}`;
    this.#orders.set(order, { record, lines, shipped: false });
    this.#tell('order.created', order, { record, lines });
    return { status: 201, body: { record } };
  }

  #tell(event: string, order: string, fields: object): void {
    const { now, tell } = this.#given;
    const at = new Date(now()).toISOString();
    tell({ ...fields, id: `erp-${event}-${order}-${now()}`, event, at, order });
  }
}

function end(response: ServerResponse, { status, body }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
