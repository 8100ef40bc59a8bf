// The company under the soak: its contract, and a source that says each order until it was taken.

import { request } from 'node:http';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';

const retryMillis = 300;
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
  shop: { role: storefront }${destination('erp', 'erp', port)}${destination('wms', 'warehouse', port)}
handoffs:
  standard: true
  order-to-erp: { mode: live, ack: { by: response } }
  order-to-warehouse: { on: order.placed, to: wms, do: create-order, within: 15m, mode: live, ack: { by: response } }
`;

/** @returns the status; 0: no answer. */
export function posted(url, body) {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' };
    const given = { method: 'POST', headers, timeout: timeoutMillis };
    const asked = request(url, given, (response) => {
      response.resume();
      response.once('close', () => resolve(response.complete ? response.statusCode : 0));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(0));
    asked.end(body);
  });
}

/** Places orders at a rate; each is said again until it was taken with 2xx. */
export class Source {
  sent = 0;
  /** Names of the orders that were taken. */
  taken = new Set();
  repeats = 0;
  #url;
  #timer;
  #open = new Set();

  /** @param url function: the intake has another port after each start. */
  constructor(url) {
    this.#url = url;
  }

  begin(perSecond) {
    this.#timer = setInterval(() => {
      const order = `S-${100_000 + this.sent}`;
      this.sent += 1;
      const saying = this.#say(order).finally(() => this.#open.delete(saying));
      this.#open.add(saying);
    }, 1_000 / perSecond);
  }

  /** Resolves when all that was sent has been taken. */
  async end() {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
  }

  async #say(order) {
    const line = JSON.stringify({
      id: `placed-${order}`,
      system: 'shop',
      kind: 'order.placed',
      at: new Date().toISOString(),
      refs: { order },
      data: { payable: 'captured', lines: [{ sku: 'A-1', qty: 1 }] },
    });
    for (;;) {
      const status = await posted(`${this.#url()}/api/observations`, line);
      if (status >= 200 && status < 300) break;
      this.repeats += 1;
      await pause(retryMillis);
    }
    this.taken.add(order);
  }
}
