import { describe, expect, it } from 'vitest';
import { onDay } from '../../../test/sample-run.js';
import { hour, minute } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import { isOneOutage, isStructural, separateDays, worstWeek } from './bursts.js';

const burst = (day: number, count: number): Instant[] =>
  Array.from({ length: count }, (_, index) => onDay(day, 10 * hour + index * 5 * minute));

describe('isStructural', () => {
  it('needs three within seven rolling days', () => {
    expect(isStructural([onDay(0), onDay(3), onDay(7)])).toBe(true);
    expect(isStructural([onDay(0), onDay(3), onDay(7, 11 * hour)])).toBe(false);
    expect(isStructural([onDay(0), onDay(3)])).toBe(false);
  });

  it('needs two separate days', () => {
    expect(isStructural([onDay(1, hour), onDay(1, 9 * hour), onDay(1, 20 * hour)])).toBe(false);
    expect(isStructural([onDay(1, hour), onDay(1, 9 * hour), onDay(2, hour)])).toBe(true);
  });

  it('takes a burst inside one outage for one incident, over midnight too', () => {
    const overMidnight = [onDay(1, 23.5 * hour), onDay(1, 23.9 * hour), onDay(2, 0.2 * hour)];
    expect(isStructural(overMidnight)).toBe(false);
    expect(isOneOutage(overMidnight)).toBe(true);
  });

  it('takes strays beside an outage for strays', () => {
    expect(isStructural([...burst(1, 12), onDay(3)])).toBe(false);
    expect(isStructural([...burst(1, 12), onDay(3), onDay(5)])).toBe(false);
  });

  it('sees the gap behind an outage', () => {
    expect(isStructural([...burst(1, 12), onDay(3), onDay(4), onDay(5)])).toBe(true);
  });

  it('does not take a few that lie close by chance for an outage', () => {
    expect(isStructural([...burst(1, 3), onDay(3)])).toBe(true);
  });
});

it('counts the worst seven days and the separate days', () => {
  const times = [onDay(0), onDay(1), onDay(6), onDay(9), onDay(20)];
  expect(worstWeek(times)).toBe(3);
  expect(separateDays(times)).toBe(5);
  expect(worstWeek([])).toBe(0);
});
