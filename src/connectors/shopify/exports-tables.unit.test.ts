import { describe, expect, it } from 'vitest';
import { fuzzTable } from '../../../test/fuzz-export.js';
import { observed, readTable, unreadable } from '../../../test/read-export.js';
import type { Table } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { inventoryCsv } from './exports-inventory.js';
import { matrixifyCsv } from './exports-matrixify.js';
import { payoutsCsv, transactionsCsv } from './exports-money.js';

const cells = (...lines: readonly string[]): string[][] => lines.map((line) => line.split(','));

const histories: Table = cells(
  'Order,Name,Payment Method,Kind,Gateway,Created At,Status,Amount,Currency,Card Type',
  '7100000000001,#2001,card,sale,shopify_payments,2026-03-03 10:00:05 -0500,success,80.00,USD,visa',
  '7100000000001,#2001,card,refund,shopify_payments,2026-03-05 09:00:01 -0500,success,20.00,USD,visa',
  '7100000000001,#2001,card,refund,shopify_payments,2026-03-05 09:00:01 -0500,success,20.00,USD,visa',
  '7100000000002,#2002,card,sale,shopify_payments,2026-03-03 11:00:00 -0500,failure,15.00,USD,visa',
  '7100000000003,#2003,,sale,Cash on Delivery (COD),2026-03-03 12:00:00 -0500,pending,9.00,USD,',
);

const payouts: Table = cells(
  'Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout ID,Available On,Amount,Fee,Net,Checkout,Payment Method Name,Presentment Amount,Presentment Currency,Currency,VAT',
  '2026-03-03 10:00:05 -0500,charge,#2001,visa,online,paid,2026-03-06,91,2026-03-06,80.00,2.62,77.38,#1,card,80.00,USD,USD,0',
  '2026-03-05 09:00:01 -0500,refund,#2001,visa,online,paid,2026-03-09,92,2026-03-09,-20.00,0,-20.00,#1,card,20.00,USD,USD,0',
  '2026-03-08 09:00:01 -0500,charge,#2004,visa,online,pending,,,2026-03-11,$12.00,0.65,11.35,#2,card,12.00,USD,USD,0',
  '2026-03-08 10:00:00 -0500,adjustment,,,,paid,2026-03-09,92,2026-03-09,-1.00,0,-1.00,,,,,USD,0',
);

const inventory: Table = cells(
  'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),Available (not editable),On hand (current),On hand (new)',
  'mug,Mug,Title,Default,,,,,M-1,,,Main,A1,0,1,2,5,8,',
  'mug,Mug,Title,Default,,,,,M-1,,,Outlet,,not stocked,not stocked,not stocked,not stocked,not stocked,',
  'cup,Cup,Title,Default,,,,,,,,Main,,0,0,0,4,4,',
);

const available: Table = cells(
  'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,SKU,HS Code,COO,Main,Outlet',
  'mug,Mug,Title,Default,,,,,M-1,,,5,-2',
  'cup,Cup,Title,Default,,,,,C-1,,,not stocked,7',
);

const matrixify: Table = cells(
  'ID,Name,Created At,Updated At,Cancelled At,Currency,Price: Total,Payment: Status,Order Fulfillment Status,Line: Type,Line: ID,Line: SKU,Line: Quantity,Line: Price,Refund: ID,Transaction: ID,Transaction: Kind,Transaction: Processed At,Transaction: Amount,Transaction: Currency,Transaction: Status,Transaction: Gateway,Transaction: Test,Fulfillment: ID,Fulfillment: Status,Fulfillment: Created At,Fulfillment: Tracking Company,Fulfillment: Tracking Number',
  '71,#1,2026-03-03 10:00:00 -0500,2026-03-05 09:00:00 -0500,,USD,40.00,paid,fulfilled,Line Item,11,A-1,2,20.00,,,,,,,,,,,,,,',
  '71,#1,,,,,,,,Transaction,,,,,,801,sale,2026-03-03 10:00:05 -0500,40.00,USD,success,stripe,false,,,,,',
  '71,#1,,,,,,,,Fulfillment Line,11,A-1,1,,,,,,,,,,,501,success,2026-03-04 12:00:00 -0500,UPS,1Z1',
  '71,#1,,,,,,,,Fulfillment Line,11,A-1,1,,,,,,,,,,,502,success,2026-03-05 09:00:00 -0500,UPS,1Z2',
  '71,#1,,,,,,,,Shipping Line,,,,5.00,,,,,,,,,,,,,,',
);

describe('two transactions of one second and amount', () => {
  it('are two, also where other columns differ', () => {
    const [titles = [], sale = []] = histories;
    const rows = [sale, sale.with(4, 'gift_card')];
    const lines = observed(readTable(transactionsCsv, [titles, ...rows]));
    expect(lines.map(({ id }) => id)).toEqual([
      '#2001/2026-03-03 10:00:05 -0500/80.00/payment.captured',
      '#2001/2026-03-03 10:00:05 -0500/80.00/2/payment.captured',
    ]);
  });
});

describe('transaction histories', () => {
  it('give each sale, refund and failure its time; equal rows are two of them', () => {
    expect(told(readTable(transactionsCsv, histories))).toEqual([
      'payment.captured 2026-03-03T15:00:05Z order=7100000000001 order_name=#2001 (sale) {"amount":"80.00","currency":"USD"}',
      'refund.issued 2026-03-05T14:00:01Z order=7100000000001 order_name=#2001 (refund) {"amount":"20.00","currency":"USD"}',
      'refund.issued 2026-03-05T14:00:01Z order=7100000000001 order_name=#2001 (refund) {"amount":"20.00","currency":"USD"}',
      'payment.failed 2026-03-03T16:00:00Z order=7100000000002 order_name=#2002 (sale) {"amount":"15.00","currency":"USD"}',
    ]);
    const ids = observed(readTable(transactionsCsv, histories)).map((line) => line.id);
    expect(new Set(ids).size).toBe(4);
  });

  it('go by name where a spreadsheet has rounded the ids', () => {
    const rounded = histories.map((row, index) =>
      index === 0 ? row : ['7.1E+12', ...row.slice(1)],
    );
    const refs = observed(readTable(transactionsCsv, rounded)).map((line) => line.refs);
    expect(refs[0]).toEqual({ order_name: '#2001' });
  });
});

describe('transactions of Shopify Payments', () => {
  it('settle a charge on the day of its payout, and not before', () => {
    expect(told(readTable(payoutsCsv, payouts))).toEqual([
      'payment.settled 2026-03-06T00:00:00Z..2026-03-06T23:59:59.999Z day order_name=#2001 payout=91 (charge) {"amount":"80.00","currency":"USD"}',
      'refund.issued 2026-03-05T14:00:01Z order_name=#2001 payout=92 (refund) {"amount":"20.00","currency":"USD"}',
    ]);
  });
});

describe('the inventory CSV', () => {
  it('gives a level for each location that keeps the variant', () => {
    expect(told(readTable(inventoryCsv, inventory))).toEqual([
      'stock.level 2026-03-10T00:00:00Z extract sku=M-1 location=Main {"available":"5","on_hand":"8","reserved":"2"}',
    ]);
  });

  it('reads the form with a column for each location', () => {
    expect(told(readTable(inventoryCsv, available))).toEqual([
      'stock.level 2026-03-10T00:00:00Z extract sku=M-1 location=Main {"available":"5"}',
      'stock.level 2026-03-10T00:00:00Z extract sku=M-1 location=Outlet {"available":"-2"}',
      'stock.level 2026-03-10T00:00:00Z extract sku=C-1 location=Outlet {"available":"7"}',
    ]);
  });

  it('needs the time of the file', () => {
    expect(unreadable(readTable(inventoryCsv, available, { extract: null }))[0]).toContain(
      '--as-of',
    );
  });

  it('leaves the products CSV alone', () => {
    const products = ['Handle', 'Title', 'Vendor', 'SKU', 'HS Code', 'COO', 'Variant Price'];
    expect(readTable(inventoryCsv, [products])).toBeNull();
  });
});

describe("Matrixify's orders", () => {
  it('give each parcel and each transaction its own time', () => {
    expect(told(readTable(matrixifyCsv, matrixify))).toEqual([
      'order.placed 2026-03-03T15:00:00Z order=71 order_name=#1 {"lines":[{"qty":"2","line":"11","sku":"A-1","price":"20.00"}],"total":{"amount":"40.00","currency":"USD"}}',
      'payment.captured 2026-03-03T15:00:05Z order=71 order_name=#1 payment=801 (sale) {"amount":"40.00","currency":"USD"}',
      'shipment.shipped 2026-03-04T17:00:00Z order=71 order_name=#1 shipment=501 tracking=1Z1 (success) {"lines":[{"qty":"1","line":"11","sku":"A-1"}],"carrier":"UPS","tracking":"1Z1"}',
      'shipment.shipped 2026-03-05T14:00:00Z order=71 order_name=#1 shipment=502 tracking=1Z2 (success) {"lines":[{"qty":"1","line":"11","sku":"A-1"}],"carrier":"UPS","tracking":"1Z2"}',
      'order.status 2026-03-05T14:00:00Z order=71 order_name=#1 (paid)',
      'order.status 2026-03-05T14:00:00Z order=71 order_name=#1 (fulfilled)',
    ]);
  });
});

describe('the tables of Shopify', () => {
  it.each([
    ['transaction histories', transactionsCsv, histories],
    ['payouts', payoutsCsv, payouts],
    ['inventory', inventoryCsv, inventory],
    ['available', inventoryCsv, available],
    ['Matrixify', matrixifyCsv, matrixify],
  ])('keep the laws whatever stands in them: %s', (_name, reader, table) => {
    fuzzTable(reader, table);
  });
});
