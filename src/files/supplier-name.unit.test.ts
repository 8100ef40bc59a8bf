import { describe, expect, it } from 'vitest';
import { supplierOfPath } from './supplier-name.js';

describe('supplierOfPath', () => {
  it.each([
    ['in/acme-inventory.csv', 'acme-inventory'],
    ['in/acme_inventory_2026-03-01.csv', 'acme-inventory'],
    ['in/ACME inventory 20260302T0615Z.csv.gz', 'acme-inventory'],
    ['in/acme_inventory_20260303 (2).csv', 'acme-inventory'],
    ['in/Globex Stock 4.xlsx', 'globex-stock'],
    ['acme/inventory.csv', 'acme-inventory'],
    ['globex\\2026-03-01_stock_feed.csv', 'globex-stock-feed'],
    ['inventory.csv', 'inventory'],
    ['2026-03-01.csv', 'supplier'],
    ['in/Ünal.csv', 'ünal'],
  ])('%s is of %s', (path, supplier) => {
    expect(supplierOfPath(path)).toBe(supplier);
  });
});
