import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import { faultsIn, observed, readTable, unreadable } from '../../../test/read-export.js';
import { exports } from './exports.js';

const [errorsCsv] = exports;
const header = ['occurredAt', 'source', 'code', 'message', 'traceKey', 'errorId', '_flowJobId'];
const errors: Table = [
  header,
  [
    '09/30/2026 12:08:47 pm',
    'netsuite',
    'USER_ERROR',
    'Please enter value(s) for: Location.\nCustomer ada@example.com, +1 (555) 010-0199',
    '1001',
    'e1',
    'j1',
  ],
  ['09/30/2026 12:09:00 pm', 'netsuite', '', 'no such customer', 'ada@example.com', '', 'j1'],
  ['later', 'netsuite', '', '', '1002', 'e2', 'j1'],
];

describe('the errors of a Celigo step', () => {
  const readings = readTable(errorsCsv, errors);

  it('are attempts that failed, named by their trace key', () => {
    expect(observed(readings)[0]).toEqual({
      id: 'e1/hop.failed',
      system: 'them',
      kind: 'hop.failed',
      at: '2026-09-30T12:08:47Z',
      refs: { order_name: '1001' },
      data: {
        from: 'netsuite',
        error: 'USER_ERROR: Please enter value(s) for: Location. Customer …, …',
      },
    });
    expect(unreadable(readings)).toEqual(['4: occurredAt is "later", which is no time']);
  });

  it('are dated in the form of whoever downloaded them, which the file decides', () => {
    const [columns = []] = errors;
    const recognition = errorsCsv.recognise({
      shape: 'table',
      columns,
      delimiter: ',',
      first: [],
    });
    expect(recognition).toMatchObject({ dayFirst: null });
    expect(recognition?.times({ line: 2, cells: errors[1] ?? [], document: null })).toEqual([
      '09/30/2026 12:08:47 pm',
    ]);
  });

  it('tell nothing of the buyer', () => {
    expect(JSON.stringify(observed(readings))).not.toMatch(/example|555/);
    expect(observed(readings)[1]?.refs).toEqual({});
  });

  it('accounts for every row whatever stands in it', () => {
    const cell = fc.oneof(fc.constantFrom('', '09/30/2026 12:08:47 pm', '1001'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: header.length + 1 })), (rows) => {
        expect(faultsIn(readTable(errorsCsv, [header, ...rows]))).toEqual([]);
      }),
    );
  });
});
