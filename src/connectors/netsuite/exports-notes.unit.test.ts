import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import { observed, readTable } from '../../../test/read-export.js';
import { systemNotesCsv } from './exports-notes.js';

describe('system notes', () => {
  const notes: Table = [
    ['Record', 'Set by', 'Date', 'Context', 'Type', 'Field', 'Old Value', 'New Value'],
    [
      'Sales Order #SO501',
      'Dana Ops',
      '3/4/2026 9:30 am',
      'UI',
      'Change',
      'Order Status',
      'Pending Approval',
      'Pending Fulfillment',
    ],
    [
      'Sales Order #SO501',
      '-System-',
      '3/4/2026 9:05 am',
      'RESTlet',
      'Set',
      'Status',
      '',
      'Pending Approval',
    ],
    [
      'Sales Order #SO501',
      'Dana Ops',
      '3/4/2026 9:31 am',
      'UI',
      'Change',
      'Ship Address',
      '1 Old Lane',
      '2 New Lane',
    ],
    ['Sales Order #SO502', 'Dana Ops', '3/4/2026 9:40 am', 'UI', 'Set', 'Status', 'None', 'Billed'],
    [
      'Customer : Ada Byron',
      'Dana Ops',
      '3/4/2026 9:31 am',
      'UI',
      'Change',
      'Email',
      'a@example.com',
      'b@example.com',
    ],
  ];

  it('are what a status was when, and what a person changed', () => {
    const told = observed(readTable(systemNotesCsv, notes));
    expect(told.map(({ kind, at, status, data }) => [kind, at, status?.native, data])).toEqual([
      ['order.status', '2026-03-04T09:30:00Z', 'Pending Fulfillment', undefined],
      [
        'hand.corrected',
        '2026-03-04T09:30:00Z',
        undefined,
        { who: 'Dana Ops', what: 'Order Status' },
      ],
      ['order.status', '2026-03-04T09:05:00Z', 'Pending Approval', undefined],
      [
        'hand.corrected',
        '2026-03-04T09:31:00Z',
        undefined,
        { who: 'Dana Ops', what: 'Ship Address' },
      ],
      // Entered by hand, and so no correction.
      ['order.status', '2026-03-04T09:40:00Z', 'Billed', undefined],
    ]);
    expect(told.map(({ refs }) => refs?.['record'])).toEqual([
      'SO501',
      'SO501',
      'SO501',
      'SO501',
      'SO502',
    ]);
  });

  it('tell nothing of the buyer', () => {
    expect(JSON.stringify(observed(readTable(systemNotesCsv, notes)))).not.toMatch(
      /Lane|Ada|example/,
    );
  });
});
