// One transaction of a NetSuite saved search: the rows of one Internal ID or document number, checked.
// What a search shows is what its user put in, so every column but a name, a time and a type may lack.
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ReadOptions, Row } from '../connector.js';
import type { Columns } from '../reading/columns.js';
import { plainDecimal } from '../reading/numbers.js';
import { currencyCode } from '../reading/statement.js';
import { RowFault, shown } from '../reading/row-fault.js';
import type { TableRecord } from '../reading/table-reader.js';
import type { TransactionType } from './types.js';
import { documentIn, typeOf } from './types.js';

/** The usual labels of a search, and the field names that SuiteQL and scripts give them. */
export const columns = {
  /** What the rows of one transaction share. */
  key: ['Internal ID', 'internalid', 'Document Number', 'tranid', 'Transaction Number', 'Number'],
  internalId: ['Internal ID', 'internalid'],
  number: ['Document Number', 'tranid', 'Transaction Number', 'Number'],
  externalId: ['External ID', 'externalid'],
  date: ['Date', 'trandate', 'Transaction Date'],
  created: ['Date Created', 'Created Date', 'createddate', 'Date/Time Created'],
  modified: ['Last Modified', 'Last Modified Date', 'lastmodifieddate', 'Date Last Modified'],
  type: ['Type', 'Transaction Type', 'Record Type'],
  status: ['Status', 'Document Status', 'Order Status'],
  po: ['PO/Check Number', 'PO/Cheque Number', 'otherrefnum', 'PO #', 'PO Number', 'Customer PO #'],
  parent: ['Created From', 'createdfrom', 'Sales Order'],
  /** Columns of connectors that hold the channel's number of the order. */
  channelOrder: [
    'eTail Order ID',
    'eTail Order #',
    'Celigo eTail Order ID',
    'Shopify Order Name',
    'Shopify Order Number',
    'Shopify Order Id',
    'Amazon Order ID',
    'Marketplace Order ID',
    'Storefront Order Number',
    'External Order Number',
    'External Order ID',
    'Web Order Number',
  ],
  mainLine: ['*', 'Main Line', 'mainline'],
  item: ['Item', 'SKU', 'Item Name', 'Item Name/Number', 'Item : Name', 'Item: Name'],
  quantity: ['Quantity', 'Qty', 'Quantity in Transaction Units'],
  fulfilled: ['Quantity Fulfilled/Received', 'Quantity Fulfilled', 'Quantity Billed'],
  rate: ['Item Rate', 'Rate', 'Unit Price'],
  lineId: ['Line ID', 'Line Unique Key', 'Line Sequence Number'],
  total: ['Amount (Transaction Total)', 'Transaction Total', 'Total', 'Total Amount'],
  amount: ['Amount (Foreign Currency)', 'Amount'],
  currency: ['Currency'],
  tracking: ['Shipping/Tracking Numbers', 'Tracking Numbers', 'Tracking Number', 'Tracking #'],
  carrier: ['Shipping Carrier', 'Ship Via', 'Ship Method'],
  payment: ['P/N Ref.', 'Payment Reference', 'Payment Reference Number'],
} as const;

export type ColumnName = keyof typeof columns;

export interface GoodsLine {
  readonly sku: string;
  readonly line?: string;
  readonly qty: string;
  readonly price?: string;
}

/** The document from which this one was made: `Sales Order #SO1001`. */
export interface Parent {
  /** null: the search shows only a number. */
  readonly type: TransactionType | null;
  readonly number: string;
}

export interface Transaction {
  readonly type: TransactionType;
  /** Document number; the internal id where the search does not show it. */
  readonly number: string;
  readonly parent: Parent | null;
  readonly status: string;
  /** When it was entered: Date Created, and only where that is not shown the day of Date. */
  readonly entered: TimeSpan;
  readonly modified: TimeSpan | null;
  /** The day of Date, under which it is posted. */
  readonly dated: TimeSpan | null;
  /** Empty where the rows show only the amounts of lines; without a sign. */
  readonly total: string;
  readonly currency: string;
  readonly lines: readonly GoodsLine[];
  readonly text: (name: ColumnName) => string;
}

export function transactionOf(
  record: TableRecord<ColumnName>,
  options: ReadOptions,
): Transaction | RowFault {
  const main = mainRow(record);
  const text = (name: ColumnName): string => record.columns.text(main, name);
  const number = text('number') || text('internalId');
  const type = typeOf(text('type'), text('status'));
  if (type === null) return noType(text('type'), text('status'));
  if (type === 'fulfilment' && text('status') === '') {
    return new RowFault(
      'Status is empty or not in the search, so nobody can tell whether the goods are picked or gone: add Status to its results',
    );
  }
  const entered = timeOf(text('created') || text('date'), options);
  if (entered instanceof RowFault) return entered;
  const modified = text('modified') === '' ? null : timeOf(text('modified'), options);
  if (modified instanceof RowFault) return modified;
  const lines = linesOf(record, options);
  if (lines instanceof RowFault) return lines;
  const total = totalOf(record, main, options);
  if (total instanceof RowFault) return total;
  return {
    type,
    number,
    parent: parentOf(text('parent')),
    status: text('status'),
    entered,
    modified,
    dated: text('date') === '' ? null : options.times(text('date')),
    total,
    currency: currencyCode(text('currency')),
    lines,
    text,
  };
}

/** `*` stands in the row of the body; without that column the first row is as good as any. */
function mainRow({ columns: found, rows }: TableRecord<ColumnName>): Row {
  const [first] = rows;
  const marked = rows.find((row) => isMain(found.text(row, 'mainLine')));
  return marked ?? first ?? { line: 0, cells: [], document: null };
}

function isMain(mark: string): boolean {
  return mark === '*' || /^(?:yes|true|t)$/i.test(mark);
}

function noType(type: string, status: string): RowFault {
  const what = type === '' ? `Status is ${shown(status)}` : `Type is ${shown(type)}`;
  return new RowFault(`${what}, which names no type of transaction that is known`);
}

function timeOf(text: string, options: ReadOptions): TimeSpan | RowFault {
  if (text === '') {
    return new RowFault(
      'Date Created and Date are empty or not in the search, so nothing can be placed in time: add Date Created to its results',
    );
  }
  return options.times(text) ?? new RowFault(`${shown(text)} is no time`);
}

function parentOf(text: string): Parent | null {
  const named = documentIn(text);
  return named === null ? null : { type: typeOf(named.type, ''), number: named.number };
}

function isGoods(found: Columns<ColumnName>, row: Row): boolean {
  const item = found.text(row, 'item');
  // Tax and shipping are lines of a transaction too, and have no quantity.
  return item !== '' && item !== '- None -' && found.text(row, 'quantity') !== '';
}

/** Nothing where one of them is no whole number, or where signs show the postings of accounts. */
function linesOf(
  { columns: found, rows }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly GoodsLine[] | RowFault {
  const lines: GoodsLine[] = [];
  const signs = new Set<boolean>();
  for (const row of rows) {
    if (!isGoods(found, row)) continue;
    const written = found.text(row, 'quantity');
    const quantity = plainDecimal(written, options.decimal);
    if (quantity === null) return new RowFault(`Quantity is ${shown(written)}, which is no number`);
    const qty = whole(quantity.replace('-', ''));
    if (qty === null) return [];
    if (qty === '0') continue;
    signs.add(quantity.startsWith('-'));
    const price = plainDecimal(found.text(row, 'rate'), options.decimal);
    const line = found.text(row, 'lineId');
    lines.push({
      sku: found.text(row, 'item'),
      ...(line === '' ? {} : { line }),
      qty,
      ...(price === null || price.startsWith('-') ? {} : { price }),
    });
  }
  return signs.size > 1 ? [] : lines;
}

function whole(quantity: string): string | null {
  const match = /^0*(\d+?)(?:\.0*)?$/.exec(quantity);
  return match?.[1] ?? null;
}

/** The sum of the document; the amount of a line alone is none. */
function totalOf(
  { columns: found, rows }: TableRecord<ColumnName>,
  main: Row,
  options: ReadOptions,
): string | RowFault {
  const isBody = isMain(found.text(main, 'mainLine')) || !rows.some((row) => isGoods(found, row));
  const stated = found.text(main, 'total') || (isBody ? found.text(main, 'amount') : '');
  if (stated === '') return '';
  const total = plainDecimal(stated, options.decimal);
  return total?.replace('-', '') ?? new RowFault(`Amount is ${shown(stated)}, which is no amount`);
}
