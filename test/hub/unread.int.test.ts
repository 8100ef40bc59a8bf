// What was kept unread is filed as it would have been at the door; what can't be read is set aside, and takes
// nothing with it.
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { inferContract } from '../../src/core/contract/infer.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Arrival, Receipt, UnreadReceipt } from '../../src/store/store.js';
import type { Interpreting } from '../../src/in/observations.js';
import { arrivalOf } from '../../src/in/observations.js';
import type { SourceReadings } from '../../src/in/source-readings.js';
import { readUnread, unreadArrival } from '../../src/in/unread.js';

const { contract } = inferContract(['shop'], new Map());

describe('reading what was kept unread', () => {
  let store = new MemoryStore();
  let complaints: string[] = [];
  let reads: number[] = [];
  let refused: string | null = null;

  beforeEach(() => {
    store = new MemoryStore();
    [complaints, reads, refused] = [[], [], null];
  });

  function interpreting(): Interpreting {
    const digest = (content: string | Uint8Array): string =>
      createHash('sha256').update(content).digest('hex');
    return { contract, names: new OrderNames([]), digest, ids: store.ids };
  }

  const lineOf = (order: string): string =>
    JSON.stringify({
      ...{ id: order, system: 'shop', kind: 'order.status', at: '2026-03-04T00:00:00Z' },
      refs: { order },
      status: { native: 'open' },
    });

  async function keep(...bodies: readonly string[]): Promise<readonly UnreadReceipt[]> {
    for (const body of bodies) {
      const receipt: Receipt = {
        ...{ id: await store.ids(1), system: 'shop', source: 'webhook', position: null },
        ...{ at: 1_772_582_400_000 as Instant, headers: {}, body: Buffer.from(body), digest: 'd' },
      };
      await store.receive([unreadArrival(receipt)]);
    }
    return store.beginUnread({ most: 1_000, bytes: 1_000_000, reader: 'r' });
  }

  async function read(receipts: readonly UnreadReceipt[]): Promise<number> {
    const readings: SourceReadings = {
      webhook: {
        mapping: () => 'm/1',
        read: async (receipt) => {
          const text = Buffer.from(receipt.body).toString();
          if (text === 'a fault of ours') throw new TypeError('undefined is not a function');
          return arrivalOf(receipt, text, interpreting());
        },
      },
    };
    const isRefused = ({ filed }: Arrival): boolean =>
      filed.some(({ text }) => refused !== null && text.includes(refused));
    return readUnread(receipts, {
      store: {
        refile: async (arrivals) => {
          if (refused === 'all') throw new Error('the database is away');
          if (arrivals.some(isRefused)) {
            throw Object.assign(new Error('value out of range'), { code: '22003' });
          }
          reads.push(arrivals.length);
          return store.refile(arrivals);
        },
      },
      readings,
      interpreting: interpreting(),
      complain: (line) => complaints.push(line),
    });
  }

  it('files it with one commit, and leaves nothing unread', async () => {
    const receipts = await keep(lineOf('A-1'), `${lineOf('A-2')}\n${lineOf('A-3')}`, 'no line');
    expect(await read(receipts)).toBe(3);
    expect(reads).toEqual([3]);
    expect(await store.counts()).toMatchObject({ receipts: 3, observations: 3, quarantined: 1 });
    expect(await store.vitals()).toMatchObject({ unread: 0, unreadSince: null });
  });

  it('files what another has read meanwhile no second time', async () => {
    const receipts = await keep(lineOf('A-1'), 'no line');
    expect(await read(receipts)).toBe(1);
    expect(await read(receipts)).toBe(0);
    expect(await store.counts()).toMatchObject({ observations: 1, quarantined: 1 });
  });

  it('takes several commits for many statements', async () => {
    const bodies = Array.from({ length: 7 }, (_, body) =>
      Array.from({ length: 200 }, (_unused, line) => lineOf(`B-${body}-${line}`)).join('\n'),
    );
    expect(await read(await keep(...bodies))).toBe(1_400);
    expect(reads).toEqual([3, 3, 1]);
  });

  it('sets aside whole what a fault of ours keeps it from reading, and says so', async () => {
    expect(await read(await keep(lineOf('A-1'), 'a fault of ours', lineOf('A-2')))).toBe(2);
    const { rows } = await store.quarantine.receipts({
      after: null,
      most: 9,
      state: 'quarantined',
    });
    expect(rows).toMatchObject([{ quarantined: 1, size: 15 }]);
    expect(complaints).toEqual([
      'receipt 2 of shop is set aside: it could not be read: undefined is not a function',
    ]);
  });

  it('sets aside unread what three processes have begun and none has ended', async () => {
    const bodies = ['a fault of ours', lineOf('A-1')];
    const receipts = await keep(...bodies);
    const begun = receipts.map((receipt, index) => ({ ...receipt, readers: 4 - index }));
    expect(await read(begun)).toBe(1);
    expect(complaints).toEqual([
      'receipt 1 of shop is set aside: it could not be read: 3 processes have begun it, and none has ended it',
    ]);
    const { rows } = await store.quarantine.receipts({
      after: null,
      most: 9,
      state: 'quarantined',
    });
    expect(rows).toMatchObject([{ id: 1, mappings: [''] }]);
  });

  it('sets aside what the store refuses, and files the others', async () => {
    refused = 'A-2';
    expect(await read(await keep(lineOf('A-1'), lineOf('A-2'), lineOf('A-3')))).toBe(2);
    expect(complaints).toEqual([
      'receipt 2 of shop is set aside: it could not be read: value out of range',
    ]);
    expect((await store.vitals()).unread).toBe(0);
  });

  it('rejects where the store is away, and all of it stays unread', async () => {
    const receipts = await keep(lineOf('A-1'), lineOf('A-2'));
    refused = 'all';
    await expect(read(receipts)).rejects.toThrow('the database is away');
    expect((await store.vitals()).unread).toBe(2);
  });
});
