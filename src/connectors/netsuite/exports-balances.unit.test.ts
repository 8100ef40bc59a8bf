import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import { observed, readTable, unreadable } from '../../../test/read-export.js';
import { balancesCsv } from './exports-balances.js';

const extract = '2026-03-10T00:00:00Z';
const standing = { at: extract, basis: 'extract' };

describe('inventory balances', () => {
  const balances: Table = [
    ['Item', 'Location', 'On Hand', 'Available', 'Committed', 'On Order'],
    ['A-1', 'Main', '1,200', '1,150', '50', ''],
    ['B-2', 'Main', '', '', '', ''],
    ['C-3', 'Main', 'many', '', '', ''],
  ];

  it('are levels at the time of the file', () => {
    const readings = readTable(balancesCsv, balances);
    expect(observed(readings)).toEqual([
      {
        id: 'A-1/Main/stock.level',
        system: 'them',
        kind: 'stock.level',
        ...standing,
        version: extract,
        refs: { sku: 'A-1', location: 'Main' },
        data: { available: '1150', on_hand: '1200', reserved: '50' },
      },
    ]);
    expect(unreadable(readings)).toEqual(['4: Location On Hand is "many", which is no number']);
  });

  it('say nothing without a time', () => {
    const readings = readTable(balancesCsv, balances, { extract: null });
    expect(observed(readings)).toEqual([]);
    expect(unreadable(readings)[0]).toContain('--as-of');
  });
});
