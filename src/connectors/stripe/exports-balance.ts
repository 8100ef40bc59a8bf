// Stripe's reports of the balance as CSV (balance change from activity, payout reconciliation, all
// activity): one row a movement of money, each with its own time. What failed or was never captured
// moved nothing and is not in them.
import type { ExportReader, ObservationLine, ReadOptions } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import { currencyCode, moneyOf, refsOf, statementOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { described, metadataOfId, metadataOfName, orderRefs } from './order-names.js';
import { meaningOf } from '../reading/words.js';

const inMetadata = (keys: readonly string[]): string[] =>
  keys.map((key) => `payment_metadata[${key}]`);

const columns = {
  id: ['balance_transaction_id', 'id'],
  createdUtc: ['created_utc', 'Created (UTC)'],
  created: ['created'],
  currency: ['currency'],
  gross: ['gross', 'Amount'],
  net: ['net'],
  category: ['reporting_category', 'Type'],
  source: ['source_id', 'Source'],
  charge: ['charge_id'],
  intent: ['payment_intent_id'],
  paidOutUtc: ['automatic_payout_effective_at_utc'],
  paidOut: ['automatic_payout_effective_at'],
  subscription: ['subscription_id'],
  description: ['description'],
  orderId: inMetadata(metadataOfId),
  orderName: inMetadata(metadataOfName),
} as const;

type ColumnName = keyof typeof columns;

const kinds: Readonly<Record<string, ObservationLine['kind']>> = {
  charge: 'payment.captured',
  payment: 'payment.captured',
  refund: 'refund.issued',
  payment_refund: 'refund.issued',
  dispute: 'payment.disputed',
};

function read(
  { text }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const written = text('createdUtc') || text('created');
  const created = options.times(written);
  if (created === null) return new RowFault(`created is ${shown(written)}, which is no time`);
  const amount = plainDecimal(text('gross'), options.decimal)?.replace('-', '');
  if (amount === undefined) {
    return new RowFault(`gross is ${shown(text('gross'))}, which is no amount`);
  }
  const category = text('category').toLowerCase();
  const kind = meaningOf(kinds, category);
  // Fees, payouts, transfers: money of no order.
  if (kind === undefined) return [];
  const isCharge = kind === 'payment.captured';
  const payment = [isCharge ? text('source') : '', text('charge'), text('intent')];
  const money = moneyOf(amount, currencyCode(text('currency')));
  const subscription = text('subscription');
  const names = {
    id: text('orderId'),
    name: text('orderName'),
    description: text('description'),
  };
  const record = {
    system: options.system,
    key: text('id') || `${text('source')}/${category}`,
    refs: {
      ...refsOf({ payment: [...new Set(payment)].filter((one) => one !== '') }),
      ...refsOf({ refund: kind === 'refund.issued' ? text('source') : '' }),
      ...orderRefs(names),
    },
    version: null,
  };
  const data = {
    ...money,
    ...described(text('description')),
    ...(subscription === '' ? {} : { subscription }),
  };
  const moved = statementOf(record, kind, statedTime(created), { data });
  const payout = options.times(text('paidOutUtc') || text('paidOut'));
  if (!isCharge || payout === null) return [moved];
  return [moved, statementOf(record, 'payment.settled', statedTime(payout), { data: money })];
}

/** `created_utc` says its zone; `created` is in the zone that was chosen for the report. */
function balanceReader(created: 'createdUtc' | 'created', zone: string | null): ExportReader {
  return tableReader<ColumnName>({
    name: zone === null ? 'stripe.balance-csv' : 'stripe.balance-utc-csv',
    connector: 'stripe',
    proven: false,
    columns,
    needs: ['category', 'gross', 'net', 'source', created],
    times: created === 'created' ? ['created', 'paidOut'] : ['createdUtc', 'paidOutUtc'],
    numbers: ['gross'],
    ...(zone === null ? {} : { zone }),
    accepts: (found) => created === 'createdUtc' || !found.has('createdUtc'),
    read,
  });
}

export const balanceUtcCsv = balanceReader('createdUtc', 'UTC');
export const balanceCsv = balanceReader('created', null);
