// Amazon's settlement, flat files V2 and V1: one row an amount. What the rows of one order and posting
// sum up to is what was settled, or given back. An order younger than about 14 days is in none yet.
import type { Decimal } from '../../core/observation/decimal.js';
import { decimalOf, zero } from '../../core/observation/decimal.js';
import type { ExportReader, ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import { refsOf, statementOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

/** V2 names every amount's type in one column, and V1 has a column for each type. */
interface Version {
  readonly name: string;
  readonly proven: boolean;
  /** Titles of the column that says of what an amount is. */
  readonly of: readonly string[];
  /** What stands there where the buyer paid or got it back, not Amazon; null: whatever does. */
  readonly buyers: string | null;
  readonly amount: readonly string[];
  readonly posted: readonly string[];
}

const shared = {
  settlement: ['settlement-id'],
  start: ['settlement-start-date'],
  end: ['settlement-end-date'],
  currency: ['currency'],
  type: ['transaction-type'],
  order: ['order-id'],
  sellersOrder: ['merchant-order-id'],
  adjustment: ['adjustment-id'],
} as const;

type ColumnName = keyof typeof shared | 'of' | 'amount' | 'posted';

interface Posting {
  readonly row: Row;
  sum: Decimal;
}

function postingsOf(
  { rows, columns: found }: TableRecord<ColumnName>,
  { buyers }: Version,
  checked: Checked,
): readonly Posting[] {
  const postings = new Map<string, Posting>();
  for (const row of rows) {
    const text = (name: ColumnName): string => found.text(row, name);
    if (buyers === null ? text('of') === '' : text('of') !== buyers) continue;
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
  version: Version,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const lines = postingsOf(given, version, checked).flatMap(({ row, sum }) => {
    const text = (name: ColumnName): string => given.columns.text(row, name);
    const posted = checked.placed('posted-date', text('posted'));
    const kind = kindOf(text('type'), sum);
    if (posted === null || kind === null) return [];
    const order = checked.id('order-id', text('order'));
    const record = {
      system: options.system,
      key: [text('settlement'), order, text('adjustment'), text('posted')].join('/'),
      refs: refsOf({ order, external: text('sellersOrder'), settlement: text('settlement') }),
      version: null,
    };
    const data = checked.summed(sum, text('currency'));
    return [statementOf(record, kind, statedTime(posted), { data })];
  });
  return checked.told(lines);
}

function kindOf(type: string, sum: Decimal): 'payment.settled' | 'refund.issued' | null {
  if (type === 'Order') return sum > 0 ? 'payment.settled' : null;
  return type === 'Refund' && sum < 0 ? 'refund.issued' : null;
}

function settlementReader(version: Version): ExportReader {
  const { name, proven, of, amount, posted } = version;
  return tableReader<ColumnName>({
    name,
    connector: 'amazon',
    proven,
    columns: { ...shared, of, amount, posted },
    needs: ['settlement', 'currency', 'type', 'order', 'of', 'amount', 'posted'],
    times: ['posted', 'start', 'end'],
    numbers: ['amount'],
    quoting: 'none',
    // The first row sums the settlement up, and fees of the account belong to no order.
    skips: (row, found) => found.text(row, 'type') === '' || found.text(row, 'order') === '',
    groupBy: 'order',
    read: (record, options) => read(record, version, options),
  });
}

/** Fees and promotions, between Amazon and the seller, have other types. */
export const settlement = settlementReader({
  name: 'amazon.settlement-v2',
  proven: true,
  of: ['amount-type'],
  buyers: 'ItemPrice',
  amount: ['amount'],
  posted: ['posted-date-time'],
});

/** Not made any more since November 2026; the files of before lie in many folders. */
export const settlementV1 = settlementReader({
  name: 'amazon.settlement-v1',
  proven: false,
  of: ['price-type'],
  buyers: null,
  amount: ['price-amount'],
  posted: ['posted-date'],
});
