import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzDocument } from '../../../test/fuzz-export.js';
import { faultsIn, observed, readDocument, unreadable } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { apiJson } from './exports-api.js';

const parcel = {
  id: '501',
  order_id: '7100000000001',
  status: 'success',
  created_at: '2026-03-04T12:00:00-05:00',
  updated_at: '2026-03-05T08:00:00-05:00',
  tracking_company: 'UPS',
  tracking_number: '1Z1',
  shipment_status: 'delivered',
  destination: { name: 'Ada Example', address1: '1 Rye Lane' },
  line_items: [{ id: '11', sku: 'OB-1', quantity: '1' }],
};

const refund = {
  id: '901',
  order_id: '7100000000001',
  created_at: '2026-03-05T09:00:00-05:00',
  refund_line_items: [{ line_item_id: '11', quantity: '1' }],
  transactions: [
    {
      id: '802',
      order_id: '7100000000001',
      kind: 'refund',
      status: 'success',
      gateway: 'shopify_payments',
      amount: '20.00',
      currency: 'USD',
      processed_at: '2026-03-05T09:00:01-05:00',
    },
  ],
};

const order = {
  id: '7100000000001',
  admin_graphql_api_id: 'gid://shopify/Order/7100000000001',
  name: '#2001',
  email: 'ada@example.com',
  created_at: '2026-03-03T10:00:00-05:00',
  updated_at: '2026-03-05T09:00:00-05:00',
  cancelled_at: null,
  financial_status: 'partially_refunded',
  fulfillment_status: 'partial',
  currency: 'USD',
  total_price: '80.00',
  source_name: 'web',
  source_identifier: 'M-77',
  payment_gateway_names: ['shopify_payments'],
  shipping_address: { name: 'Ada Example', address1: '1 Rye Lane' },
  // Three were ordered, an edit took one off, and one came back.
  line_items: [
    { id: '11', sku: 'OB-1', quantity: '3', current_quantity: '1', price: '20.00' },
    { id: '12', sku: '', quantity: '1', current_quantity: '1', price: '20.00' },
  ],
  fulfillments: [parcel],
  refunds: [refund],
};

const parcelTold = [
  'shipment.shipped 2026-03-04T17:00:00Z order=7100000000001 shipment=501 tracking=1Z1 (success) {"lines":[{"qty":"1","line":"11","sku":"OB-1"}],"carrier":"UPS","tracking":"1Z1"}',
  'shipment.delivered 2026-03-04T17:00:00Z..2026-03-05T13:00:00Z no-later-than order=7100000000001 shipment=501 tracking=1Z1 (delivered) {"lines":[{"qty":"1","line":"11","sku":"OB-1"}],"carrier":"UPS","tracking":"1Z1"}',
];

const refundTold =
  'refund.issued 2026-03-05T14:00:01Z order=7100000000001 payment=802 (refund) {"amount":"20.00","currency":"USD"}';

const shopMoney = { shopMoney: { amount: '15.5', currencyCode: 'CAD' } };

const graphql = {
  data: {
    orders: {
      edges: [
        {
          node: {
            id: 'gid://shopify/Order/7100000000002',
            name: '#2002',
            createdAt: '2026-03-03T15:00:00Z',
            updatedAt: '2026-03-04T15:00:00Z',
            cancelledAt: '2026-03-04T15:00:00Z',
            cancelReason: 'FRAUD',
            displayFinancialStatus: 'VOIDED',
            displayFulfillmentStatus: 'UNFULFILLED',
            totalPriceSet: shopMoney,
            lineItems: {
              nodes: [
                {
                  id: 'gid://shopify/LineItem/21',
                  sku: 'CU-1',
                  quantity: '1',
                  originalUnitPriceSet: shopMoney,
                },
              ],
            },
            transactions: [
              {
                id: 'gid://shopify/OrderTransaction/811',
                kind: 'AUTHORIZATION',
                status: 'SUCCESS',
                gateway: 'bogus',
                processedAt: '2026-03-03T15:00:01Z',
                amountSet: shopMoney,
              },
              {
                id: 'gid://shopify/OrderTransaction/812',
                kind: 'VOID',
                status: 'SUCCESS',
                gateway: 'bogus',
                processedAt: '2026-03-04T15:00:01Z',
                amountSet: shopMoney,
              },
            ],
          },
        },
      ],
    },
  },
};

const fulfilmentOrder = {
  id: '601',
  order_id: '71',
  request_status: 'submitted',
  status: 'on_hold',
  created_at: '2026-03-03T10:00:00Z',
  updated_at: '2026-03-03T11:00:00Z',
  destination: { email: 'ada@example.com' },
  line_items: [{ id: '901', line_item_id: '81', quantity: '2' }],
  fulfillment_holds: [{ reason: 'incorrect_address', reason_notes: 'call Ada' }],
};

describe("Shopify's fulfilment orders", () => {
  const given = (changes: object): string[] =>
    told(readDocument(apiJson, { fulfillment_orders: [{ ...fulfilmentOrder, ...changes }] }));

  it('say what was asked of who fulfils, and that it is held', () => {
    expect(given({})).toEqual([
      'fulfilment.requested 2026-03-03T10:00:00Z..2026-03-03T11:00:00Z no-later-than order=71 fulfilment=601 {"lines":[{"qty":"2","line":"81"}]}',
      'order.held 2026-03-03T10:00:00Z..2026-03-03T11:00:00Z no-later-than order=71 fulfilment=601 {"reason":"incorrect_address"}',
    ]);
  });

  it('say nothing where nobody was asked and nothing has changed', () => {
    const since = { created_at: '2026-03-03T10:00:00Z', updated_at: '2026-03-03T10:00:00Z' };
    expect(given({ ...since, status: 'open', request_status: 'unsubmitted' })).toEqual([]);
    expect(given({ ...since, status: 'open', request_status: 'rejected' })).toEqual([]);
  });

  it('say each time that they are not held any more, if they ever were', () => {
    const free = { request_status: 'unsubmitted', fulfillment_holds: [] };
    const released =
      'order.released 2026-03-03T10:00:00Z..2026-03-03T11:00:00Z no-later-than order=71 fulfilment=601';
    for (const status of ['open', 'in_progress', 'closed', 'cancelled', 'CLOSED'])
      expect(given({ ...free, status }), status).toEqual([released]);
    expect(given({ ...free, status: 'teleported' })).toEqual([]);
  });

  it('are not taken for one showing of another', () => {
    const ids = ['2026-03-03T11:00:00Z', '2026-03-03T12:00:00Z'].flatMap((updated_at) =>
      observed(
        readDocument(apiJson, {
          fulfillment_order: { ...fulfilmentOrder, request_status: 'unsubmitted', updated_at },
        }),
      ).map(({ id }) => id),
    );
    expect(ids).toEqual([
      'fulfillment-order-601/order.held/2026-03-03T11:00:00Z',
      'fulfillment-order-601/order.held/2026-03-03T12:00:00Z',
    ]);
  });

  it('keep the laws whatever stands in them', () => {
    fuzzDocument(apiJson, { fulfillment_orders: [fulfilmentOrder] });
  });
});

describe("Shopify's JSON", () => {
  it('tells an order of the REST API in full, each fact with its own time', () => {
    expect(told(readDocument(apiJson, { orders: [order] }))).toEqual([
      'order.placed 2026-03-03T15:00:00Z order=7100000000001 order_name=#2001 external=M-77 {"lines":[{"qty":"2","line":"11","sku":"OB-1","price":"20.00"},{"qty":"1","line":"12","price":"20.00"}],"total":{"amount":"80.00","currency":"USD"},"channel":"web"}',
      'payment.captured 2026-03-03T15:00:00Z..2026-03-05T14:00:00Z no-later-than order=7100000000001 order_name=#2001 external=M-77 {"amount":"80.00","currency":"USD"}',
      refundTold,
      ...parcelTold,
      'order.status 2026-03-05T14:00:00Z order=7100000000001 order_name=#2001 external=M-77 (partially_refunded)',
      'order.status 2026-03-05T14:00:00Z order=7100000000001 order_name=#2001 external=M-77 (partial)',
    ]);
  });

  it('tells an order of the GraphQL API in the same terms', () => {
    expect(told(readDocument(apiJson, graphql))).toEqual([
      'order.placed 2026-03-03T15:00:00Z order=7100000000002 order_name=#2002 {"lines":[{"qty":"1","line":"21","sku":"CU-1","price":"15.5"}],"total":{"amount":"15.5","currency":"CAD"}}',
      'payment.authorized 2026-03-03T15:00:01Z order=7100000000002 payment=811 (AUTHORIZATION) {"amount":"15.5","currency":"CAD","test":true}',
      'payment.voided 2026-03-04T15:00:01Z order=7100000000002 payment=812 (VOID) {"amount":"15.5","currency":"CAD","test":true}',
      'order.cancelled 2026-03-04T15:00:00Z order=7100000000002 order_name=#2002 {"reason":"FRAUD"}',
      'order.status 2026-03-04T15:00:00Z order=7100000000002 order_name=#2002 (VOIDED)',
      'order.status 2026-03-04T15:00:00Z order=7100000000002 order_name=#2002 (UNFULFILLED)',
    ]);
  });

  it('tells a parcel and a refund the same alone and inside their order, so that each counts once', () => {
    const alone = [parcel, refund].flatMap((body) => observed(readDocument(apiJson, body)));
    expect(told(readDocument(apiJson, parcel))).toEqual(parcelTold);
    expect(told(readDocument(apiJson, { refund }))).toEqual([refundTold]);
    const inside = observed(readDocument(apiJson, order));
    expect(inside).toEqual(expect.arrayContaining(alone));
  });

  it('reads webhooks of several kinds in one file', () => {
    const level = {
      inventory_item_id: '808950810',
      location_id: '905684977',
      available: '6',
      updated_at: '2026-03-06T10:00:00-05:00',
    };
    const scan = {
      id: '944',
      fulfillment_id: '501',
      order_id: '7100000000001',
      status: 'in_transit',
      happened_at: '2026-03-04T20:00:00-05:00',
    };
    expect(told(readDocument(apiJson, [order, level, scan])).slice(-2)).toEqual([
      'stock.level 2026-03-06T15:00:00Z inventory_item=808950810 location=905684977 {"available":"6"}',
      'shipment.in-transit 2026-03-05T01:00:00Z order=7100000000001 shipment=501 (in_transit)',
    ]);
  });

  it('says how an order may go on before or without money', () => {
    const cases = [
      { total_price: '0.00', financial_status: 'paid' },
      { financial_status: 'pending', payment_gateway_names: ['Cash on Delivery (COD)'] },
      { financial_status: 'pending' },
      { financial_status: 'authorized' },
      { financial_status: 'paid' },
    ];
    const payable = cases.map((change) => {
      const [placed] = observed(readDocument(apiJson, { ...order, ...change }));
      return placed?.data?.['payable'];
    });
    expect(payable).toEqual(['not_applicable', 'terms', 'pending', 'authorized', undefined]);
  });

  it('flags orders of the test gateway and orders that ship nothing', () => {
    const line = { id: '11', sku: 'GIFT', quantity: '1', requires_shipping: 'false' };
    const test = { ...order, payment_gateway_names: ['bogus'], line_items: [line], refunds: [] };
    expect(observed(readDocument(apiJson, test))[0]?.data).toMatchObject({
      test: true,
      type: 'digital',
    });
  });

  it('takes off what an edit took off, in either spelling', () => {
    const edited = (line: object, more: object = {}): unknown => {
      const [node] = graphql.data.orders.edges.map((edge) => edge.node);
      const changed = {
        ...node,
        displayFinancialStatus: 'PAID',
        lineItems: {
          nodes: [{ id: 'gid://shopify/LineItem/1', sku: 'A', quantity: '2', ...line }],
        },
        ...more,
      };
      const [placed] = observed(readDocument(apiJson, { data: { order: changed } }));
      return (placed?.data?.['lines'] as { qty: string }[])[0]?.qty;
    };
    expect(edited({})).toBe('2');
    expect(edited({ currentQuantity: '1' })).toBe('1');
    const refundLineItems = {
      nodes: [
        { quantity: '1', restockType: 'RETURN', lineItem: { id: 'gid://shopify/LineItem/1' } },
      ],
    };
    const refunds = [{ id: 'gid://shopify/Refund/9', refundLineItems }];
    expect(edited({ currentQuantity: '1' }, { refunds })).toBe('2');
    // It was refunded, and the query left out what of it.
    const unseen = { displayFinancialStatus: 'PARTIALLY_REFUNDED' };
    expect(edited({ currentQuantity: '1' }, unseen)).toBe('2');
  });

  it('tells which units a refund cancels, once, and leaves alone what was sent back', () => {
    const line_item = { id: '11', sku: 'OB-1' };
    const cancelling = {
      ...refund,
      refund_line_items: [
        { line_item_id: '11', quantity: '1', restock_type: 'cancel', line_item },
        { line_item_id: '11', quantity: '1', restock_type: 'return', line_item },
      ],
    };
    const cancelled =
      'order.cancelled 2026-03-05T14:00:00Z order=7100000000001 {"lines":[{"qty":"1","line":"11","sku":"OB-1"}]}';
    expect(told(readDocument(apiJson, cancelling))).toEqual([cancelled, refundTold]);
    const inside = told(readDocument(apiJson, { ...order, refunds: [cancelling] }));
    expect(inside.filter((one) => one.startsWith('order.cancelled'))).toEqual([cancelled]);
    // One that still stands, one that was cancelled, one that came back.
    expect(inside[0]).toContain('{"qty":"3","line":"11"');
    const unnamed = {
      ...refund,
      refund_line_items: [{ line_item_id: '11', quantity: '1', restock_type: 'cancel' }],
    };
    expect(told(readDocument(apiJson, unnamed))).toEqual([refundTold]);
    expect(told(readDocument(apiJson, { ...order, refunds: [unnamed] }))).toContain(cancelled);
  });

  it('tells which units a refund of the GraphQL API cancels', () => {
    const [node] = graphql.data.orders.edges.map((edge) => edge.node);
    const lineItem = { id: 'gid://shopify/LineItem/21' };
    const nodes = [{ quantity: '1', restockType: 'CANCEL', lineItem }];
    const refunds = [
      {
        id: 'gid://shopify/Refund/9',
        createdAt: '2026-03-04T14:00:00Z',
        refundLineItems: { nodes },
      },
    ];
    expect(told(readDocument(apiJson, { data: { order: { ...node, refunds } } }))).toContain(
      'order.cancelled 2026-03-04T14:00:00Z order=7100000000002 {"lines":[{"qty":"1","line":"21","sku":"CU-1"}]}',
    );
  });

  it('says only how the order stands where the query left its lines out', () => {
    const { line_items: _left, ...rest } = order;
    const bare = {
      ...rest,
      line_items: null,
      fulfillments: [],
      refunds: [],
      financial_status: 'pending',
    };
    expect(observed(readDocument(apiJson, bare)).map((line) => line.kind)).toEqual([
      'order.status',
      'order.status',
    ]);
  });

  it('reads nothing of the buyer', () => {
    expect(JSON.stringify(readDocument(apiJson, order))).not.toMatch(/Ada|Rye Lane|example\.com/);
  });

  it('refuses a record whose time is none, and says which', () => {
    expect(unreadable(readDocument(apiJson, { ...order, created_at: 'yesterday' }))).toEqual([
      '1: created_at is "yesterday", which is no time',
    ]);
  });

  it('keeps the laws whatever stands in a document', () => {
    fuzzDocument(apiJson, graphql);
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures("Shopify's JSON of others"), () => {
  it.each([
    ['shopify/rest-go-shopify/order.json', 4],
    ['shopify/rest-go-shopify/orders.json', 4],
    ['shopify/rest-go-shopify/fulfillment.json', 1],
    ['shopify/rest-go-shopify/fulfillment_event.json', 1],
    ['shopify/rest-go-shopify/fulfillment_order.json', 0],
    ['shopify/rest-go-shopify/inventory_level.json', 1],
    ['shopify/rest-go-shopify/inventory_levels.json', 4],
    ['shopify/rest-go-shopify/transaction.json', 1],
    ['shopify/rest-go-shopify/transactions.json', 1],
    ['shopify/rest-python-api/order.json', 4],
    ['shopify/rest-python-api/fulfillment.json', 1],
    ['shopify/rest-python-api/inventory_levels.json', 4],
    ['shopify/rest-python-api/refund.json', 1],
    ['shopify/rest-python-api/transactions.json', 1],
  ])('reads %s', (path, count) => {
    const readings = readDocument(apiJson, fixtureDocument(path));
    expect(faultsIn(readings)).toEqual([]);
    expect(unreadable(readings)).toEqual([]);
    expect(observed(readings)).toHaveLength(count);
  });

  it.each([
    'shopify/rest-go-shopify/payments_transactions.json',
    'shopify/rest-go-shopify/product.json',
    'shopify/rest-go-shopify/webhook.json',
    'shopify/rest-python-api/checkouts.json',
    'woocommerce/rest-v3-orders/01-create-an-order.json',
  ])('leaves %s alone', (path) => {
    expect(readDocument(apiJson, fixtureDocument(path))).toBeNull();
  });
});
