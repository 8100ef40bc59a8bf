import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import { faultsIn, observed, readTable, unreadable } from '../../../test/read-export.js';
import { exports } from './exports.js';

const [jobsCsv] = exports;
const header = ['Job ID', 'Started', 'Completed', 'Status', 'Error', 'Recipe', 'Order Number'];
const jobs: Table = [
  header,
  [
    'j-1',
    '2026-03-04 10:00:00',
    '2026-03-04 10:00:09',
    'failed',
    '400 for ada@example.com',
    'Orders to ERP',
    '1001',
  ],
  ['j-2', '2026-03-04 10:01:00', '2026-03-04 10:01:05', 'succeeded', '', 'Orders to ERP', '1002'],
  ['j-3', 'never', '', 'failed', '', '', ''],
  ['j-4', '2026-03-04 10:01:00', 'never', 'failed', '', '', ''],
];

describe('the jobs of a Workato recipe', () => {
  const readings = readTable(jobsCsv, jobs);

  it('are what was received, and what failed; never what was done elsewhere', () => {
    const kind = { kind_of: 'Orders to ERP' };
    expect(observed(readings).map(({ id, at, refs, data }) => [id, at, refs, data])).toEqual([
      ['j-1/hop.received', '2026-03-04T10:00:00Z', { order_name: '1001' }, kind],
      [
        'j-1/hop.failed',
        '2026-03-04T10:00:09Z',
        { order_name: '1001' },
        { ...kind, error: '400 for …' },
      ],
      ['j-2/hop.received', '2026-03-04T10:01:00Z', { order_name: '1002' }, kind],
    ]);
    expect(unreadable(readings)).toEqual([
      '4: Started is "never", which is no time',
      '5: Completed is "never", which is no time',
    ]);
  });

  it('leaves the jobs of others alone', () => {
    expect(readTable(jobsCsv, [header, ['17', '2026-03-04 10:00:00']])).toBeNull();
    expect(readTable(jobsCsv, [['id', 'Started', 'Status', 'Error']])).toBeNull();
  });

  it('accounts for every row whatever stands in it', () => {
    const cell = fc.oneof(fc.constantFrom('', 'failed', '2026-03-04 10:00'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: header.length + 1 })), (rows) => {
        expect(faultsIn(readTable(jobsCsv, [...jobs, ...rows]))).toEqual([]);
      }),
    );
  });
});
