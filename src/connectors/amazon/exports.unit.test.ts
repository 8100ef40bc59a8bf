import { describe, expect, it } from 'vitest';
import {
  fixtureTable,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { fuzzTable } from '../../../test/fuzz-export.js';
import { observed, readTable, unreadable } from '../../../test/read-export.js';
import type { Table } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { fulfilledReturns, fulfilledShipments, merchantReturns } from './exports-fulfilment.js';
import { allOrders, unshipped } from './exports-orders.js';
import { settlement, settlementV1 } from './exports-settlement.js';

const cells = (...lines: readonly string[]): string[][] => lines.map((line) => line.split(','));

const all: Table = cells(
  'amazon-order-id,merchant-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,sales-channel,order-channel,url,ship-service-level,product-name,sku,asin,item-status,quantity,currency,item-price,item-tax,promotion-ids,purchase-order-number',
  '111-1,,2026-03-03T10:00:00+00:00,2026-03-04T11:00:00+00:00,Shipped,Merchant,Amazon.com,,,Std,"Mug 12,A-1,B00,Shipped,1,USD,12.00,0,,'.replace(
    'Mug 12',
    'Mug',
  ),
  '111-1,,2026-03-03T10:00:00+00:00,2026-03-04T11:00:00+00:00,Shipped,Merchant,Amazon.com,,,Std,Cup,A-2,B01,Cancelled,2,USD,9.00,0,,',
  '111-2,,2026-03-03T12:00:00+00:00,2026-03-03T12:00:00+00:00,Pending,Merchant,Amazon.com,,,Std,Mug,A-1,B00,Unshipped,2,USD,,,,PO-9',
  '111-3,,2026-03-03T13:00:00+00:00,2026-03-05T12:00:00+00:00,Cancelled,Amazon,Amazon.com,,,Std,Mug,A-1,B00,Cancelled,0,USD,,,,',
  'S01-4,#2001,2026-03-03T14:00:00+00:00,2026-03-03T15:00:00+00:00,Shipping,Amazon,Non-Amazon US,,,Std,Mug,A-1,B00,Shipped,1,USD,,,,',
);

const open: Table = cells(
  'order-id,order-item-id,purchase-date,payments-date,reporting-date,promise-date,days-past-promise,buyer-email,buyer-name,sku,product-name,quantity-purchased,quantity-shipped,quantity-to-ship,ship-service-level',
  '111-5,901,2026-03-03T10:00:00+00:00,2026-03-03T10:05:00+00:00,2026-03-04T10:00:00+00:00,2026-03-06T07:59:59+00:00,-2,ada@example.com,Ada,A-1,Mug,3,1,2,Standard',
);

const shipments: Table = cells(
  'amazon-order-id,merchant-order-id,shipment-id,shipment-item-id,amazon-order-item-id,purchase-date,shipment-date,reporting-date,buyer-name,sku,product-name,quantity-shipped,currency,carrier,tracking-number,fulfillment-center-id',
  '111-6,,D1,D1a,911,2026-03-03T10:00:00+00:00,2026-03-04T06:00:00+00:00,2026-03-04T08:00:00+00:00,Ada,A-1,Mug,1,USD,UPS,1Z9,PHX3',
  '111-6,,D1,D1b,912,2026-03-03T10:00:00+00:00,2026-03-04T06:00:00+00:00,2026-03-04T08:00:00+00:00,Ada,A-2,Cup,2,USD,UPS,1Z9,PHX3',
);

const returns: Table = cells(
  'return-date,order-id,sku,asin,fnsku,product-name,quantity,fulfillment-center-id,detailed-disposition,reason,status,license-plate-number,customer-comments',
  '2026-03-05T15:31:40+00:00,111-6,A-1,B00,X00,Mug,1,PHX3,CUSTOMER_DAMAGED,NOT_COMPATIBLE,Unit returned to inventory,LPN1,call Ada',
);

const asked: Table = cells(
  'Order ID,Order date,Return request date,Return request status,Amazon RMA ID,Tracking ID,Currency code,Merchant SKU,Return quantity,Return Reason,Return delivery date,Refunded Amount',
  '111-1,03-Mar-2026,05-Mar-2026,Approved,RMA1,1Z7,USD,A-1,1,CR-DEFECTIVE,08-Mar-2026,12.00',
);

const money: Table = cells(
  'settlement-id;settlement-start-date;settlement-end-date;deposit-date;total-amount;currency;transaction-type;order-id;merchant-order-id;adjustment-id;shipment-id;marketplace-name;amount-type;amount-description;amount;posted-date;posted-date-time;sku',
  '77;2026-03-01 00:00:00 UTC;2026-03-14 23:59:59 UTC;2026-03-16 00:00:00 UTC;84,95;EUR;;;;;;;;;;;;',
  '77;;;;;EUR;Order;111-1;;;D1;amazon.de;ItemPrice;Principal;90,00;03.03.2026;03.03.2026 08:14:22 UTC;A-1',
  '77;;;;;EUR;Order;111-1;;;D1;amazon.de;ItemPrice;Tax;5,00;03.03.2026;03.03.2026 08:14:22 UTC;A-1',
  '77;;;;;EUR;Order;111-1;;;D1;amazon.de;ItemFees;Commission;-9,00;03.03.2026;03.03.2026 08:14:22 UTC;A-1',
  '77;;;;;EUR;Refund;111-1;;R1;;amazon.de;ItemPrice;Principal;-1,05;05.03.2026;05.03.2026 08:00:00 UTC;A-1',
  '77;;;;;EUR;ServiceFee;;;;;;ServiceFee;Subscription;-39,00;05.03.2026;05.03.2026 08:00:00 UTC;',
).map((row) => row.join(',').split(';'));

const moneyV1: Table = cells(
  'settlement-id,settlement-start-date,settlement-end-date,deposit-date,total-amount,currency,transaction-type,order-id,merchant-order-id,adjustment-id,shipment-id,marketplace-name,order-fee-type,order-fee-amount,fulfillment-id,posted-date,order-item-code,sku,quantity-purchased,price-type,price-amount,item-related-fee-type,item-related-fee-amount',
  '76,2025-03-01T00:00:00+00:00,2025-03-14T23:59:59+00:00,2025-03-16T00:00:00+00:00,84.95,CAD,,,,,,,,,,,,,,,,,',
  '76,,,,,CAD,Order,111-1,,,D1,amazon.ca,,,AFN,2025-03-03T08:14:22+00:00,901,A-1,1,Principal,90.00,,',
  '76,,,,,CAD,Order,111-1,,,D1,amazon.ca,,,AFN,2025-03-03T08:14:22+00:00,901,A-1,1,Tax,5.50,,',
  '76,,,,,CAD,Order,111-1,,,D1,amazon.ca,,,AFN,2025-03-03T08:14:22+00:00,901,A-1,1,,,Commission,-9.00',
  '76,,,,,CAD,Refund,111-1,,R1,,amazon.ca,,,AFN,2025-03-05T08:00:00+00:00,901,A-1,,Principal,-1.05,,',
  '76,,,,,CAD,Subscription Fee,,,,,,,,,2025-03-05T08:00:00+00:00,,,,,,,',
);

describe('the all-orders report', () => {
  it('shows what was ordered, whose it is to send, and how it stands', () => {
    expect(told(readTable(allOrders, all))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=111-1 {"lines":[{"qty":"1","sku":"A-1","price":"12.00"},{"qty":"2","sku":"A-2"}],"channel":"Amazon.com","fulfilled_by":"merchant","payable":"authorized"}',
      'order.cancelled 2026-03-03T10:00:00Z..2026-03-04T11:00:00Z no-later-than order=111-1 {"lines":[{"qty":"2","sku":"A-2"}]}',
      'shipment.shipped 2026-03-03T10:00:00Z..2026-03-04T11:00:00Z no-later-than order=111-1 (Shipped)',
      'order.status 2026-03-10T00:00:00Z extract order=111-1 (Shipped)',
      'order.placed 2026-03-03T12:00:00Z order=111-2 po=PO-9 {"lines":[{"qty":"2","sku":"A-1"}],"channel":"Amazon.com","fulfilled_by":"merchant","payable":"pending"}',
      'order.status 2026-03-10T00:00:00Z extract order=111-2 po=PO-9 (Pending)',
      'order.cancelled 2026-03-03T13:00:00Z..2026-03-05T12:00:00Z no-later-than order=111-3 (Cancelled)',
      'order.status 2026-03-10T00:00:00Z extract order=111-3 (Cancelled)',
      'fulfilment.requested 2026-03-03T14:00:00Z order=S01-4 external=#2001 {"lines":[{"qty":"1","sku":"A-1"}]}',
      'order.status 2026-03-10T00:00:00Z extract order=S01-4 external=#2001 (Shipping)',
    ]);
  });

  it('takes a quote for a character like any other', () => {
    const [columns = []] = all;
    expect(
      allOrders.recognise({ shape: 'table', columns, delimiter: '\t', first: [] }),
    ).toMatchObject({ quoting: 'none' });
  });

  it('refuses an order without a time, all its rows', () => {
    const [header = [], ...rows] = all;
    const timeless = rows.slice(0, 2).map((row) => row.with(2, ''));
    expect(unreadable(readTable(allOrders, [header, ...timeless]))).toEqual([
      '2: purchase-date is empty, so nothing can be placed in time',
      '3: purchase-date is empty, so nothing can be placed in time (line 2)',
    ]);
  });
});

describe('the reports beside it', () => {
  it('show what is still to be sent, and by when', () => {
    expect(told(readTable(unshipped, open))).toEqual([
      'order.placed 2026-03-03T10:00:00Z order=111-5 {"lines":[{"qty":"3","line":"901","sku":"A-1"}],"channel":"Amazon","fulfilled_by":"merchant","payable":"authorized","ship_by":"2026-03-06T07:59:59Z"}',
      'order.status 2026-03-10T00:00:00Z extract order=111-5 (fulfilment:partially_shipped)',
    ]);
  });

  it('show a parcel of Amazon with all its items', () => {
    expect(told(readTable(fulfilledShipments, shipments))).toEqual([
      'shipment.shipped 2026-03-04T06:00:00Z order=111-6 shipment=D1 tracking=1Z9 {"lines":[{"qty":"1","line":"911","sku":"A-1"},{"qty":"2","line":"912","sku":"A-2"}],"carrier":"UPS","tracking":"1Z9"}',
    ]);
  });

  it('show what came back', () => {
    expect(told(readTable(fulfilledReturns, returns))).toEqual([
      'return.received 2026-03-05T15:31:40Z order=111-6 {"lines":[{"qty":"1","sku":"A-1"}],"reason":"NOT_COMPATIBLE"}',
    ]);
    expect(told(readTable(merchantReturns, asked))).toEqual([
      'return.requested 2026-03-05T00:00:00Z..2026-03-05T23:59:59.999Z day order=111-1 return=RMA1 tracking=1Z7 {"lines":[{"qty":"1","sku":"A-1"}],"reason":"CR-DEFECTIVE"}',
      'return.received 2026-03-08T00:00:00Z..2026-03-08T23:59:59.999Z day order=111-1 return=RMA1 tracking=1Z7 {"lines":[{"qty":"1","sku":"A-1"}]}',
      'refund.issued 2026-03-05T00:00:00Z..2026-03-10T00:00:00Z no-later-than order=111-1 return=RMA1 tracking=1Z7 {"amount":"12.00","currency":"USD"}',
    ]);
  });

  it('read nothing of the buyer', () => {
    const said = [
      ...observed(readTable(unshipped, open)),
      ...observed(readTable(fulfilledShipments, shipments)),
      ...observed(readTable(fulfilledReturns, returns)),
    ];
    expect(JSON.stringify(said)).not.toMatch(/Ada|example\.com/);
  });
});

describe('the settlement', () => {
  it('sums up what the buyer paid and got back, without the fees, at any decimal mark', () => {
    const readings = readTable(settlement, money, { decimal: ',', dayFirst: true });
    expect(unreadable(readings)).toEqual([]);
    expect(told(readings)).toEqual([
      'payment.settled 2026-03-03T08:14:22Z order=111-1 settlement=77 {"amount":"95","currency":"EUR"}',
      'refund.issued 2026-03-05T08:00:00Z order=111-1 settlement=77 {"amount":"1.05","currency":"EUR"}',
    ]);
  });

  it('is the same in V1, where each type of amount has columns of its own', () => {
    expect(told(readTable(settlementV1, moneyV1))).toEqual([
      'payment.settled 2025-03-03T08:14:22Z order=111-1 settlement=76 {"amount":"95.5","currency":"CAD"}',
      'refund.issued 2025-03-05T08:00:00Z order=111-1 settlement=76 {"amount":"1.05","currency":"CAD"}',
    ]);
    expect(readTable(settlement, moneyV1)).toBeNull();
    expect(readTable(settlementV1, money)).toBeNull();
  });
});

describe('the reports of Amazon', () => {
  it.each([
    ['all orders', allOrders, all],
    ['unshipped', unshipped, open],
    ['shipments', fulfilledShipments, shipments],
    ['returns', fulfilledReturns, returns],
    ['merchant returns', merchantReturns, asked],
    ['settlement', settlement, money],
    ['settlement of before', settlementV1, moneyV1],
  ])('keep the laws whatever stands in them: %s', (_name, reader, table) => {
    fuzzTable(reader, table);
  });
});

describe.runIf(fixturesAreHere)(suiteOfFixtures('reports of others'), () => {
  it('settles the orders of a real layout', () => {
    const sample = fixtureTable('exports/amazon/settlement-v2-sample.txt', '\t');
    expect(told(readTable(settlement, sample))).toEqual([
      'payment.settled 2026-06-17T08:14:22Z order=114-8829371-4410258 settlement=28471003921 {"amount":"140.39","currency":"USD"}',
      'payment.settled 2026-06-19T15:02:10Z order=113-2047718-9930613 settlement=28471003921 {"amount":"142.49","currency":"USD"}',
      'refund.issued 2026-06-22T11:47:03Z order=112-5561209-7742044 settlement=28471003921 {"amount":"129.99","currency":"USD"}',
      'payment.settled 2026-06-14T09:31:55Z order=114-9930211-5567819 settlement=28471003921 {"amount":"210","currency":"USD"}',
    ]);
    expect(unreadable(readTable(settlement, sample))).toEqual([]);
  });

  it('leaves copies in a database alone', () => {
    const readers = [allOrders, unshipped, fulfilledShipments, settlement, settlementV1];
    for (const name of ['orders', 'order_item', 'fba_inventory_summary']) {
      const table = fixtureTable(`amazon/dbt-seeds/${name}.csv`);
      expect(readers.filter((reader) => readTable(reader, table) !== null)).toEqual([]);
    }
  });
});
