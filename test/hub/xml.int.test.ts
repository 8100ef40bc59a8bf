// A system that speaks XML, by the contract alone: polled page by page, heard by webhooks, read from
// files, and understood in its answers; by the same mapping as JSON.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { destinationOf, polledOf } from '../../src/connectors/registry.js';
import { plainBody } from '../../src/connectors/http/plain-body.js';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { documentInterpretation } from '../../src/in/documents.js';
import { Poll } from '../../src/in/poll.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { Peer, answering } from '../connector/peer.js';

const now = 1_772_582_400_000 as Instant;

let peer: Peer;

beforeEach(async () => {
  peer = await Peer.open();
});

afterEach(() => {
  peer.close();
});

function contractOf(): Contract {
  const { contract, faults } = compileContract({
    weir: 1,
    systems: {
      wms: {
        role: 'warehouse',
        connector: 'http',
        http: {
          url: peer.url,
          allow: '127.0.0.1',
          poll: {
            path: '/shipments',
            reader: 'wms-shipments',
            since: 'since',
            changed: 'changed',
            next: { param: 'page', value: 'body.shipments.next' },
          },
        },
        webhook: {
          secret: 'env:WMS',
          signature: { scheme: 'standard-webhooks' },
          reader: 'wms-shipments',
        },
      },
    },
    readers: {
      'wms-shipments': {
        system: 'wms',
        format: 'xml',
        rows: 'shipments.shipment',
        match: ['@id', 'order'],
        emit: {
          kind: 'shipment.shipped',
          at: 'shipped',
          id: '@id',
          refs: { order: 'order' },
          lines: { each: 'items.item', sku: '@sku', qty: 'qty' },
        },
      },
    },
  });
  expect(faults).toEqual([]);
  return contract;
}

function shipment(id: number, ...skus: readonly string[]): string {
  const items = skus.map((sku) => `<item sku="${sku}"><qty>2</qty></item>`).join('');
  return `<shipment id="${id}"><order>A-${id}</order><shipped>2026-03-03T10:00:00Z</shipped>
    <changed>2026-03-03T11:00:00Z</changed><items>${items}</items></shipment>`;
}

function page(next: string, ...shipments: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<shipments>${shipments.join('')}${next}</shipments>`;
}

describe('XML', () => {
  it('is polled page by page to its end, one row or many', async () => {
    const contract = contractOf();
    peer.manner = (asked, response) => {
      const { searchParams } = new URL(asked.path, peer.url);
      const body =
        searchParams.get('page') === null
          ? page('<next>2</next>', shipment(1, 'X'), shipment(2, 'X', 'Y'))
          : page('', shipment(3, 'Z'));
      answering({ status: 200, headers: { 'content-type': 'application/xml' }, body })(
        asked,
        response,
      );
    };
    const polled = polledOf({ contract, system: 'wms', environment: {}, now: () => now });
    if ('failed' in polled) throw new Error(polled.failed);
    const store = new MemoryStore();
    const [declaration] = contract.polls.get('wms') ?? [];
    if (declaration === undefined) throw new Error('there is no poll');
    const poll = new Poll({
      system: 'wms',
      source: 'poll:wms/wms-shipments',
      declaration,
      span: { from: 'seen' },
      graceMillis: 0,
      polled,
      store,
      interpreting: { contract, names: new OrderNames([]), digest, ids: store.ids },
      submit: async (arrival) => {
        const [received] = await store.receive([arrival]);
        if (received === undefined) throw new Error('nothing was received');
        return received;
      },
    });
    expect(await poll.step(now)).toMatchObject({ kind: 'on', accepted: 2 });
    expect(await poll.step(now)).toMatchObject({ kind: 'finished', accepted: 1 });
    peer.manner = answering({ status: 200, body: '<shipments/>' });
    expect(await poll.step(now)).toMatchObject({ kind: 'finished', accepted: 0 });
    peer.manner = answering({ status: 200, body: '<fault><code>7</code></fault>' });
    expect(await poll.step(now)).toMatchObject({ kind: 'failed' });
    await polled.close();
  });

  it('is read from a webhook by the reader that the contract names', async () => {
    const contract = contractOf();
    const read = async (text: string, body = Buffer.from(text)) => {
      const { readings } = await documentInterpretation(
        { system: 'wms', body, at: now },
        'wms-shipments',
        { contract, digest },
      );
      return readings;
    };
    expect(await read(page('', shipment(7, 'X')))).toEqual([
      {
        kind: 'observation',
        line: 1,
        observation: expect.objectContaining({
          id: '7',
          kind: 'shipment.shipped',
          refs: { order: 'A-7' },
          data: { lines: [{ sku: 'X', qty: '2' }] },
        }) as unknown,
      },
    ]);
    expect(await read('<!DOCTYPE a []><shipments/>')).toMatchObject([{ kind: 'unreadable' }]);
    expect(await read('{"shipments":{}}')).toMatchObject([{ kind: 'unreadable' }]);
    expect(await read('', Buffer.alloc(0))).toMatchObject([{ kind: 'unreadable' }]);
  });

  it('is what a command is sent in, and its answer and a look-up are read from it', async () => {
    const http = (commands: object): object => ({
      url: peer.url,
      allow: '127.0.0.1',
      format: 'xml',
      commands,
      lookups: {
        'create-order': {
          path: '/orders/{order.key}',
          present: '$exists(body.order.id)',
          record: 'body.order.id',
        },
      },
    });
    const compiled = (commands: object) =>
      compileContract({
        weir: 1,
        systems: {
          shop: { role: 'storefront' },
          erp: { role: 'erp', connector: 'http', http: http(commands) },
        },
      });
    const lacking = compiled({ 'create-order': { path: '/orders' } });
    expect(lacking.faults.map(({ message }) => message)).toEqual([
      'In XML a command needs a body:.',
    ]);
    const body = '{ "order": { "@ref": order.key, "line": order.placed.lines.{ "sku": sku } } }';
    const create = { path: '/orders', body, record: 'body.order.id' };
    const { contract, faults } = compiled({ 'create-order': create });
    expect(faults).toEqual([]);
    const erp = destinationOf({ contract, system: 'erp', environment: {}, now: () => now });
    if ('failed' in erp) throw new Error(erp.failed);
    const command = JSON.stringify({
      operation: 'create-order',
      cause: { system: 'shop', id: '1', at: 0 },
      rule: 'order-to-erp',
      to: 'erp',
      names: {},
      order: { key: 'A-1', placed: { lines: [{ sku: 'X<Y' }, { sku: 'Z' }] } },
    });
    peer.manner = answering({ status: 200, body: '<order><id>SO-9</id></order>' });
    expect(await erp.deliver({ key: 'k', command })).toMatchObject({
      outcome: 'accepted',
      answer: 'answered 200: SO-9',
    });
    expect(peer.asked.at(-1)?.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<order ref="A-1"><line><sku>X&lt;Y</sku></line><line><sku>Z</sku></line></order>',
    );
    expect(peer.asked.at(-1)?.headers).toMatchObject({
      'content-type': 'application/xml',
      accept: 'application/xml',
    });
    expect(await erp.lookUp({ key: 'k', command })).toMatchObject({ found: 'present' });
    peer.manner = answering({ status: 200, body: '<order/>' });
    expect(await erp.lookUp({ key: 'k', command })).toEqual({ found: 'absent' });
    await erp.close();
  });

  it('is understood in an answer, and a body that breaks off stays its text', () => {
    expect(plainBody('<order><id>9007199254740993</id></order>')).toEqual({
      order: { id: '9007199254740993' },
    });
    expect(plainBody('<order><id>9')).toBe('<order><id>9');
  });
});
