import { describe, expect, it } from 'vitest';
import { faultOf, handoffTally } from '../../../test/sample-run.js';
import { minute } from '../observation/instant.js';
import { latencyBucket } from './latency.js';
import { emptyTally } from './tally.js';
import type { Tally } from './tally.js';
import { withdraw } from './withdraw.js';

describe('a class that a system never shows', () => {
  const lost = ['1', '2'].map((key) =>
    faultOf(key, {
      pattern: 'lost-order',
      systems: ['shop', 'erp'],
      condition: { kind: 'class-shown', system: 'erp', orderClass: 'shop|merchant|order' },
    }),
  );
  const tallyOf = (orders: number, shown: number): Tally => {
    const tally = emptyTally();
    tally.classes.set('shop|merchant|order', { orders, shownBy: new Map([['erp', shown]]) });
    return tally;
  };

  it('is one gap on the map and as many unknowns as there were candidates', () => {
    const result = withdraw(lost, tallyOf(20, 0));
    expect(result.kept).toEqual([]);
    expect(result.unknown).toBe(2);
    expect(result.gaps).toHaveLength(1);
    expect(result.gaps[0]).toMatchObject({
      kind: 'never-seen',
      from: 'shop',
      to: 'erp',
      fact: 'order.placed',
      order_class: 'shop|merchant|order',
      count: 20,
    });
  });

  it('stays a fault where the class is small or the system shows any of it', () => {
    expect(withdraw(lost, tallyOf(19, 0)).kept).toEqual(lost);
    expect(withdraw(lost, tallyOf(200, 1)).kept).toEqual(lost);
    expect(withdraw(lost, emptyTally()).kept).toEqual(lost);
  });

  it('speaks of payments where the class is of payments', () => {
    const tally = emptyTally();
    tally.classes.set('payment|pay', { orders: 30, shownBy: new Map() });
    const orphan = faultOf('1', {
      pattern: 'orphaned-payment',
      systems: ['pay'],
      condition: { kind: 'class-shown', system: 'orders', orderClass: 'payment|pay' },
    });
    expect(withdraw([orphan], tally).gaps[0]).toMatchObject({
      from: 'pay',
      to: null,
      fact: 'payment.captured',
    });
  });

  it('is none where payments of the same words find their orders', () => {
    const tally = emptyTally();
    tally.classes.set('payment|pay|payment', { orders: 24, shownBy: new Map() });
    const alike = 'payment|pay|described: shop checkout #';
    const orphan = faultOf('1', {
      pattern: 'orphaned-payment',
      systems: ['pay'],
      condition: {
        kind: 'class-shown',
        system: 'orders',
        orderClass: 'payment|pay|payment',
        alike,
      },
    });
    tally.classes.set(alike, { orders: 900, shownBy: new Map([['orders', 860]]) });
    expect(withdraw([orphan], tally).kept).toHaveLength(1);
    tally.classes.set(alike, { orders: 900, shownBy: new Map([['orders', 600]]) });
    expect(withdraw([orphan], tally).kept).toEqual([]);
  });
});

describe('a difference that most of a class has', () => {
  const key = 'shop|merchant|order|erp|total|1.5';
  const differs = faultOf('1', { field: 'total', condition: { kind: 'difference', keys: [key] } });
  const tallyOf = (count: number, compared: number): Tally => {
    const tally = emptyTally();
    tally.differences.set(key, { count, compared: 0 });
    tally.differences.set('shop|merchant|order|erp|total', { count: 0, compared });
    return tally;
  };

  it('leaves what it explained to stand by itself', () => {
    const beneath = [faultOf('1', { pattern: 'status-void' })];
    const explaining = { ...differs, beneath };
    const patternsKept = (count: number): readonly string[] =>
      withdraw([explaining], tallyOf(count, 20)).kept.map(({ pattern }) => pattern);
    expect(patternsKept(16)).toEqual(['status-void']);
    expect(patternsKept(3)).toEqual([differs.pattern]);
  });

  it('is one note', () => {
    const result = withdraw([differs, differs], tallyOf(16, 20));
    expect(result.kept).toEqual([]);
    expect(result.unknown).toBe(0);
    expect(result.notes).toHaveLength(1);
    expect(result.notes[0]).toMatchObject({ kind: 'constant-difference', count: 16 });
    expect(result.notes[0]?.text).toContain('16 of 20');
  });

  it('stays a fault below four fifths, and where fewer than 20 were compared', () => {
    expect(withdraw([differs], tallyOf(15, 20)).kept).toEqual([differs]);
    expect(withdraw([differs], tallyOf(19, 19)).kept).toEqual([differs]);
  });
});

describe('a rule without a deadline', () => {
  const late = (tookMillis: number) =>
    faultOf('1', { condition: { kind: 'learned', rule: 'r', to: 'erp', tookMillis } });
  const tallyOf = (completed: number): Tally => {
    const tally = emptyTally();
    const latency = new Map([[latencyBucket(30_000), completed]]);
    tally.handoffs.set('r→erp', handoffTally({ seen: completed, latency }));
    return tally;
  };

  it('learns three times the median of at least 30', () => {
    expect(withdraw([late(2 * minute)], tallyOf(30)).kept).toHaveLength(1);
    const within = withdraw([late(minute)], tallyOf(30));
    expect(within.kept).toEqual([]);
    expect(within.unknown).toBe(0);
  });

  it('cannot be judged with fewer', () => {
    const result = withdraw([late(100 * minute)], tallyOf(29));
    expect(result.kept).toEqual([]);
    expect(result.unknown).toBe(1);
    expect(result.notes[0]?.text).toContain('fewer than 30');
  });
});

it('keeps what no total can refute', () => {
  const fault = faultOf('1');
  expect(withdraw([fault], emptyTally()).kept).toEqual([fault]);
});
