// Cells as long as a row may be, against which a pattern that steps back would run for minutes: a base64
// document in a log, a description of blanks, a row of nothing but separators.
import { describe, expect, it } from 'vitest';
import { exports as ebay } from '../../src/connectors/ebay/exports.js';
import { exports as hopLog } from '../../src/connectors/hop-log/exports.js';
import { documentIn } from '../../src/connectors/netsuite/types.js';
import { exports as quickbooks } from '../../src/connectors/quickbooks/exports.js';
import { orderRefs } from '../../src/connectors/stripe/order-names.js';
import { limits } from '../../src/core/limits.js';
import { observed, readTable, unreadable } from '../read-export.js';

const length = limits.rowCharactersMax;
const blanks = ' '.repeat(length);

describe('a long cell', () => {
  it('is cut where it is an error of a log', () => {
    const [table] = hopLog;
    const columns = ['timestamp', 'from', 'to', 'order', 'error'];
    const row = ['2026-03-04T10:00:00Z', 'shop', 'erp', '1001', 'A'.repeat(length)];
    const [told] = observed(readTable(table, [columns, row]));
    expect(told?.data?.['error']).toBe('A'.repeat(300));
  });

  it('names no order and no document', () => {
    expect(orderRefs({ id: '', name: '', description: `order${blanks}x` })).toEqual({});
    expect(documentIn(`Sales Order${blanks}SO 1`)).toBeNull();
  });

  it('is no amount', () => {
    const [report] = ebay;
    const columns = ['Sales Record Number', 'Order Number', 'Item Number', 'Quantity'];
    const days = ['Sale Date', 'Paid On Date', 'Shipped On Date', 'Total Price'];
    const row = ['1', '01-1', '7', '1', 'Mar-04-26', 'Mar-04-26', '', `US${blanks}x`];
    const readings = readTable(report, [[...columns, ...days], row]);
    expect(unreadable(readings)).toEqual([expect.stringContaining('Total Price is "US')]);
  });

  it('is no stamp where it is a row of separators', () => {
    const report = quickbooks.at(-1);
    if (report === undefined) throw new Error('there is a reader of reports');
    const separators = Array.from({ length }, () => '');
    const columns = ['Date', 'Transaction type', 'Num', 'Amount', ...separators, ''];
    const row = ['', '', '', '', ...separators, 'x'];
    expect(readTable(report, [columns, row])).toEqual([]);
  });
});
