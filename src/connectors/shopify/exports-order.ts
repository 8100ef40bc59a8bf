// The rows of one order of Shopify's orders CSV -> its times, money and lines, each checked. No name,
// address or e-mail of a buyer is among the columns that are looked at.
import { isCurrency } from '../../core/observation/currency.js';
import { decimalOf } from '../../core/observation/decimal.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ReadOptions, Row } from '../connector.js';
import { shown } from '../reading/row-fault.js';

/** Columns that are read, lower-cased and without punctuation. */
export const columnNames = [
  'name',
  'id',
  'createdat',
  'paidat',
  'fulfilledat',
  'cancelledat',
  'financialstatus',
  'fulfillmentstatus',
  'currency',
  'total',
  'refundedamount',
  'outstandingbalance',
  'paymentmethod',
  'paymentreference',
  'paymentreferences',
  'paymentid',
  'paymenttermsname',
  'source',
  'lineitemquantity',
  'lineitemname',
  'lineitemprice',
  'lineitemsku',
  'lineitemrequiresshipping',
  'lineitemfulfillmentstatus',
] as const;

export type ColumnName = (typeof columnNames)[number];

export interface OrderRows {
  readonly name: string;
  /** Id as it stands in the file, and null where it can't be trusted as one. */
  readonly statedId: string;
  readonly id: string | null;
  readonly rows: Row[];
  readonly has: (name: ColumnName) => boolean;
  readonly cell: (row: Row, name: ColumnName) => string;
}

/** One order that can't be read; the reason names the column. */
export class OrderFault {
  readonly line: number;
  readonly reason: string;
  constructor(line: number, reason: string) {
    this.line = line;
    this.reason = reason;
  }
}

export interface GoodsLine {
  sku?: string;
  line?: string;
  qty: string;
  price?: string;
}

export interface OrderFacts {
  readonly created: TimeSpan;
  readonly paid: TimeSpan | null;
  readonly fulfilled: TimeSpan | null;
  readonly cancelled: TimeSpan | null;
  readonly total: string;
  readonly refunded: string;
  readonly outstanding: string;
  readonly currency: string;
  readonly lines: readonly GoodsLine[];
}

/** Reads what the order's rows hold; the first fault makes all of them unreadable. */
export function factsOf(order: OrderRows, options: ReadOptions): OrderFacts | OrderFault {
  const [first] = order.rows;
  if (first === undefined) return new OrderFault(0, 'the order has no row');
  const text = (name: ColumnName): string => order.cell(first, name);
  const time = (name: ColumnName, title: string): TimeSpan | OrderFault | null => {
    if (text(name) === '') return null;
    const fault = new OrderFault(first.line, `${title} is ${shown(text(name))}, which is no time`);
    return options.times(text(name)) ?? fault;
  };
  const created = time('createdat', 'Created at') ?? noCreation(order, first);
  if (created instanceof OrderFault) return created;
  const paid = time('paidat', 'Paid at');
  if (paid instanceof OrderFault) return paid;
  const fulfilled = time('fulfilledat', 'Fulfilled at');
  if (fulfilled instanceof OrderFault) return fulfilled;
  const cancelled = time('cancelledat', 'Cancelled at');
  if (cancelled instanceof OrderFault) return cancelled;
  const fault = moneyFault(order, first);
  if (fault !== null) return fault;
  const lines = goodsOf(order);
  if (lines instanceof OrderFault) return lines;
  return {
    created,
    paid,
    fulfilled,
    cancelled,
    total: text('total'),
    refunded: text('refundedamount'),
    outstanding: text('outstandingbalance'),
    currency: text('currency'),
    lines,
  };
}

function noCreation(order: OrderRows, first: Row): OrderFault {
  const remedy = 'export the orders again with all columns';
  const what = order.has('createdat') ? 'Created at is empty' : 'the column Created at is missing';
  return new OrderFault(first.line, `${what}, so nothing can be placed in time: ${remedy}`);
}

const amounts = [
  ['total', 'Total'],
  ['refundedamount', 'Refunded Amount'],
  ['outstandingbalance', 'Outstanding Balance'],
] as const;

function moneyFault(order: OrderRows, first: Row): OrderFault | null {
  const currency = order.cell(first, 'currency');
  if (currency !== '' && !isCurrency(currency)) {
    return new OrderFault(first.line, `Currency is ${shown(currency)}, which is no currency`);
  }
  for (const [name, title] of amounts) {
    const amount = order.cell(first, name);
    if (amount !== '' && decimalOf(amount) === undefined) {
      return new OrderFault(first.line, `${title} is ${shown(amount)}, which is no plain decimal`);
    }
  }
  const total = order.cell(first, 'total');
  if ((decimalOf(total) ?? 0) < 0) {
    return new OrderFault(first.line, `Total is ${shown(total)}, which is less than nothing`);
  }
  return null;
}

function goodsOf(order: OrderRows): GoodsLine[] | OrderFault {
  const lines: GoodsLine[] = [];
  for (const row of order.rows) {
    // A tip is a line that nobody can ship.
    if (order.cell(row, 'lineitemfulfillmentstatus') === 'not_eligible') continue;
    const line = lineOf(order, row);
    if (line instanceof OrderFault) return line;
    if (line !== null) lines.push(line);
  }
  return lines;
}

function lineOf(order: OrderRows, row: Row): GoodsLine | OrderFault | null {
  const sku = order.cell(row, 'lineitemsku');
  const name = order.cell(row, 'lineitemname');
  const qty = order.cell(row, 'lineitemquantity');
  if (sku === '' && name === '' && qty === '') return null;
  const quantity = decimalOf(qty);
  if (quantity === undefined || quantity < 0 || quantity % 10_000 !== 0) {
    return new OrderFault(row.line, `Lineitem quantity is ${shown(qty)}, which is no whole number`);
  }
  if (quantity === 0) return null;
  const line: GoodsLine = { qty };
  if (sku !== '') line.sku = sku;
  else if (name !== '') line.line = name;
  const price = order.cell(row, 'lineitemprice');
  if (price === '') return line;
  const amount = decimalOf(price);
  if (amount === undefined || amount < 0) {
    return new OrderFault(row.line, `Lineitem price is ${shown(price)}, which is no price`);
  }
  line.price = price;
  return line;
}
