import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzDocument, fuzzTable } from '../../../test/fuzz-export.js';
import {
  faultsIn,
  observed,
  readDocument,
  readTable,
  unreadable,
} from '../../../test/read-export.js';
import type { Table } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { exports } from './exports.js';
import { paymentReport } from './exports-payments.js';
import { orderSheet } from './exports-sheet.js';

const [, , apiJson] = exports;
const cells = (...lines: readonly string[]): string[][] => lines.map((line) => line.split(','));

const sheet: Table = cells(
  'PO#,Order#,Order Date,Ship By,Delivery Date,Customer Name,Customer Shipping Address,Segment,Line#,UPC,Status,Item Description,Qty,SKU,Item Cost,Update Status,Update Qty,Carrier,Tracking Number,Seller Order NO,Fulfillment Entity,Replacement Order,Original Customer Order Id',
  '108800000000001,200010000000001,2026-03-03,2026-03-05,2026-03-09,Ada,1 Rye Lane,,1,,Shipped,Mug,2,A-1,9.00,,,FedEx,7711,SO-1,Seller,No,',
  '108800000000001,200010000000001,2026-03-03,2026-03-05,2026-03-09,Ada,1 Rye Lane,,2,,Cancelled,Cup,1,A-2,5.00,,,,,SO-1,Seller,No,',
  // The carrier was filled in to ship in bulk: a plan.
  '108800000000002,200010000000002,2026-03-03,2026-03-05,2026-03-09,Ada,1 Rye Lane,,1,,Acknowledged,Mug,1,A-1,9.00,Ship,1,UPS,1Z8,,WFS,Yes,200010000000000',
);

const payments: Table = cells(
  'Period Start Date,Period End Date,Total Payable,Currency,Transaction Key,Transaction Posted Timestamp,Transaction Type,Transaction Description,Customer Order #,Customer Order line #,Purchase Order #,Purchase Order line #,Amount,Amount Type',
  '02/21/2026,03/06/2026,17.35,USD,,,PaymentSummary,,,,,,,',
  '02/21/2026,03/06/2026,,USD,k1,03/04/2026,Sale,Purchase,200010000000001,1,108800000000001,1,18.00,Product Price',
  '02/21/2026,03/06/2026,,USD,k1,03/04/2026,Sale,Purchase,200010000000001,1,108800000000001,1,1.35,Product tax',
  '02/21/2026,03/06/2026,,USD,k1,03/04/2026,Sale,Purchase,200010000000001,1,108800000000001,1,-2.70,Commission on Product',
  '02/21/2026,03/06/2026,,USD,k2,03/06/2026,Refund,Return,200010000000001,1,108800000000001,1,-9.00,Product Price',
);

const line = (number: string, sku: string, status: string, more: object = {}): object => ({
  lineNumber: number,
  item: { sku },
  orderLineQuantity: { unitOfMeasurement: 'EACH', amount: '1' },
  statusDate: '1772618400000',
  orderLineStatuses: {
    orderLineStatus: [{ status, statusQuantity: { amount: '1' }, ...more }],
  },
});

const order = {
  purchaseOrderId: '108800000000003',
  customerOrderId: '200010000000003',
  customerEmailId: 'ada@relay.example.com',
  orderDate: '1772532000000',
  shippingInfo: { estimatedShipDate: '1772704800000', postalAddress: { name: 'Ada' } },
  shipNode: { type: 'SellerFulfilled' },
  orderLines: {
    orderLine: [
      line('1', 'A-1', 'Shipped', {
        trackingInfo: {
          shipDateTime: '1772611200000',
          carrierName: { carrier: 'UPS' },
          trackingNumber: '1Z5',
        },
      }),
      line('2', 'A-2', 'Cancelled'),
    ],
  },
};

const cancelled = {
  source: { eventType: 'ORDER_UPDATES', eventTime: '2026-03-06T10:00:00Z', eventId: 'e-1' },
  payload: {
    subEventType: 'PO_LINE_AUTOCANCELLED',
    order: {
      purchaseOrderId: '108800000000004',
      customerOrderId: '200010000000004',
      orderLines: [{ lineNumber: '1', sku: 'A-1', quantity: '2' }],
    },
  },
};

describe('the order sheet', () => {
  it('shows the lines, and believes Status alone that they left', () => {
    const madeBy = '2026-03-12T00:00:00Z';
    expect(told(readTable(orderSheet, sheet, { madeBy }))).toEqual([
      'order.placed 2026-03-03T00:00:00Z..2026-03-03T23:59:59.999Z day order=108800000000001 customer_order=200010000000001 external=SO-1 {"lines":[{"qty":"2","line":"1","sku":"A-1"},{"qty":"1","line":"2","sku":"A-2"}],"channel":"Walmart","fulfilled_by":"merchant","payable":"authorized","ship_by":"2026-03-05T23:59:59.999Z"}',
      'order.cancelled 2026-03-03T00:00:00Z..2026-03-12T00:00:00Z no-later-than order=108800000000001 customer_order=200010000000001 external=SO-1 {"lines":[{"qty":"1","line":"2","sku":"A-2"}]}',
      'shipment.shipped 2026-03-03T00:00:00Z..2026-03-12T00:00:00Z no-later-than order=108800000000001 customer_order=200010000000001 external=SO-1 shipment=7711 tracking=7711 {"lines":[{"qty":"2","line":"1","sku":"A-1"}],"carrier":"FedEx","tracking":"7711"}',
      'order.placed 2026-03-03T00:00:00Z..2026-03-03T23:59:59.999Z day order=108800000000002 customer_order=200010000000002 {"lines":[{"qty":"1","line":"1","sku":"A-1"}],"channel":"Walmart","fulfilled_by":"channel","payable":"authorized","ship_by":"2026-03-05T23:59:59.999Z","relation":{"replaces":"200010000000000"}}',
      'order.accepted 2026-03-03T00:00:00Z..2026-03-12T00:00:00Z no-later-than order=108800000000002 customer_order=200010000000002 (Acknowledged) {"lines":[{"qty":"1","line":"1","sku":"A-1"}]}',
      'order.status 2026-03-10T00:00:00Z extract order=108800000000002 customer_order=200010000000002 (Acknowledged)',
    ]);
  });

  it('refuses numbers that a spreadsheet has rounded', () => {
    const [header = [], first = []] = sheet;
    const rounded = [header, ['1.088E+14', ...first.slice(1)]];
    expect(unreadable(readTable(orderSheet, rounded))[0]).toContain('went through a spreadsheet');
  });
});

describe('the payment report', () => {
  it('sums up what the buyer paid and got back, without the commission', () => {
    expect(told(readTable(paymentReport, payments))).toEqual([
      'payment.settled 2026-03-04T00:00:00Z..2026-03-04T23:59:59.999Z day order=108800000000001 customer_order=200010000000001 (Sale) {"amount":"19.35","currency":"USD"}',
      'refund.issued 2026-03-06T00:00:00Z..2026-03-06T23:59:59.999Z day order=108800000000001 customer_order=200010000000001 (Refund) {"amount":"9","currency":"USD"}',
    ]);
  });
});

describe("Walmart's JSON", () => {
  it('tells a purchase order by the quantities of its lines', () => {
    const list = { list: { meta: {}, elements: { order: [order] } } };
    expect(told(readDocument(apiJson, list))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=108800000000003 customer_order=200010000000003 {"lines":[{"qty":"1","line":"1","sku":"A-1"},{"qty":"1","line":"2","sku":"A-2"}],"channel":"Walmart","fulfilled_by":"merchant","payable":"authorized","ship_by":"2026-03-05T10:00:00Z"}',
      'order.cancelled 2026-03-03T10:00:00Z..2026-03-04T10:00:00Z no-later-than order=108800000000003 customer_order=200010000000003 {"lines":[{"qty":"1","line":"2","sku":"A-2"}]}',
      'shipment.shipped 2026-03-04T08:00:00Z order=108800000000003 customer_order=200010000000003 shipment=1Z5 tracking=1Z5 {"lines":[{"qty":"1","line":"1","sku":"A-1"}],"carrier":"UPS","tracking":"1Z5"}',
    ]);
  });

  it('tells what the buyer wants cancelled, of lines that have not left', () => {
    const wanted = {
      ...order,
      orderLines: {
        orderLine: [
          {
            ...line('1', 'A-1', 'Acknowledged'),
            intentToCancel: 'CANCEL',
            orderLineStatuses: {
              orderLineStatus: [
                { status: 'Acknowledged', statusQuantity: { amount: '2' } },
                { status: 'Created', statusQuantity: { amount: '1' } },
              ],
            },
          },
          { ...line('2', 'A-2', 'Shipped'), intentToCancel: 'CANCEL' },
          { ...line('3', 'A-3', 'Created'), intentToCancel: null },
        ],
      },
    };
    const asked = told(readDocument(apiJson, wanted)).filter((one) => one.includes('requested'));
    expect(asked).toEqual([
      'order.cancel-requested 2026-03-03T10:00:00Z..2026-03-04T10:00:00Z no-later-than order=108800000000003 customer_order=200010000000003 {"lines":[{"qty":"2","line":"1","sku":"A-1"},{"qty":"1","line":"1","sku":"A-1"}]}',
    ]);
  });

  it('knows that what was refunded had left', () => {
    const trackingInfo = { shipDateTime: '1772611200000', trackingNumber: '1Z5' };
    const refunded = {
      ...order,
      orderLines: {
        orderLine: [line('1', 'A-1', 'Refund', { trackingInfo }), line('2', 'A-2', 'Delivered')],
      },
    };
    const parcels = told(readDocument(apiJson, refunded)).filter((one) => one.includes('shipment'));
    const names = 'order=108800000000003 customer_order=200010000000003';
    expect(parcels).toEqual([
      `shipment.shipped 2026-03-04T08:00:00Z ${names} shipment=1Z5 tracking=1Z5 {"lines":[{"qty":"1","line":"1","sku":"A-1"}],"tracking":"1Z5"}`,
      `shipment.shipped 2026-03-03T10:00:00Z..2026-03-04T10:00:00Z no-later-than ${names} {"lines":[{"qty":"1","line":"2","sku":"A-2"}]}`,
      `shipment.delivered 2026-03-03T10:00:00Z..2026-03-04T10:00:00Z no-later-than ${names} {"lines":[{"qty":"1","line":"2","sku":"A-2"}]}`,
    ]);
  });

  it('tells what an event cancels', () => {
    expect(told(readDocument(apiJson, cancelled))).toEqual([
      'order.cancelled 2026-03-06T10:00:00Z order=108800000000004 customer_order=200010000000004 (PO_LINE_AUTOCANCELLED) {"lines":[{"qty":"2","line":"1","sku":"A-1"}]}',
    ]);
  });

  it('never takes an event that names lines for one about the whole order', () => {
    const event = (eventType: string, orderLines?: unknown): string[] =>
      told(
        readDocument(apiJson, {
          source: { eventType, eventTime: '2026-03-06T10:00:00Z', eventId: 'e-2' },
          payload: { purchaseOrderId: '108', customerOrderId: '200', orderLines },
        }),
      );
    const named = [{ lineNumber: '2', sku: 'S2' }];
    const when = '2026-03-06T10:00:00Z order=108 customer_order=200';
    expect(event('PO_LINE_AUTOCANCELLED', named)).toEqual([
      `order.status ${when} (PO_LINE_AUTOCANCELLED)`,
    ]);
    expect(event('PO_LINE_AUTOCANCELLED')).toEqual([
      `order.status ${when} (PO_LINE_AUTOCANCELLED)`,
    ]);
    expect(event('INTENT_TO_CANCEL', { orderLine: named })).toEqual([
      `order.status ${when} (INTENT_TO_CANCEL)`,
    ]);
    // How much of the order they are, nobody can tell: some of it at least.
    expect(event('FRAUD_CANCEL', named)).toEqual([
      `order.status ${when} (FRAUD_CANCEL = cancellation:partially_cancelled)`,
    ]);
    expect(event('FRAUD_CANCEL')).toEqual([`order.cancelled ${when} (FRAUD_CANCEL)`]);
    expect(event('FRAUD_CANCEL', { orderLine: [] })).toHaveLength(1);
    const counted = [{ ...named[0], quantity: '1' }, { lineNumber: '3' }];
    expect(event('FRAUD_CANCEL', counted)).toEqual([
      `order.cancelled ${when} (FRAUD_CANCEL) {"lines":[{"qty":"1","line":"2","sku":"S2"}]}`,
    ]);
  });

  it('tells of a new order that it is there, where the event does not show it in full', () => {
    const created = {
      source: { eventType: 'PO_CREATED', eventTime: '2026-03-06T10:00:00Z', eventId: 'e-3' },
      payload: { purchaseOrderId: '108', orderLines: [{ lineNumber: '2', sku: 'S2' }] },
    };
    expect(told(readDocument(apiJson, created))).toEqual([
      'order.status 2026-03-06T10:00:00Z order=108 (PO_CREATED)',
    ]);
    const full = { ...created, payload: order };
    expect(observed(readDocument(apiJson, full)).map(({ kind }) => kind)).toContain('order.placed');
  });

  it('reads nothing of the buyer', () => {
    const said = [readDocument(apiJson, order), readTable(orderSheet, sheet)];
    expect(JSON.stringify(said)).not.toMatch(/Ada|example\.com|Rye/);
  });
});

describe('the files of Walmart', () => {
  it('keep the laws whatever stands in them', () => {
    fuzzTable(orderSheet, sheet);
    fuzzTable(paymentReport, payments);
    fuzzDocument(apiJson, [order, cancelled]);
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures("Walmart's OpenAPI"), () => {
  const path = 'walmart/us-marketplace/orders.json';

  it('is no payload', () => {
    expect(readDocument(apiJson, fixtureDocument(path))).toBeNull();
  });

  it('has examples of orders, and all of them are read', () => {
    const found: unknown[] = [];
    JSON.stringify(fixtureDocument(path), (_key, value: unknown) => {
      if (readable(value)) found.push(value);
      return value;
    });
    expect(found.length).toBeGreaterThan(20);
    expect(found.flatMap((one) => faultsIn(readDocument(apiJson, one)))).toEqual([]);
  });

  const readable = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    'purchaseOrderId' in value &&
    typeof value.purchaseOrderId === 'string' &&
    'customerOrderId' in value &&
    'orderLines' in value;
});
