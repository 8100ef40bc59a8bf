import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import {
  faultsIn,
  observed,
  readDocument,
  readTable,
  unreadable,
} from '../../../test/read-export.js';
import { exports } from './exports.js';

const [salesCsv, salesJson] = exports;
const extract = '2026-03-10T00:00:00Z';

const header = [
  'OrderNumber',
  'Status',
  'OrderDate',
  'Customer',
  'CustomerReference',
  'InvoiceNumber',
  'InvoiceAmount',
  'PaidAmount',
  'CombinedShippingStatus',
  'CombinedInvoiceStatus',
  'CombinedPaymentStatus',
  'CombinedTrackingNumbers',
  'SourceChannel',
  'Updated',
];
const sales: Table = [
  header,
  [
    'SO-00044',
    'COMPLETED',
    '2026-03-04T00:00:00',
    'Ada Byron',
    '#1001',
    'INV-44',
    '39.80',
    '39.80',
    'SHIPPED',
    'INVOICED',
    'PAID',
    '1Z1, 1Z2',
    'Shopify',
    '2026-03-05T10:15:30.250',
  ],
  [
    'SO-00045',
    'ESTIMATED',
    '2026-03-04',
    '',
    '#1002',
    '',
    '',
    '',
    'NOT AVAILABLE',
    'NOT AVAILABLE',
    'UNPAID',
    '',
    '',
    '',
  ],
  ['SO-00046', 'ORDERED', 'soon', '', '', '', '', '', '', '', '', '', '', ''],
];

describe('the sales of Cin7 Core', () => {
  const readings = readTable(salesCsv, sales);

  it('show what was done between the order and the last change', () => {
    const common = {
      system: 'them',
      version: '2026-03-05T10:15:30.250Z',
      refs: { record: 'SO-00044', order_name: '#1001' },
    };
    const since = {
      at: '2026-03-04T00:00:00Z',
      at_until: '2026-03-05T10:15:30.250Z',
      basis: 'no-later-than',
    };
    const standing = { ...common, kind: 'order.status', at: extract, basis: 'extract' };
    expect(observed(readings).slice(0, 7)).toEqual([
      {
        ...common,
        ...since,
        id: 'SO-00044/order.acknowledged',
        kind: 'order.acknowledged',
        data: { record: 'SO-00044', state: 'confirmed', channel: 'Shopify' },
      },
      { ...standing, id: 'SO-00044/order.status/status', status: { native: 'COMPLETED' } },
      { ...standing, id: 'SO-00044/order.status/shipping', status: { native: 'SHIPPED' } },
      { ...standing, id: 'SO-00044/order.status/payment', status: { native: 'PAID' } },
      {
        ...common,
        ...since,
        id: 'SO-00044/shipment.shipped',
        kind: 'shipment.shipped',
        refs: { ...common.refs, tracking: ['1Z1', '1Z2'] },
        status: { native: 'SHIPPED' },
        data: {},
      },
      {
        ...common,
        ...since,
        id: 'SO-00044/payment.captured',
        kind: 'payment.captured',
        data: { amount: '39.80' },
      },
      {
        ...common,
        ...since,
        id: 'SO-00044/books.revenue',
        kind: 'books.revenue',
        data: { amount: '39.80' },
      },
    ]);
  });

  it('hold a draft as one, and refuse an order without a day', () => {
    expect(observed(readings)[7]).toMatchObject({
      kind: 'order.acknowledged',
      at_until: extract,
      data: { state: 'draft' },
    });
    expect(unreadable(readings)).toEqual(['4: OrderDate is "soon", which is no time']);
    expect(JSON.stringify(observed(readings))).not.toContain('Ada');
  });

  it('come with their lines from the API', () => {
    const sale = {
      ID: 'guid',
      SaleOrderNumber: 'SO-00047',
      Status: 'ORDERED',
      SaleOrderDate: '2026-03-04T00:00:00Z',
      LastModifiedOn: '2026-03-04T10:00:00',
      CustomerReference: '#1003',
      ExternalID: '7003',
      CombinedShippingStatus: 'NOT SHIPPED',
      Order: {
        Lines: [
          { SKU: 'A-1', Quantity: '2.0', Price: '10.5' },
          { SKU: '', Quantity: '1' },
        ],
      },
    };
    const [order] = observed(readDocument(salesJson, sale));
    expect(order).toMatchObject({
      refs: { record: 'SO-00047', order_name: '#1003', external: '7003' },
      data: { lines: [{ sku: 'A-1', qty: '2', price: '10.5' }] },
    });
    expect(readDocument(salesJson, { SaleList: [sale, sale] })).toHaveLength(6);
    expect(readDocument(salesJson, { OrderNumber: '1', Status: 'x', OrderDate: 'y' })).toBeNull();
  });

  it('refuse what is no number, and have no lines where one is of a part', () => {
    const written = { OrderNumber: '1', Status: 'ORDERED', OrderDate: '2026-03-04', Updated: '' };
    const sale = { ...written, FulFilmentStatus: 'NOT FULFILLED' };
    const of = (...quantities: string[]): unknown => ({
      ...sale,
      Order: { Lines: quantities.map((Quantity) => ({ SKU: 'A-1', Quantity })) },
    });
    const [held] = observed(readDocument(salesJson, of('2', '1.5')));
    expect(held?.data).toEqual({ record: '1', state: 'confirmed' });
    const invoiced = { InvoiceNumber: 'I-1', CombinedInvoiceStatus: 'INVOICED' };
    const broken = [of('2', 'two'), { ...sale, ...invoiced, InvoiceAmount: 'much' }];
    expect(unreadable(readDocument(salesJson, broken))).toEqual([
      '1: Quantity is "two", which is no plain decimal',
      '2: InvoiceAmount is "much", which is no plain decimal',
    ]);
  });

  it('account for every row whatever stands in it', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '2026-03-04', 'SHIPPED', 'PAID', 'INVOICED', '1.5', '#1'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: header.length + 1 }), { maxLength: 8 }),
        (rows) => {
          expect(faultsIn(readTable(salesCsv, [header, ...rows]))).toEqual([]);
        },
      ),
    );
    const sale = {
      OrderNumber: '1',
      Status: 'ORDERED',
      OrderDate: '2026-03-04',
      FulFilmentStatus: 'x',
    };
    const broken = fc.dictionary(
      fc.constantFrom('Order', 'Updated', 'OrderDate', 'PaidAmount'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            broken.map((one) => ({ ...sale, ...one })),
            fc.jsonValue(),
          ),
        ),
        (list) => {
          expect(faultsIn(readDocument(salesJson, [sale, ...list]))).toEqual([]);
        },
      ),
    );
  });
});
