import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import { faultsIn, observed, readTable, unreadable } from '../../../test/read-export.js';
import type { Row } from '../connector.js';
import { balancesCsv } from './exports-balances.js';
import { systemNotesCsv } from './exports-notes.js';
import { transactionsCsv } from './exports-transactions.js';

const header = [
  'Internal ID',
  'Document Number',
  'Type',
  'Status',
  'Date Created',
  'Last Modified',
  'PO/Check Number',
  'Created From',
  'Amount',
  'Currency',
];
const orders: Table = [
  header,
  [
    '9001',
    'SO501',
    'Sales Order',
    'Pending Fulfillment',
    '3/4/2026 9:05 am',
    '3/4/2026 9:20 am',
    '#1001',
    '',
    '1,204.50',
    'USD',
  ],
  [
    '9002',
    'SO502',
    'Sales Order',
    'Sales Order : Pending Approval',
    '3/4/2026 10:00 am',
    '',
    '#1002',
    '',
    '20.00',
    'US Dollar',
  ],
];

const extract = '2026-03-10T00:00:00Z';
const standing = { at: extract, basis: 'extract' };

describe('a saved search of transactions', () => {
  it('shows the orders that NetSuite holds, and how each stood', () => {
    const refs = { record: 'SO501', po: '#1001' };
    const common = { system: 'them', version: extract };
    expect(observed(readTable(transactionsCsv, orders))).toEqual([
      {
        ...common,
        id: 'sales-order/SO501/order.acknowledged',
        kind: 'order.acknowledged',
        at: '2026-03-04T09:05:00Z',
        at_until: '2026-03-04T09:05:59.999Z',
        refs,
        data: {
          record: 'SO501',
          state: 'confirmed',
          total: { amount: '1204.50', currency: 'USD' },
        },
      },
      {
        ...common,
        ...standing,
        id: 'sales-order/SO501/order.status',
        kind: 'order.status',
        refs,
        status: { native: 'Pending Fulfillment' },
      },
      {
        ...common,
        id: 'sales-order/SO502/order.acknowledged',
        kind: 'order.acknowledged',
        at: '2026-03-04T10:00:00Z',
        at_until: '2026-03-04T10:00:59.999Z',
        refs: { record: 'SO502', po: '#1002' },
        data: { record: 'SO502', state: 'draft', total: { amount: '20.00' } },
      },
      {
        ...common,
        ...standing,
        id: 'sales-order/SO502/order.status',
        kind: 'order.status',
        refs: { record: 'SO502', po: '#1002' },
        status: { native: 'Sales Order : Pending Approval' },
      },
    ]);
  });

  it('gathers the lines of an order, whose body is the row with a star', () => {
    const lines: Table = [
      [
        '*',
        'Internal ID',
        'Document Number',
        'Date',
        'Status',
        'PO/Check Number',
        'Item',
        'Quantity',
        'Item Rate',
        'Amount',
      ],
      [
        '',
        '9001',
        'SO501',
        '3/4/2026',
        'Pending Fulfillment',
        '1001',
        'A-1',
        '2',
        '10.00',
        '20.00',
      ],
      ['*', '9001', 'SO501', '3/4/2026', 'Pending Fulfillment', '1001', '', '', '', '35.00'],
      [
        '',
        '9001',
        'SO501',
        '3/4/2026',
        'Pending Fulfillment',
        '1001',
        'B-2',
        '1',
        '12.00',
        '12.00',
      ],
      ['', '9001', 'SO501', '3/4/2026', 'Pending Fulfillment', '1001', 'CA_TAX', '', '', '3.00'],
    ];
    const [order] = observed(readTable(transactionsCsv, lines));
    expect(order).toMatchObject({
      kind: 'order.acknowledged',
      at: '2026-03-04T00:00:00Z',
      at_until: '2026-03-04T23:59:59.999Z',
      basis: 'day',
      data: {
        lines: [
          { sku: 'A-1', qty: '2', price: '10.00' },
          { sku: 'B-2', qty: '1', price: '12.00' },
        ],
        total: { amount: '35.00' },
      },
    });
  });

  it('takes the amount of a line for no total', () => {
    const lines: Table = [
      [
        'Internal ID',
        'Document Number',
        'External ID',
        'Date',
        'Status',
        'Item',
        'Quantity',
        'Amount',
      ],
      ['9001', 'SO501', 'E-1', '3/4/2026', 'Billed', 'A-1', '2', '20.00'],
    ];
    const [order] = observed(readTable(transactionsCsv, lines));
    expect(order?.refs).toEqual({ record: 'SO501', external: 'E-1' });
    expect(order?.data).toEqual({
      record: 'SO501',
      state: 'confirmed',
      lines: [{ sku: 'A-1', qty: '2' }],
    });
  });

  it.each([
    [
      'Invoice',
      'Open',
      'books.revenue',
      { record: ['SO501', 'X-7'] },
      { amount: '35.00', currency: 'USD' },
    ],
    [
      'Item Fulfillment',
      'Shipped',
      'shipment.shipped',
      { record: ['SO501', 'X-7'], shipment: 'X-7' },
      {},
    ],
    [
      'Item Fulfillment',
      'Packed',
      'fulfilment.picked',
      { record: ['SO501', 'X-7'], shipment: 'X-7' },
      {},
    ],
    [
      'Credit Memo',
      'Open',
      'refund.issued',
      { record: ['SO501', 'X-7'], refund: 'X-7' },
      { amount: '35.00', currency: 'USD' },
    ],
    ['Customer Refund', '', 'refund.issued', { record: ['SO501', 'X-7'], refund: 'X-7' }, {}],
    [
      'Customer Deposit',
      'Not Deposited',
      'payment.captured',
      { record: ['SO501', 'X-7'] },
      { amount: '35.00', currency: 'USD' },
    ],
  ])('a %s that is %s gives %s', (type, status, ...expected) => {
    const made: Table = [
      header,
      [
        '9100',
        'X-7',
        type,
        status,
        '3/5/2026 8:00 am',
        '',
        '',
        'Sales Order #SO501',
        '-35.00',
        'USD',
      ],
    ];
    const told = observed(readTable(transactionsCsv, made));
    expect(told.map((line) => [line.kind, line.refs, line.data])).toEqual([expected]);
  });

  it('does not take the postings of accounts for lines', () => {
    const title = ['Internal ID', 'Document Number', 'Created From', 'Date', 'Type', 'Status'];
    const posted = ['9100', 'IF7', 'Sales Order #SO501', '3/5/2026', 'Item Fulfillment', 'Shipped'];
    const table: Table = [
      [...title, 'Item', 'Quantity'],
      [...posted, 'A-1', '2'],
      [...posted, 'A-1', '-2'],
    ];
    expect(observed(readTable(transactionsCsv, table))[0]?.data).toEqual({});
  });

  it('says of a shipment only that it left after it was entered', () => {
    const shipped: Table = [
      [...header, 'Tracking Numbers'],
      [
        '9100',
        'IF7',
        'Item Fulfillment',
        'Shipped',
        '3/5/2026 8:00 am',
        '3/6/2026 9:00 am',
        '',
        'Sales Order #SO501',
        '',
        '',
        '1Z1<BR>1Z2',
      ],
    ];
    expect(observed(readTable(transactionsCsv, shipped))).toMatchObject([
      {
        at: '2026-03-05T08:00:00Z',
        at_until: '2026-03-06T09:00:59.999Z',
        basis: 'no-later-than',
        refs: { shipment: 'IF7', tracking: ['1Z1', '1Z2'] },
        data: { tracking: '1Z1' },
      },
    ]);
  });

  it('bounds what left by the day under which it was posted', () => {
    const shipped: Table = [
      ['Internal ID', 'Document Number', 'Type', 'Status', 'Date', 'Date Created', 'Created From'],
      [
        '1',
        'IF8',
        'Item Fulfillment',
        'Shipped',
        '3/6/2026',
        '3/5/2026 8:00 am',
        'Sales Order #SO501',
      ],
    ];
    expect(observed(readTable(transactionsCsv, shipped))).toMatchObject([
      { at: '2026-03-05T08:00:00Z', at_until: '2026-03-06T23:59:59.999Z', basis: 'no-later-than' },
    ]);
  });

  it.each([
    ['Cancelled', 'order.cancelled'],
    ['Sales Order : Closed', 'order.closed'],
  ])('tells of an order that is %s some time after it was entered', (status, kind) => {
    const [first = []] = orders.slice(1);
    const ended: Table = [header, first.with(3, status)];
    expect(observed(readTable(transactionsCsv, ended))).toContainEqual(
      expect.objectContaining({
        kind,
        at: '2026-03-04T09:05:00Z',
        at_until: '2026-03-04T09:20:59.999Z',
        basis: 'no-later-than',
      }),
    );
  });

  it('lets no day say when the file was made where the minute stands beside it', () => {
    const columns = ['Internal ID', 'Document Number', 'Type', 'Status', 'Date', 'Date Created'];
    const recognition = transactionsCsv.recognise({
      shape: 'table',
      columns,
      delimiter: ',',
      first: [],
    });
    const row = (created: string): Row => ({
      line: 2,
      cells: ['1', 'SO1', 'Sales Order', 'Billed', '3/5/2026', created],
      document: null,
    });
    expect(recognition?.times(row('3/5/2026 8:00 am'))).toEqual(['3/5/2026 8:00 am']);
    expect(recognition?.times(row(''))).toEqual(['3/5/2026']);
  });

  it('takes a cash sale without an order for the order itself', () => {
    const sale = [
      '9200',
      'CS1',
      'Cash Sale',
      'Deposited',
      '3/5/2026 8:00 am',
      '',
      '#1003',
      '',
      '5.00',
      'USD',
    ];
    const kinds = (row: readonly string[]): string[] =>
      observed(readTable(transactionsCsv, [header, row])).map(({ kind }) => kind);
    expect(kinds(sale)).toEqual(['order.acknowledged', 'payment.captured', 'books.revenue']);
    const ofOrder = sale.with(7, 'Sales Order #SO1');
    expect(kinds(ofOrder)).toEqual(['payment.captured', 'books.revenue']);
  });

  it('does not take the plain number of an invoice for that of an order', () => {
    const made = [
      '9300',
      '1001',
      'Invoice',
      'Open',
      '3/5/2026',
      '',
      '',
      'Sales Order #1001',
      '5.00',
      'USD',
    ];
    expect(observed(readTable(transactionsCsv, [header, made]))[0]?.refs).toEqual({
      record: ['1001'],
    });
  });

  it('takes neither the External ID of an invoice nor the number of a cheque for the order', () => {
    const title = [...header, 'External ID'];
    const made = (type: string): readonly string[] => [
      ...[
        '9300',
        'X-7',
        type,
        'Open',
        '3/5/2026',
        '',
        '#1001',
        'Sales Order #SO501',
        '',
        '',
        'E-7',
      ],
    ];
    const told = observed(readTable(transactionsCsv, [title, made('Invoice')]));
    expect(told[0]?.refs).toEqual({ record: ['SO501', 'X-7'], po: '#1001' });
    const paid = observed(readTable(transactionsCsv, [title, made('Customer Deposit')]));
    expect(paid[0]?.refs).toEqual({ record: ['SO501', 'X-7'] });
  });

  it('knows a purchase by its own name', () => {
    const rows = [
      ['1', 'PO77', 'Purchase Order', 'Pending Receipt', '3/5/2026', '', '', '', '5.00', 'USD'],
      ['2', 'IR1', 'Item Receipt', '', '3/6/2026', '', '', 'Purchase Order #PO77', '', ''],
      ['3', 'B1', 'Bill', 'Open', '3/7/2026', '', '', 'Purchase Order #PO77', '5.00', 'USD'],
    ];
    const told = observed(readTable(transactionsCsv, [header, ...rows]));
    expect(told.map(({ kind }) => kind)).toEqual([
      'purchase.ordered',
      'purchase.received',
      'purchase.invoiced',
    ]);
    expect(told.map(({ refs }) => refs?.['purchase'])).toEqual(['PO77', 'PO77', 'PO77']);
  });

  it('refuses rows without a time, a type or a number that it can tell', () => {
    const rows = [
      ['1', 'SO1', 'Sales Order', 'Billed', '', '', '', '', '5.00', 'USD'],
      ['2', 'SO2', 'Kundenauftrag', 'Offen', '3/5/2026', '', '', '', '5.00', 'USD'],
      ['', '', 'Sales Order', 'Billed', '3/5/2026', '', '', '', '5.00', 'USD'],
    ];
    expect(unreadable(readTable(transactionsCsv, [header, ...rows]))).toEqual([
      '4: Internal ID is empty, so the row belongs to nothing',
      '2: Date Created and Date are empty or not in the search, so nothing can be placed in time: add Date Created to its results',
      '3: Type is "Kundenauftrag", which names no type of transaction that is known',
    ]);
  });

  it('leaves other tables alone', () => {
    const known = (columns: readonly string[]): boolean =>
      readTable(transactionsCsv, [columns]) !== null;
    expect(known(['Date', 'Transaction type', 'Num', 'Name', 'Amount'])).toBe(false);
    expect(known(['Date', 'Type', 'Status', 'Transaction ID', 'Gross', 'Net'])).toBe(false);
    expect(known(['Number', 'Date Created', 'Type', 'Status', 'Amount'])).toBe(false);
    expect(known(['_fivetran_synced', ...header])).toBe(false);
    expect(readTable(transactionsCsv, [header, ['1', '2', 'Express Checkout Payment']])).toBeNull();
  });
});

describe('every reader of NetSuite', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'SO1', '1', '-2', '3/4/2026', '*', 'A-1', 'UI', 'Status', 'Closed'),
    fc.constantFrom('Sales Order', 'Invoice', 'Item Fulfillment', 'Sales Order #SO1', '1.5', 'USD'),
    fc.string(),
  );
  const headers = {
    transactions: [...header, '*', 'Item', 'Quantity', 'Item Rate'],
    notes: ['Record', 'Set by', 'Date', 'Context', 'Type', 'Field', 'Old Value', 'New Value'],
    balances: ['Item', 'Location', 'On Hand', 'Available', 'Committed', 'On Order'],
  };

  it.each([
    ['transactions', transactionsCsv, headers.transactions],
    ['notes', systemNotesCsv, headers.notes],
    ['balances', balancesCsv, headers.balances],
  ])('accounts for every row whatever stands in it: %s', (_name, reader, columns) => {
    const seed = columns.map((title) => (title === 'Type' ? 'Invoice' : ''));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: columns.length + 1 }), { maxLength: 10 }),
        (rows) => {
          expect(faultsIn(readTable(reader, [columns, seed, ...rows]))).toEqual([]);
        },
      ),
    );
  });
});
