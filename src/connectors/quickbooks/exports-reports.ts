// QuickBooks Online's reports as CSV (Invoice List, Transaction List, Sales by Customer and alike): a
// transaction or a line of one a row, with a number, a type and a day. The day is the transaction's own,
// often copied from the shop, so no delay can be measured from it.
import { decimalOf } from '../../core/observation/decimal.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import type { StatedRest } from '../reading/statement.js';
import { refsOf, standing, statementOf, versionOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { meaningOf } from '../reading/words.js';

const columns = {
  date: ['Date', 'Transaction date'],
  /** Shown where somebody added it to the report: when it was entered. */
  created: ['Create Date', 'Created'],
  type: ['Transaction type'],
  number: ['Num', 'Transaction number', 'No.'],
  amount: ['Amount'],
  balance: ['Open balance'],
  quantity: ['Quantity', 'Qty'],
  /** A running sum: then the rows are lines. */
  running: ['Balance'],
} as const;

type ColumnName = keyof typeof columns;

/** `Accrual Basis Tuesday, September 29, 2026 09:30 PM GMT-04:00`, under the last row. */
const stamp = /([A-Z][a-z]+ \d{1,2}, \d{4} \d{1,2}:\d{2} [AP]M) GMT([+-]\d{2}:?\d{2})$/;

function stampOf(row: Row): readonly string[] {
  const filled = row.cells.filter((cell) => cell.trim() !== '');
  const match = stamp.exec(filled.join(',').trimEnd());
  return match === null ? [] : [`${match[1] ?? ''} ${match[2] ?? ''}`];
}

interface Transaction {
  readonly number: string;
  readonly entered: TimeSpan;
  readonly data: { readonly amount?: string };
  readonly say: (kind: ObservationLine['kind'], rest: StatedRest) => ObservationLine;
}

function ordered({ number, data, say }: Transaction): ObservationLine[] {
  const total = data.amount === undefined ? {} : { total: data };
  const held = { record: number, state: 'confirmed', ...total };
  return [say('order.acknowledged', { data: held }), say('books.revenue', { data })];
}

const refunded = ({ number, data, say }: Transaction): ObservationLine[] => [
  say('refund.issued', { refs: { refund: number }, data }),
];

/** Types that say something of an order; the others are known and say nothing. */
const tellers: Readonly<Record<string, (transaction: Transaction) => ObservationLine[]>> = {
  invoice: ordered,
  'sales receipt': (sold) => [...ordered(sold), sold.say('payment.captured', { data: sold.data })],
  payment: (paid) => [paid.say('payment.captured', { data: paid.data })],
  refund: refunded,
  'refund receipt': refunded,
  'credit memo': refunded,
};

function amountOf(
  { columns: found, text }: TableRecord<ColumnName>,
  options: ReadOptions,
): { readonly amount?: string } | RowFault {
  const areLines = found.has('quantity') || found.has('running');
  if (areLines || text('amount') === '') return {};
  const amount = plainDecimal(text('amount'), options.decimal)?.replace('-', '');
  return amount === undefined
    ? new RowFault(`Amount is ${shown(text('amount'))}, which is no amount`)
    : { amount };
}

function read(
  record: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const { text } = record;
  const written = text('created') || text('date');
  const entered = options.times(written);
  if (entered === null) return new RowFault(`Date is ${shown(written)}, which is no time`);
  const type = text('type').toLowerCase();
  const tell = meaningOf(tellers, type);
  if (tell === undefined) return [];
  const data = amountOf(record, options);
  if (data instanceof RowFault) return data;
  const number = text('number');
  const isOrder = type === 'invoice' || type === 'sales receipt';
  const stated = {
    system: options.system,
    key: `${type}/${number}`,
    refs: refsOf({ record: isOrder ? number : '', order_name: number }),
    version: versionOf(options.extract),
  };
  const transaction: Transaction = {
    number,
    entered,
    data,
    say: (kind, rest) => statementOf(stated, kind, statedTime(entered), rest),
  };
  const native = isOrder ? wordOf(text('balance'), data.amount, options) : '';
  return [...tell(transaction), ...standing(stated, { native }, options.extract)];
}

function wordOf(balance: string, amount: string | undefined, options: ReadOptions): string {
  const open = decimalOf(plainDecimal(balance, options.decimal) ?? '');
  const whole = decimalOf(amount ?? '');
  if (open === undefined || whole === undefined) return '';
  if (open === 0) return 'paid';
  return open < whole ? 'partially paid' : 'open';
}

/** Totals, headings of customers, empty lines, the stamp: whatever names no transaction. */
function isNoTransaction(row: Row, text: (name: ColumnName) => string): boolean {
  return text('type') === '' || text('date') === '' || /^total\b/i.test(row.cells[0]?.trim() ?? '');
}

export const reportsCsv = tableReader<ColumnName>({
  name: 'quickbooks.reports-csv',
  connector: 'quickbooks',
  proven: false,
  columns,
  needs: ['date', 'type', 'number', 'amount'],
  times: ['created', 'date'],
  timeTexts: stampOf,
  numbers: ['amount', 'balance'],
  skips: (row, found) =>
    isNoTransaction(row, (name) => found.text(row, name)) || found.text(row, 'number') === '',
  read,
});
