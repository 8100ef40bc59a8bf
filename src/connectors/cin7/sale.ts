// What one sale of Cin7 Core says as it stands. It shows states and no history: the sale was entered,
// invoiced, paid and shipped between the day of the order and its last change. Source: cin7.md of the
// reference, part A; reference of exports, section 11.
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { currencyCode, moneyOf, refsOf, statementOf, statusOf } from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { atExtract, noLaterThan } from '../reading/stated-time.js';
import { instantText } from '../../core/observation/instant.js';

/** Field -> its names in the sale list, in a sale of the API, and as the screen titles them. */
export const fields = {
  id: ['SaleID', 'ID'],
  number: ['OrderNumber', 'SaleOrderNumber', 'Order.SaleOrderNumber', 'Order Number', 'Order #'],
  status: ['Status'],
  orderDate: ['OrderDate', 'SaleOrderDate', 'Order Date'],
  updated: ['Updated', 'LastModifiedOn', 'Last Modified On'],
  reference: ['CustomerReference', 'Customer Reference', 'Reference'],
  external: ['ExternalID', 'External ID'],
  channel: ['SourceChannel', 'Source Channel'],
  shipping: ['CombinedShippingStatus', 'Shipping Status'],
  payment: ['CombinedPaymentStatus', 'Payment Status'],
  invoicing: ['CombinedInvoiceStatus', 'Invoice Status'],
  tracking: ['CombinedTrackingNumbers', 'Tracking Numbers'],
  invoice: ['InvoiceNumber', 'Invoice Number'],
  invoiced: ['InvoiceAmount', 'Invoice Amount'],
  paid: ['PaidAmount', 'Paid Amount'],
  currency: ['CustomerCurrency', 'Currency'],
} as const;

export type FieldName = keyof typeof fields;

export interface StatedSale {
  readonly text: (name: FieldName) => string;
  readonly lines: readonly Readonly<Record<string, string>>[];
}

const drafts: ReadonlySet<string> = new Set(['DRAFT', 'ESTIMATING', 'ESTIMATED', 'ORDERING']);

/** A day is written as its first moment: `2026-03-04T00:00:00`. */
function dayOf(text: string): string {
  return text.replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/, '');
}

class Sale {
  readonly #sale: StatedSale;
  readonly #options: ReadOptions;
  readonly #record: StatedRecord;
  readonly #since: StatedTime;

  constructor(sale: StatedSale, options: ReadOptions, times: readonly [TimeSpan, TimeSpan | null]) {
    const { text } = sale;
    const [ordered, updated] = times;
    this.#sale = sale;
    this.#options = options;
    this.#since = noLaterThan(ordered, updated?.until ?? options.madeBy);
    this.#record = {
      system: options.system,
      key: text('number'),
      refs: refsOf({
        record: text('number'),
        order_name: text('reference'),
        external: text('external'),
      }),
      version: updated === null ? null : instantText(updated.at),
    };
  }

  all(): ObservationLine[] {
    return [
      this.#acknowledged(),
      ...this.#standing('status'),
      ...this.#standing('shipping'),
      ...this.#standing('payment'),
      ...this.#shipped(),
      ...this.#paid(),
      ...this.#invoiced(),
    ];
  }

  #money(name: 'invoiced' | 'paid'): { amount?: string; currency?: string } {
    const { text } = this.#sale;
    const amount = plainDecimal(text(name), this.#options.decimal)?.replace('-', '') ?? '';
    return moneyOf(amount, currencyCode(text('currency')));
  }

  #acknowledged(): ObservationLine {
    const { text, lines } = this.#sale;
    const channel = text('channel');
    const data = {
      record: text('number'),
      ...(text('status') === ''
        ? {}
        : { state: drafts.has(text('status')) ? 'draft' : 'confirmed' }),
      ...(lines.length === 0 ? {} : { lines }),
      ...(channel === '' ? {} : { channel }),
    };
    return statementOf(this.#record, 'order.acknowledged', this.#since, { data });
  }

  #standing(name: 'status' | 'shipping' | 'payment'): ObservationLine[] {
    const { extract } = this.#options;
    const word = this.#sale.text(name);
    if (word === '' || extract === null) return [];
    const rest = { ...statusOf(word), part: name };
    return [statementOf(this.#record, 'order.status', atExtract(extract), rest)];
  }

  #shipped(): ObservationLine[] {
    const { text, lines } = this.#sale;
    if (text('shipping') !== 'SHIPPED') return [];
    const tracking = text('tracking')
      .split(/[\s,;]+/)
      .filter((one) => one !== '');
    const rest = {
      refs: refsOf({ tracking }),
      ...statusOf('SHIPPED'),
      data: lines.length === 0 ? {} : { lines },
    };
    return [statementOf(this.#record, 'shipment.shipped', this.#since, rest)];
  }

  #paid(): ObservationLine[] {
    if (!['PAID', 'PREPAID'].includes(this.#sale.text('payment'))) return [];
    return [
      statementOf(this.#record, 'payment.captured', this.#since, { data: this.#money('paid') }),
    ];
  }

  #invoiced(): ObservationLine[] {
    const { text } = this.#sale;
    const isPosted = /^(?:authorised|invoiced|paid)$/i.test(text('invoicing'));
    if (text('invoice') === '' || !isPosted) return [];
    const data = this.#money('invoiced');
    return [statementOf(this.#record, 'books.revenue', this.#since, { data })];
  }
}

export function statementsOf(sale: StatedSale, options: ReadOptions): ObservationLine[] | RowFault {
  const { text } = sale;
  if (text('number') === '') return new RowFault('OrderNumber is empty');
  const written = dayOf(text('orderDate'));
  const ordered = options.times(written);
  if (ordered === null) return new RowFault(`OrderDate is ${shown(written)}, which is no time`);
  const updated = options.times(text('updated'));
  if (updated === null && text('updated') !== '') {
    return new RowFault(`Updated is ${shown(text('updated'))}, which is no time`);
  }
  return new Sale(sale, options, [ordered, updated]).all();
}
