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

describe('what an id stands for', () => {
  const stated = (
    more: Readonly<Record<string, unknown>>,
    heard = '10:00',
    price = '10.40',
  ): Observation => ({
    ...said('shop order.updated 10:00', {
      id: 'u-1',
      data: { lines: [{ sku: 'A', qty: 1, price }] },
    }),
    seen: said(`shop order.updated ${heard}`).at,
    ...more,
  });

  it('was heard when it was first stated, whichever version says it again', () => {
    const first = stated({ version: '1' });
    expect(only([stated({ version: '2' }, '15:00'), first]).seen).toBe(first.seen);
    const changed = [
      first,
      stated({ version: '2' }, '15:00', '9'),
      stated({ version: '3' }, '16:00'),
    ];
    expect(only(changed).seen).toBe(stated({}, '16:00').seen);
  });

  it('is one statement with and without its version', () => {
    const version = '2026-03-04T11:00:00Z';
    expect(only([stated({}), stated({ version }, '11:00')]).version).toBe(version);
    expect(arrivals([stated({}), stated({ version }, '11:00', '9')]).conflicts).toHaveLength(1);
  });

  it('is one statement in any notation of its price', () => {
    expect(only([stated({}), stated({}, '11:00', '10.4')]).seen).toBe(stated({}).seen);
    expect(arrivals([stated({}), stated({}, '10:00', '10.5')]).conflicts).toHaveLength(1);
  });

  it('does not depend on which statement came first', () => {
    const content = fc.record({
      version: fc.constantFrom(undefined, 1, 2, 'v1'),
      basis: fc.constantFrom('event', 'extract', 'no-later-than'),
      kind: fc.constantFrom('order.placed', 'order.updated'),
      price: fc.constantFrom('1', '1.0', '2'),
      heard: fc.constantFrom('10:00', '11:00'),
    });
    const drawn = fc.array(content, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(drawn, fc.func(fc.integer()), (contents, rank) => {
        const given = contents.map(({ version, price, heard, ...more }) =>
          stated(version === undefined ? more : { ...more, version }, heard, price),
        );
        const ranked = given.map((one, index) => ({ one, rank: rank(index) }));
        const shuffled = ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
        const counted = (of: readonly Observation[]): unknown => {
          const { duplicates, conflicts, placings, statements } = arrivals(of);
          return [duplicates, conflicts.length, placings.length, statements];
        };
        expect(counted(shuffled)).toEqual(counted(given));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('one id that one export states with more columns than another', () => {
  const payment = (refs: object, data: object = {}): Observation =>
    said('pay payment.captured 10:00', {
      id: 'ch_1/payment.captured',
      refs: { order: 'O-1', payment: 'ch_1', ...refs },
      data: { amount: '10.00', currency: 'USD', ...data },
    });
  const brief = payment({});
  const fuller = payment({ payment: ['ch_1', 'pi_1'] });
  const fullest = payment({ payment: ['pi_1', 'ch_1'], invoice: 'in_1' }, { test: true });

  it('is one statement, with all that it says', () => {
    for (const given of [
      [brief, fuller, fullest],
      [fullest, brief, fuller],
      [fuller, fullest, brief],
    ]) {
      expect(only(given)).toBe(fullest);
    }
  });

  it('is a conflict where one says something else', () => {
    const other = payment({ payment: ['ch_1', 'pi_2'] });
    expect(arrivals([fuller, other]).conflicts).toHaveLength(1);
    expect(arrivals([payment({}, { amount: '11.00' }), fuller]).conflicts).toHaveLength(1);
    expect(arrivals([payment({ order: ['O-1', 'O-2'] }), brief]).conflicts).toHaveLength(1);
  });
});
