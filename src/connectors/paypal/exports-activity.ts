// PayPal's activity download and its statements as CSV: one row a movement, in the account's locale and
// zone. Memo rows moved no money and are left out.
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import type { Columns } from '../reading/columns.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import {
  currencyCode,
  moneyOf,
  refsOf,
  statementOf,
  statusOf,
  versionOf,
} from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { kindOfPayment, movementOf } from './activity-types.js';
import { offsetOfAbbreviation } from './zones.js';

const columns = {
  date: ['Date'],
  time: ['Time'],
  zone: ['TimeZone', 'Time Zone'],
  type: ['Type', 'Description'],
  status: ['Status'],
  currency: ['Currency'],
  gross: ['Gross'],
  id: ['Transaction ID'],
  reference: ['Reference Txn ID'],
  invoice: ['Invoice Number', 'Invoice ID'],
  custom: ['Custom Number'],
  impact: ['Balance Impact'],
  // Not read; they tell whose the file is.
  fee: ['Fee'],
  net: ['Net'],
  balance: ['Balance'],
} as const;

type ColumnName = keyof typeof columns;

/** Date, clock and zone as one text. */
function writtenTime(row: Row, found: Columns<ColumnName>): string {
  const offset = offsetOfAbbreviation(found.text(row, 'zone'));
  const parts = [found.text(row, 'date'), found.text(row, 'time'), offset ?? ''];
  return parts.filter((part) => part !== '').join(' ');
}

/** The kind of statement that a row is; null: it says nothing of an order's money. */
function kindOf(type: string, status: string, isCredit: boolean): ObservationLine['kind'] | null {
  const movement = movementOf(type);
  const isDone = status === '' || kindOfPayment(status) === 'payment.captured';
  // Money that went the other way was paid or given back to the merchant.
  if (movement === 'refund') return isDone && !isCredit ? 'refund.issued' : null;
  if (movement === 'dispute') return isCredit ? null : 'payment.disputed';
  if (movement !== 'payment' || !isCredit) return null;
  return status === '' ? 'payment.captured' : kindOfPayment(status);
}

function read(
  { text, columns: found, rows }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  if (/^memo$/i.test(text('impact'))) return [];
  const type = text('type');
  if (movementOf(type) === null) {
    return new RowFault(`Type is ${shown(type)}, which is not known: download it in English`);
  }
  const [row] = rows;
  const written = row === undefined ? '' : writtenTime(row, found);
  const span = options.times(written);
  if (span === null) return new RowFault(`Date and Time are ${shown(written)}, which is no time`);
  const gross = plainDecimal(text('gross'), options.decimal);
  if (gross === null) return new RowFault(`Gross is ${shown(text('gross'))}, which is no amount`);
  const kind = kindOf(type, text('status'), !gross.startsWith('-'));
  if (kind === null) return [];
  if (text('id') === '') return new RowFault('Transaction ID is empty');
  const isPayment = kind.startsWith('payment.') && kind !== 'payment.disputed';
  const parent = text('reference');
  const payment = isPayment ? [text('id'), parent] : [parent];
  const names = {
    payment: payment.filter((id) => id !== ''),
    refund: kind === 'refund.issued' ? text('id') : '',
    order_name: text('invoice'),
    external: text('custom'),
  };
  const data = {
    ...moneyOf(gross.replace('-', ''), currencyCode(text('currency'))),
    ...(/subscription|recurring/i.test(type) ? { description: 'Subscription' } : {}),
  };
  const record = {
    system: options.system,
    key: text('id'),
    refs: refsOf(names),
    version: versionOf(options.extract),
  };
  return [statementOf(record, kind, statedTime(span), { ...statusOf(text('status')), data })];
}

export const activityCsv = tableReader<ColumnName>({
  name: 'paypal.activity-csv',
  connector: 'paypal',
  proven: false,
  columns,
  needs: ['date', 'time', 'zone', 'type', 'gross', 'id', 'reference'],
  times: [],
  timeTexts: (row, found) => [writtenTime(row, found)].filter((text) => text !== ''),
  numbers: ['gross', 'fee', 'net', 'balance'],
  read,
});
