// Amazon's settlement, flat file V2: one row an amount. What the rows of one order and posting sum up
// to is what was settled, or given back. An order younger than about 14 days is in none yet.
// Source: reference of exports, section 3.4.
import type { Decimal } from '../../core/observation/decimal.js';
import { decimalOf, decimalText, zero } from '../../core/observation/decimal.js';
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import { refsOf, statementOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  settlement: ['settlement-id'],
  start: ['settlement-start-date'],
  end: ['settlement-end-date'],
  currency: ['currency'],
  type: ['transaction-type'],
  order: ['order-id'],
  sellersOrder: ['merchant-order-id'],
  adjustment: ['adjustment-id'],
  amountType: ['amount-type'],
  description: ['amount-description'],
  amount: ['amount'],
  posted: ['posted-date-time'],
} as const;

type ColumnName = keyof typeof columns;

/** What the buyer paid or got back; fees and promotions are between Amazon and the seller. */
const buyersMoney = 'ItemPrice';

interface Posting {
  readonly row: Row;
  sum: Decimal;
}

function postingsOf(
  { rows, columns: found }: TableRecord<ColumnName>,
  checked: Checked,
): readonly Posting[] {
  const postings = new Map<string, Posting>();
  for (const row of rows) {
    const text = (name: ColumnName): string => found.text(row, name);
    if (text('amountType') !== buyersMoney) continue;
    const key = (['settlement', 'type', 'adjustment', 'posted'] as const).map(text).join('/');
    const posting = postings.get(key) ?? { row, sum: zero };
    const amount = decimalOf(checked.amount('amount', text('amount'))) ?? zero;
    posting.sum = (posting.sum + amount) as Decimal;
    postings.set(key, posting);
  }
  return [...postings.values()];
}

function read(
  given: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const lines = postingsOf(given, checked).flatMap(({ row, sum }) => {
    const text = (name: ColumnName): string => given.columns.text(row, name);
    const posted = checked.placed('posted-date-time', text('posted'));
    const kind = kindOf(text('type'), sum);
    if (posted === null || kind === null) return [];
    const order = checked.id('order-id', text('order'));
    const record = {
      system: options.system,
      key: [text('settlement'), order, text('adjustment'), text('posted')].join('/'),
      refs: refsOf({ order, external: text('sellersOrder'), settlement: text('settlement') }),
      version: null,
    };
    const data = checked.money('amount', decimalText(sum), text('currency'));
    return [statementOf(record, kind, statedTime(posted), { data })];
  });
  return checked.told(lines);
}

function kindOf(type: string, sum: Decimal): 'payment.settled' | 'refund.issued' | null {
  if (type === 'Order') return sum > 0 ? 'payment.settled' : null;
  return type === 'Refund' && sum < 0 ? 'refund.issued' : null;
}

export const settlement = tableReader<ColumnName>({
  name: 'amazon.settlement-v2',
  connector: 'amazon',
  proven: true,
  columns,
  needs: [
    'settlement',
    'currency',
    'type',
    'order',
    'amountType',
    'description',
    'amount',
    'posted',
  ],
  times: ['posted', 'start', 'end'],
  numbers: ['amount'],
  quoting: 'none',
  // The first row sums the settlement up, and fees of the account belong to no order.
  skips: (row, found) => found.text(row, 'type') === '' || found.text(row, 'order') === '',
  groupBy: 'order',
  read,
});
