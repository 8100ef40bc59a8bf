import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import { faultsIn, observed, readTable, unreadable } from '../../../test/read-export.js';
import { inventoryCsv } from './exports-inventory.js';
import { metricsCsv } from './exports-metrics.js';

const extract = '2026-03-10T00:00:00Z';

const inventory: Table = [
  ['SupplierSKU', 'MerchantSKU', 'UPC', 'Quantity', 'Cost', 'Warehouse', 'Status', 'LastUpdate'],
  ['S-1', 'A-1', '012345678905', '1,250', '9.90', 'East', 'in-stock', '03/09/2026'],
  ['S-2', '', '012345678912', '0', '9.90', 'East', 'out-of-stock', '03/01/2026'],
  ['S-3', 'A-3', '', '', '8.00', 'East', '', ''],
  ['', '', '', '5', '', '', '', ''],
  ['5.4E+12', '', '', '5', '', '', '', ''],
  ['S-6', '', '', 'plenty', '', '', '', ''],
];

describe("a supplier's inventory", () => {
  const readings = readTable(inventoryCsv, inventory);

  it('is levels at the time of the file, and the snapshot that they are', () => {
    const level = {
      system: 'them',
      kind: 'stock.level',
      at: extract,
      basis: 'extract',
      version: extract,
    };
    expect(observed(readings)).toEqual([
      {
        ...level,
        id: 'A-1/East/stock.level',
        refs: { sku: 'A-1', location: 'East' },
        status: { native: 'in-stock' },
        data: { available: '1250' },
      },
      {
        ...level,
        id: 'S-2/East/stock.level',
        refs: { sku: 'S-2', location: 'East' },
        status: { native: 'out-of-stock' },
        data: { available: '0' },
      },
      {
        id: `${extract}/feed.snapshot`,
        system: 'them',
        kind: 'feed.snapshot',
        at: extract,
        basis: 'extract',
        refs: {},
        data: { as_of: extract, rows: 2 },
      },
    ]);
  });

  it('refuses a row without an item or with a quantity that is none', () => {
    expect(unreadable(readings)).toEqual([
      '5: the row names no item',
      '6: the item is "5.4E+12": a spreadsheet has rounded it',
      '7: quantity_available is "plenty", which is no number',
    ]);
  });

  it('is true at the time of its own column, where it has one', () => {
    const table: Table = [
      ['sku', 'quantity_available', 'as_of'],
      ['A-1', '5', '2026-03-09T06:00:00Z'],
    ];
    expect(observed(readTable(inventoryCsv, table))[0]).toMatchObject({
      at: '2026-03-09T06:00:00Z',
    });
  });

  it('says nothing without any time', () => {
    const nowhere = readTable(inventoryCsv, inventory.slice(0, 2), { extract: null });
    expect(observed(nowhere)).toEqual([]);
    expect(unreadable(nowhere)[0]).toContain('--as-of');
  });

  it('is not the lines of an order', () => {
    expect(readTable(inventoryCsv, [['Order Number', 'SKU', 'Quantity', 'Price']])).toBeNull();
    expect(readTable(inventoryCsv, [['SKU', 'Quantity']])).toBeNull();
  });
});

describe("suppliers' figures", () => {
  it('are one snapshot for each time, a figure a row', () => {
    const table: Table = [
      ['supplier_id', 'metric', 'value', 'as_of'],
      ['acme', 'on_time_ship_rate', '0.97', '2026-03-08T06:00:00Z'],
      ['acme', 'promised_capacity', '400', '2026-03-09T06:00:00Z'],
      ['bolt', 'promised_capacity', '120', '2026-03-09T06:00:00Z'],
      ['', 'promised_capacity', '1', ''],
    ];
    const readings = readTable(metricsCsv, table);
    expect(observed(readings)).toMatchObject([
      {
        kind: 'feed.snapshot',
        at: '2026-03-08T06:00:00Z',
        data: {
          as_of: '2026-03-08T06:00:00Z',
          rows: 1,
          metrics: { acme: { on_time_ship_rate: '0.97' } },
        },
      },
      {
        at: '2026-03-09T06:00:00Z',
        data: {
          rows: 2,
          metrics: { acme: { promised_capacity: '400' }, bolt: { promised_capacity: '120' } },
        },
      },
    ]);
    expect(unreadable(readings)).toEqual(['5: the row names no supplier']);
  });

  it('are one snapshot of the whole file, a column a figure, as they are written', () => {
    const table: Table = [
      ['Supplier', 'Contact', 'On Time Ship Rate', 'Lead Time'],
      ['acme', 'ada@example.com', '97%', '3'],
    ];
    const told = observed(readTable(metricsCsv, table));
    expect(told).toMatchObject([
      {
        at: extract,
        data: { metrics: { acme: { 'On Time Ship Rate': '97%', 'Lead Time': '3' } } },
      },
    ]);
    expect(JSON.stringify(told)).not.toContain('ada');
    expect(unreadable(readTable(metricsCsv, table, { extract: null }))[0]).toContain('--as-of');
  });

  it('are not any table with suppliers in it', () => {
    expect(readTable(metricsCsv, [['Supplier', 'City', 'Value']])).toBeNull();
  });
});

describe("every reader of suppliers' feeds", () => {
  it.each([
    ['inventory', inventoryCsv, ['SKU', 'Quantity', 'On Hand', 'Cost', 'as_of', 'Warehouse']],
    ['metrics', metricsCsv, ['supplier', 'metric', 'value', 'as_of']],
  ])('accounts for every row whatever stands in it: %s', (_name, reader, columns) => {
    const cell = fc.oneof(
      fc.constantFrom('', 'A-1', '5', '-1', '2026-03-09', '__proto__'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: columns.length }), { maxLength: 10 }),
        (rows) => {
          expect(faultsIn(readTable(reader, [columns, ...rows]))).toEqual([]);
        },
      ),
    );
  });
});
