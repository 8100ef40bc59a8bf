// What one sale of Cin7 Core says as it stands. It shows states and no history: the sale was entered,
// invoiced, paid and shipped between the day of the order and its last change.
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import type { GoodsLine, StatedLine } from '../reading/checked.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import {
  currencyCode,
  refsOf,
  standing,
  statementOf,
  statusOf,
  versionOf,
} from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { noLaterThan } from '../reading/stated-time.js';
import type { Instant } from '../../core/observation/instant.js';

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
  readonly lines: readonly StatedLine[];
}

const drafts: ReadonlySet<string> = new Set(['DRAFT', 'ESTIMATING', 'ESTIMATED', 'ORDERING']);

/** A day is written as its first moment: `2026-03-04T00:00:00`. */
function dayOf(text: string): string {
  return text.replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/, '');
}

interface Times {
  readonly ordered: TimeSpan;
  readonly updated: TimeSpan | null;
}

class Sale {
  readonly #text: StatedSale['text'];
  readonly #checked: Checked;
  readonly #extract: Instant | null;
  readonly #record: StatedRecord;
  readonly #since: StatedTime;
  readonly #goods: { readonly lines?: readonly GoodsLine[] };

  constructor({ text, lines }: StatedSale, checked: Checked, options: ReadOptions, times: Times) {
    const { ordered, updated } = times;
    const goods = checked.wholeLines('Quantity', lines);
    this.#text = text;
    this.#checked = checked;
    this.#extract = options.extract;
    this.#goods = goods.length === 0 ? {} : { lines: goods };
    this.#since = noLaterThan(ordered, updated?.until ?? options.madeBy);
    this.#record = {
      system: options.system,
      key: text('number'),
      refs: refsOf({
        record: text('number'),
        order_name: text('reference'),
        external: text('external'),
      }),
      version: versionOf(updated?.at ?? options.extract),
    };
  }

  all(): readonly ObservationLine[] {
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
    const currency = currencyCode(this.#text('currency'));
    return this.#checked.money(fields[name][0], this.#text(name), currency);
  }

  #acknowledged(): ObservationLine {
    const text = this.#text;
    const channel = text('channel');
    const data = {
      record: text('number'),
      ...(text('status') === ''
        ? {}
        : { state: drafts.has(text('status')) ? 'draft' : 'confirmed' }),
      ...this.#goods,
      ...(channel === '' ? {} : { channel }),
    };
    return statementOf(this.#record, 'order.acknowledged', this.#since, { data });
  }

  #standing(name: 'status' | 'shipping' | 'payment'): readonly ObservationLine[] {
    return standing(this.#record, { native: this.#text(name), part: name }, this.#extract);
  }

  #shipped(): ObservationLine[] {
    if (this.#text('shipping') !== 'SHIPPED') return [];
    const tracking = this.#text('tracking')
      .split(/[\s,;]+/)
      .filter((one) => one !== '');
    const rest = {
      refs: refsOf({ tracking }),
      ...statusOf('SHIPPED'),
      data: this.#goods,
    };
    return [statementOf(this.#record, 'shipment.shipped', this.#since, rest)];
  }

  #paid(): ObservationLine[] {
    if (!['PAID', 'PREPAID'].includes(this.#text('payment'))) return [];
    return [
      statementOf(this.#record, 'payment.captured', this.#since, { data: this.#money('paid') }),
    ];
  }

  #invoiced(): ObservationLine[] {
    const isPosted = /^(?:authorised|invoiced|paid)$/i.test(this.#text('invoicing'));
    if (this.#text('invoice') === '' || !isPosted) return [];
    const data = this.#money('invoiced');
    return [statementOf(this.#record, 'books.revenue', this.#since, { data })];
  }
}

export function statementsOf(
  sale: StatedSale,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const { text } = sale;
  const checked = new Checked(options);
  checked.id('OrderNumber', text('number'));
  const ordered = checked.placed('OrderDate', dayOf(text('orderDate')));
  const updated = checked.time('Updated', text('updated'));
  if (ordered === null) return checked.told([]);
  return checked.told(new Sale(sale, checked, options, { ordered, updated }).all());
}
