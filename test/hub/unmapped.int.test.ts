// A word that no vocabulary knew is judged again at the next start, with the vocabularies of then; what a
// fault of ours held, by the version that has it no more.
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/core/contract/compile.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { NativeReader } from '../../src/core/observation/native-words.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { hour } from '../../src/core/observation/instant.js';
import { arrivalOf } from '../../src/in/observations.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import { allFolded } from '../all-folded.js';

const now = 1_772_582_400_000 as Instant;

const { contract } = compileContract({
  weir: 1,
  systems: { shop: { role: 'storefront' }, erp: { role: 'erp' } },
});

const unknowing: NativeReader = () => ({ known: false, closed: true });
const knowing: NativeReader = () => ({ known: true, claims: [] });
const faulty: NativeReader = () => {
  throw new Error('a fault of ours');
};

const lines = [
  { id: '1', kind: 'order.placed', data: { lines: [{ sku: 'A', qty: 1 }] } },
  { id: '2', kind: 'order.status', status: { native: 'frobnicated' } },
].map((line) =>
  JSON.stringify({ system: 'shop', at: '2026-03-01T10:00:00Z', refs: { order: '1001' }, ...line }),
);

type Verdicts = Readonly<Record<string, number>>;

async function foldedBy(store: Store, read: NativeReader, at = now): Promise<Verdicts> {
  const truth = new Truth({ store, contract, read, digest, rows: 100 });
  await allFolded(truth, at);
  return (await store.counts()).verdicts;
}

async function received(store: Store, text: string): Promise<void> {
  const names = new OrderNames(contract.joins);
  const interpreting = { contract, names, digest, ids: store.ids };
  const body = Buffer.from(text);
  const id = await store.ids(1);
  const receipt = { id, system: 'api', source: 'api', position: null, at: now } as const;
  const whole = { ...receipt, headers: {}, body, digest: digest(body) };
  await store.receive([await arrivalOf(whole, text, interpreting)]);
}

describe('an unknown word', () => {
  const store = new MemoryStore();
  const folded = async (read: NativeReader): Promise<Verdicts> => foldedBy(store, read);

  it('stands as unmapped, and is applied once it is known', async () => {
    await received(store, lines.join('\n'));
    expect(await folded(unknowing)).toEqual({ applied: 1, unmapped: 1 });

    expect(await store.quarantine.foldUnmapped()).toBe(1);
    expect(await folded(unknowing)).toEqual({ applied: 1, unmapped: 1 });
    expect(await store.quarantine.foldUnmapped()).toBe(1);
    expect(await folded(knowing)).toEqual({ applied: 2 });
    expect(await store.quarantine.foldUnmapped()).toBe(0);
  });
});

describe('what a fault of ours could not judge', () => {
  const [placed = '', status = ''] = lines;

  it('stands as it stood, and is applied by a mended version at its start', async () => {
    const store = new MemoryStore();
    await received(store, placed);
    expect(await foldedBy(store, knowing)).toEqual({ applied: 1 });
    await received(store, status);
    expect(await foldedBy(store, faulty)).toEqual({ applied: 1, held: 1 });
    expect(await store.named('1001', 2)).toHaveLength(1);
    expect(await store.people.holding({ type: 'order', key: '1001' })).not.toBeNull();
    expect(await store.quarantine.foldHeld(false)).toBe(1);
    expect(await foldedBy(store, knowing)).toEqual({ applied: 2 });
    expect(await store.quarantine.foldHeld(false)).toBe(0);
  });

  it('is tried again after an hour, and with whatever else arrives', async () => {
    const store = new MemoryStore();
    await received(store, status);
    expect(await foldedBy(store, faulty)).toEqual({ held: 1 });
    expect(await foldedBy(store, knowing, (now + hour) as Instant)).toEqual({ applied: 1 });
    const other = new MemoryStore();
    await received(other, status);
    await foldedBy(other, faulty);
    await received(other, placed);
    expect(await foldedBy(other, knowing)).toEqual({ applied: 2 });
  });
});
