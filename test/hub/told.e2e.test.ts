// The built hub, a real database, and a made-up ERP over HTTP: an order is told and acknowledged, and
// one whose answer a kill -9 cuts off is there once after the next start.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json, text } from 'node:stream/consumers';
import { setTimeout as passes } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/store/postgres/embedded/binaries.js';

const binary = new URL('../../dist/src/main.js', import.meta.url).pathname;
const token = 'a-secret-of-the-suite';

/** Takes orders and shipments, each as often as it is told, and can be asked which it holds. */
class Erp {
  readonly told: string[] = [];
  asked = 0;
  /** Takes what it is told, and never answers. */
  silent = false;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((incoming, response) => {
      void this.#answer(incoming, response);
    });
  }

  async open(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (incoming.headers.authorization !== `Bearer ${token}`) {
      end(401, {});
      return;
    }
    const url = new URL(incoming.url ?? '', 'http://erp');
    if (incoming.method === 'GET') {
      this.asked += 1;
      const order = `order ${url.searchParams.get('ref') ?? ''}`;
      end(200, this.told.includes(order) ? [{ id: idOf(order) }] : []);
      return;
    }
    const body = (await json(incoming)) as { readonly ref: string };
    const what = url.pathname === '/api/orders' ? 'order' : 'shipment of';
    this.told.push(`${what} ${body.ref}`);
    if (!this.silent) end(201, { id: idOf(`${what} ${body.ref}`) });
  }
}

function idOf(told: string): string {
  return `R-${told.replaceAll(' ', '-')}`;
}

function contractText(port: number): string {
  return `weir: 1
systems:
  shop: { role: storefront }
  erp:
    role: erp
    connector: http
    http:
      url: http://127.0.0.1:${port}/api
      allow: 127.0.0.1
      headers: { authorization: Bearer env:ERP_TOKEN }
      timeout: 30s
      commands:
        create-order:
          path: /orders
          body: '{ "ref": names.order[0], "lines": order.placed.lines }'
          record: body.id
        record-fulfilment:
          path: /orders/{names.order}/shipments
          body: '{ "ref": names.order[0], "lines": said.lines }'
          record: body.id
      lookups:
        create-order:
          path: /orders?ref={names.order}
          present: $count(body) > 0
          record: body[0].id
handoffs:
  standard: true
  order-to-erp: { mode: live, effective_from: 2026-01-01, ack: { by: response } }
  shipment-to-erp: { mode: live, effective_from: 2026-01-01, ack: { by: response } }
`;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Handoff {
  readonly rule: string;
  readonly state: string;
  readonly attempts: number;
}

describe.skipIf(packageFolder() === null)('what the hub tells an ERP', () => {
  const erp = new Erp();
  let folder = '';
  let hub: ChildProcess | null = null;
  let address = '';
  let complaints = '';

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [binary, 'up', '--port', '0'], {
      cwd: folder,
      env: { ...process.env, ERP_TOKEN: token, DATABASE_URL: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    hub = child;
    for await (const line of createInterface(child.stdout)) {
      const [, url] = /listens on (\S+)\. /.exec(line) ?? [];
      if (url === undefined) continue;
      address = url;
      return;
    }
    throw new Error(`the hub did not start: ${complaints}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (hub === null || hub.exitCode !== null) return;
    const ended = once(hub, 'exit');
    hub.kill(signal);
    await ended;
  }

  async function ask(path: string, body?: string): Promise<Answer> {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { 'content-type': 'application/json' };
    const asked = request(`${address}${path}`, { method, headers, timeout: 10_000 });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, body: (await json(response)) as Answer['body'] };
  }

  async function say(fields: object): Promise<void> {
    const line = JSON.stringify({ at: new Date(Date.now() - 1_000).toISOString(), ...fields });
    expect((await ask('/api/observations', line)).body).toMatchObject({ accepted: 1 });
  }

  async function place(order: string): Promise<void> {
    await say({
      id: `placed-${order}`,
      system: 'shop',
      kind: 'order.placed',
      refs: { order },
      data: { payable: 'captured', lines: [{ sku: 'A-1', qty: 2 }] },
    });
  }

  /** The handoff, once it is in this state. */
  async function carried(order: string, rule: string, state: string): Promise<Handoff> {
    for (;;) {
      const { body } = await ask(`/api/orders/${order}`);
      const handoffs = (body['handoffs'] ?? []) as readonly Handoff[];
      const found = handoffs.find((one) => one.rule === rule && one.state === state);
      if (found !== undefined) return found;
      await passes(50);
    }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-told-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'weir.yaml'), contractText(await erp.open()));
    await start();
  });

  afterAll(async () => {
    await end('SIGTERM');
    erp.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('can not be told without its credential: the call is at fault, and not the machine', async () => {
    const environment = { ...process.env, ERP_TOKEN: undefined, DATABASE_URL: undefined };
    const child = spawn(process.execPath, [binary, 'up', '--port', '0'], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, said]).toEqual([2, expect.stringContaining('needs ERP_TOKEN: say weir connect')]);
  });

  it('is an order, and then its shipment, each once and under the record that it gave', async () => {
    await place('A-1');
    expect(await carried('A-1', 'order-to-erp', 'acknowledged')).toMatchObject({ attempts: 1 });
    expect((await ask('/api/orders/R-order-A-1')).body).toMatchObject({
      key: 'A-1',
      views: { erp: { axes: { ledger: 'committed' }, record: 'R-order-A-1' } },
    });
    await say({
      id: 'shipped-A-1',
      system: 'shop',
      kind: 'shipment.shipped',
      refs: { order: 'A-1', shipment: 'S-1' },
      data: { lines: [{ sku: 'A-1', qty: 2 }] },
    });
    await carried('A-1', 'shipment-to-erp', 'acknowledged');
    expect(erp.told).toEqual(['order A-1', 'shipment of A-1']);
    expect(erp.asked).toBe(0);
  });

  it('is counted at the doors, though another thread folds and delivers', async () => {
    for (;;) {
      const asked = request(`${address}/metrics`).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      const figures = await text(response);
      if (!figures.includes('weir_lane_open{to="erp"} 1')) {
        await passes(50);
        continue;
      }
      expect(figures).toMatch(/^weir_observations_total{verdict="applied"} [1-9]/m);
      expect(figures).toMatch(/^weir_fold_seconds_count [1-9]/m);
      return;
    }
  });

  it('is looked up after a kill -9 between claim and answer, and not told again', async () => {
    erp.silent = true;
    await place('B-1');
    while (!erp.told.includes('order B-1')) await passes(20);
    await end('SIGKILL');
    erp.silent = false;
    await start();
    expect(await carried('B-1', 'order-to-erp', 'acknowledged')).toMatchObject({ attempts: 2 });
    expect(erp.told.filter((told) => told === 'order B-1')).toHaveLength(1);
    expect(erp.asked).toBe(1);
    const { body } = await ask('/api/orders/B-1');
    expect(body).toMatchObject({
      views: { erp: { record: 'R-order-B-1' } },
      attempts: [
        { errand: 'send', outcome: 'unknown', answer: 'the worker ended before the answer' },
        { errand: 'settle', outcome: 'accepted' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain(token);
  });

  it('waits, when the hub is ended, for the answer that is under way', async () => {
    await place('C-1');
    await end('SIGTERM');
    await start();
    expect(await carried('C-1', 'order-to-erp', 'acknowledged')).toMatchObject({ attempts: 1 });
    expect(erp.told.filter((told) => told === 'order C-1')).toHaveLength(1);
    expect(complaints).not.toContain('"level":"error"');
  });
});
