// PayPal's JSON: the bodies of its webhooks, and orders of the checkout with the payments in them.
import type { Instant } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ExportReader, ObservationLine, ReadOptions } from '../connector.js';
import { documentReader } from '../reading/document-reader.js';
import { marksAt } from '../reading/record-shapes.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import {
  currencyCode,
  moneyOf,
  refsOf,
  statementOf,
  statusOf,
  versionOf,
} from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';

interface Stated {
  readonly kind: ObservationLine['kind'];
  /** A capture, an authorisation or a refund. */
  readonly resource: Fields;
  /** The purchase unit that it stands in, where it stands in one. */
  readonly unit: Fields;
  readonly time: StatedTime | RowFault;
  readonly key: string;
  /** Of a payment, which is shown again as it stands later; a webhook has none. */
  readonly version: string | null;
  readonly native: string;
}

/** Every resource links to itself at the address that it was made at. */
const sandbox = /^https:\/\/[\w.-]*\bsandbox\.paypal\.com\//i;

function isSandboxed(resource: Fields): boolean {
  return fieldsAt(resource, 'links').some((link) => sandbox.test(textAt(link, 'href')));
}

const parentLink = /\/(?:captures|authorizations|sale|authorization|capture)\/([\w-]+)$/;

/** The payment that a refund is of, by the link to it. */
function parentOf(resource: Fields): string {
  const up = fieldsAt(resource, 'links').find((link) => textAt(link, 'rel') === 'up');
  const linked = up === undefined ? undefined : parentLink.exec(textAt(up, 'href'))?.[1];
  return linked ?? firstText(resource, 'sale_id', 'capture_id');
}

function lineOf(stated: Stated, options: ReadOptions): ObservationLine[] | RowFault {
  const { kind, resource, unit, time, key, version, native } = stated;
  if (time instanceof RowFault) return time;
  const id = textAt(resource, 'id');
  const isRefund = kind.startsWith('refund.');
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
  const test = isSandboxed(resource) ? { test: true } : {};
  const data = { ...moneyOf(amount, currencyCode(currency)), ...test };
  const record = { system: options.system, key, refs, version };
  return [statementOf(record, kind, time, { ...statusOf(native), data })];
}

function timeAt(fields: Fields, path: string, options: ReadOptions): TimeSpan | RowFault {
  const written = textAt(fields, path);
  const span = options.times(written);
  return span ?? new RowFault(`${path} is ${shown(written)}, which is no time`);
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
    const span = timeAt(event, 'create_time', options);
    const time = span instanceof RowFault ? span : statedTime(span);
    const key = textAt(event, 'id') || textAt(resource, 'id');
    return lineOf({ kind, resource, unit: {}, time, key, version: null, native }, options);
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
  FAILED: 'refund.failed',
  CANCELLED: 'refund.failed',
};
const lists = [
  ['payments.authorizations', authorizations],
  ['payments.captures', captures],
  ['payments.refunds', refunds],
] as const;

/** Statuses that a payment may come to after it was pending: by its last change it had. */
const decided: ReadonlySet<string> = new Set([
  'COMPLETED',
  'DECLINED',
  'FAILED',
  'DENIED',
  'CANCELLED',
]);

interface Standing {
  readonly resource: Fields;
  readonly kind: Stated['kind'];
  readonly native: string;
}

/** When a payment came to stand as it does. Nothing comes after a void: its last change is the void. */
function timeOf({ resource, kind, native }: Standing, options: ReadOptions): StatedTime | RowFault {
  const hasCreated = textAt(resource, 'create_time') !== '';
  const created = timeAt(resource, hasCreated ? 'create_time' : 'update_time', options);
  if (created instanceof RowFault) return created;
  const updated = options.times(textAt(resource, 'update_time'));
  if (native === 'VOIDED') {
    return updated === null ? noLaterThan(created, options.madeBy) : statedTime(updated);
  }
  // A refund is given when it is asked for, and takes its time.
  const mayBeLater = kind !== 'refund.issued' && decided.has(native);
  const until = mayBeLater ? Math.max(updated?.until ?? 0, created.until) : created.until;
  return statedTime({ ...created, until: until as Instant });
}

function paymentsOf(order: Fields, options: ReadOptions): Stated[] {
  return fieldsAt(order, 'purchase_units').flatMap((unit) =>
    lists.flatMap(([path, kinds]) =>
      fieldsAt(unit, path).flatMap((resource) => {
        const native = textAt(resource, 'status');
        const kind = meaningOf(kinds, native);
        if (kind === undefined) return [];
        const time = timeOf({ resource, kind, native }, options);
        const changed = options.times(textAt(resource, 'update_time'));
        const version = versionOf(changed?.at ?? options.madeBy);
        return [{ kind, resource, unit, time, key: textAt(resource, 'id'), version, native }];
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
    for (const stated of paymentsOf(order, options)) {
      const lines = lineOf(stated, options);
      if (lines instanceof RowFault) return lines;
      told.push(...lines);
    }
    return told;
  },
});
