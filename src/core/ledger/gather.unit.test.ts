// Things of which several systems tell in whatever portions: what is told of them is no more than any one of
// them has, and no less where they tell of the same in the same portions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../observation/decimal.js';
import type { Likeness, Thing } from './gather.js';
import { gathered } from './gather.js';

const likeness: Likeness<Thing> = {
  areOther: () => false,
  areTwo: () => false,
  areOtherGoods: () => true,
  canBe: () => true,
};

function thing(system: string, much: number, more: Partial<Thing> = {}): Thing {
  const amount = new Map([['A', much as Decimal]]);
  return { system, names: [], amount, isSent: false, ...more };
}

/** How much is told of in all. */
function told(things: readonly Thing[]): number {
  return gathered(things, likeness).reduce(
    (sum, { tellers: [first] }) => sum + (first?.amount?.get('A') ?? 0),
    0,
  );
}

const portions = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 });
const sum = (all: readonly number[]): number => all.reduce((before, one) => before + one, 0);

describe('what several tell of', () => {
  it('is told once where all tell of the same, in whatever order it is heard', () => {
    const heard = portions.chain((all) => {
      const things = ['shop', 'pay', 'erp'].flatMap((system) =>
        all.map((much) => thing(system, much)),
      );
      return fc.record({
        all: fc.constant(all),
        things: fc.shuffledSubarray(things, { minLength: things.length }),
      });
    });
    fc.assert(
      fc.property(heard, ({ all, things }) => {
        expect(told(things)).toBe(sum(all));
      }),
    );
  });

  it('is never told of beyond what all of them tell, nor below what is told of at all', () => {
    fc.assert(
      fc.property(portions, portions, (one, other) => {
        const things = [
          ...one.map((much) => thing('shop', much)),
          ...other.map((much) => thing('pay', much)),
        ];
        expect(told(things)).toBeLessThanOrEqual(sum(one) + sum(other));
        // The first to tell is believed; of the other what exceeds it, as far as it stands apart.
        expect(told(things)).toBeGreaterThanOrEqual(sum(one));
      }),
    );
  });

  it('names every thing once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('shop', 'pay', 'erp'), fc.nat(3))), (said) => {
        const things = said.map(([system, much]) => thing(system, much));
        const all = gathered(things, likeness).flatMap(({ tellers, portions: parts }) => [
          ...tellers,
          ...parts,
        ]);
        expect(new Set(all)).toEqual(new Set(things));
        expect(all).toHaveLength(things.length);
      }),
    );
  });

  it('was sent twice where it was sent twice', () => {
    const sent = { isSent: true };
    expect(told([thing('shop', 2, sent), thing('pay', 2, sent), thing('erp', 2)])).toBe(4);
  });

  it('is one by its name, however much each has of it', () => {
    const named = { names: ['R'] };
    expect(told([thing('shop', 2, named), thing('pay', 3, named), thing('shop', 3)])).toBe(5);
  });
});
