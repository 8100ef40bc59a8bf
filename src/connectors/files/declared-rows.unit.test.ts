import { describe, expect, it } from 'vitest';
import { observed, readTable } from '../../../test/read-export.js';
import { compileContract } from '../../core/contract/compile.js';
import type { Instant } from '../../core/observation/instant.js';
import { limits } from '../../core/limits.js';
import type { ExportReader, Row } from '../connector.js';
import { declaredReader } from './index.js';

function readerOf(emit: unknown): ExportReader {
  const { contract, faults } = compileContract({
    weir: 1,
    systems: { shop: { role: 'storefront', zone: 'UTC' } },
    readers: { 'shop-orders': { system: 'shop', format: 'csv', match: ['Order'], emit } },
  });
  const [declared] = contract.readers;
  if (declared === undefined) throw new Error(JSON.stringify(faults));
  return declaredReader(declared);
}

describe('a condition of a declared reader', () => {
  it.each(['1,234', '1.234', '1,234.50', '0.01', '7'])('>0 holds of %s', (refunded) => {
    const refunds = readerOf({
      kind: 'refund.issued',
      at: 'At',
      refs: { order: 'Order' },
      when: { Refunded: '>0' },
    });
    const header = ['Order', 'At', 'Refunded'];
    const rows = [refunded, '0', '0,00', '', '-3', 'none'].map((text) => [
      'A-1',
      '2026-03-04T10:00:00Z',
      text,
    ]);
    expect(observed(readTable(refunds, [header, ...rows], { decimal: null }))).toHaveLength(1);
  });
});

describe('orders that are gathered', () => {
  it('are told when too many are open, those that can not be read among them', () => {
    const reader = readerOf([
      {
        kind: 'order.placed',
        at: 'At',
        refs: { order: 'Order' },
        group_by: 'Order',
        lines: { sku: 'SKU', qty: 'Qty' },
      },
      { kind: 'payment.captured', at: 'Paid', refs: { order: 'Order' } },
    ]);
    const columns = ['Order', 'At', 'SKU', 'Qty', 'Paid'];
    const recognition = reader.recognise({ shape: 'table', columns, delimiter: ',', first: [] });
    const at = Date.parse('2026-03-04T10:00:00Z') as Instant;
    const rows = recognition?.open({
      system: 'shop',
      extract: at,
      madeBy: at,
      decimal: '.',
      times: (text) => (text === 'soon' ? null : { at, until: at, basis: 'event' }),
    });
    const row = (line: number, paid: string): Row => ({
      line,
      cells: [`A-${line}`, 'then', 'MUG', '1', paid],
      document: null,
    });
    const told = rows?.row(row(1, '')).length;
    for (let line = 2; line <= limits.gatheredOrdersMax; line += 1) rows?.row(row(line, 'soon'));
    const last = rows?.row(row(limits.gatheredOrdersMax + 1, 'soon'));
    expect(told).toBe(0);
    expect(last?.map(({ kind, line }) => [kind, line])).toEqual([
      ['observation', 1],
      ['unreadable', limits.gatheredOrdersMax + 1],
    ]);
  });
});
