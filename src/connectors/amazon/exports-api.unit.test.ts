import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzDocument } from '../../../test/fuzz-export.js';
import { faultsIn, observed, readDocument, unreadable } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { fieldsAt } from '../reading/document.js';
import { apiJson } from './exports-api.js';

const v0 = {
  payload: {
    Orders: [
      {
        AmazonOrderId: '111-1',
        SellerOrderId: 'M-1',
        PurchaseDate: '2026-03-03T10:00:00Z',
        LastUpdateDate: '2026-03-04T10:00:00Z',
        OrderStatus: 'Unshipped',
        FulfillmentChannel: 'MFN',
        SalesChannel: 'Amazon.com',
        OrderTotal: { CurrencyCode: 'USD', Amount: '24.00' },
        LatestShipDate: '2026-03-06T07:59:59Z',
        ReplacedOrderId: '111-0',
        BuyerInfo: { BuyerEmail: 'ada@example.com' },
        ShippingAddress: { Name: 'Ada' },
        OrderItems: [
          {
            OrderItemId: '901',
            SellerSKU: 'A-1',
            QuantityOrdered: '2',
            QuantityShipped: '0',
            ItemPrice: { Amount: '24.00' },
            BuyerRequestedCancel: { IsBuyerRequestedCancel: 'true' },
          },
        ],
      },
      {
        AmazonOrderId: '111-2',
        PurchaseDate: '2026-03-03T11:00:00Z',
        LastUpdateDate: '2026-03-03T12:00:00Z',
        OrderStatus: 'Canceled',
        FulfillmentChannel: 'AFN',
      },
    ],
  },
};

const v2026 = {
  orders: [
    {
      orderId: '202-7',
      orderAliases: [{ aliasId: 'M-7', aliasType: 'SELLER_ORDER_ID' }],
      createdTime: '2026-03-03T10:00:00Z',
      lastUpdatedTime: '2026-03-05T10:00:00Z',
      salesChannel: { channelName: 'AMAZON', marketplaceName: 'Amazon.co.uk' },
      buyer: { buyerName: 'Ada' },
      proceeds: { grandTotal: { amount: '34.99', currencyCode: 'GBP' } },
      fulfillment: {
        fulfillmentStatus: 'SHIPPED',
        fulfilledBy: 'MERCHANT',
        shipByWindow: { latestDateTime: '2026-03-05T23:59:59Z' },
      },
      orderItems: [
        {
          orderItemId: '951',
          quantityOrdered: '1',
          product: { sellerSku: 'E-1', price: { unitPrice: { amount: '34.99' } } },
          cancellation: { cancellationRequest: null },
        },
      ],
      packages: [
        {
          packageReferenceId: '1',
          packageStatus: { status: 'IN_TRANSIT', detailedStatus: 'OUT_FOR_DELIVERY' },
          carrier: 'DPD',
          shipTime: '2026-03-04T14:00:00Z',
          trackingNumber: '155',
          packageItems: [{ orderItemId: '951', quantity: '1' }],
        },
      ],
    },
  ],
};

/** An order of one item, three times. */
function withItem(item: object, status = 'PARTIALLY_SHIPPED'): object {
  const [order] = v2026.orders;
  const fulfillment = { ...order?.fulfillment, fulfillmentStatus: status };
  const one = { orderItemId: '952', quantityOrdered: '3', product: { sellerSku: 'E-2' } };
  return { orders: [{ ...order, fulfillment, packages: [], orderItems: [{ ...one, ...item }] }] };
}

const change = {
  NotificationVersion: '1.0',
  NotificationType: 'ORDER_CHANGE',
  EventTime: '2026-03-04T00:09:53.109Z',
  Payload: {
    OrderChangeNotification: {
      NotificationLevel: 'OrderLevel',
      AmazonOrderId: '111-9',
      OrderChangeType: 'OrderStatusChange',
      OrderChangeTrigger: { TimeOfOrderChange: '2026-03-04T00:09:50.000Z' },
      Summary: {
        OrderStatus: 'Unshipped',
        PurchaseDate: '2026-03-04T00:00:00.000Z',
        FulfillmentType: 'MFN',
        LatestShipDate: '2026-03-07T00:00:00.000Z',
        OrderItems: [{ OrderItemId: 'O1', SellerSKU: 'A-1', Quantity: '10' }],
      },
    },
  },
  NotificationMetadata: { NotificationId: 'n-1' },
};

const notified = (type: string, payload: object): object => ({
  NotificationType: type,
  EventTime: '2026-03-04T12:00:00Z',
  Payload: payload,
  NotificationMetadata: { NotificationId: `n-${type}` },
});

const others = [
  notified('LISTINGS_ITEM_MFN_QUANTITY_CHANGE', { Sku: 'A-1', Quantity: '99' }),
  notified('FULFILLMENT_ORDER_STATUS', {
    FulfillmentOrderStatusNotification: {
      SellerFulfillmentOrderId: '#2001',
      StatusUpdatedDateTime: '2026-03-04T11:00:00Z',
      FulfillmentShipment: {
        FulfillmentShipmentStatus: 'SHIPPED',
        AmazonShipmentId: 'D9',
        FulfillmentShipmentPackages: [{ TrackingNumber: '1Z4' }],
      },
    },
  }),
  notified('TRANSACTION_UPDATE', {
    TransactionUpdateNotification: {
      RelatedIdentifiers: [{ RelatedIdentifierName: 'OrderId', RelatedIdentifierValue: '111-9' }],
      TransactionType: 'Refund',
      PostedDate: '2026-03-04T11:30:00Z',
      TotalAmount: { CurrencyAmount: '-10', CurrencyCode: 'USD' },
    },
  }),
  notified('FEED_PROCESSING_FINISHED', { FeedProcessingFinishedNotification: { feedId: '1' } }),
];

describe('a cancelled item of an order', () => {
  const executed = { cancellationExecution: { cancelledBy: 'MERCHANT', cancelReason: 'NO_STOCK' } };
  const quantities = (fulfilled: string, unfulfilled: string): object => ({
    fulfillment: { quantityFulfilled: fulfilled, quantityUnfulfilled: unfulfilled },
  });

  it('is cancelled as far as it is neither sent nor to be sent', () => {
    const item = { cancellation: executed, ...quantities('1', '0') };
    expect(told(readDocument(apiJson, withItem(item)))).toContain(
      'order.cancelled 2026-03-03T10:00:00Z..2026-03-05T10:00:00Z no-later-than order=202-7 external=M-7 {"lines":[{"qty":"2","line":"952","sku":"E-2"}]}',
    );
  });

  it.each([
    ['all of it was sent', { cancellation: executed, ...quantities('3', '0') }],
    ['nothing says how much', { cancellation: executed }],
    ['nobody cancelled it', quantities('1', '0')],
  ])('claims nothing where %s', (_name, item) => {
    const kinds = observed(readDocument(apiJson, withItem(item))).map(({ kind }) => kind);
    expect(kinds).not.toContain('order.cancelled');
  });

  it('adds nothing to an order that is cancelled as a whole', () => {
    const item = { cancellation: executed, ...quantities('0', '0') };
    const lines = observed(readDocument(apiJson, withItem(item, 'CANCELLED')));
    const cancelled = lines.filter(({ kind }) => kind === 'order.cancelled');
    expect(cancelled.map(({ data }) => data?.['lines'])).toEqual([undefined]);
  });
});

describe("Amazon's JSON", () => {
  it('tells orders of v0; without their items only how they stand', () => {
    expect(told(readDocument(apiJson, v0))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=111-1 external=M-1 {"total":{"amount":"24.00","currency":"USD"},"channel":"Amazon.com","payable":"authorized","ship_by":"2026-03-06T07:59:59Z","relation":{"replaces":"111-0"},"lines":[{"qty":"2","line":"901","sku":"A-1"}],"fulfilled_by":"merchant"}',
      'order.cancel-requested 2026-03-03T10:00:00Z..2026-03-04T10:00:00Z no-later-than order=111-1 external=M-1 {"lines":[{"qty":"2","line":"901","sku":"A-1"}]}',
      'order.status 2026-03-04T10:00:00Z order=111-1 external=M-1 (Unshipped)',
      'order.cancelled 2026-03-03T11:00:00Z..2026-03-03T12:00:00Z no-later-than order=111-2 (Canceled)',
      'order.status 2026-03-03T12:00:00Z order=111-2 (Canceled)',
    ]);
  });

  it('tells orders of 2026-01-01 with their parcels', () => {
    expect(told(readDocument(apiJson, v2026))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=202-7 external=M-7 {"total":{"amount":"34.99","currency":"GBP"},"channel":"Amazon.co.uk","payable":"authorized","ship_by":"2026-03-05T23:59:59Z","lines":[{"qty":"1","line":"951","sku":"E-1","price":"34.99"}],"fulfilled_by":"merchant"}',
      'order.status 2026-03-05T10:00:00Z order=202-7 external=M-7 (SHIPPED)',
      'shipment.shipped 2026-03-04T14:00:00Z order=202-7 external=M-7 shipment=202-7/1 tracking=155 {"lines":[{"qty":"1","line":"951","sku":"E-1"}],"carrier":"DPD","tracking":"155"}',
      'shipment.in-transit 2026-03-04T14:00:00Z..2026-03-05T10:00:00Z no-later-than order=202-7 external=M-7 shipment=202-7/1 tracking=155 (IN_TRANSIT) {"lines":[{"qty":"1","line":"951","sku":"E-1"}],"carrier":"DPD","tracking":"155"}',
    ]);
  });

  it('tells notifications', () => {
    expect(told(readDocument(apiJson, change))).toEqual([
      'order.placed 2026-03-04T00:00:00Z order=111-9 {"lines":[{"qty":"10","line":"O1","sku":"A-1"}],"channel":"Amazon","fulfilled_by":"merchant","payable":"authorized","ship_by":"2026-03-07T00:00:00Z"}',
      'order.status 2026-03-04T00:09:50Z order=111-9 (Unshipped)',
    ]);
    expect(told(readDocument(apiJson, others))).toEqual([
      'listing.availability 2026-03-04T12:00:00Z sku=A-1 {"available":"99"}',
      'shipment.shipped 2026-03-04T11:00:00Z external=#2001 shipment=D9 tracking=1Z4 (SHIPPED)',
      'refund.issued 2026-03-04T11:30:00Z order=111-9 {"amount":"10","currency":"USD"}',
    ]);
  });

  it("takes another channel's sale for an order to send", () => {
    const order = { ...v2026.orders[0], salesChannel: { channelName: 'NON_AMAZON' } };
    expect(observed(readDocument(apiJson, order))[0]?.kind).toBe('fulfilment.requested');
  });

  it('refuses items alone and says why', () => {
    const items = { payload: { AmazonOrderId: '111-1', OrderItems: [{ OrderItemId: '901' }] } };
    expect(unreadable(readDocument(apiJson, items))[0]).toContain('state no time');
  });

  it('reads nothing of the buyer', () => {
    const said = [readDocument(apiJson, v0), readDocument(apiJson, v2026)];
    expect(JSON.stringify(said)).not.toMatch(/Ada|example\.com/);
  });

  it('keeps the laws whatever stands in a document', () => {
    fuzzDocument(apiJson, v0);
    fuzzDocument(apiJson, v2026);
    fuzzDocument(apiJson, [change, ...others]);
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures("Amazon's JSON of others"), () => {
  /** The answers inside Amazon's recordings of its sandbox: what a caller would have saved. */
  const answers = (path: string): readonly unknown[] =>
    fieldsAt(fixtureDocument(path), '').map((recording) => recording['response']);

  it.each([
    ['amazon/sandbox-examples/ordersV0.examples.json', 2],
    ['amazon/sandbox-examples/orders_2026-01-01.examples.json', 6],
  ])('reads the answers in %s', (path, orders) => {
    const read = answers(path).map((answer) => readDocument(apiJson, answer));
    const known = read.filter((readings) => readings !== null);
    expect(known.flatMap(faultsIn)).toEqual([]);
    const ids = known.flatMap(observed).map((line) => line.refs?.['order']);
    expect(new Set(ids).size).toBe(orders);
  });

  it('reads the example in a schema of notifications', () => {
    const schema = fixtureDocument('amazon/notification-schemas/OrderChangeNotification.json');
    const [example] = fieldsAt(schema, 'examples');
    expect(observed(readDocument(apiJson, example)).map((line) => line.kind)).toEqual([
      'order.placed',
      'order.cancel-requested',
      'order.status',
    ]);
  });

  it.each([
    'amazon/models/ordersV0.json',
    'amazon/notification-schemas/OrderChangeNotification.json',
  ])('leaves the schema %s alone', (path) => {
    expect(readDocument(apiJson, fixtureDocument(path))).toBeNull();
  });
});
