// Walmart's payment (reconciliation) report: one row an amount. The amounts of one line and posting
// that were the buyer's sum up to what was settled, or given back.
import type { Decimal } from '../../core/observation/decimal.js';
import { decimalOf, zero } from '../../core/observation/decimal.js';
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  end: ['Period End Date'],
  currency: ['Currency'],
  posted: ['Transaction Posted Timestamp'],
  type: ['Transaction Type'],
  customers: ['Customer Order #'],
  purchase: ['Purchase Order #'],
  amount: ['Amount'],
  amountType: ['Amount Type'],
} as const;

type ColumnName = keyof typeof columns;

/** Between Walmart and the seller. */
function isFee(amountType: string): boolean {
  return /commission|fee/i.test(amountType);
}

function read(
  given: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const postings = new Map<string, { row: Row; sum: Decimal }>();
  for (const row of given.rows) {
    const text = (name: ColumnName): string => given.columns.text(row, name);
    if (isFee(text('amountType'))) continue;
    const key = `${text('type')}/${text('posted')}`;
    const posting = postings.get(key) ?? { row, sum: zero };
    const amount = decimalOf(checked.amount('Amount', text('amount'))) ?? zero;
    posting.sum = (posting.sum + amount) as Decimal;
    postings.set(key, posting);
  }
  const lines = [...postings].flatMap(([key, { row, sum }]) => {
    const text = (name: ColumnName): string => given.columns.text(row, name);
    const posted = checked.placed('Transaction Posted Timestamp', text('posted'));
    const type = text('type');
    const kind = kindOf(type, sum);
    if (posted === null || kind === null) return [];
    const order = checked.id('Purchase Order #', text('purchase'));
    const refs = refsOf({ order, customer_order: text('customers') });
    const record = { system: options.system, key: `${order}/${key}`, refs, version: null };
    const data = checked.summed(sum, text('currency'));
    return [statementOf(record, kind, statedTime(posted), { ...statusOf(type), data })];
  });
  return checked.told(lines);
}

function kindOf(type: string, sum: Decimal): 'payment.settled' | 'refund.issued' | null {
  if (type === 'Sale') return sum > 0 ? 'payment.settled' : null;
  return type === 'Refund' && sum < 0 ? 'refund.issued' : null;
}

export const paymentReport = tableReader<ColumnName>({
  name: 'walmart.payment-report',
  connector: 'walmart',
  proven: false,
  columns,
  needs: ['posted', 'type', 'customers', 'purchase', 'amount', 'amountType'],
  times: ['posted', 'end'],
  dayFirst: false,
  // The payout itself, and charges of the account, belong to no order.
  skips: (row, found) =>
    found.text(row, 'purchase') === '' || found.text(row, 'type') === 'PaymentSummary',
  groupBy: 'purchase',
  read,
});
