// What the shop said of one order, as observation lines: placed, paid, shipped, cancelled, refunded,
// and how it stood when the file was made.
import { decimalOf } from '../../core/observation/decimal.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Kind } from '../../core/observation/kinds.js';
import type { Payable } from '../../core/observation/observation.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, Reading, ReadOptions } from '../connector.js';
import { meaningOf } from '../reading/words.js';
import type { StatedTime } from '../reading/stated-time.js';
import { atExtract, noLaterThan, statedTime } from '../reading/stated-time.js';
import { statusOf, versionOf } from '../reading/statement.js';
import type { ColumnName, OrderFacts, OrderRows } from './exports-order.js';
import { factsOf, OrderFault } from './exports-order.js';
import { isCashOnDelivery, isTestGateway } from './money-movements.js';

const paymentStates: Readonly<Record<string, string>> = {
  pending: 'payment:pending',
  authorized: 'payment:authorized',
  partially_paid: 'payment:partially_captured',
  paid: 'payment:captured',
  partially_refunded: 'payment:partially_refunded',
  refunded: 'payment:refunded',
  voided: 'payment:voided',
  expired: 'payment:expired',
};

const fulfilmentStates: Readonly<Record<string, string>> = {
  fulfilled: 'fulfilment:shipped',
  partial: 'fulfilment:partially_shipped',
  unfulfilled: 'fulfilment:unfulfilled',
  // The fulfilment was taken back by a refund or a cancellation.
  restocked: 'fulfilment:unfulfilled',
};

const moneyTaken: ReadonlySet<string> = new Set(['paid', 'partially_refunded', 'refunded']);

/** What the order's rows say; all of them are unreadable where one of them is. */
export function statementsOf(order: OrderRows, options: ReadOptions): Reading[] {
  const facts = factsOf(order, options);
  if (facts instanceof OrderFault) {
    const others = `order ${order.name} can't be read: see line ${facts.line}`;
    return order.rows.map((row) => ({
      kind: 'unreadable',
      line: row.line,
      reason: row.line === facts.line ? facts.reason : others,
    }));
  }
  const line = order.rows[0]?.line ?? 0;
  const statements = new Statements(order, facts, options);
  return statements.all().map((observation) => ({ kind: 'observation', line, observation }));
}

class Statements {
  readonly #order: OrderRows;
  readonly #facts: OrderFacts;
  readonly #system: string;
  readonly #extract: Instant | null;
  readonly #madeBy: Instant | null;
  readonly #refs: Readonly<Record<string, string>>;
  readonly #version: { readonly version?: string };

  constructor(order: OrderRows, facts: OrderFacts, options: ReadOptions) {
    this.#order = order;
    this.#facts = facts;
    this.#system = options.system;
    this.#extract = options.extract;
    this.#madeBy = options.madeBy;
    this.#refs = { ...(order.id === null ? {} : { order: order.id }), order_name: order.name };
    const version = versionOf(options.extract);
    this.#version = version === null ? {} : { version };
  }

  all(): ObservationLine[] {
    return [
      this.#placed(),
      ...this.#captured(),
      ...this.#cancelled(),
      ...this.#shipped(),
      ...this.#status('financialstatus', paymentStates),
      ...this.#status('fulfillmentstatus', fulfilmentStates),
      ...this.#refunded(),
    ];
  }

  #text(name: ColumnName): string {
    const [first] = this.#order.rows;
    return first === undefined ? '' : this.#order.cell(first, name);
  }

  #statement(kind: Kind, times: StatedTime, rest: Partial<ObservationLine>): ObservationLine {
    return {
      id: `${this.#order.id ?? this.#order.name}/${kind}`,
      system: this.#system,
      kind,
      ...times,
      ...this.#version,
      refs: this.#refs,
      ...rest,
    };
  }

  #placed(): ObservationLine {
    const { created, lines, total, currency } = this.#facts;
    const payable = this.#payable();
    const channel = this.#text('source');
    const digital = this.#shipsNothing();
    const data = {
      lines,
      ...(total === '' ? {} : { total: { amount: total, ...money(currency) } }),
      ...(channel === '' ? {} : { channel }),
      ...(payable === null ? {} : { payable }),
      ...(digital ? { type: 'digital' } : {}),
      ...(isTestGateway(this.#text('paymentmethod')) ? { test: true } : {}),
    };
    return this.#statement('order.placed', statedTime(created), { data });
  }

  /** null: the payment facts say it. */
  #payable(): Payable | null {
    const status = this.#text('financialstatus').toLowerCase();
    if (this.#isFree()) return 'not_applicable';
    const terms = this.#text('paymenttermsname');
    if (terms !== '' || isCashOnDelivery(this.#text('paymentmethod'))) return 'terms';
    if (this.#facts.paid !== null) return null;
    if (status === 'authorized') return 'authorized';
    return status === 'pending' || status === 'partially_paid' ? 'pending' : null;
  }

  #isFree(): boolean {
    return this.#facts.total !== '' && decimalOf(this.#facts.total) === 0;
  }

  #shipsNothing(): boolean {
    const goods = this.#order.rows.filter(
      (row) => this.#order.cell(row, 'lineitemfulfillmentstatus') !== 'not_eligible',
    );
    return goods.every((row) => this.#order.cell(row, 'lineitemrequiresshipping') === 'false');
  }

  #captured(): ObservationLine[] {
    const { paid, created, total, outstanding, currency } = this.#facts;
    const taken = moneyTaken.has(this.#text('financialstatus').toLowerCase());
    if (this.#isFree() || (paid === null && !taken)) return [];
    // The sum of all captures, the last of them at Paid at; without it, nobody says when.
    const times = paid === null ? this.#byExtract(created) : noLaterThan(created, paid.until);
    const settled = outstanding === '' || decimalOf(outstanding) === 0;
    const amount = taken && settled && total !== '' ? { amount: total } : {};
    const payments = [
      this.#text('paymentid'),
      this.#text('paymentreference'),
      ...this.#text('paymentreferences').split(' + '),
    ].filter((reference) => reference !== '');
    const payment = [...new Set(payments)];
    const refs = payment.length === 0 ? this.#refs : { ...this.#refs, payment };
    const data = { ...amount, ...money(currency) };
    return [this.#statement('payment.captured', times, { refs, data })];
  }

  #cancelled(): ObservationLine[] {
    const { cancelled } = this.#facts;
    return cancelled === null
      ? []
      : [this.#statement('order.cancelled', statedTime(cancelled), {})];
  }

  #shipped(): ObservationLine[] {
    const { fulfilled, created } = this.#facts;
    const whole = this.#text('fulfillmentstatus').toLowerCase() === 'fulfilled';
    if (fulfilled === null && !whole) return [];
    const times = fulfilled === null ? this.#byExtract(created) : statedTime(fulfilled);
    const status = { native: 'fulfilled', canonical: 'fulfilment:shipped' };
    return [this.#statement('shipment.shipped', times, { status })];
  }

  #status(
    column: 'financialstatus' | 'fulfillmentstatus',
    states: Readonly<Record<string, string>>,
  ): ObservationLine[] {
    const native = this.#text(column);
    if (native === '' || this.#extract === null) return [];
    const status = statusOf(native, meaningOf(states, native.toLowerCase()));
    const statement = this.#statement('order.status', atExtract(this.#extract), status);
    return [{ ...statement, id: `${statement.id ?? ''}/${column}` }];
  }

  #refunded(): ObservationLine[] {
    const { refunded, paid, created, currency } = this.#facts;
    const amount = refunded === '' ? undefined : decimalOf(refunded);
    const status = this.#text('financialstatus').toLowerCase();
    const unstated = refunded === '' && (status === 'refunded' || status === 'partially_refunded');
    if (!unstated && (amount === undefined || amount <= 0)) return [];
    const data = { ...(unstated ? {} : { amount: refunded }), ...money(currency) };
    return [this.#statement('refund.issued', this.#byExtract(paid ?? created), { data })];
  }

  /** It happened, no earlier than `from` and no later than the export. */
  #byExtract(from: TimeSpan): StatedTime {
    return noLaterThan(from, this.#madeBy);
  }
}

function money(currency: string): { currency?: string } {
  return currency === '' ? {} : { currency };
}
