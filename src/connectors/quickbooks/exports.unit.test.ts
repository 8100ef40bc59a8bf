import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportReader } from '../connector.js';
import type { Table } from '../../../test/read-export.js';
import {
  faultsIn,
  observed,
  readDocument,
  readTable,
  unreadable,
} from '../../../test/read-export.js';
import { xmlDocumentOf } from '../reading/xml-document.js';
import { entities } from './exports-entities.js';
import { reportsCsv } from './exports-reports.js';

const extract = '2026-03-10T00:00:00Z';

function readerOf(name: string): ExportReader {
  const found = entities.find((reader) => reader.name === `quickbooks.${name}-json`);
  if (found === undefined) throw new Error(`there is no reader of ${name}`);
  return found;
}

const invoice = {
  Id: '145',
  SyncToken: '2',
  MetaData: {
    CreateTime: '2026-03-04T02:15:00-08:00',
    LastUpdatedTime: '2026-03-05T10:00:00-08:00',
  },
  DocNumber: '1001',
  CustomerRef: { value: '1', name: 'Ada Byron' },
  BillAddr: { Line1: '1 Old Lane' },
  CurrencyRef: { value: 'USD', name: 'United States Dollar' },
  Line: [
    {
      Id: '1',
      Amount: '20.00',
      SalesItemLineDetail: { ItemRef: { value: '5', name: 'Mug' }, Qty: '2', UnitPrice: '10' },
    },
    { Amount: '20.00', DetailType: 'SubTotalLineDetail' },
  ],
  TotalAmt: '20.00',
  Balance: '5.00',
};

describe("QuickBooks' entities", () => {
  it('say the same in XML, whose references have their names beside them', () => {
    const xml = `<?xml version="1.0"?>
      <IntuitResponse time="2026-03-05T18:00:00Z"><QueryResponse maxResults="1">
        <Invoice domain="QBO">
          <Id>145</Id><SyncToken>2</SyncToken>
          <MetaData>
            <CreateTime>2026-03-04T02:15:00-08:00</CreateTime>
            <LastUpdatedTime>2026-03-05T10:00:00-08:00</LastUpdatedTime>
          </MetaData>
          <DocNumber>1001</DocNumber>
          <CurrencyRef name="United States Dollar">USD</CurrencyRef>
          <Line>
            <Id>1</Id><Amount>20.00</Amount>
            <SalesItemLineDetail>
              <ItemRef name="Mug">5</ItemRef><UnitPrice>10</UnitPrice><Qty>2</Qty>
            </SalesItemLineDetail>
          </Line>
          <Line><Amount>20.00</Amount><DetailType>SubTotalLineDetail</DetailType></Line>
          <TotalAmt>20.00</TotalAmt><Balance>5.00</Balance>
        </Invoice>
      </QueryResponse></IntuitResponse>`;
    const parsed = xmlDocumentOf(xml);
    const document = 'value' in parsed ? parsed.value : null;
    const [reader] = entities.filter((one) => one.recognise({ shape: 'xml', document }) !== null);
    expect(reader?.name).toBe('quickbooks.Invoice-xml');
    expect(reader === undefined ? [] : observed(readDocument(reader, document))).toEqual(
      observed(readDocument(readerOf('Invoice'), { Invoice: invoice })),
    );
  });

  it('refuse what is none, and have no lines where one is of a part', () => {
    const [line] = invoice.Line;
    const of = (Qty: string): unknown => ({
      ...invoice,
      Line: [line, { SalesItemLineDetail: { ItemRef: { value: '6', name: 'Engraving' }, Qty } }],
    });
    const [held] = observed(readDocument(readerOf('Invoice'), { Invoice: of('1.5') }));
    expect(held?.data).not.toHaveProperty('lines');
    const broken = [
      { ...invoice, TotalAmt: 'much' },
      { ...invoice, MetaData: { ...invoice.MetaData, LastUpdatedTime: 'soon' } },
      of('two'),
    ];
    expect(unreadable(readDocument(readerOf('Invoice'), { Invoice: broken }))).toEqual([
      '1: TotalAmt is "much", which is no plain decimal',
      '2: LastUpdatedTime is "soon", which is no time',
      '3: Qty is "two", which is no plain decimal',
    ]);
  });

  it('hold an order from the time at which they were entered', () => {
    const told = observed(
      readDocument(readerOf('Invoice'), { QueryResponse: { Invoice: [invoice] } }),
    );
    const common = { system: 'them', version: '2', refs: { record: '145', order_name: '1001' } };
    const lines = [{ line: 'Mug', qty: '2', price: '10' }];
    const money = { amount: '20.00', currency: 'USD' };
    expect(told).toEqual([
      {
        ...common,
        id: 'Invoice/145/order.acknowledged',
        kind: 'order.acknowledged',
        at: '2026-03-04T10:15:00Z',
        data: { record: '145', state: 'confirmed', lines, total: money },
      },
      {
        ...common,
        id: 'Invoice/145/books.revenue',
        kind: 'books.revenue',
        at: '2026-03-04T10:15:00Z',
        data: { ...money, lines },
      },
      {
        ...common,
        id: 'Invoice/145/order.status',
        kind: 'order.status',
        at: '2026-03-05T18:00:00Z',
        status: { native: 'partially paid' },
      },
    ]);
  });

  const kindsOf = (name: string, changes: object): string[] =>
    observed(readDocument(readerOf(name), { [name]: { ...invoice, ...changes } })).map(
      ({ kind, status }) => (status === undefined ? kind : `${kind} ${status.native ?? ''}`),
    );

  it.each([
    ['Invoice', { Balance: '0' }, ['order.acknowledged', 'books.revenue', 'order.status paid']],
    [
      'Invoice',
      { TotalAmt: '0', Balance: '0', PrivateNote: 'Voided' },
      ['order.acknowledged', 'order.status voided', 'books.voided'],
    ],
    [
      'SalesReceipt',
      { Balance: undefined },
      ['order.acknowledged', 'books.revenue', 'payment.captured'],
    ],
    ['Estimate', {}, ['order.acknowledged']],
    ['RefundReceipt', {}, ['refund.issued']],
    ['CreditMemo', {}, ['refund.issued']],
    ['PurchaseOrder', { POStatus: 'Open' }, ['purchase.ordered Open']],
  ])('%s with %j is %j', (name, changes, kinds) => {
    expect(kindsOf(name, changes)).toEqual(kinds);
  });

  it('name by a payment the invoices that it is applied to', () => {
    const Line = [
      {
        LinkedTxn: [
          { TxnId: '145', TxnType: 'Invoice' },
          { TxnId: '9', TxnType: 'CreditMemo' },
        ],
      },
    ];
    const payment = { ...invoice, Id: '200', DocNumber: undefined, PaymentRefNum: 'pi_1', Line };
    expect(observed(readDocument(readerOf('Payment'), { Payment: payment }))).toMatchObject([
      { kind: 'payment.captured', refs: { record: ['145'], payment: 'pi_1' } },
    ]);
  });

  it('tell nothing of the buyer', () => {
    const told = observed(readDocument(readerOf('Invoice'), { Invoice: invoice }));
    expect(JSON.stringify(told)).not.toMatch(/Ada|Lane/);
  });
});

const report: Table = [
  ['Date', 'Transaction type', 'Num', 'Name', 'Memo', 'Due date', 'Amount', 'Open balance'],
  ['', '', '', '', '', '', '', ''],
  ['03/04/2026', 'Invoice', '1001', 'Ada Byron', '', '', '1,250.00', '0.00'],
  ['03/05/2026', 'Credit Memo', '1002', 'Ada Byron', '', '', '(20.00)', ''],
  ['03/05/2026', 'Deposit', '7', '', '', '', '9.00', ''],
  ['03/05/2026', 'Payment', '', '', '', '', '9.00', ''],
  ['TOTAL', '', '', '', '', '', '$1,230.00', ''],
  ['Accrual Basis Tuesday, September 29, 2026 09:30 PM GMT-04:00'],
];

describe("QuickBooks' reports", () => {
  it('place a transaction on its day', () => {
    const readings = readTable(reportsCsv, report);
    expect(unreadable(readings)).toEqual([]);
    expect(observed(readings).map(({ id, at, basis, data }) => [id, at, basis, data])).toEqual([
      [
        'invoice/1001/order.acknowledged',
        '2026-03-04T00:00:00Z',
        'day',
        { record: '1001', state: 'confirmed', total: { amount: '1250.00' } },
      ],
      ['invoice/1001/books.revenue', '2026-03-04T00:00:00Z', 'day', { amount: '1250.00' }],
      ['invoice/1001/order.status', extract, 'extract', undefined],
      ['credit memo/1002/refund.issued', '2026-03-05T00:00:00Z', 'day', { amount: '20.00' }],
    ]);
    expect(JSON.stringify(observed(readings))).not.toContain('Ada');
  });

  it('are as of the stamp under them', () => {
    const [columns = []] = report;
    const recognition = reportsCsv.recognise({
      shape: 'table',
      columns,
      delimiter: ',',
      first: [],
    });
    const times = recognition?.times({ line: 8, cells: report[7] ?? [], document: null });
    expect(times).toContain('September 29, 2026 09:30 PM -04:00');
  });

  it('do not take the amount of a line for a total', () => {
    const table: Table = [
      [
        '',
        'Date',
        'Transaction Type',
        'Num',
        'Product/Service',
        'Qty',
        'Sales Price',
        'Amount',
        'Balance',
      ],
      ['Ada Byron', '', '', '', '', '', '', '', ''],
      ['', '03/04/2026', 'Sales Receipt', '1003', 'Mug', '1', '5.00', '5.00', '5.00'],
    ];
    expect(observed(readTable(reportsCsv, table)).map(({ kind, data }) => [kind, data])).toEqual([
      ['order.acknowledged', { record: '1003', state: 'confirmed' }],
      ['books.revenue', {}],
      ['payment.captured', {}],
    ]);
  });
});

describe('every reader of QuickBooks', () => {
  it('accounts for every row whatever stands in it', () => {
    const columns = report[0] ?? [];
    const cell = fc.oneof(
      fc.constantFrom('', '03/04/2026', 'Invoice', '1001', '5.00', '(1)'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: columns.length + 1 }), { maxLength: 10 }),
        (rows) => {
          expect(faultsIn(readTable(reportsCsv, [columns, ...rows]))).toEqual([]);
        },
      ),
    );
  });

  it.each(entities.map((reader) => [reader.name, reader] as const))(
    'reads any document without an end: %s',
    (name, reader) => {
      const entity = name.replace(/^quickbooks\.|-(?:json|xml)$/g, '');
      const broken = fc.dictionary(fc.constantFrom(...Object.keys(invoice)), fc.jsonValue());
      fc.assert(
        fc.property(
          fc.array(
            fc.oneof(
              broken.map((one) => ({ ...invoice, ...one })),
              fc.jsonValue(),
            ),
          ),
          (list) => {
            expect(faultsIn(readDocument(reader, { [entity]: [invoice, ...list] }))).toEqual([]);
          },
        ),
      );
    },
  );
});
