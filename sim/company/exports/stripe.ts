// Stripe: the payments export and the itemised balance change. Payments are known by their charge and intent; the
// shop's plugin writes the order's name into their metadata.
import { UTC } from '../clock.js';
import type { Emission } from '../emission.js';
import { decimal } from '../money.js';
import {
  NOTHING,
  byName,
  exactly,
  lastOf,
  type Exported,
  type Exporter,
  type FileRow,
  type Frame,
  type Shown,
} from './shape.js';
import { centsOf, csvRow, plainTime, rowUnder, textIn } from './text.js';

const PAYMENTS = 'unified_payments.csv';
const BALANCE = 'balance_change_itemized.csv';

const PAYMENT_COLUMNS =
  'id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted Currency,Description,Fee,Is Link,Mode,PaymentIntent ID,Payment Source Type,Refunded date (UTC),Statement Descriptor,Status,Seller Message,Taxes On Fee,Card ID,Customer ID,Customer Email,Disputed Amount,Dispute Date (UTC),Invoice ID,Invoice Number,Checkout Session ID,Client Reference ID,order_number (metadata)'.split(
    ',',
  );
const BALANCE_COLUMNS =
  'balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,source_id,description,charge_id,payment_intent_id,payment_metadata[order_number]'.split(
    ',',
  );

/** The name of the order that a payment was made for, by the storefront's word. */
function orderNameOf(payment: string, all: readonly Emission[]): string {
  const tied = all.find(({ system, refs }) => system === 'shop' && refs['payment'] === payment);
  const name = tied?.refs['order_name'];
  return typeof name === 'string' ? name : '';
}

interface Charge {
  readonly payment: string;
  readonly order: string;
  readonly said: readonly Emission[];
}

function chargeId({ payment }: Charge): string {
  return payment.replace(/^(?:pi|sub)_/, 'ch_');
}

const STATUSES: Readonly<Record<string, string>> = {
  'payment.captured': 'Paid',
  'payment.authorized': 'Uncaptured',
  'payment.failed': 'Failed',
  'payment.voided': 'Canceled',
  'payment.expired': 'Canceled',
};

function statusOf(said: readonly Emission[], paid: number, refunded: number): string {
  if (refunded > 0) return refunded >= paid ? 'Refunded' : 'Partially refunded';
  return STATUSES[lastOf(said, ...Object.keys(STATUSES))?.kind ?? ''] ?? 'Incomplete';
}

function paymentRow(charge: Charge): FileRow {
  const { said, payment, order } = charge;
  const [first] = said;
  const refunds = said.filter(({ kind }) => kind === 'refund.issued');
  const refunded = refunds.reduce((sum, { data }) => sum + centsOf(data?.['amount']), 0);
  const taken = lastOf(said, 'payment.captured') ?? first;
  const cents = centsOf(taken?.data?.['amount']);
  const currency = textIn(first?.data, 'currency').toLowerCase();
  const cells = {
    id: chargeId(charge),
    'Created date (UTC)': plainTime(first?.at ?? 0, UTC),
    Amount: decimal(cents),
    'Amount Refunded': decimal(refunded),
    Currency: currency,
    Captured: String(said.some(({ kind }) => kind === 'payment.captured')),
    'Converted Amount': decimal(cents),
    'Converted Amount Refunded': decimal(refunded),
    'Converted Currency': currency,
    Description: textIn(first?.data, 'description'),
    Fee: '0.00',
    'Is Link': 'false',
    Mode: 'Live',
    'PaymentIntent ID': payment.replace(/^sub_/, 'pi_'),
    'Payment Source Type': 'card',
    Status: statusOf(said, cents, refunded),
    'Seller Message': 'Payment complete.',
    'Customer Email': 'avery@example.com',
    'order_number (metadata)': order,
  };
  return { file: PAYMENTS, text: csvRow(rowUnder(PAYMENT_COLUMNS, cells)) };
}

function balanceRow(charge: Charge, moved: Emission): FileRow {
  const back = moved.kind === 'refund.issued';
  const cents = centsOf(moved.data?.['amount']) * (back ? -1 : 1);
  const id = chargeId(charge);
  const cells = {
    balance_transaction_id: `txn_${moved.id}`,
    created_utc: plainTime(moved.at, UTC),
    available_on_utc: plainTime(moved.at, UTC),
    currency: textIn(moved.data, 'currency').toLowerCase(),
    gross: decimal(cents),
    fee: '0.00',
    net: decimal(cents),
    reporting_category: back ? 'refund' : 'charge',
    source_id: back ? String(moved.refs['refund']) : id,
    description: textIn(moved.data, 'description'),
    charge_id: id,
    payment_intent_id: charge.payment.replace(/^sub_/, 'pi_'),
    'payment_metadata[order_number]': charge.order,
  };
  return { file: BALANCE, text: csvRow(rowUnder(BALANCE_COLUMNS, cells)) };
}

function moves({ kind }: Emission): boolean {
  return kind === 'payment.captured' || kind === 'refund.issued';
}

/** The export of payments shows when a charge was made; only the balance shows when money moved after that. */
function shownOf({ said }: Charge, frame: Frame): Shown[] {
  const [first] = said;
  if (first === undefined) return [];
  const madeBy = frame.madeByOf('pay');
  const later = said.filter((emission) => emission !== first && moves(emission));
  if (frame.thorough) return [exactly(first), ...later.map(exactly)];
  return [
    exactly(first),
    ...later.map((emission) => ({ emission, from: first.at, until: madeBy })),
  ];
}

export function stripeExports(frame: Frame): Exporter {
  return {
    files: new Map([
      [PAYMENTS, PAYMENT_COLUMNS.join(',')],
      ...(frame.thorough ? ([[BALANCE, BALANCE_COLUMNS.join(',')]] as const) : []),
    ]),
    tell({ visible, all }): Exported {
      const rows: FileRow[] = [];
      const shown: Shown[] = [];
      for (const [payment, unsorted] of byName(visible, 'pay', ['payment'])) {
        const said = [...unsorted].sort((one, other) => one.at - other.at);
        const charge = { payment, order: orderNameOf(payment, all), said };
        rows.push(paymentRow(charge));
        if (frame.thorough) rows.push(...said.filter(moves).map((one) => balanceRow(charge, one)));
        shown.push(...shownOf(charge, frame));
      }
      return rows.length === 0 ? NOTHING : { rows, shown };
    },
  };
}
