// PayPal's JSON: the bodies of its webhooks, and orders of the checkout with the payments in them.
import type { ExportReader, ObservationLine, ReadOptions } from '../connector.js';
import { documentReader } from '../reading/document-reader.js';
import { marksAt } from '../reading/record-shapes.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import { currencyCode, moneyOf, refsOf, statementOf, statusOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';

interface Stated {
  readonly kind: ObservationLine['kind'];
  /** A capture, an authorisation or a refund. */
  readonly resource: Fields;
  /** The purchase unit that it stands in, where it stands in one. */
  readonly unit: Fields;
  readonly written: string;
  readonly key: string;
  readonly native: string;
}

const parentLink = /\/(?:captures|authorizations|sale|authorization|capture)\/([\w-]+)$/;

/** The payment that a refund is of, by the link to it. */
function parentOf(resource: Fields): string {
  const up = fieldsAt(resource, 'links').find((link) => textAt(link, 'rel') === 'up');
  const linked = up === undefined ? undefined : parentLink.exec(textAt(up, 'href'))?.[1];
  return linked ?? firstText(resource, 'sale_id', 'capture_id');
}

function lineOf(stated: Stated, options: ReadOptions): ObservationLine[] | RowFault {
  const { kind, resource, unit, written, key, native } = stated;
  const span = options.times(written);
  if (span === null) return new RowFault(`create_time is ${shown(written)}, which is no time`);
  const id = textAt(resource, 'id');
  const isRefund = kind === 'refund.issued';
  const order = textAt(resource, 'supplementary_data.related_ids.order_id');
  const payment = isRefund ? [parentOf(resource)] : [id, parentOf(resource), order];
  const invoice = firstText(resource, 'invoice_id', 'invoice_number');
  const custom = firstText(resource, 'custom_id', 'custom');
  const refs = refsOf({
    payment: [...new Set(payment)].filter((name) => name !== ''),
    refund: isRefund ? id : '',
    order_name: invoice || textAt(unit, 'invoice_id'),
    external: custom || textAt(unit, 'custom_id'),
  });
  const value = firstText(resource, 'amount.value', 'amount.total');
  const amount = value === '' ? '' : plainDecimal(value, '.')?.replace('-', '');
  if (amount === undefined) return new RowFault(`amount is ${shown(value)}, which is no amount`);
  const currency = firstText(resource, 'amount.currency_code', 'amount.currency');
  const data = moneyOf(amount, currencyCode(currency));
  const record = { system: options.system, key, refs, version: null };
  return [statementOf(record, kind, statedTime(span), { ...statusOf(native), data })];
}

/** Type of a webhook's event -> the fact that it states; all others state none. */
const events: Readonly<Record<string, ObservationLine['kind']>> = {
  'PAYMENT.AUTHORIZATION.CREATED': 'payment.authorized',
  'PAYMENT.AUTHORIZATION.VOIDED': 'payment.voided',
  'PAYMENT.CAPTURE.COMPLETED': 'payment.captured',
  'PAYMENT.CAPTURE.DENIED': 'payment.failed',
  'PAYMENT.CAPTURE.DECLINED': 'payment.failed',
  'PAYMENT.CAPTURE.REFUNDED': 'refund.issued',
  'PAYMENT.CAPTURE.REVERSED': 'payment.disputed',
  'PAYMENT.SALE.COMPLETED': 'payment.captured',
  'PAYMENT.SALE.DENIED': 'payment.failed',
  'PAYMENT.SALE.REFUNDED': 'refund.issued',
  'PAYMENT.SALE.REVERSED': 'payment.disputed',
};

export const webhooksJson: ExportReader = documentReader({
  name: 'paypal.webhooks-json',
  connector: 'paypal',
  proven: false,
  within: ['', 'events'],
  marks: marksAt(['event_type', 'resource_type', 'create_time', 'resource.id']),
  times: ['create_time'],
  read: (event, options) => {
    const native = textAt(event, 'event_type');
    const kind = meaningOf(events, native);
    const [resource] = fieldsAt(event, 'resource');
    if (kind === undefined || resource === undefined) return [];
    const written = textAt(event, 'create_time');
    const key = textAt(event, 'id') || textAt(resource, 'id');
    return lineOf({ kind, resource, unit: {}, written, key, native }, options);
  },
});

/** Status of a payment inside an order -> what it is. */
const captures: Readonly<Record<string, ObservationLine['kind']>> = {
  COMPLETED: 'payment.captured',
  REFUNDED: 'payment.captured',
  PARTIALLY_REFUNDED: 'payment.captured',
  DECLINED: 'payment.failed',
  FAILED: 'payment.failed',
};
const authorizations: Readonly<Record<string, ObservationLine['kind']>> = {
  CREATED: 'payment.authorized',
  CAPTURED: 'payment.authorized',
  PARTIALLY_CAPTURED: 'payment.authorized',
  VOIDED: 'payment.voided',
  DENIED: 'payment.failed',
};
const refunds: Readonly<Record<string, ObservationLine['kind']>> = {
  COMPLETED: 'refund.issued',
  PENDING: 'refund.issued',
};
const lists = [
  ['payments.authorizations', authorizations],
  ['payments.captures', captures],
  ['payments.refunds', refunds],
] as const;

function paymentsOf(order: Fields): Stated[] {
  return fieldsAt(order, 'purchase_units').flatMap((unit) =>
    lists.flatMap(([path, kinds]) =>
      fieldsAt(unit, path).flatMap((resource) => {
        const native = textAt(resource, 'status');
        const kind = meaningOf(kinds, native);
        if (kind === undefined) return [];
        const written = firstText(resource, 'create_time', 'update_time');
        return [{ kind, resource, unit, written, key: textAt(resource, 'id'), native }];
      }),
    ),
  );
}

export const ordersJson: ExportReader = documentReader({
  name: 'paypal.orders-json',
  connector: 'paypal',
  proven: false,
  within: ['', 'orders'],
  marks: (record) => {
    const theirs = ['id', 'intent', 'status'].filter((path) => textAt(record, path) !== '').length;
    const units = fieldsAt(record, 'purchase_units').length;
    return theirs === 3 && units > 0 ? 4 : 0;
  },
  times: ['create_time', 'update_time'],
  read: (order, options) => {
    const told: ObservationLine[] = [];
    for (const stated of paymentsOf(order)) {
      const lines = lineOf(stated, options);
      if (lines instanceof RowFault) return lines;
      told.push(...lines);
    }
    return told;
  },
});
