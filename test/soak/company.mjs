// The company under the soak: its contract, and a source that says each order until it was taken.

import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';

/** By which the shop signs its webhooks. */
export const shopSecret = 'a-secret-of-the-soak';

const retryMillis = 300;
/** So often many orders are placed at once: more than the doors read as they come. */
const rushMillis = 8_000;
const rush = { waves: 3, orders: 40, apartMillis: 20 };
const timeoutMillis = 12_000;

const destination = (name, role, port) => `
  ${name}:
    role: ${role}
    connector: http
    http:
      url: http://127.0.0.1:${port}/${name}
      allow: 127.0.0.1
      timeout: 3s
      concurrency: 16
      per_second: 500
      commands: { create-order: { path: /orders, body: '{ "ref": names.order[0] }', record: body.id } }
      lookups: { create-order: { path: "/orders?ref={names.order}", present: "$count(body) > 0", record: "body[0].id" } }`;

export const contractText = (port) => `weir: 1
systems:
  shop:
    role: storefront
    webhook:
      secret: env:SHOP_SECRET
      signature: { scheme: hmac-sha256, header: x-signature, encoding: hex }
      reader: shop-orders${destination('erp', 'erp', port)}${destination('wms', 'warehouse', port)}
readers:
  shop-orders:
    system: shop
    format: json
    match: [event, order.name]
    emit:
      kind: order.placed
      id: event
      at: order.placed_at
      refs: { order: order.name }
      data: { payable: order.payable }
      lines: { each: order.lines, sku: sku, qty: qty }
handoffs:
  standard: true
  order-to-erp: { mode: live, ack: { by: response } }
  order-to-warehouse: { on: order.placed, to: wms, do: create-order, within: 15m, mode: live, ack: { by: response } }
`;

/** @returns whether it was taken, and whether it is to be read later. */
export function posted(url, body, headers = {}) {
  return new Promise((resolve) => {
    const nothing = { taken: false, unread: false };
    const type = { 'content-type': 'application/json' };
    const given = { method: 'POST', headers: { ...type, ...headers }, timeout: timeoutMillis };
    const asked = request(url, given, (response) => {
      const { statusCode } = response;
      json(response).then(
        ({ unread = false }) => resolve({ taken: statusCode >= 200 && statusCode < 300, unread }),
        () => resolve(nothing),
      );
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(nothing));
    asked.end(body);
  });
}

/** Places orders at a rate; each is said again until it was taken with 2xx. */
export class Source {
  sent = 0;
  /** Names of the orders that were taken. */
  taken = new Set();
  repeats = 0;
  /** How many were kept before they were read. */
  unread = 0;
  #url;
  #timers = [];
  #open = new Set();

  /** @param url function: the intake has another port after each start. */
  constructor(url) {
    this.#url = url;
  }

  begin(perSecond) {
    const place = setInterval(() => this.#place(), 1_000 / perSecond);
    this.#timers = [place, setInterval(() => void this.#rush(), rushMillis)];
  }

  async #rush() {
    for (let wave = 0; wave < rush.waves; wave += 1) {
      for (let order = 0; order < rush.orders; order += 1) this.#place();
      await pause(rush.apartMillis);
    }
  }

  #place() {
    const order = `S-${100_000 + this.sent}`;
    this.sent += 1;
    const say = this.sent % 3 === 0 ? tellOf(order) : webhookOf(order);
    const saying = this.#say(order, say).finally(() => this.#open.delete(saying));
    this.#open.add(saying);
  }

  /** Resolves when all that was sent has been taken. */
  async end() {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#open);
  }

  async #say(order, { path, body, headers }) {
    for (;;) {
      const { taken, unread } = await posted(`${this.#url()}${path}`, body, headers);
      if (unread) this.unread += 1;
      if (taken) break;
      this.repeats += 1;
      await pause(retryMillis);
    }
    this.taken.add(order);
  }
}

/** An order as an observation line. */
function tellOf(order) {
  const body = JSON.stringify({
    id: `placed-${order}`,
    system: 'shop',
    kind: 'order.placed',
    at: new Date().toISOString(),
    refs: { order },
    data: { payable: 'captured', lines: [{ sku: 'A-1', qty: 1 }] },
  });
  return { path: '/api/observations', body };
}

/** An order as the shop's own webhook has it. */
function webhookOf(order) {
  const lines = [{ sku: 'A-1', qty: 1 }];
  const placed = { name: order, placed_at: new Date().toISOString(), payable: 'captured', lines };
  const body = JSON.stringify({ event: `placed-${order}`, order: placed });
  const signature = createHmac('sha256', shopSecret).update(body).digest('hex');
  return { path: '/in/shop', body, headers: { 'x-signature': signature } };
}
