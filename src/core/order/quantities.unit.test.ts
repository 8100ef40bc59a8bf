// Sums of lines that are shared among the statements of an order must be what each adds up to alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../observation/decimal.js';
import type { Line } from '../observation/observation.js';
import { itemsOf, LineSums, quantitiesOf } from './quantities.js';

const items = itemsOf([{ system: 'erp', sku: 'A', canonical: 'B', pack: 2, kitOf: null }]);

const line = fc.record(
  {
    sku: fc.constantFrom('A', 'B', 'C'),
    line: fc.constantFrom('1', '2'),
    qty: fc.constantFrom(0, 10_000, 20_000) as fc.Arbitrary<Decimal>,
  },
  { requiredKeys: ['qty'] },
) as fc.Arbitrary<Line>;

/** Statements of few sets of lines, so that they repeat one another. */
const stated = fc
  .array(fc.array(line, { maxLength: 3 }), { minLength: 1, maxLength: 2 })
  .chain((sets) =>
    fc.array(fc.tuple(fc.constantFrom('shop', 'erp'), fc.constantFrom(...sets)), { maxLength: 6 }),
  );

describe('the sums of the lines of one order', () => {
  it('are those of each statement by itself, whatever was summed before', () => {
    fc.assert(
      fc.property(stated, (statements) => {
        const sums = new LineSums(items);
        for (const [system, lines] of statements) {
          expect(sums.of(lines, system)).toEqual(quantitiesOf(lines, system, items));
        }
      }),
    );
  });

  it('are one where a statement repeats what was placed', () => {
    const sums = new LineSums(items);
    const placed = [{ sku: 'C', qty: 10_000 as Decimal }];
    const first = sums.of(placed, 'shop');
    sums.of([{ sku: 'B', qty: 10_000 as Decimal }], 'shop');
    expect(sums.of([{ line: '1', sku: 'C', qty: 10_000 as Decimal }], 'warehouse')).toBe(first);
    expect(sums.of([{ sku: 'C', qty: 20_000 as Decimal }], 'warehouse')).not.toBe(first);
  });
});
