// A file that is taken in: the process ends before or after each commit of it, another goes on, and no part is
// lost or taken twice.
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/core/contract/compile.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Batch, FileCursor } from '../../src/in/file-intake.js';
import { fileCursorOf, takeFile } from '../../src/in/file-intake.js';
import type { Interpreting } from '../../src/in/observations.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';

const now = Date.parse('2026-03-04T12:00:00Z') as Instant;
const source = 'file:shop/orders.jsonl';
const orders = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'] as const;

const { contract } = compileContract({
  weir: 1,
  systems: { shop: { role: 'storefront' }, erp: { role: 'erp' } },
  handoffs: { standard: true },
});

class Ended extends Error {}

/** Ends at the call of that place: even ones before their commit, odd ones after it. */
function ending(place: number) {
  let passed = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (passed++ === place) throw new Ended();
    const result = await work();
    if (passed++ === place) throw new Ended();
    return result;
  };
}

function interpretingBy(store: MemoryStore): Interpreting {
  return { contract, names: new OrderNames([]), digest, ids: store.ids };
}

function lineOf(order: string): string {
  const line = { id: `shop-${order}`, system: 'shop', kind: 'order.placed', refs: { order } };
  const data = { lines: [{ sku: 'X', qty: 1 }] };
  return JSON.stringify({ ...line, at: '2026-03-04T10:00:00Z', data });
}

const fresh: FileCursor = {
  ...{ digest: 'd', mapping: 'm', inode: '1', size: 1, changed: 1, rows: orders.length },
  ...{ state: 'reading', parts: 0, reason: '', at: now },
};

async function* batches(): AsyncIterable<Batch> {
  for (const [index, order] of orders.entries()) {
    yield await Promise.resolve({ lines: [{ line: index + 1, text: lineOf(order) }] });
  }
}

/** Takes the file from where it was left; null: the process ended. */
async function taken(
  store: MemoryStore,
  call: ReturnType<typeof ending>,
): Promise<FileCursor | null> {
  const kept = await store.offsets.at(source);
  const cursor = kept === null ? fresh : fileCursorOf(kept);
  const bytes = async (part: number): Promise<Uint8Array> =>
    Promise.resolve(Buffer.from(orders[part] ?? ''));
  try {
    await takeFile(
      { system: 'shop', name: 'orders.jsonl', source, position: 'file:d', cursor, batches, bytes },
      {
        submit: async (arrival) =>
          call(async () => {
            const [received] = await store.receive([arrival]);
            if (received === undefined) throw new Error('nothing was received');
            return received;
          }),
        offsets: { keep: async (offset) => call(async () => store.offsets.keep(offset)) },
        interpreting: interpretingBy(store),
      },
      now,
    );
  } catch (error) {
    if (error instanceof Ended) return null;
    throw error;
  }
  return fileCursorOf((await store.offsets.at(source)) ?? '');
}

describe('a process that ends at a commit', () => {
  it('takes each part of a file once, wherever it ended', async () => {
    let ends = 0;
    for (let place = 0; ; place += 1) {
      const store = new MemoryStore();
      const first = await taken(store, ending(place));
      const last = first ?? (await taken(store, ending(Infinity)));
      expect(last, `ended at ${place}`).toMatchObject({ state: 'taken', parts: orders.length });
      const { receipts, observations, quarantined } = await store.counts();
      expect([receipts, observations, quarantined], `ended at ${place}`).toEqual([5, 5, 0]);
      if (first !== null) break;
      ends += 1;
    }
    // Before and after each part, and the word that all of it was taken.
    expect(ends).toBe(2 * (orders.length + 1));
  });
});
