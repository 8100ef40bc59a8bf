// What versions of one statement come to. A record that is shown again after any change of it says of
// its facts that they happened by then: an earlier version has said so by an earlier time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';
import { arrivals } from './arrivals.js';

const clock = (minute: number): string =>
  `${10 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** A payment of 10:00 or later, as the order showed it when it was changed at a minute after ten. */
function shownAt(minute: number, amount = '50.00', refs = { order: 'O-1' }): Observation {
  return said('shop payment.captured 10:00', {
    id: '6001/payment.captured',
    version: `2026-03-04T${clock(minute)}:00Z`,
    until: clock(minute),
    basis: 'no-later-than',
    refs,
    data: { amount, currency: 'USD' },
  });
}

const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 6 });

function only(given: readonly Observation[]): Observation {
  const { statements, conflicts } = arrivals(given);
  expect(conflicts).toEqual([]);
  expect(statements).toHaveLength(1);
  const [one] = statements;
  if (one === undefined) throw new Error('nothing arrived');
  return one;
}

describe('versions that differ in no more than by when it had happened', () => {
  it('are the newest, which happened by the earliest of those times, in any order', () => {
    fc.assert(
      fc.property(minutes, fc.func(fc.integer()), (changed, rank) => {
        const versions = changed.map((minute) => shownAt(minute));
        const [first, last] = [Math.min(...changed), Math.max(...changed)];
        const shuffled = [...versions].sort((a, b) => rank(a.until) - rank(b.until));
        const settled = only(shuffled);
        expect(settled.until).toBe(shownAt(first).until);
        expect(settled.version).toBe(shownAt(last).version);
      }),
    );
  });

  it('move no deadline', () => {
    const placed = said('shop order.placed 10:00', {
      data: { ...lines('A×2'), total: { amount: '50.00', currency: 'USD' } },
    });
    fc.assert(
      fc.property(minutes, (changed) => {
        const dues = (of: readonly number[]): unknown =>
          judged([placed, ...of.map((minute) => shownAt(minute))]).candidates.map(({ due }) => due);
        expect(dues([0, ...changed])).toEqual(dues([0]));
      }),
    );
    const now = { now: '1T12:05' };
    const [lost] = summary(judged([placed, shownAt(0)], now));
    expect(lost).toContain('lost-order(missing) order-to-erp');
    expect(summary(judged([placed, shownAt(0), shownAt(121)], now))).toEqual([lost]);
  });
});

describe('versions that differ in what they say', () => {
  it('are the newest as it stands', () => {
    expect(only([shownAt(0), shownAt(30, '60.00')]).until).toBe(shownAt(30).until);
    expect(only([shownAt(0), shownAt(30, '60.00'), shownAt(60)]).until).toBe(shownAt(0).until);
    const named = { order: 'O-1', payment: 'p-1' };
    expect(only([shownAt(0), shownAt(30, '50.00', named)]).until).toBe(shownAt(30).until);
  });
});
