// Walmart's Seller Center: the order sheet, saved as CSV, and the payment report. Days only.
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
import { centsOf, csvRow, linesIn, rowUnder, slashedDay, textIn, type FileLine } from './text.js';

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

function unitsOf(line: FileLine, told: readonly Emission[]): number {
  return told
    .flatMap(({ data }) => linesIn(data))
    .filter(({ sku }) => sku === line.sku)
    .reduce((sum, { qty }) => sum + qty, 0);
}

interface Part {
  readonly status: string;
  readonly qty: number;
}

/** Every line has a status of its own; one that left in part stands in two rows. */
function partsOf(line: FileLine, said: readonly Emission[]): readonly Part[] {
  const told = (kind: string): Emission[] => said.filter((one) => one.kind === kind);
  const cancelled = told('order.cancelled');
  const isWhole = cancelled.some(({ data }) => data?.['lines'] === undefined);
  if (isWhole) return [{ status: 'Cancelled', qty: line.qty }];
  const gone = Math.min(line.qty, unitsOf(line, cancelled));
  const left = Math.min(line.qty - gone, unitsOf(line, told('shipment.shipped')));
  return [
    { status: 'Cancelled', qty: gone },
    { status: told('shipment.delivered').length > 0 ? 'Delivered' : 'Shipped', qty: left },
    { status: 'Unshipped', qty: line.qty - gone - left },
  ].filter(({ qty }) => qty > 0);
}

/** Of the last parcel that the line went into. */
function labelOf(line: FileLine, shipped: readonly Emission[], field: string): string {
  return textIn(shipped.findLast((parcel) => unitsOf(line, [parcel]) > 0)?.data, field);
}

function sheetRows(id: string, placed: Emission, said: readonly Emission[]): FileRow[] {
  const shipped = said.filter(({ kind }) => kind === 'shipment.shipped');
  const parts = linesIn(placed.data).flatMap((line) =>
    partsOf(line, said).map((part) => ({ ...part, line })),
  );
  return parts.map(({ line, status, qty }) => ({
    file: SHEET,
    text: csvRow(
      rowUnder(SHEET_COLUMNS, {
        'PO#': id,
        'Order#': `7${id.slice(1)}`,
        'Order Date': day(placed.at),
        'Ship By': day(placed.at + 5 * DAY),
        'Customer Name': 'Avery Example',
        'Line#': line.line,
        Status: status,
        'Item Description': `Item ${line.sku}`,
        'Shipping Method': 'VALUE',
        Qty: qty,
        SKU: line.sku,
        'Item Cost': line.price ?? '0.00',
        Carrier: status === 'Unshipped' ? '' : labelOf(line, shipped, 'carrier'),
        'Tracking Number': status === 'Unshipped' ? '' : labelOf(line, shipped, 'tracking'),
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
function shownOf(placed: Emission, said: readonly Emission[], madeBy: number): Shown[] {
  const from = dayOf(placed).from;
  const money = said.filter(({ kind }) => kind === 'payment.settled' || kind === 'refund.issued');
  const cancelled = said.filter(
    ({ kind, data }) => kind === 'order.cancelled' && data?.['lines'] === undefined,
  );
  return [
    { ...dayOf(placed), total: false },
    ...money.map(dayOf),
    ...cancelled.map((emission) => ({ emission, from, until: madeBy })),
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
        const found = shownOf(placed, said, frame.madeByOf('walmart'));
        const money = found.filter(({ emission }) => emission.data?.['amount'] !== undefined);
        rows.push(...money.map(({ emission }) => paymentRow(id, emission)));
        shown.push(...found);
      }
      return rows.length === 0 ? NOTHING : { rows, shown };
    },
  };
}
