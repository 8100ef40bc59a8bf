// The payments CSV of Stripe's dashboard, with the older and the newer header: one row a charge as it
// stands. It proves what was paid and how much of it was given back, not when each refund went out.
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import {
  currencyCode,
  moneyOf,
  refsOf,
  statementOf,
  statusOf,
  versionOf,
} from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { described, metadataOfId, metadataOfName, orderRefs } from './order-names.js';

const inMetadata = (keys: readonly string[]): string[] => keys.map((key) => `${key} (metadata)`);

const columns = {
  id: ['id'],
  intent: ['PaymentIntent ID', 'payment_intent_id'],
  created: ['Created date (UTC)', 'Created (UTC)', 'created'],
  amount: ['Amount'],
  refunded: ['Amount Refunded'],
  refundedAt: ['Refunded date (UTC)'],
  currency: ['Currency'],
  captured: ['Captured'],
  converted: ['Converted Amount'],
  status: ['Status'],
  mode: ['Mode'],
  description: ['Description'],
  disputed: ['Disputed Amount'],
  disputedAt: ['Dispute Date (UTC)', 'dispute_date'],
  orderId: ['Client Reference ID', ...inMetadata(metadataOfId)],
  orderName: inMetadata(metadataOfName),
  // Not read; they tell whose the file is.
  sellerMessage: ['Seller Message'],
  statement: ['Statement Descriptor'],
  link: ['Is Link'],
  card: ['Card ID'],
} as const;

type ColumnName = keyof typeof columns;

const telling = ['intent', 'converted', 'sellerMessage', 'statement', 'link', 'card'] as const;

const taken: ReadonlySet<string> = new Set([
  'paid',
  'succeeded',
  'refunded',
  'partially refunded',
  'disputed',
]);

interface Payment {
  readonly text: (name: ColumnName) => string;
  readonly record: StatedRecord;
  readonly created: TimeSpan;
  readonly options: ReadOptions;
}

/** An amount of one column in the form of an observation; never negative. */
function moneyAt({ text, options }: Payment, column: ColumnName): ReturnType<typeof moneyOf> {
  const amount = plainDecimal(text(column), options.decimal)?.replace('-', '') ?? '';
  return moneyOf(amount, currencyCode(text('currency')));
}

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

/** What became of the charge; a file without Status shows by the money in the account that it was taken. */
function kindOf({ text }: Payment): ObservationLine['kind'] | null {
  const status = text('status').toLowerCase();
  if (status === 'failed') return 'payment.failed';
  if (status === 'canceled') return 'payment.voided';
  if (status === 'uncaptured') return 'payment.authorized';
  if (status !== '' && !taken.has(status)) return null;
  if (/^false$/i.test(text('captured'))) return 'payment.authorized';
  const isTaken = status !== '' || text('captured') !== '' || text('converted') !== '';
  return isTaken ? 'payment.captured' : null;
}

function told(payment: Payment, kind: ObservationLine['kind']): ObservationLine[] {
  const { text, record, created, options } = payment;
  const isTest = /^test$/i.test(text('mode'));
  const status = statusOf(text('status'));
  const data = {
    ...moneyAt(payment, 'amount'),
    ...described(text('description')),
    ...(isTest ? { test: true } : {}),
  };
  const isOver = kind === 'payment.voided';
  const time = isOver ? noLaterThan(created, options.madeBy) : statedTime(created);
  return [statementOf(record, kind, time, { ...status, data })];
}

function refunds(payment: Payment): ObservationLine[] | RowFault {
  const { text, record, created, options } = payment;
  if (isZero(text('refunded'))) return [];
  const at = text('refundedAt') === '' ? null : options.times(text('refundedAt'));
  if (at === null && text('refundedAt') !== '') return noTime('Refunded date', text('refundedAt'));
  const time = noLaterThan(created, at?.until ?? options.madeBy);
  return [statementOf(record, 'refund.issued', time, { data: moneyAt(payment, 'refunded') })];
}

function disputes(payment: Payment): ObservationLine[] | RowFault {
  const { text, record, options } = payment;
  if (text('disputedAt') === '') return [];
  const span = options.times(text('disputedAt'));
  if (span === null) return noTime('Dispute Date', text('disputedAt'));
  const data = moneyAt(payment, 'disputed');
  return [statementOf(record, 'payment.disputed', statedTime(span), { data })];
}

function noTime(title: string, text: string): RowFault {
  return new RowFault(`${title} is ${shown(text)}, which is no time`);
}

function read(
  { text }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const created = options.times(text('created'));
  if (created === null) return noTime('Created date', text('created'));
  if (plainDecimal(text('amount'), options.decimal) === null) {
    return new RowFault(`Amount is ${shown(text('amount'))}, which is no amount`);
  }
  // An intent that nobody paid has no charge.
  if (text('id') === '') {
    return text('intent') === '' ? new RowFault('id and PaymentIntent ID are empty') : [];
  }
  const names = {
    id: text('orderId'),
    name: text('orderName'),
    description: text('description'),
  };
  const payments = [text('id'), text('intent')].filter((one) => one !== '');
  const record = {
    system: options.system,
    key: text('id'),
    refs: { ...refsOf({ payment: payments }), ...orderRefs(names) },
    version: versionOf(options.extract),
  };
  const payment = { text, record, created, options };
  const kind = kindOf(payment);
  if (kind === null) return [];
  const given = refunds(payment);
  const disputed = disputes(payment);
  if (given instanceof RowFault) return given;
  if (disputed instanceof RowFault) return disputed;
  return [...told(payment, kind), ...given, ...disputed];
}

export const paymentsCsv = tableReader<ColumnName>({
  name: 'stripe.payments-csv',
  connector: 'stripe',
  proven: true,
  columns,
  needs: ['id', 'created', 'amount'],
  times: ['created', 'refundedAt', 'disputedAt'],
  numbers: ['amount', 'refunded'],
  zone: 'UTC',
  accepts: (found) => telling.filter((name) => found.has(name)).length > 1,
  read,
});
