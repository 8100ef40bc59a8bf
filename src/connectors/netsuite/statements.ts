// What one transaction of NetSuite says: an order that the ERP holds, a shipment, revenue, money taken
// or given back, a purchase.
import type { ObservationLine, ReadOptions } from '../connector.js';
import type { Refs, StatedRecord } from '../reading/statement.js';
import { moneyOf, refsOf, statementOf, statusOf, versionOf } from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { atExtract, noLaterThan, statedTime } from '../reading/stated-time.js';
import { cashSale, invoice, itemFulfilment, returnAuthorization, salesOrder } from './statuses.js';
import type { Transaction } from './transaction.js';
import type { TransactionType } from './types.js';

/** Builds the statements of one transaction. */
class Told {
  readonly transaction: Transaction;
  readonly #options: ReadOptions;
  readonly #record: StatedRecord;

  constructor(transaction: Transaction, options: ReadOptions) {
    this.transaction = transaction;
    this.#options = options;
    this.#record = {
      system: options.system,
      key: `${transaction.type}/${transaction.number}`,
      refs: refsOfTransaction(transaction),
      version: versionOf(options.extract),
    };
  }

  say(
    kind: ObservationLine['kind'],
    time: StatedTime,
    rest: Pick<ObservationLine, 'status' | 'data'> & { readonly refs?: Refs } = {},
  ): ObservationLine {
    return statementOf(this.#record, kind, time, rest);
  }

  /** When it was entered, which is when the ERP first held it. */
  get entered(): StatedTime {
    return statedTime(this.transaction.entered);
  }

  /** It came to this state after it was entered, and nobody says when. */
  get since(): StatedTime {
    const { entered, modified } = this.transaction;
    return noLaterThan(entered, modified?.until ?? this.#options.madeBy);
  }

  /** It left after it was entered, and its postings bear the day. */
  get posted(): StatedTime {
    const { entered, modified, dated } = this.transaction;
    return noLaterThan(entered, modified?.until ?? dated?.until ?? this.#options.madeBy);
  }

  /** How it stood when the file was made. */
  get standing(): ObservationLine[] {
    const { extract } = this.#options;
    const { status } = this.transaction;
    if (extract === null || status === '') return [];
    return [this.say('order.status', atExtract(extract), statusOf(status))];
  }

  get status(): Pick<ObservationLine, 'status'> {
    return statusOf(this.transaction.status);
  }

  get goods(): Readonly<Record<string, unknown>> {
    const { lines } = this.transaction;
    return lines.length === 0 ? {} : { lines };
  }

  get money(): Readonly<Record<string, unknown>> {
    return moneyOf(this.transaction.total, this.transaction.currency);
  }

  get total(): Readonly<Record<string, unknown>> {
    return this.transaction.total === '' ? {} : { total: this.money };
  }
}

/** A number without letters may be that of a document of another type as well. */
function namesOne(number: string): boolean {
  return /\D/.test(number);
}

/** On these PO/Check Number is the number of a cheque. */
const paidByCheque: ReadonlySet<TransactionType> = new Set(['payment', 'customer-refund']);

/**
 * All documents of an order bear the order's `record`; their own number only where it is unmistakable,
 * and their External ID never: that is theirs alone.
 */
function refsOfTransaction(transaction: Transaction): Refs {
  const { type, number, parent, text } = transaction;
  const source = parent?.number ?? '';
  if (type === 'purchase-order') return refsOf({ purchase: number });
  if (type === 'receipt' || type === 'bill') {
    return refsOf(parent?.type === 'return' ? { return: source } : { purchase: source });
  }
  const isOrder = type === 'sales-order' || (type === 'cash-sale' && parent === null);
  return refsOf({
    record: isOrder ? number : recordsOf(number, parent),
    po: paidByCheque.has(type) ? '' : text('po'),
    order_name: text('channelOrder'),
    external: isOrder ? text('externalId') : '',
  });
}

function recordsOf(number: string, parent: Transaction['parent']): string[] {
  const fromOrder = parent !== null && (parent.type ?? 'sales-order') === 'sales-order';
  const records = [parent?.number ?? '', number].filter(
    (name, index) => name !== '' && (namesOne(name) || (index === 0 && fromOrder)),
  );
  return records.length > 0 ? records : [number];
}

function ordered(told: Told): ObservationLine[] {
  const { number, status } = told.transaction;
  const letter = salesOrder.letterOf(status);
  const known = letter === '' ? {} : { state: letter === 'A' ? 'draft' : 'confirmed' };
  const data = { record: number, ...known, ...told.goods, ...told.total };
  return [
    told.say('order.acknowledged', told.entered, { data }),
    ...(letter === 'C' ? [told.say('order.cancelled', told.since, told.status)] : []),
    ...(letter === 'H' ? [told.say('order.closed', told.since, told.status)] : []),
    ...told.standing,
  ];
}

function invoiced(told: Told): ObservationLine[] {
  const letter = invoice.letterOf(told.transaction.status);
  const isPosted = letter !== 'D' && letter !== 'E';
  if (!isPosted) return [];
  const data = { ...told.money, ...told.goods };
  const revenue = told.say('books.revenue', told.entered, { ...told.status, data });
  return letter === 'V' ? [revenue, told.say('books.voided', told.since, told.status)] : [revenue];
}

/** Without a sales order before it, a cash sale is itself the ERP's record of the order. */
function soldForCash(told: Told): ObservationLine[] {
  const { parent, number, status } = told.transaction;
  const held = { record: number, ...told.goods, ...told.total };
  // Until the payment is approved no money was taken, and the sale is not posted.
  if (cashSale.letterOf(status) === 'A')
    return parent === null ? [told.say('order.acknowledged', told.entered, { data: held })] : [];
  const taken = told.say('payment.captured', told.entered, {
    ...told.status,
    data: told.money,
    ...paid(told.transaction),
  });
  const revenue = told.say('books.revenue', told.entered, {
    data: { ...told.money, ...told.goods },
  });
  if (parent !== null) return [taken, revenue];
  const data = { ...held, state: 'confirmed' };
  return [told.say('order.acknowledged', told.entered, { data }), taken, revenue];
}

function paid({ text }: Transaction): { readonly refs?: Refs } {
  return text('payment') === '' ? {} : { refs: { payment: text('payment') } };
}

function fulfilled(told: Told): ObservationLine[] {
  const { number, status, text } = told.transaction;
  const tracking = text('tracking')
    .split(/<br\s*\/?>|[\s,;]+/i)
    .filter((one) => one !== '');
  const refs = refsOf({ shipment: number, tracking });
  const [first] = tracking;
  const carrier = text('carrier');
  const data = {
    ...told.goods,
    ...(carrier === '' ? {} : { carrier }),
    ...(first === undefined ? {} : { tracking: first }),
  };
  const waits = itemFulfilment.letterOf(status) !== 'C';
  const rest = { refs, ...told.status, data };
  // A fulfilment is entered when the picking begins, as a rule; only when it left is it posted.
  return [
    waits
      ? told.say('fulfilment.picked', told.entered, rest)
      : told.say('shipment.shipped', told.posted, rest),
  ];
}

function refunded(told: Told): ObservationLine[] {
  const { type, number } = told.transaction;
  // A customer refund pays out a credit memo: the amount must not count twice.
  const data = type === 'customer-refund' ? {} : { ...told.money, ...told.goods };
  return [
    told.say('refund.issued', told.entered, { refs: { refund: number }, ...told.status, data }),
  ];
}

function sentBack(told: Told): ObservationLine[] {
  const rest = { refs: { return: told.transaction.number }, ...told.status, data: told.goods };
  const requested = told.say('return.requested', told.entered, rest);
  const letter = returnAuthorization.letterOf(told.transaction.status);
  if (letter === 'A') return [requested];
  return [
    requested,
    told.say(letter === 'C' ? 'return.declined' : 'return.approved', told.since, rest),
  ];
}

/** Goods came in: back from a buyer, or from the supplier of a purchase. */
function received(told: Told): ObservationLine[] {
  const { parent } = told.transaction;
  if (parent === null) return [];
  const kind = parent.type === 'return' ? 'return.received' : 'purchase.received';
  return [told.say(kind, told.entered, { data: told.goods })];
}

function purchased(told: Told): ObservationLine[] {
  const data = { ...told.goods, ...told.total };
  return [told.say('purchase.ordered', told.entered, { ...told.status, data })];
}

function billed(told: Told): ObservationLine[] {
  const { parent } = told.transaction;
  if (parent === null) return [];
  return [told.say('purchase.invoiced', told.entered, { data: { ...told.goods, ...told.total } })];
}

const tellers: Readonly<Record<TransactionType, (told: Told) => ObservationLine[]>> = {
  'sales-order': ordered,
  'cash-sale': soldForCash,
  invoice: invoiced,
  fulfilment: fulfilled,
  'cash-refund': refunded,
  'credit-memo': refunded,
  'customer-refund': refunded,
  payment: (told) => [
    told.say('payment.captured', told.entered, {
      ...told.status,
      data: told.money,
      ...paid(told.transaction),
    }),
  ],
  return: sentBack,
  receipt: received,
  'purchase-order': purchased,
  bill: billed,
  other: () => [],
};

export function statementsOf(transaction: Transaction, options: ReadOptions): ObservationLine[] {
  return tellers[transaction.type](new Told(transaction, options));
}
