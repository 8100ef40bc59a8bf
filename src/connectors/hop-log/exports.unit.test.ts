import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import { faultsIn, observed, readTable, unreadable } from '../../../test/read-export.js';
import { exports } from './exports.js';

const [tableCsv, boomiCsv] = exports;
const header = ['timestamp', 'from', 'to', 'event', 'order_number', 'status', 'error'];
const log: Table = [
  header,
  ['2026-03-04T10:00:00.250Z', 'shop', 'erp', 'order.created', '1001', 'received', ''],
  ['2026-03-04T10:00:01Z', 'shop', 'erp', 'order.created', '1001', '502', 'bad gateway'],
  ['2026-03-04T10:05:01Z', 'shop', 'erp', 'order.created', '1001', 'sent', ''],
  ['2026-03-04T10:05:02Z', 'shop', 'erp', 'order.created', '1001', '', ''],
  ['then', 'shop', 'erp', '', '', '', ''],
];

describe('a log of what was carried', () => {
  it('is what was received, passed on, or failed', () => {
    const readings = readTable(tableCsv, log);
    expect(observed(readings).map(({ kind, at }) => [kind, at])).toEqual([
      ['hop.received', '2026-03-04T10:00:00.250Z'],
      ['hop.failed', '2026-03-04T10:00:01Z'],
      ['hop.forwarded', '2026-03-04T10:05:01Z'],
    ]);
    expect(observed(readings)[1]).toMatchObject({
      refs: { order_name: '1001' },
      data: { from: 'shop', to: 'erp', kind_of: 'order.created', error: 'bad gateway' },
    });
    expect(unreadable(readings)).toEqual(['6: timestamp is "then", which is no time']);
  });

  it.each(['0', 'None', 'null', 'n/a', '-', 'false', 'No error'])(
    'has not failed where its error is %s',
    (error) => {
      const row = ['2026-03-04T10:05:01Z', 'shop', 'erp', 'order.created', '1001', 'sent', error];
      const [told] = observed(readTable(tableCsv, [header, row]));
      expect(told?.kind).toBe('hop.forwarded');
      expect(told?.data).not.toHaveProperty('error');
      const word = [...row.slice(0, 5), 'completed without errors', ''];
      expect(observed(readTable(tableCsv, [header, word]))[0]?.kind).toBe('hop.forwarded');
    },
  );

  it('may be the answer of a query over CloudWatch, which names its own columns', () => {
    const answer: Table = [
      ['@timestamp', 'from', 'to', 'order_number', 'status'],
      ['2026-03-04 10:00:00.250', 'shop', 'erp', '1001', '502'],
    ];
    expect(observed(readTable(tableCsv, answer)).map(({ kind, at }) => [kind, at])).toEqual([
      ['hop.failed', '2026-03-04T10:00:00.250Z'],
    ]);
  });

  it('leaves tables alone that carry nothing or do not say what became of it', () => {
    expect(readTable(tableCsv, [['date', 'from', 'to', 'order']])).toBeNull();
    expect(readTable(tableCsv, [['date', 'from', 'to', 'status']])).toBeNull();
    expect(readTable(tableCsv, [['date', 'source', 'sku', 'status']])).toBeNull();
  });
});

describe('the executions of Boomi', () => {
  it('say something only where they failed', () => {
    const table: Table = [
      ['executionId', 'executionTime', 'status', 'processName', 'message'],
      ['x1', '2026-03-04 10:00:00', 'ERROR', 'Orders to ERP', 'ada@example.com is unknown'],
      ['x2', '2026-03-04 10:00:00', 'COMPLETE', 'Orders to ERP', ''],
    ];
    expect(observed(readTable(boomiCsv, table, { zone: null }))).toEqual([
      {
        id: 'x1/hop.failed',
        system: 'them',
        kind: 'hop.failed',
        at: '2026-03-04T10:00:00Z',
        refs: {},
        data: { kind_of: 'Orders to ERP', error: '… is unknown' },
      },
    ]);
  });
});

describe('every reader of logs', () => {
  it.each([
    ['tables', tableCsv, header],
    ['Boomi', boomiCsv, ['executionId', 'executionTime', 'status', 'processName', 'message']],
  ])('accounts for every row whatever stands in it: %s', (_name, reader, columns) => {
    const cell = fc.oneof(fc.constantFrom('', 'ERROR', 'sent', '2026-03-04T10:00Z'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: columns.length + 1 })), (rows) => {
        expect(faultsIn(readTable(reader, [columns, ...rows]))).toEqual([]);
      }),
    );
  });
});
