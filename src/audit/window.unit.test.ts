import { describe, expect, it } from 'vitest';
import { spanOf } from '../core/observation/coverage.js';
import type { SpokenDay } from './window.js';
import { coverageOf, windowOf } from './window.js';

const day = 86_400_000;
const spoke = (system: string, number: number, count: number, source = -1): SpokenDay => ({
  system,
  source,
  day: number,
  count,
  first: number * day + 1,
  last: number * day + 2,
});

describe('the window of a run', () => {
  it('is nothing where nothing was said', () => {
    expect(windowOf([])).toBeNull();
  });

  it('reaches from the first to the last time, however few', () => {
    const days = [spoke('erp', 20_000, 3), spoke('shop', 20_400, 1)];
    expect(windowOf(days)).toEqual({ from: 20_000 * day + 1, until: 20_400 * day + 2 });
  });

  it('leaves out a time that lies further away than the rest is long', () => {
    const days = Array.from({ length: 60 }, (_, index) => spoke('erp', 20_000 + index, 100));
    const strays = [spoke('erp', 12_000, 1), spoke('shop', 30_000, 2)];
    expect(windowOf([...strays, ...days])).toEqual({
      from: 20_000 * day + 1,
      until: 20_059 * day + 2,
    });
  });

  it('keeps a straggler that lies near', () => {
    const days = Array.from({ length: 60 }, (_, index) => spoke('erp', 20_000 + index, 100));
    expect(windowOf([...days, spoke('erp', 20_080, 1)])?.until).toBe(20_080 * day + 2);
  });
});

describe('the coverage of a system', () => {
  it('is its own first to last time inside the window, with the kinds that it states', () => {
    const days = [spoke('erp', 20_000, 5), spoke('erp', 20_002, 1), spoke('shop', 20_001, 1)];
    const facts = [{ system: 'erp', source: -1, kind: 'order.placed' as const }];
    const window = windowOf(days);
    if (window === null) throw new Error('there is a window');
    const coverage = coverageOf(days, facts, window);
    expect(coverage.get('erp')).toEqual({
      from: 20_000 * day + 1,
      until: 20_002 * day + 2,
      kinds: new Set(['order.placed']),
      filter: null,
    });
    expect(coverage.get('shop')?.kinds.size).toBe(0);
  });

  it('is that of each source by itself: a newer count of stock says nothing of orders', () => {
    const days = [
      spoke('erp', 20_000, 5, 0),
      spoke('erp', 20_002, 1, 0),
      spoke('erp', 20_009, 1, 1),
    ];
    const facts = [
      { system: 'erp', source: 0, kind: 'order.placed' as const },
      { system: 'erp', source: 1, kind: 'stock.level' as const },
    ];
    const window = windowOf(days);
    if (window === null) throw new Error('there is a window');
    const erp = coverageOf(days, facts, window).get('erp');
    expect(spanOf(erp, 'order.placed')?.until).toBe(20_002 * day + 2);
    expect(spanOf(erp, 'stock.level')?.from).toBe(20_009 * day + 1);
    expect(spanOf(erp, 'payment.captured')).toBeNull();
    expect(erp?.until).toBe(20_009 * day + 2);
  });
});
