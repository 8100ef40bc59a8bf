import { describe, expect, it } from 'vitest';
import { statedInName, statedInTitle } from './made-at.js';

describe('when a file was made', () => {
  it.each([
    ['As of 2026-03-04 06:00', '2026-03-04 06:00'],
    ['"Stock report","Generated on: Mar 4, 2026 10:15 AM"', 'Mar 4 2026 10:15 AM'],
    ['Exported at,04/03/2026,by Ann', '04/03/2026'],
    ['Report date: Wednesday, March 4, 2026', 'March 4 2026'],
    ['Stand: 04.03.2026 10:15', '04.03.2026 10:15'],
  ])('is said by the title %s', (line, time) => {
    expect(statedInTitle(['Some company', line])).toBe(time);
  });

  it.each([
    'January 1-31, 2026',
    'Period 2026-03-01 to 2026-03-31',
    'Account 1234567890',
    'as of today',
  ])('is not said by %s', (line) => {
    expect(statedInTitle([line])).toBeNull();
  });

  it.each([
    ['inventory_2026-03-04T0600Z.csv', '2026-03-04 06:00:00Z'],
    ['/a/2025-01-01/stock-20260304.csv.gz', '2026-03-04'],
    ['stock_20260304_061530.xlsx', '2026-03-04 06:15:30'],
    ['stock 2026-03-04 06.15.30.csv', '2026-03-04 06:15:30'],
    ['20260304061530.txt', '2026-03-04 06:15:30'],
    ['levels.2026_03_04.csv', '2026-03-04'],
  ])('is said by the name %s', (name, time) => {
    expect(statedInName(name)).toBe(time);
  });

  it.each([
    'stock.csv',
    'orders_2026-03-01_2026-03-31.csv',
    'stock-2026-13-04.csv',
    'stock-2026-02-31.csv',
    '120260304.csv',
    'stock-2026-0304.csv',
  ])('is not said by the name %s', (name) => {
    expect(statedInName(name)).toBeNull();
  });
});
