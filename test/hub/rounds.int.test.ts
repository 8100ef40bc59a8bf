// Under constant load the inbox is never empty: what passes with time is looked at all the same, and a
// database that is away is spoken of once.
import { describe, expect, it } from 'vitest';
import { nativeReader } from '../../src/connectors/registry.js';
import type { Contract } from '../../src/core/contract/contract.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { checkContract } from '../../src/shell/contract/load.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { truthLoop } from '../../src/shell/hub/truth-loop.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import { eventually } from '../eventually.js';

const start = 1_772_582_400_000;

async function contractOf(): Promise<Contract> {
  const text = 'weir: 1\nsystems:\n  shop: { role: storefront }\nhandoffs: { standard: true }\n';
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  return load.contract;
}

function over(fold: Store['fold']): Store {
  return Object.assign(new MemoryStore(), { fold });
}

describe('folding', () => {
  it('asks for the present anew though there is always more to fold', async () => {
    const moments = new Set<number>();
    const store = over(async ({ now }) => {
      moments.add(now);
      return Promise.resolve({ rows: 1, components: 1 });
    });
    const contract = await contractOf();
    const read = nativeReader(contract);
    const truth = new Truth({ store, contract, read, digest, rows: 100 });
    for (let second = 0; second < 3; second += 1) {
      const { more } = await truth.catchUp((start + second * 1_000) as Instant);
      expect(more).toBe(true);
    }
    expect([...moments]).toEqual([start, start + 1_000, start + 2_000]);
  });

  it('says once that the database is away, and once that it is back', async () => {
    let away = true;
    let looks = 0;
    const store = over(async () => {
      looks += 1;
      if (away) throw new Error('no connection');
      return Promise.resolve(null);
    });
    const said: string[] = [];
    const loop = truthLoop({
      store,
      contract: await contractOf(),
      now: () => start as Instant,
      complain: (line) => said.push(line),
      lookMillis: 1,
    });
    await eventually(() => {
      expect(said).toHaveLength(1);
    });
    await eventually(() => {
      expect(looks).toBeGreaterThan(3);
    });
    expect(loop.failing()).toBe('no connection');
    away = false;
    await eventually(() => {
      expect(said).toHaveLength(2);
    });
    expect(loop.failing()).toBeNull();
    await loop.end();
    expect(said).toEqual(['folding failed: no connection', 'what arrives is folded again']);
  });
});
