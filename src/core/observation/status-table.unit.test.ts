import { describe, expect, it } from 'vitest';
import { row, statusTable } from './status-table.js';

describe('a table of statuses', () => {
  it('gives each word of a row the claims of the row', () => {
    const table = statusTable('order', 'v1', 'closed', [
      row(['Shipped', 'InvoiceUnconfirmed'], 'acceptance:accepted', 'fulfilment:shipped'),
      row(['Archived']),
    ]);
    const claims = [
      { axis: 'acceptance', state: 'accepted' },
      { axis: 'fulfilment', state: 'shipped' },
    ];
    expect(table).toEqual({
      document: 'order',
      version: 'v1',
      closed: true,
      words: { Shipped: claims, InvoiceUnconfirmed: claims, Archived: [] },
    });
  });

  it('refuses a word that stands in two rows, and one that stands twice in a row', () => {
    const twoRows = [row(['Shipped'], 'fulfilment:shipped'), row(['Shipped'])];
    expect(() => statusTable('order', 'v1', 'open', twoRows)).toThrow(
      'order v1 has "Shipped" twice',
    );
    expect(() => statusTable('order', 'v1', 'open', [row(['A', 'A'])])).toThrow('"A" twice');
  });

  it('cannot be changed', () => {
    const table = statusTable('order', 'v1', 'open', [row(['Shipped'], 'fulfilment:shipped')]);
    expect(Object.isFrozen(table)).toBe(true);
    expect(Object.isFrozen(table.words)).toBe(true);
    expect(Object.isFrozen(table.words['Shipped'])).toBe(true);
  });
});
