// A word that no vocabulary knew is judged again at the next start, with the vocabularies of then.
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/core/contract/compile.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { NativeReader } from '../../src/core/observation/native-words.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { arrivalOf } from '../../src/in/observations.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { Truth } from '../../src/truth/truth.js';
import { allFolded } from '../all-folded.js';

const now = 1_772_582_400_000 as Instant;

const { contract } = compileContract({
  weir: 1,
  systems: { shop: { role: 'storefront' }, erp: { role: 'erp' } },
});

const unknowing: NativeReader = () => ({ known: false, closed: true });
const knowing: NativeReader = () => ({ known: true, claims: [] });

const lines = [
  { id: '1', kind: 'order.placed', data: { lines: [{ sku: 'A', qty: 1 }] } },
  { id: '2', kind: 'order.status', status: { native: 'frobnicated' } },
].map((line) =>
  JSON.stringify({ system: 'shop', at: '2026-03-01T10:00:00Z', refs: { order: '1001' }, ...line }),
);

describe('an unknown word', () => {
  const store = new MemoryStore();

  async function folded(read: NativeReader): Promise<Readonly<Record<string, number>>> {
    const truth = new Truth({ store, contract, read, digest, rows: 100 });
    await allFolded(truth, now);
    return (await store.counts()).verdicts;
  }

  it('stands as unmapped, and is applied once it is known', async () => {
    const names = new OrderNames(contract.joins);
    const interpreting = { contract, names, digest, ids: store.ids };
    const text = lines.join('\n');
    const body = Buffer.from(text);
    const id = await store.ids(1);
    const receipt = { id, system: 'api', source: 'api', position: null, at: now } as const;
    const whole = { ...receipt, headers: {}, body, digest: digest(body) };
    await store.receive([await arrivalOf(whole, text, interpreting)]);
    expect(await folded(unknowing)).toEqual({ applied: 1, unmapped: 1 });

    expect(await store.quarantine.foldUnmapped()).toBe(1);
    expect(await folded(unknowing)).toEqual({ applied: 1, unmapped: 1 });
    expect(await store.quarantine.foldUnmapped()).toBe(1);
    expect(await folded(knowing)).toEqual({ applied: 2 });
    expect(await store.quarantine.foldUnmapped()).toBe(0);
  });
});
