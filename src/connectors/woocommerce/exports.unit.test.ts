import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzTable } from '../../../test/fuzz-export.js';
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

const [webToffee, itemRows, apiJson, analytics] = exports;
const cells = (...lines: readonly string[]): string[][] => lines.map((line) => line.split(';'));

const order = {
  id: '727',
  number: '#727-A',
  order_key: 'wc_order_1',
  created_via: 'checkout',
  status: 'completed',
  currency: 'USD',
  date_created_gmt: '2026-03-03T10:00:00',
  date_modified_gmt: '2026-03-05T10:00:00',
  date_paid_gmt: '2026-03-03T10:00:05',
  date_completed_gmt: '2026-03-04T10:00:00',
  total: '29.35',
  payment_method: 'stripe',
  transaction_id: 'ch_77',
  billing: { first_name: 'Ada', email: 'ada@example.com' },
  line_items: [{ id: '315', sku: 'A-1', quantity: '2', price: '6.00' }],
  refunds: [{ id: '726', reason: '', total: '-10.00' }],
};

const refund = {
  id: '726',
  date_created_gmt: '2026-03-05T09:00:00',
  amount: '10.00',
  reason: 'broken',
  refunded_by: '1',
  line_items: [],
  _links: { up: [{ href: 'https://example.com/wp-json/wc/v3/orders/727' }] },
};

const wide: Table = cells(
  'order_id;order_number;order_date;paid_date;status;order_total;order_subtotal;fee_total;order_currency;payment_method;transaction_id;customer_email;billing_first_name;line_item_1;line_item_2',
  '801;801;2026-03-03 10:00:00;2026-03-03 10:00:05;processing;20.00;20.00;0;USD;stripe;pi_1;ada@example.com;Ada;name:Mug: blue|product_id:7|sku:A:1|quantity:2|total:18.00;name:Cup|product_id:8|sku:A-2|quantity:1|total:2.00',
  '802;802;2026-03-03 11:00:00;;on-hold;9.00;9.00;0;USD;bacs;;ada@example.com;Ada;name:Mug|product_id:7|sku:A-1|quantity:1|total:9.00;',
);

const narrow: Table = cells(
  'Order Number;Order Status;Order Date;First Name (Billing);Payment Method Title;Order Refund Amount;Order Total Amount;Order Total Tax Amount;SKU;Item #;Item Name;Quantity (- Refund);Item Cost',
  '901;Completed;2026-03-03 10:00;Ada;Cash on delivery;;19,50;1,50;A-1;1;Mug;2;9,00',
  '901;Completed;2026-03-03 10:00;Ada;Cash on delivery;;19,50;1,50;A-2;2;Cup;1;1,50',
);

const downloaded: Table = cells(
  'Date;Order #;N. Revenue (formatted);Status;Customer;Customer type;Product(s);Items sold;Coupon(s);N. Revenue;Attribution',
  '2026-03-03 10:00:00;901;$18.00;completed;Ada;returning;2× Mug, 1× Cup;3;;18;Organic',
  '2026-03-03 11:00:00;902;$9.00;wc-cancelled;Ada;new;1× Mug;1;;9;Organic',
  '2026-03-04 09:00:00;903;$0.00;Refunded;Ada;new;1× Mug;1;SPRING;0;Organic',
);

describe("WooCommerce's JSON", () => {
  it('tells an order; its times in GMT carry no offset', () => {
    expect(told(readDocument(apiJson, [order]))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=727 order_name=#727-A {"lines":[{"qty":"2","line":"315","sku":"A-1","price":"6.00"}],"total":{"amount":"29.35","currency":"USD"},"channel":"checkout"}',
      'payment.captured 2026-03-03T10:00:05Z order=727 order_name=#727-A payment=ch_77 {"amount":"29.35","currency":"USD"}',
      'refund.issued 2026-03-03T10:00:05Z..2026-03-05T10:00:00Z no-later-than order=727 order_name=#727-A refund=726 {"amount":"10.00","currency":"USD"}',
      'shipment.shipped 2026-03-04T10:00:00Z order=727 order_name=#727-A (completed = fulfilment:shipped)',
      'order.status 2026-03-05T10:00:00Z order=727 order_name=#727-A (completed)',
    ]);
  });

  it('remembers of a refunded order that it was completed', () => {
    const shipments = (changes: object): string[] =>
      told(readDocument(apiJson, [{ ...order, ...changes }])).filter((one) =>
        one.startsWith('shipment'),
      );
    expect(shipments({ status: 'refunded' })).toEqual(shipments({}));
    expect(shipments({ status: 'refunded' })).toHaveLength(1);
    expect(shipments({ status: 'refunded', date_completed_gmt: null })).toEqual([]);
  });

  it('tells a refund, whose order stands in its link alone', () => {
    expect(told(readDocument(apiJson, refund))).toEqual([
      'refund.issued 2026-03-05T09:00:00Z order=727 refund=726 {"amount":"10.00","reason":"broken"}',
    ]);
    expect(unreadable(readDocument(apiJson, [order, { ...refund, _links: {} }]))).toHaveLength(1);
  });

  it('does not take a draft for an order', () => {
    const draft = { ...order, status: 'checkout-draft', date_paid_gmt: null, refunds: [] };
    expect(observed(readDocument(apiJson, draft)).map((line) => line.kind)).toEqual([
      'order.status',
    ]);
  });

  it('says how an order may go on before or without money', () => {
    const unpaid = { ...order, date_paid_gmt: null };
    const cases = [
      { ...order, total: '0.00' },
      { ...unpaid, payment_method: 'cod', status: 'processing' },
      { ...unpaid, payment_method: 'bacs', status: 'on-hold' },
      order,
    ];
    const payable = cases.map((one) => observed(readDocument(apiJson, one))[0]?.data?.['payable']);
    expect(payable).toEqual(['not_applicable', 'terms', 'pending', undefined]);
  });
});

describe('the CSVs of plugins', () => {
  it('have a column for each item', () => {
    expect(told(readTable(webToffee, wide))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=801 order_name=801 {"lines":[{"qty":"2","sku":"A:1"},{"qty":"1","sku":"A-2"}],"total":{"amount":"20.00","currency":"USD"}}',
      'payment.captured 2026-03-03T10:00:05Z order=801 order_name=801 payment=pi_1 {"amount":"20.00","currency":"USD"}',
      'order.status 2026-03-10T00:00:00Z extract order=801 order_name=801 (processing)',
      'order.placed 2026-03-03T11:00:00Z order=802 order_name=802 {"lines":[{"qty":"1","sku":"A-1"}],"total":{"amount":"9.00","currency":"USD"},"payable":"pending"}',
      'order.status 2026-03-10T00:00:00Z extract order=802 order_name=802 (on-hold)',
    ]);
  });

  it('or a row for each item', () => {
    expect(told(readTable(itemRows, narrow, { decimal: ',' }))).toEqual([
      'order.placed 2026-03-03T10:00:00Z..2026-03-03T10:00:59.999Z order_name=901 {"lines":[{"qty":"2","line":"1","sku":"A-1","price":"9.00"},{"qty":"1","line":"2","sku":"A-2","price":"1.50"}],"total":{"amount":"19.50"},"payable":"terms"}',
      'order.status 2026-03-10T00:00:00Z extract order_name=901 (Completed)',
    ]);
  });

  it('cannot tell what was ordered where quantities are less what was refunded', () => {
    const [titles = [], first = []] = narrow;
    const row = first.with(5, '9,00').with(11, '1');
    expect(told(readTable(itemRows, [titles, row], { decimal: ',' }))).toEqual([
      'refund.issued 2026-03-03T10:00:00Z..2026-03-10T00:00:00Z no-later-than order_name=901 {"amount":"9.00"}',
      'order.status 2026-03-10T00:00:00Z extract order_name=901 (Completed)',
    ]);
    const gross = titles.with(11, 'Quantity');
    const [placed] = observed(readTable(itemRows, [gross, row], { decimal: ',' }));
    expect(placed?.kind).toBe('order.placed');
  });

  it('remember of a refunded order that it was completed', () => {
    const [titles = [], first = []] = wide;
    const row = first.with(4, 'refunded');
    const completed = readTable(webToffee, [
      [...titles, 'completed_date'],
      [...row, '2026-03-04 10:00:00'],
    ]);
    expect(told(completed)).toContain(
      'shipment.shipped 2026-03-04T10:00:00Z order=801 order_name=801 (refunded = fulfilment:shipped)',
    );
  });
});

describe('the table of the analytics', () => {
  it('tells how each order stood, and neither its goods nor its total', () => {
    expect(told(readTable(analytics, downloaded))).toEqual([
      'order.status 2026-03-10T00:00:00Z extract order_name=901 (completed)',
      'order.cancelled 2026-03-03T11:00:00Z..2026-03-10T00:00:00Z no-later-than order_name=902 (wc-cancelled)',
      'order.status 2026-03-10T00:00:00Z extract order_name=902 (wc-cancelled)',
      'refund.issued 2026-03-04T09:00:00Z..2026-03-10T00:00:00Z no-later-than order_name=903',
      'order.status 2026-03-10T00:00:00Z extract order_name=903 (Refunded)',
    ]);
  });

  it('is known under the titles of older versions, and by more than a date and a status', () => {
    const [header = [], ...rows] = downloaded;
    const older = header.slice(0, 10).map((title) => title.replace('N. Revenue', 'Net Sales'));
    const shorter = rows.map((row) => row.slice(0, 10));
    expect(told(readTable(analytics, [older, ...shorter]))).toHaveLength(5);
    expect(
      readTable(analytics, cells('Date;Order #;Status', '2026-03-03;901;completed')),
    ).toBeNull();
  });

  it('refuses an order without its number or its date', () => {
    const [header = []] = downloaded;
    const rows = cells('2026-03-03;;;completed;;new;1× Mug;1', ';904;;completed;;new;1× Mug;1');
    expect(unreadable(readTable(analytics, [header, ...rows]))).toEqual([
      '2: Order # is empty, so the record belongs to nothing',
      '3: Date is empty, so nothing can be placed in time',
    ]);
  });
});

describe('the files of WooCommerce', () => {
  it('say nothing of the buyer', () => {
    const said = [
      readDocument(apiJson, order),
      readTable(webToffee, wide),
      readTable(itemRows, narrow, { decimal: ',' }),
      readTable(analytics, downloaded),
    ];
    expect(JSON.stringify(said)).not.toMatch(/Ada|example\.com/);
  });

  it('keep the laws whatever stands in them', () => {
    fuzzTable(webToffee, wide);
    fuzzTable(itemRows, narrow);
    fuzzTable(analytics, downloaded);
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures("WooCommerce's JSON of others"), () => {
  it.each([
    ['orders/01-create-an-order', 3],
    ['orders/03-list-all-orders', 8],
    ['orders/04-update-an-order', 4],
    ['orders/06-batch-update-orders', 5],
    ['order-refunds/01-create-a-refund', 1],
    ['order-refunds/03-list-all-refunds', 2],
  ])('reads %s', (name, count) => {
    const readings = readDocument(apiJson, fixtureDocument(`woocommerce/rest-v3-${name}.json`));
    expect(faultsIn(readings)).toEqual([]);
    expect(unreadable(readings)).toEqual([]);
    expect(observed(readings)).toHaveLength(count);
  });

  it.each([
    'products/01-create-a-product',
    'customers/01-create-a-customer',
    'webhooks/01-create-a-webhook',
    'order-notes/03-list-all-order-notes',
  ])('leaves %s alone', (name) => {
    expect(readDocument(apiJson, fixtureDocument(`woocommerce/rest-v3-${name}.json`))).toBeNull();
  });
});
