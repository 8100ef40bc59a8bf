import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzDocument, fuzzTable } from '../../../test/fuzz-export.js';
import { faultsIn, observed, readDocument, readTable } from '../../../test/read-export.js';
import type { Table } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { exports } from './exports.js';
import { writtenDay } from './written-day.js';

const [report, ordersJson, notificationsJson] = exports;
const cells = (...lines: readonly string[]): string[][] => lines.map((row) => row.split(';'));

const table: Table = cells(
  'Sales Record Number;Order Number;Buyer Username;Buyer Name;Item Number;Item Title;Custom Label;Quantity;Sold For;Total Price;Sale Date;Paid On Date;Ship By Date;Shipped On Date;My Item Note;Tracking Number;Transaction ID',
  ';;;;;;;;;;;;;;;;',
  '501;12-34567-89012;ada;Ada;;;;3;AU $29.00;AU $34.00;26-Feb-26;26-Feb-26;02-Mar-26;;;;',
  '501;12-34567-89012;ada;Ada;3300;Mug;A-1;2;AU $10.00;;26-Feb-26;26-Feb-26;02-Mar-26;28-Feb-26;;33LX1;7001',
  '501;12-34567-89012;ada;Ada;3301;Cup;A-2;1;AU $9.00;;26-Feb-26;26-Feb-26;02-Mar-26;;;;7002',
  '502;;bob;Bob;3300;Mug;A-1;1;AU $10.00;AU $12.00;27-Feb-26;;;;;;7003',
  '2 record(s) downloaded;;;;;;;;;;;;;;;;',
  'Seller ID : shop;;;;;;;;;;;;;;;;',
);

const order = {
  orderId: '12-1',
  legacyOrderId: '3300-77',
  salesRecordReference: '501',
  creationDate: '2026-03-03T10:00:00.000Z',
  lastModifiedDate: '2026-03-05T10:00:00.000Z',
  orderFulfillmentStatus: 'IN_PROGRESS',
  orderPaymentStatus: 'PARTIALLY_REFUNDED',
  buyer: { username: 'ada', taxAddress: { postalCode: '10001' } },
  pricingSummary: { total: { value: '19.00', currency: 'EUR' } },
  cancelStatus: { cancelState: 'IN_PROGRESS', cancelRequests: [] },
  paymentSummary: {
    payments: [
      { paymentStatus: 'PAID', paymentDate: '2026-03-03T10:00:05.000Z', paymentReferenceId: 'P1' },
    ],
    refunds: [
      {
        refundId: 'R1',
        refundStatus: 'REFUNDED',
        refundDate: '2026-03-05T09:00:00.000Z',
        amount: { value: '5.00', currency: 'EUR' },
      },
    ],
  },
  lineItems: [
    {
      lineItemId: '71',
      sku: 'A-1',
      quantity: '2',
      lineItemCost: { value: '14.00', currency: 'EUR' },
      lineItemFulfillmentStatus: 'FULFILLED',
      listingMarketplaceId: 'EBAY_DE',
      lineItemFulfillmentInstructions: { shipByDate: '2026-03-06T21:59:59.000Z' },
    },
    { lineItemId: '72', sku: 'A-2', quantity: '1', lineItemFulfillmentStatus: 'NOT_STARTED' },
  ],
};

const shipped = {
  metadata: { topic: 'ITEM_MARKED_SHIPPED', schemaVersion: '1.0' },
  notification: {
    notificationId: 'n-1',
    eventDate: '2026-03-04T10:00:00.000Z',
    data: { orderId: '12-1', lineItemId: '71', sku: 'A-1', quantity: '2' },
  },
};

describe('the orders report of eBay', () => {
  it('takes the money from the row that sums up, and the goods from the items', () => {
    expect(told(readTable(report, table))).toEqual([
      'order.placed 2026-02-26T00:00:00Z..2026-02-26T23:59:59.999Z day order=12-34567-89012 order_name=501 {"lines":[{"qty":"2","line":"7001","sku":"A-1"},{"qty":"1","line":"7002","sku":"A-2","price":"9.00"}],"total":{"amount":"34.00","currency":"AUD"},"channel":"eBay","ship_by":"2026-03-02T23:59:59.999Z"}',
      'payment.captured 2026-02-26T00:00:00Z..2026-02-26T23:59:59.999Z day order=12-34567-89012 order_name=501 {"amount":"34.00","currency":"AUD"}',
      'shipment.shipped 2026-02-28T00:00:00Z..2026-02-28T23:59:59.999Z day order=12-34567-89012 order_name=501 shipment=33LX1 tracking=33LX1 {"lines":[{"qty":"2","line":"7001","sku":"A-1"}],"tracking":"33LX1"}',
      'order.placed 2026-02-27T00:00:00Z..2026-02-27T23:59:59.999Z day order_name=502 {"lines":[{"qty":"1","line":"7003","sku":"A-1","price":"10.00"}],"total":{"amount":"12.00","currency":"AUD"},"channel":"eBay","payable":"pending"}',
    ]);
  });

  it('reads the days of every site', () => {
    const days = ['Sep-18-26', '26-May-26', '05-oct.-26', '10-Dez-25', '03-juil.-26', '07-août-26'];
    expect(days.map(writtenDay)).toEqual([
      '18-sep-2026',
      '26-may-2026',
      '05-oct-2026',
      '10-Dec-2025',
      '03-Jul-2026',
      '07-Aug-2026',
    ]);
    expect(writtenDay('2026-03-03')).toBe('2026-03-03');
  });
});

describe("eBay's JSON", () => {
  it('tells an order as far as it shows', () => {
    expect(told(readDocument(ordersJson, { orders: [order] }))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=12-1 order_name=501,3300-77 {"lines":[{"qty":"2","line":"71","sku":"A-1"},{"qty":"1","line":"72","sku":"A-2"}],"total":{"amount":"19.00","currency":"EUR"},"channel":"EBAY_DE","ship_by":"2026-03-06T21:59:59Z"}',
      'payment.captured 2026-03-03T10:00:05Z order=12-1 order_name=501,3300-77 payment=P1',
      'refund.issued 2026-03-05T09:00:00Z order=12-1 order_name=501,3300-77 refund=R1 {"amount":"5.00","currency":"EUR"}',
      'shipment.shipped 2026-03-03T10:00:00Z..2026-03-05T10:00:00Z no-later-than order=12-1 order_name=501,3300-77 {"lines":[{"qty":"2","line":"71","sku":"A-1"}]}',
      'order.cancel-requested 2026-03-03T10:00:00Z..2026-03-05T10:00:00Z no-later-than order=12-1 order_name=501,3300-77 (IN_PROGRESS = cancellation:in_progress)',
      'order.status 2026-03-05T10:00:00Z order=12-1 order_name=501,3300-77 (IN_PROGRESS)',
      'order.status 2026-03-05T10:00:00Z order=12-1 order_name=501,3300-77 (PARTIALLY_REFUNDED)',
    ]);
  });

  const later = (change: object): readonly string[] =>
    told(readDocument(ordersJson, { ...order, lineItems: [], ...change })).map((line) =>
      line.replace(' order=12-1 order_name=501,3300-77', ''),
    );

  it.each(['PENDING', 'FAILED'])('is paid for though a refund of it is %s', (status) => {
    const refund = { refundId: 'R1', refundStatus: status, amount: { value: '5.00' } };
    const { payments } = order.paymentSummary;
    const given = {
      ...order,
      orderPaymentStatus: status,
      paymentSummary: { payments, refunds: [refund] },
    };
    const [placing] = observed(readDocument(ordersJson, given));
    expect(placing?.data).not.toHaveProperty('payable');
    expect(later(given).at(-1)).toBe(
      `order.status 2026-03-05T10:00:00Z (${status} = payment:captured)`,
    );
  });

  it('is not paid for while its payment is pending', () => {
    const given = {
      ...order,
      orderPaymentStatus: 'PENDING',
      paymentSummary: { payments: [{ paymentStatus: 'PENDING' }], refunds: [] },
    };
    expect(observed(readDocument(ordersJson, given))[0]?.data?.['payable']).toBe('pending');
    expect(later(given).at(-1)).toBe('order.status 2026-03-05T10:00:00Z (PENDING)');
  });

  it('tells of a wish to cancel that was refused', () => {
    const rejected = {
      cancelRequestId: '5000',
      cancelRequestState: 'REJECTED',
      cancelRequestedDate: '2026-03-04T08:00:00.000Z',
    };
    const cancelStatus = { cancelState: 'NONE_REQUESTED', cancelRequests: [rejected] };
    expect(later({ cancelStatus }).filter((line) => line.includes('cancel'))).toEqual([
      'order.cancel-requested 2026-03-04T08:00:00Z',
      'order.cancel-refused 2026-03-04T08:00:00Z..2026-03-05T10:00:00Z no-later-than (REJECTED = cancellation:rejected)',
    ]);
  });

  it('was cancelled when the order says so, as the list of orders has no requests', () => {
    const cancelledDate = '2026-03-04T09:00:00.000Z';
    const cancelStatus = { cancelState: 'CANCELED', cancelledDate, cancelRequests: [] };
    expect(later({ cancelStatus })).toContain(
      'order.cancelled 2026-03-04T09:00:00Z (CANCELED = cancellation:cancelled)',
    );
  });

  it('tells apart refunds and payments that have no id', () => {
    const refund = (value: string): object => ({
      refundStatus: 'REFUNDED',
      refundDate: '2026-03-05T09:00:00.000Z',
      amount: { value, currency: 'EUR' },
    });
    const paid = { paymentStatus: 'PAID', paymentDate: '2026-03-03T10:00:05.000Z' };
    const paymentSummary = { payments: [paid, paid], refunds: [refund('5.00'), refund('2.00')] };
    const lines = observed(readDocument(ordersJson, { ...order, paymentSummary }));
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  it('tells what was marked shipped', () => {
    expect(told(readDocument(notificationsJson, shipped))).toEqual([
      'shipment.shipped 2026-03-04T10:00:00Z order=12-1 {"lines":[{"qty":"2","line":"71","sku":"A-1"}]}',
    ]);
  });

  it('reads nothing of the buyer', () => {
    const said = [readDocument(ordersJson, order), readTable(report, table)];
    expect(JSON.stringify(said)).not.toMatch(/ada|Ada|Bob|10001/);
  });
});

describe('the files of eBay', () => {
  it('keep the laws whatever stands in them', () => {
    fuzzTable(report, table);
    fuzzDocument(ordersJson, { orders: [order] });
    fuzzDocument(notificationsJson, shipped);
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures("eBay's answers of others"), () => {
  it.each([
    ['01_ebay-new-order-mutiple-items-consumer', 4],
    ['01_ebay-new-order-single-item-of-consumer', 4],
    ['02_ebay-order-multiple-items-fulfilled', 5],
  ])('reads %s', (name, count) => {
    const readings = readDocument(ordersJson, fixtureDocument(`ebay/orders/${name}.json`));
    expect(faultsIn(readings)).toEqual([]);
    expect(observed(readings)).toHaveLength(count);
  });

  it('knows a notification that is about no order, and says nothing of it', () => {
    const test = fixtureDocument('ebay/notifications/test.json') as Record<string, unknown>;
    expect(readDocument(notificationsJson, test['VALID'])).toEqual([]);
    expect(readDocument(notificationsJson, test)).toBeNull();
  });
});
