// What the API answers, held against its own description: orders, may, lists with their filters and
// cursors, findings marked by a person, the stream, figures and health. Over real HTTP.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, OpenDoors } from '../../../test/open-doors.js';
import { openDoors, openedAt } from '../../../test/open-doors.js';
import type { Instant } from '../../core/observation/instant.js';
import { MemoryStore } from '../../store/memory/memory-store.js';
import type { LaneFigures } from '../metrics.js';

const hour = 3_600_000;

function line(id: string, [system, kind]: readonly [string, string], more: object): object {
  return { id, system, kind, at: new Date(openedAt - 4 * hour).toISOString(), ...more };
}

function placed(order: string): object {
  return line(`p-${order}`, ['amazon', 'order.placed'], {
    refs: { order },
    data: { payable: 'captured', lines: [{ sku: 'A-1', qty: 2 }] },
  });
}

/** The ERP is heard from before the orders and after their deadlines. */
const heard = [5, 1].map((hours) => ({
  ...line(`heard-${hours}`, ['erp', 'order.acknowledged'], {
    refs: { order: `OTHER-${hours}` },
    data: { record: `SO-${hours}`, state: 'confirmed' },
  }),
  at: new Date(openedAt - hours * hour).toISOString(),
}));

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          { responses: Record<string, { content: Record<string, { schema: object }> }> }
        >
      >
    >
  >;
}

describe('the API', () => {
  let doors: OpenDoors;
  let described: Described;
  const ajv = new Ajv2020({ strict: false });

  beforeAll(async () => {
    doors = await openDoors();
    described = (await doors.ask('/api/openapi.json')).body as unknown as Described;
    await doors.tell([
      ...heard,
      ...['O-1', 'O-2', 'O-3'].map(placed),
      line('s-1', ['amazon', 'shipment.shipped'], { refs: { order: 'O-4', shipment: 'S-4' } }),
      line('c-5', ['amazon', 'order.placed'], {
        refs: { order: 'O-5' },
        data: { payable: 'pending', lines: [{ sku: 'A-1', qty: 1 }] },
      }),
    ]);
  });

  afterAll(async () => doors.close());

  /** The body, after it has been found to be what the description promises of this path. */
  function bodyOf(path: string, answer: Answer, method = 'get'): Answer['body'] {
    const { content } = described.paths[path]?.[method]?.responses[answer.status] ?? {};
    expect(content, `${method} ${path} ${answer.status} is described`).toBeDefined();
    const validate = ajv.compile(content?.['application/json']?.schema ?? false);
    expect([validate(answer.body), validate.errors]).toEqual([true, null]);
    return answer.body;
  }

  async function list(path: string, query = ''): Promise<readonly Record<string, unknown>[]> {
    const body = bodyOf(path, await doors.ask(`${path}${query}`));
    const rows = body[path.replace('/api/', '')];
    return rows as readonly Record<string, unknown>[];
  }

  async function act(path: string, key: string, body: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return doors.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  it('shows an order by any of its names, with its story', async () => {
    const body = bodyOf('/api/orders/{ref}', await doors.ask('/api/orders/order:O-1'));
    expect(body).toMatchObject({
      key: 'O-1',
      headline: 'placed',
      axes: { acceptance: 'placed' },
      timeline: [{ system: 'amazon', verdict: 'applied' }],
    });
    const [told] = body['timeline'] as readonly { readonly receipt: string }[];
    const receipt = await doors.ask(`/api/receipts/${told?.receipt ?? ''}`);
    expect(receipt.body['id']).toBe(told?.receipt);
    expect((await doors.ask('/api/orders/nobody')).status).toBe(404);
  });

  it('lists orders with whether the systems agree, by filters', async () => {
    const agreement = (await list('/api/orders')).map((one) => [one['key'], one['agreement']]);
    expect(agreement).toContainEqual(['O-1', 'disagreeing']);
    expect(agreement).toContainEqual(['O-5', 'in_flight']);
    expect((await list('/api/orders', '?state=shipped')).map(({ key }) => key)).toEqual(['O-4']);
    expect((await list('/api/orders', '?system=erp')).map(({ key }) => key)).toEqual([
      'OTHER-1',
      'OTHER-5',
    ]);
    const late = new Date(openedAt - 2 * hour).toISOString();
    expect(await list('/api/orders', `?since=${late}`)).toHaveLength(1);
  });

  it('pages by a cursor that holds for its list and its filters only', async () => {
    const keys: unknown[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await doors.ask(`/api/orders?limit=2&system=amazon${cursor}`);
      keys.push(...(body['orders'] as { readonly key: string }[]).map(({ key }) => key));
      if (body['next'] === null) break;
      cursor = `&cursor=${body['next'] as string}`;
    }
    expect(keys).toEqual(['O-1', 'O-2', 'O-3', 'O-4', 'O-5']);
    for (const path of ['/api/orders?system=erp', '/api/findings?limit=2']) {
      expect(await doors.ask(`${path}${cursor}`)).toMatchObject({ status: 400 });
    }
    const changed = cursor.slice(0, -1) + (cursor.endsWith('A') ? 'B' : 'A');
    expect((await doors.ask(`/api/orders?system=amazon${changed}`)).status).toBe(400);
  });

  it('takes a cursor of another process over the same ledger, and none that was made up', async () => {
    const { store } = doors;
    const other = await openDoors({ store });
    const { body } = await other.ask('/api/orders?limit=2');
    const cursor = String(body['next']);
    expect((await doors.ask(`/api/orders?cursor=${cursor}`)).status).toBe(200);
    await other.close();
    // Whoever knows the program can work out whatever needs no secret.
    const made = createHash('sha256').update('["[\\"orders\\",{}]","O-2"]').digest('base64url');
    const key = Buffer.from('O-2').toString('base64url');
    const answer = await doors.ask(`/api/orders?cursor=${made.slice(0, 11)}${key}`);
    expect(answer.status).toBe(400);
    const elsewhere = await openDoors();
    expect((await elsewhere.ask(`/api/orders?cursor=${cursor}`)).status).toBe(400);
    await elsewhere.close();
  });

  it.each([
    ['/api/handoffs?sort=price', 'sort'],
    ['/api/handoffs?rule=order-to-erp', 'rule'],
    ['/api/handoffs?limit=1000000000', 'limit'],
    ['/api/handoffs?limit=many', 'limit'],
    ['/api/findings?state=broken', 'state'],
    ['/api/findings?since=yesterday', 'since'],
    ['/api/clusters?cursor=AAAA', 'cursor'],
    ['/api/orders/O-1/may?to=erp&do=dance', 'do'],
    ['/api/orders/O-1/may?to=nobody&do=create-order', 'to'],
    ['/api/orders?state=shiped', 'state'],
    ['/api/receipts?system=amazom', 'system: neither the contract nor the ledger has a system of'],
    ['/api/receipts?system=amazom', 'There are amazon, erp, pay, shop.'],
    ['/api/orders?system=amazom', 'There are amazon, erp, pay, shop.'],
    ['/api/findings?system=amazom', 'There are amazon, erp, pay, shop.'],
    ['/api/clusters?system=amazom', 'There are amazon, erp, pay, shop.'],
    ['/api/handoffs?system=amazom', 'There are amazon, erp, pay, shop.'],
    ['/api/handoffs?handoff=order-to-epr', 'handoff: the contract has no rule of this name.'],
    ['/api/findings?handoff=order-to-epr', 'handoff: the contract has no rule of this name.'],
  ])('refuses %s and names the filter', async (path, name) => {
    const { status, body } = await doors.ask(path);
    expect([status, body['detail']]).toEqual([400, expect.stringContaining(name)]);
  });

  it('lists handoffs and findings by their filters, and clusters of findings', async () => {
    const handoffs = await list('/api/handoffs', '?system=erp&handoff=order-to-erp&state=overdue');
    expect(handoffs.map(({ subject }) => subject)).toEqual(['O-1', 'O-2', 'O-3']);
    expect(await list('/api/handoffs', '?ref=order:O-2')).toHaveLength(1);
    expect(await list('/api/handoffs', '?since=2030-01-01T00:00:00Z')).toEqual([]);
    const findings = await list('/api/findings', '?pattern=lost-order&cause=missing&system=erp');
    expect(findings).toHaveLength(3);
    expect(await list('/api/findings', '?ref=O-1&state=open')).toHaveLength(1);
    expect(await list('/api/findings', '?system=pay')).toEqual([]);
    const [cluster] = await list('/api/clusters', '?pattern=lost-order');
    expect(cluster).toMatchObject({ count: 3, standing: 3, recurrences: 0, structural: false });
  });

  it.each([
    ['O-1', 'create-order', 'yes'],
    ['O-5', 'create-order', 'hold'],
    ['O-4', 'record-fulfilment', 'hold'],
    ['OTHER-1', 'create-order', 'no'],
    ['never-heard-of', 'create-order', 'hold'],
  ])('says whether the ERP may be told of %s to %s: %s', async (ref, operation, answer) => {
    const path = `/api/orders/${ref}/may?to=erp&do=${operation}`;
    const body = bodyOf('/api/orders/{ref}/may', await doors.ask(path));
    expect(body).toMatchObject({ answer, because: expect.stringMatching(/\w/) as unknown });
  });

  it('keeps what a person says of a finding, through later folds', async () => {
    const [finding] = await list('/api/findings', '?ref=O-3');
    const path = `/api/findings/${String(finding?.['id'])}/resolve`;
    const first = await act(path, 'resolve-1', { reason: 'keyed in by hand' });
    expect(bodyOf('/api/findings/{id}/resolve', first, 'post')).toMatchObject({
      state: 'resolved',
      marks: [{ state: 'resolved', by: 'this machine', reason: 'keyed in by hand' }],
    });
    await doors.tell([{ ...placed('O-3'), id: 'p-again' }]);
    expect((await list('/api/findings', '?ref=O-3'))[0]).toMatchObject({ state: 'resolved' });
    expect((await act('/api/findings/none/resolve', 'r-2', { reason: 'x' })).status).toBe(404);
  });

  it('does a request once under its idempotency key', async () => {
    const [finding] = await list('/api/findings', '?ref=O-2');
    const path = `/api/findings/${String(finding?.['id'])}/ignore`;
    const body = JSON.stringify({ reason: 'a test' });
    const headers = { 'content-type': 'application/json' };
    expect((await doors.ask(path, { method: 'POST', headers, body })).status).toBe(400);
    const answer = await act(path, 'ignore-1', { reason: 'a test' });
    const again = await act(path, '"ignore-1"', { reason: 'a test' });
    expect([again.status, again.text]).toEqual([200, answer.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((again.body['marks'] as unknown[]).length).toBe(1);
    expect((await act(path, 'ignore-1', { reason: 'another' })).status).toBe(422);
    const unread = await act(path, 'ignore-2', { because: 'a test' });
    expect(unread).toMatchObject({ status: 422, body: { detail: 'There is no because here.' } });
    expect((await act(path, 'ignore-2', { reason: 'well then' })).status).toBe(200);
  });

  it('streams what changes, from the last event that the listener saw', async () => {
    const read = async (last?: string): Promise<string> => {
      const headers = last === undefined ? {} : { 'last-event-id': last };
      const { port } = doors;
      const asking = request({ host: '127.0.0.1', port, path: '/api/stream', headers });
      asking.end();
      const [response] = (await once(asking, 'response')) as [IncomingMessage];
      expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
      if (last === undefined) void doors.tell([placed('O-6')]);
      let said = '';
      for await (const chunk of response) {
        said += String(chunk);
        if (said.includes('"key":"O-6"')) break;
      }
      asking.destroy();
      return said;
    };
    const [event = ''] = /id: \w+-\d+\nevent: change\ndata: .*"O-6".*/.exec(await read()) ?? [];
    expect(event).toContain('{"type":"order","key":"O-6","change":"placed"}');
    const [, start = '', number = ''] = /id: (\w+)-(\d+)/.exec(event) ?? [];
    const missed = await read(`${start}-${Number(number) - 1}`);
    expect(missed).toContain(event);
    expect(missed).not.toContain('event: reset');
    // Of a start of before: all that is kept, and a word that there may have been more.
    const anew = await read(`another-${number}`);
    expect(anew).toContain(`id: ${start}-0\nevent: reset\ndata: {}\n\nid: ${start}-1\n`);
    expect(anew).toContain(event);
  });

  it('has figures of what passed and how things stand', async () => {
    const { headers, text } = await doors.ask('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const figure of [
      /^weir_receipts_total\{source="api"\} [1-9]/m,
      /^weir_observations_total\{verdict="applied"\} [1-9]/m,
      /^weir_inbox_rows 0$/m,
      /^weir_handoffs\{state="overdue"\} [1-9]/m,
      /^weir_fold_seconds_count [1-9]/m,
      /^weir_commit_seconds_count [1-9]/m,
      /^weir_database_oldest_xmin_age 0$/m,
    ]) {
      expect(text).toMatch(figure);
    }
  });

  it('describes every route, each with a sentence and a unique name', () => {
    const operations = Object.values(described.paths).flatMap((path) => Object.values(path)) as {
      readonly summary?: string;
      readonly operationId?: string;
    }[];
    expect(Object.keys(described.paths)).toContain('/api/orders/{ref}/may');
    expect(operations.filter(({ summary = '' }) => !summary.endsWith('.'))).toEqual([]);
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('health', () => {
  const failing = new MemoryStore();
  Object.assign(failing, { vitals: async () => Promise.reject(new Error('the database is away')) });
  const waiting = new MemoryStore();
  Object.assign(waiting, {
    vitals: async () =>
      Promise.resolve({
        inbox: 3,
        waitingSince: (openedAt - 120_000) as Instant,
        unread: 9,
        unreadSince: (openedAt - 90_000) as Instant,
        unfolded: {
          statements: 4_001,
          system: 'wms',
          receipt: 7,
          reason: 'folding it ended the process again and again',
        },
        oldestTransactionMillis: 400_000,
        oldestXminAge: 7,
      }),
  });
  const lanes = (): LaneFigures[] => [
    { to: 'erp', closed: 'it is away', troubles: ['A trouble.'] },
  ];

  it.each([
    ['ready', {}, 200, []],
    ['not-ready', { store: failing }, 503, ['The database does not answer.']],
    ['not-ready', { ending: () => true }, 503, ['It is being ended.']],
    [
      'degraded',
      { store: waiting, lanes, reasons: () => ['shop was not polled.'] },
      200,
      [
        'What came in 2 minutes ago waits to be folded.',
        'What came in 1 minute 30 seconds ago waits to be read.',
        '4,001 statements are held, the first of wms in receipt 7: folding it ended the process again and again. A newer Weir may fold them: weir reread has it tried again.',
        'A transaction in the database has been open for 6 minutes 40 seconds.',
        'A trouble.',
        'The lane to erp is closed for now: it is away.',
        'shop was not polled.',
      ],
    ],
  ] as const)('is %s with its reasons', async (status, given, code, reasons) => {
    const doors = await openDoors(given);
    const answer = await doors.ask('/health/ready');
    expect([answer.status, answer.body]).toEqual([code, { status, reasons }]);
    expect((await doors.ask('/health/live')).status).toBe(200);
    await doors.close();
  });
});
