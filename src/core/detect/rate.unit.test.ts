import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../observation/decimal.js';
import { ratesBetween } from './rate.js';

const cents = (amount: number): Decimal => (amount * 100) as Decimal;

describe('the rates between two amounts', () => {
  it('have one in common on all orders of a rate, rounded as they are', () => {
    const amounts = fc.array(fc.integer({ min: 300, max: 5_000_000 }), { minLength: 2 });
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 1.5, noNaN: true }), amounts, (rate, placed) => {
        const all = placed.map((amount) =>
          ratesBetween(cents(amount), cents(Math.round(amount * rate))),
        );
        const [first, ...others] = all.filter((rates) => rates.length > 0);
        fc.pre(first !== undefined);
        expect(first.some((one) => others.every((rates) => rates.includes(one)))).toBe(true);
      }),
    );
  });

  it('are few, and none where amounts are too small to tell', () => {
    expect(ratesBetween(cents(1_082_500), cents(1_000_000))).toEqual(['rate 9237']);
    expect(ratesBetween(cents(3), cents(2))).toEqual([]);
    expect(ratesBetween(cents(0), cents(100))).toEqual([]);
  });
});
