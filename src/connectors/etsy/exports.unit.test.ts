import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzDocument, fuzzTable } from '../../../test/fuzz-export.js';
import { observed, readDocument, readTable } from '../../../test/read-export.js';
import type { Table } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { receiptsJson } from './exports-api.js';
import { soldItems, soldOrders } from './exports-orders.js';

const cells = (...lines: readonly string[]): string[][] => lines.map((line) => line.split(';'));

const orders: Table = cells(
  'Sale Date;Order ID;Buyer User ID;Full Name;Number of Items;Payment Method;Date Shipped;Ship City;Currency;Order Value;Sales Tax;Order Total;Status;Card Processing Fees;Order Net;Adjusted Order Total;Buyer;SKU',
  '03/04/26;3300001;77;Ada Example;2;Credit Card;03/06/26;Leeds;GBP;20.00;0;24.00;Completed;1.00;23.00;;ada;A-1,A-2',
);

const items: Table = cells(
  'Sale Date;Item Name;Buyer;Quantity;Price;Order Shipping;Order Sales Tax;Item Total;Currency;Transaction ID;Listing ID;Date Paid;Date Shipped;Ship Name;Order ID;Order Type;SKU',
  '03/04/26;Mug;ada;2;8.00;4.00;0;16.00;GBP;501;901;03/04/26;03/06/26;Ada;3300001;online;A-1',
  '03/04/26;Cup;ada;1;4.00;4.00;0;4.00;GBP;502;902;03/04/26;;Ada;3300001;online;A-2',
);

const money = (amount: string): object => ({ amount, divisor: '100', currency_code: 'GBP' });

const receipt = {
  receipt_id: '3300002',
  status: 'partially refunded',
  name: 'Ada Example',
  buyer_email: 'ada@example.com',
  is_paid: 'true',
  is_shipped: 'true',
  created_timestamp: '1772532000',
  updated_timestamp: '1772704800',
  grandtotal: money('2450'),
  transactions: [
    {
      transaction_id: '511',
      sku: 'A-1',
      quantity: '2',
      price: money('1025'),
      paid_timestamp: '1772532005',
      expected_ship_date: '1772791200',
    },
  ],
  shipments: [
    {
      receipt_shipping_id: '71',
      shipment_notification_timestamp: '1772618400',
      carrier_name: 'royal-mail',
      tracking_code: 'RM1',
    },
  ],
  refunds: [{ amount: money('500'), created_timestamp: '1772704800', status: 'success' }],
};

describe("Etsy's CSVs", () => {
  it('give the items of an order by day, parcel for parcel', () => {
    expect(told(readTable(soldItems, items))).toEqual([
      'order.placed 2026-03-04T00:00:00Z..2026-03-04T23:59:59.999Z day order=3300001 {"lines":[{"qty":"2","line":"501","sku":"A-1","price":"8.00"},{"qty":"1","line":"502","sku":"A-2","price":"4.00"}],"channel":"Etsy"}',
      'payment.captured 2026-03-04T00:00:00Z..2026-03-04T23:59:59.999Z day order=3300001',
      'shipment.shipped 2026-03-06T00:00:00Z..2026-03-06T23:59:59.999Z day order=3300001 {"lines":[{"qty":"2","line":"501","sku":"A-1","price":"8.00"}]}',
    ]);
  });

  it('give the money and the state of an order, and not its goods', () => {
    expect(told(readTable(soldOrders, orders))).toEqual([
      'payment.captured 2026-03-04T00:00:00Z..2026-03-04T23:59:59.999Z day order=3300001 {"amount":"24.00","currency":"GBP"}',
      'shipment.shipped 2026-03-06T00:00:00Z..2026-03-06T23:59:59.999Z day order=3300001 (Date Shipped = fulfilment:shipped)',
      'order.status 2026-03-10T00:00:00Z extract order=3300001 (completed)',
    ]);
  });

  it('are not taken for each other', () => {
    expect(readTable(soldItems, orders)).toBeNull();
    expect(readTable(soldOrders, items)).toBeNull();
  });
});

describe("Etsy's receipts", () => {
  it('tell an order in full', () => {
    expect(told(readDocument(receiptsJson, { count: '1', results: [receipt] }))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=3300002 {"lines":[{"qty":"2","line":"511","sku":"A-1","price":"10.25"}],"total":{"amount":"24.5","currency":"GBP"},"channel":"Etsy","ship_by":"2026-03-06T10:00:00Z"}',
      'payment.captured 2026-03-03T10:00:05Z order=3300002 {"amount":"24.5","currency":"GBP"}',
      'refund.issued 2026-03-05T10:00:00Z order=3300002 {"amount":"5","currency":"GBP"}',
      'shipment.shipped 2026-03-04T10:00:00Z order=3300002 shipment=71 tracking=RM1 (is_shipped = fulfilment:shipped) {"carrier":"royal-mail","tracking":"RM1"}',
      'order.status 2026-03-05T10:00:00Z order=3300002 (partially refunded)',
    ]);
  });

  const [item] = receipt.transactions;
  const refunded = { ...receipt, status: 'fully refunded', shipments: [] };

  it.each([
    [
      'by their items',
      { ...refunded, transactions: [{ ...item, shipped_timestamp: '1772618400' }] },
      '2026-03-04T10:00:00Z',
    ],
    ['by the last change', refunded, '2026-03-03T10:00:00Z..2026-03-05T10:00:00Z no-later-than'],
  ])('that were refunded had been shipped without a parcel: %s', (_name, given, time) => {
    expect(told(readDocument(receiptsJson, given))).toContain(
      `shipment.shipped ${time} order=3300002 (is_shipped = fulfilment:shipped)`,
    );
  });

  it('that were refunded and not shipped tell no shipment', () => {
    const kept = { ...refunded, is_shipped: 'false' };
    const kinds = observed(readDocument(receiptsJson, kept)).map(({ kind }) => kind);
    expect(kinds).not.toContain('shipment.shipped');
  });

  it('tell apart parcels that have no id', () => {
    const parcel = { shipment_notification_timestamp: '1772618400', carrier_name: 'other' };
    const given = { ...receipt, shipments: [parcel, { ...parcel, carrier_name: 'ups' }] };
    const lines = observed(readDocument(receiptsJson, given));
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  it('wait for the money', () => {
    const open = { ...receipt, is_paid: 'false', status: 'open' };
    expect(observed(readDocument(receiptsJson, open))[0]?.data?.['payable']).toBe('pending');
  });
});

describe('the files of Etsy', () => {
  it('say nothing of the buyer', () => {
    const said = [
      readTable(soldItems, items),
      readTable(soldOrders, orders),
      readDocument(receiptsJson, receipt),
    ];
    expect(JSON.stringify(said)).not.toMatch(/ada|Ada|Leeds/);
  });

  it('keep the laws whatever stands in them', () => {
    fuzzTable(soldItems, items);
    fuzzTable(soldOrders, orders);
    fuzzDocument(receiptsJson, { results: [receipt] });
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures("Etsy's OpenAPI"), () => {
  it('is no payload', () => {
    const path = 'etsy/etsy-openapi-3.0.0.receipts-inventory-listings.trimmed.json';
    expect(readDocument(receiptsJson, fixtureDocument(path))).toBeNull();
  });
});
