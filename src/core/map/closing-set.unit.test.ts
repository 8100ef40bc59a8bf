import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractOf } from '../../../test/sample-run.js';
import { closingSet, smallestCover } from './closing-set.js';
import type { Cover } from './closing-set.js';
import type { MapGap } from './integration-map.js';

function cover(name: string, ...closes: readonly number[]): Cover {
  return { name, closes: new Set(closes) };
}

function gap(fields: Partial<MapGap>): MapGap {
  return {
    kind: 'never-seen',
    from: null,
    to: null,
    fact: null,
    because: 'why',
    order_class: null,
    count: 0,
    ...fields,
  };
}

/** The size of the smallest cover by trying every set. */
function bruteForce(covers: readonly Cover[]): number {
  const all = new Set(covers.flatMap((one) => [...one.closes]));
  let best = covers.length;
  for (let mask = 0; mask < 2 ** covers.length; mask += 1) {
    const chosen = covers.filter((_cover, index) => (mask >> index) % 2 === 1);
    const closed = new Set(chosen.flatMap((one) => [...one.closes]));
    if (closed.size === all.size) best = Math.min(best, chosen.length);
  }
  return best;
}

describe('smallestCover', () => {
  it('is smaller than what greed would take', () => {
    const covers = [cover('greedy', 2, 3, 4, 5), cover('odd', 1, 2, 3), cover('even', 4, 5, 6)];
    expect(smallestCover(covers).map((one) => one.name)).toEqual(['odd', 'even']);
  });

  it('is as small as trying every set, and covers all', () => {
    const arbitrary = fc.array(fc.uniqueArray(fc.nat({ max: 8 }), { minLength: 1 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(arbitrary, (sets) => {
        const covers = sets.map((set, index) => cover(String(index), ...set));
        const chosen = smallestCover(covers);
        expect(chosen).toHaveLength(bruteForce(covers));
        const wanted = new Set(sets.flat());
        expect(new Set(chosen.flatMap((one) => [...one.closes]))).toEqual(wanted);
      }),
    );
  });

  it('falls back to greed beyond the limit, and still covers all', () => {
    const covers = Array.from({ length: 60 }, (_, index) => cover(`r${index}`, index, index + 1));
    const closed = new Set(smallestCover(covers).flatMap((one) => [...one.closes]));
    expect(closed.size).toBe(61);
  });
});

describe('closingSet', () => {
  const contract = contractOf('shop', 'amazon', 'erp');

  it('closes gaps of one fact and destination with one rule', () => {
    const gaps = [
      gap({ from: 'shop', to: 'erp', fact: 'shipment.shipped' }),
      gap({ from: 'amazon', to: 'erp', fact: 'shipment.shipped', kind: 'no-acknowledgement' }),
      gap({ from: 'erp', to: 'shop', fact: 'stock.changed' }),
      gap({ from: 'erp', to: 'amazon', fact: 'stock.changed' }),
    ];
    expect(closingSet(contract, gaps)).toEqual(['shipment-to-erp', 'stock-to-channels']);
  });

  it('leaves out what no rule can close', () => {
    expect(closingSet(contract, [gap({ fact: 'order.closed' }), gap({})])).toEqual([]);
    expect(closingSet(contract, [gap({ kind: 'no-source', fact: 'order.placed' })])).toEqual([]);
  });
});
