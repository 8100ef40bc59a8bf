import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzTable } from '../../../test/fuzz-export.js';
import { faultsIn, observed, readDocument, readTable } from '../../../test/read-export.js';
import type { Table } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { apiJson } from './exports-api.js';
import { ordersCsv } from './exports-csv.js';

const cells = (...lines: readonly string[]): string[][] => lines.map((line) => line.split(';'));

const table: Table = cells(
  'Order ID;Customer ID;Customer Name;Customer Email;Order Date;Order Status;Order Total (inc tax);Payment Method;Total Quantity;Total Shipped;Date Shipped;Order Currency Code;Product Details;Refund Amount',
  '100;7;Ada;ada@example.com;2026-03-03;Shipped;24.00;Stripe;3;3;2026-03-05;USD;Product ID: 1, Product Qty: 2, Product SKU: A-1, Product Name: Mug, blue: big, Product Weight: 1, Product Unit Price: 9.00, Product Total Price: 18.00|Product ID: 2, Product Qty: 1, Product SKU: A-2, Product Name: Cup, Product Weight: 1, Product Unit Price: 6.00, Product Total Price: 6.00;5.00',
  '101;7;Ada;ada@example.com;2026-03-03;Partially Shipped;24.00;Cash on Delivery;3;1;2026-03-05;USD;Product ID: 1, Product Qty: 3, Product SKU: A-1, Product Name: Mug, Product Weight: 1;0.00',
);

const order = {
  id: '250',
  date_created: 'Tue, 03 Mar 2026 10:00:00 +0000',
  date_modified: 'Thu, 05 Mar 2026 10:00:00 +0000',
  date_shipped: '',
  status_id: '3',
  status: 'Partially Shipped',
  payment_status: 'partially refunded',
  payment_method: 'Stripe',
  payment_provider_id: 'ch_1',
  total_inc_tax: '24.0000',
  refunded_amount: '5.0000',
  items_total: '3',
  items_shipped: '2',
  currency_code: 'USD',
  order_source: 'www',
  billing_address: { first_name: 'Ada' },
  products: [
    { id: '1', sku: 'A-1', quantity: '2', quantity_shipped: '2', base_price: '9.0000' },
    { id: '2', sku: 'A-2', quantity: '1', quantity_shipped: '0', base_price: '6.0000' },
  ],
};

const webhook = (scope: string, data: object): object => ({
  scope,
  store_id: '1025646',
  data,
  hash: `hash of ${scope}`,
  created_at: '1772532000',
  producer: 'stores/abc',
});

const webhooks = [
  webhook('store/order/created', { type: 'order', id: '250' }),
  webhook('store/order/statusUpdated', {
    type: 'order',
    id: '250',
    status: { previous_status_id: '0', new_status_id: '11' },
  }),
  webhook('store/channel/7/order/refund/created', {
    type: 'order',
    id: '250',
    refund: { refund_id: '3' },
  }),
  webhook('store/order/transaction/created', {
    order_id: '250',
    transaction_id: '9',
    transaction_type: 'capture',
    transaction_status: 'ok',
  }),
  webhook('store/shipment/created', { type: 'shipment', id: '12', orderId: '251' }),
];

describe("BigCommerce's CSV", () => {
  it('cuts the goods at the labels, and knows of a part only that it left', () => {
    expect(told(readTable(ordersCsv, table))).toEqual([
      'order.placed 2026-03-03T00:00:00Z..2026-03-03T23:59:59.999Z day order=100 {"lines":[{"qty":"2","line":"1","sku":"A-1"},{"qty":"1","line":"2","sku":"A-2"}],"total":{"amount":"24.00","currency":"USD"}}',
      'shipment.shipped 2026-03-05T00:00:00Z..2026-03-05T23:59:59.999Z day order=100 (Date Shipped = fulfilment:shipped)',
      'refund.issued 2026-03-03T00:00:00Z..2026-03-10T00:00:00Z no-later-than order=100 {"amount":"5.00","currency":"USD"}',
      'order.status 2026-03-10T00:00:00Z extract order=100 (Shipped)',
      'order.placed 2026-03-03T00:00:00Z..2026-03-03T23:59:59.999Z day order=101 {"lines":[{"qty":"3","line":"1","sku":"A-1"}],"total":{"amount":"24.00","currency":"USD"},"payable":"terms"}',
      'shipment.shipped 2026-03-05T00:00:00Z..2026-03-05T23:59:59.999Z day order=101',
      'order.status 2026-03-10T00:00:00Z extract order=101 (Partially Shipped)',
    ]);
  });

  it('goes through a cell of labels alone once', () => {
    const [header = [], row = []] = table;
    const endless = row.map((cell) =>
      cell.startsWith('Product') ? 'Product ID: '.repeat(100_000) : cell,
    );
    const kinds = told(readTable(ordersCsv, [header, endless])).map((line) => line.split(' ')[0]);
    expect(kinds).toEqual(['shipment.shipped', 'refund.issued', 'order.status']);
  });
});

describe("BigCommerce's JSON", () => {
  it('tells an order of the V2 API', () => {
    expect(told(readDocument(apiJson, [order]))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=250 {"lines":[{"qty":"2","line":"1","sku":"A-1","price":"9.0000"},{"qty":"1","line":"2","sku":"A-2","price":"6.0000"}],"total":{"amount":"24.0000","currency":"USD"},"channel":"www"}',
      'payment.captured 2026-03-03T10:00:00Z..2026-03-05T10:00:00Z no-later-than order=250 payment=ch_1 {"amount":"24.0000","currency":"USD"}',
      'refund.issued 2026-03-03T10:00:00Z..2026-03-05T10:00:00Z no-later-than order=250 {"amount":"5.0000","currency":"USD"}',
      'shipment.shipped 2026-03-03T10:00:00Z..2026-03-05T10:00:00Z no-later-than order=250 {"lines":[{"qty":"2","line":"1","sku":"A-1","price":"9.0000"}]}',
      'order.status 2026-03-05T10:00:00Z order=250 (3)',
      'order.status 2026-03-05T10:00:00Z order=250 (partially refunded)',
    ]);
  });

  it('says only how an order stands whose products were not fetched', () => {
    const bare = { ...order, products: { url: 'https://…', resource: '/orders/250/products' } };
    const kinds = observed(readDocument(apiJson, bare)).map((line) => line.kind);
    expect(kinds).not.toContain('order.placed');
  });

  it('tells of webhooks what they say, which is little', () => {
    expect(told(readDocument(apiJson, webhooks))).toEqual([
      'order.status 2026-03-03T10:00:00Z order=250 (11)',
      'refund.issued 2026-03-03T10:00:00Z order=250 refund=3',
      'payment.captured 2026-03-03T10:00:00Z order=250 payment=9',
      'shipment.shipped 2026-03-03T10:00:00Z order=251 shipment=12',
    ]);
  });
});

describe('the files of BigCommerce', () => {
  it('say nothing of the buyer', () => {
    const said = [readTable(ordersCsv, table), readDocument(apiJson, order)];
    expect(JSON.stringify(said)).not.toMatch(/Ada|example\.com/);
  });

  it('keep the laws whatever stands in them', () => {
    fuzzTable(ordersCsv, table);
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures("BigCommerce's webhooks of others"), () => {
  it.each([
    ['order_created', []],
    ['order_updated', []],
    ['order_archived', []],
    ['order_message_created', []],
    ['product_inventory_updated', []],
    ['customer_created', []],
    ['order_statusUpdated', ['order.status']],
    ['order_refund_created', ['refund.issued']],
    ['shipment_created', ['shipment.shipped']],
    ['shipment_updated', []],
    ['shipment_deleted', ['shipment.cancelled']],
  ])('reads %s', (name, kinds) => {
    const readings = readDocument(
      apiJson,
      fixtureDocument(`bigcommerce/webhooks/store_${name}.json`),
    );
    expect(faultsIn(readings)).toEqual([]);
    expect(observed(readings).map((line) => line.kind)).toEqual(kinds);
  });
});
