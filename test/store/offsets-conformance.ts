// What every store promises of offsets, as tests for the suites of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Arrival, Filed, Store } from '../../src/store/store.js';

const at = 1_772_582_400_000 as Instant;

function filed(id: number, key: string): Filed {
  return {
    id,
    text: JSON.stringify({ id: key }),
    system: 'shop',
    kind: 'order.placed',
    at,
    key,
    content: key,
    names: [`order:${key}`],
    global: true,
    container: false,
  };
}

interface Given {
  readonly position: string;
  readonly cursor: string;
  readonly names?: readonly string[];
}

/** @param open the store, which other suites may use besides. */
export function offsetsConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  async function arrival(source: string, { position, cursor, names }: Given): Promise<Arrival> {
    const receipt = {
      id: await store.ids(1),
      system: 'offsets',
      source: 'poll' as const,
      position,
      at,
      headers: {},
      body: Buffer.from(position),
      digest: position,
    };
    const one = filed(await store.ids(1), `offsets-${position}`);
    const statement = names === undefined ? one : { ...one, names };
    return { receipt, filed: [statement], quarantined: [], offset: { source, cursor } };
  }

  describe('offsets', () => {
    it('are kept with what was read up to them', async () => {
      expect(await store.offsets.at('poll:a/x')).toBeNull();
      await store.receive([await arrival('poll:a/x', { position: 'x1', cursor: '1' })]);
      expect(await store.offsets.at('poll:a/x')).toBe('1');
      await store.receive([
        await arrival('poll:a/x', { position: 'x2', cursor: '2' }),
        await arrival('poll:a/x', { position: 'x3', cursor: '3' }),
        await arrival('poll:a/y', { position: 'y1', cursor: '9' }),
      ]);
      expect(await store.offsets.at('poll:a/x')).toBe('3');
      expect(await store.offsets.at('poll:a/y')).toBe('9');
    });

    it('move on with what had been received already', async () => {
      await store.receive([await arrival('poll:b/x', { position: 'b1', cursor: '1' })]);
      const [again] = await store.receive([
        await arrival('poll:b/x', { position: 'b1', cursor: '2' }),
      ]);
      expect(again).toMatchObject({ accepted: 0, duplicate: 1 });
      expect(await store.offsets.at('poll:b/x')).toBe('2');
    });

    it('stay where they are when what was read could not be kept', async () => {
      await store.receive([await arrival('poll:c/x', { position: 'c1', cursor: '1' })]);
      const before = await store.counts();
      const broken = await arrival('poll:c/x', { position: 'c2', cursor: '2' });
      const { receipt } = broken;
      const refused = store.receive([{ ...broken, receipt: { ...receipt, position: 'c\u00002' } }]);
      // The model takes what PostgreSQL refuses; either keeps all of it or nothing.
      const kept = await refused.then(
        () => true,
        () => false,
      );
      expect(await store.offsets.at('poll:c/x')).toBe(kept ? '2' : '1');
      expect((await store.counts()).receipts - before.receipts).toBe(kept ? 1 : 0);
    });

    it('are listed by what their source begins with, and kept by themselves', async () => {
      await store.offsets.keep({ source: 'file:d/2.csv', cursor: 'two' });
      await store.offsets.keep({ source: 'file:d/1_%.csv', cursor: 'one' });
      await store.offsets.keep({ source: 'file:d/2.csv', cursor: 'second' });
      await store.offsets.keep({ source: 'file:dd/1.csv', cursor: 'other' });
      expect(await store.offsets.under('file:d/')).toEqual([
        { source: 'file:d/1_%.csv', cursor: 'one' },
        { source: 'file:d/2.csv', cursor: 'second' },
      ]);
    });
  });
}
