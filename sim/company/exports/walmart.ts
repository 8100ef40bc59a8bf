// Walmart's Seller Center: the order sheet, saved as CSV, and the payment report. Days only. Reference of exports,
// section 4.
import { DAY, UTC } from '../clock.js';
import type { Emission } from '../emission.js';
import { decimal } from '../money.js';
import {
  NOTHING,
  byName,
  lastOf,
  type Exported,
  type Exporter,
  type FileRow,
  type Frame,
  type Shown,
} from './shape.js';
import { centsOf, csvRow, linesIn, rowUnder, slashedDay, textIn } from './text.js';

const SHEET = 'walmart-orders.csv';
const PAYMENTS = 'walmart-payments.csv';

const SHEET_COLUMNS =
  'PO#,Order#,Order Date,Ship By,Delivery Date,Customer Name,Customer Shipping Address,Customer Phone Number,Ship to Address 1,Ship to Address 2,City,State,Zip,Segment,FLIDS,Line#,UPC,Status,Item Description,Shipping Method,Shipping Tier,Shipping SLA,Shipping Config SOurce,Qty,SKU,Item Cost,Shipping Cost,Tax,Update Status,Update Qty,Carrier,Tracking Number,Tracking Url,Seller Order NO,Fulfillment Entity,Replacement Order,Original Customer Order Id'.split(
    ',',
  );
const PAYMENT_COLUMNS =
  'Period Start Date,Period End Date,Total Payable,Currency,Transaction Key,Transaction Posted Timestamp,Transaction Type,Transaction Description,Customer Order #,Customer Order line #,Purchase Order #,Purchase Order line #,Amount,Amount Type,Ship Qty,Commission Rate,Base Commission Rate,Transaction Reason Description,Partner Item Id,Partner GTIN,Partner Item Name,Product Tax Code,Ship to State,Ship to City,Ship to Zipcode,Contract Category,Product Type,Fulfillment Type'.split(
    ',',
  );

function day(instant: number): string {
  return slashedDay(instant, UTC);
}

function dayOf(emission: Emission): Shown {
  const from = Math.floor(emission.at / DAY) * DAY;
  return { emission, from, until: from + DAY - 1_000 };
}

function statusOf(said: readonly Emission[]): string {
  const has = (kind: string, whole: boolean): boolean =>
    said.some((one) => one.kind === kind && (!whole || one.data?.['lines'] === undefined));
  if (has('order.cancelled', true)) return 'Cancelled';
  if (has('shipment.delivered', false)) return 'Delivered';
  return has('shipment.shipped', false) ? 'Shipped' : 'Unshipped';
}

function sheetRows(id: string, placed: Emission, said: readonly Emission[]): FileRow[] {
  const parcel = lastOf(said, 'shipment.shipped');
  return linesIn(placed.data).map((line) => ({
    file: SHEET,
    text: csvRow(
      rowUnder(SHEET_COLUMNS, {
        'PO#': id,
        'Order#': `7${id.slice(1)}`,
        'Order Date': day(placed.at),
        'Ship By': day(placed.at + 5 * DAY),
        'Customer Name': 'Avery Example',
        'Line#': line.line,
        Status: statusOf(said),
        'Item Description': `Item ${line.sku}`,
        'Shipping Method': 'VALUE',
        Qty: line.qty,
        SKU: line.sku,
        'Item Cost': line.price ?? '0.00',
        Carrier: textIn(parcel?.data, 'carrier'),
        'Tracking Number': textIn(parcel?.data, 'tracking'),
        'Fulfillment Entity': placed.data?.['fulfilled_by'] === 'channel' ? 'WFS' : 'Seller',
      }),
    ),
  }));
}

function paymentRow(id: string, moved: Emission): FileRow {
  const back = moved.kind === 'refund.issued';
  const cents = centsOf(moved.data?.['amount']);
  const cells = {
    'Period Start Date': day(moved.at),
    'Period End Date': day(moved.at + 14 * DAY),
    Currency: textIn(moved.data, 'currency'),
    'Transaction Key': moved.id,
    'Transaction Posted Timestamp': day(moved.at),
    'Transaction Type': back ? 'Refund' : 'Sale',
    'Customer Order #': `7${id.slice(1)}`,
    'Purchase Order #': id,
    Amount: decimal(back ? -cents : cents),
    'Amount Type': 'Item Price',
  };
  return { file: PAYMENTS, text: csvRow(rowUnder(PAYMENT_COLUMNS, cells)) };
}

/** Placed and paid by the day; cancelled some time before the sheet was made. */
function shownOf(placed: Emission, said: readonly Emission[], extract: number): Shown[] {
  const from = dayOf(placed).from;
  const money = said.filter(({ kind }) => kind === 'payment.settled' || kind === 'refund.issued');
  const cancelled = said.filter(
    ({ kind, data }) => kind === 'order.cancelled' && data?.['lines'] === undefined,
  );
  return [
    { ...dayOf(placed), total: false },
    ...money.map(dayOf),
    ...cancelled.map((emission) => ({ emission, from, until: extract })),
  ];
}

export function walmartExports(frame: Frame): Exporter {
  return {
    files: new Map([
      [SHEET, SHEET_COLUMNS.join(',')],
      [PAYMENTS, PAYMENT_COLUMNS.join(',')],
    ]),
    tell({ visible }): Exported {
      const rows: FileRow[] = [];
      const shown: Shown[] = [];
      for (const [id, said] of byName(visible, 'walmart', ['order'])) {
        const placed = lastOf(said, 'order.placed');
        if (placed === undefined) continue;
        rows.push(...sheetRows(id, placed, said));
        const found = shownOf(placed, said, frame.extractOf('walmart'));
        const money = found.filter(({ emission }) => emission.data?.['amount'] !== undefined);
        rows.push(...money.map(({ emission }) => paymentRow(id, emission)));
        shown.push(...found);
      }
      return rows.length === 0 ? NOTHING : { rows, shown };
    },
  };
}
