// BigCommerce's JSON: orders of the V2 API, and webhooks, which name what changed and seldom how.
import { decimalOf } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, textAt } from '../reading/document.js';
import { recordShapes } from '../reading/record-shapes.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import { webhookSaid } from './webhooks.js';
import { writtenTime } from './written-time.js';

/** Numbers of statuses, which the merchant can't rename. */
const drafts: ReadonlySet<string> = new Set(['0', '1']);
const sentWhole: ReadonlySet<string> = new Set(['2', '10']);

const moneyTaken: ReadonlySet<string> = new Set([
  'captured',
  'paid',
  'refunded',
  'partially refunded',
]);

interface Order {
  readonly fields: Fields;
  readonly record: StatedRecord;
  readonly created: TimeSpan;
  readonly updated: TimeSpan;
  readonly checked: Checked;
}

function linesOf({ fields, checked }: Order, quantity: string): readonly GoodsLine[] {
  return fieldsAt(fields, 'products').flatMap((product) =>
    checked.line(quantity, {
      line: textAt(product, 'id'),
      sku: textAt(product, 'sku'),
      qty: textAt(product, quantity),
      price: textAt(product, 'base_price'),
    }),
  );
}

function payableOf(fields: Fields): { payable?: string } {
  const payment = textAt(fields, 'payment_status').toLowerCase();
  if (decimalOf(textAt(fields, 'total_inc_tax')) === 0) return { payable: 'not_applicable' };
  if (/cash on delivery|\bcod\b/i.test(textAt(fields, 'payment_method')))
    return { payable: 'terms' };
  if (moneyTaken.has(payment)) return {};
  return { payable: payment === 'authorized' ? 'authorized' : 'pending' };
}

function placed(order: Order): readonly ObservationLine[] {
  const { fields, record, created, checked } = order;
  // An order whose checkout never ended has a number all the same.
  if (drafts.has(textAt(fields, 'status_id'))) return [];
  const lines = linesOf(order, 'quantity');
  if (lines.length === 0) return [];
  const channel = textAt(fields, 'order_source');
  const total = textAt(fields, 'total_inc_tax');
  const data = {
    lines,
    ...checked.total('total_inc_tax', total, textAt(fields, 'currency_code')),
    ...(channel === '' ? {} : { channel }),
    ...payableOf(fields),
    ...(textAt(fields, 'order_is_digital') === 'true' ? { type: 'digital' } : {}),
  };
  return [statementOf(record, 'order.placed', statedTime(created), { data })];
}

function moved({ fields, record, created, updated, checked }: Order): readonly ObservationLine[] {
  const currency = textAt(fields, 'currency_code');
  const since = noLaterThan(created, updated.until);
  const total = textAt(fields, 'total_inc_tax');
  const isTaken = moneyTaken.has(textAt(fields, 'payment_status').toLowerCase());
  const refs = refsOf({ payment: textAt(fields, 'payment_provider_id') });
  const paid = { refs, data: checked.money('total_inc_tax', total, currency) };
  const back = checked.money('refunded_amount', textAt(fields, 'refunded_amount'), currency);
  return [
    ...(isTaken && decimalOf(total) !== 0
      ? [statementOf(record, 'payment.captured', since, paid)]
      : []),
    ...(/[1-9]/.test(back.amount ?? '')
      ? [statementOf(record, 'refund.issued', since, { data: back })]
      : []),
  ];
}

function shipped(order: Order): readonly ObservationLine[] {
  const { fields, record, created, updated, checked } = order;
  const native = textAt(fields, 'status_id');
  const at = checked.time('date_shipped', writtenTime(textAt(fields, 'date_shipped')));
  const since = at === null ? noLaterThan(created, updated.until) : statedTime(at);
  if (sentWhole.has(native)) {
    const status = statusOf(native, 'fulfilment:shipped');
    return [statementOf(record, 'shipment.shipped', since, status)];
  }
  const lines = linesOf(order, 'quantity_shipped');
  return lines.length === 0
    ? []
    : [statementOf(record, 'shipment.shipped', since, { data: { lines } })];
}

function orderSaid(fields: Fields, options: ReadOptions): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id('id', textAt(fields, 'id'));
  const created = checked.placed('date_created', writtenTime(textAt(fields, 'date_created')));
  if (created === null) return checked.told([]);
  const modified = writtenTime(textAt(fields, 'date_modified'));
  const updated = checked.time('date_modified', modified) ?? created;
  const record: StatedRecord = {
    system: options.system,
    key: `order-${id}`,
    refs: refsOf({
      order: id,
      external: [textAt(fields, 'external_id'), textAt(fields, 'external_order_id')].filter(
        (name) => name !== '',
      ),
      cart: textAt(fields, 'cart_id'),
    }),
    version: instantText(updated.at),
  };
  const order: Order = { fields, record, created, updated, checked };
  const states = {
    status_id: textAt(fields, 'status_id'),
    payment_status: textAt(fields, 'payment_status'),
  };
  const since = noLaterThan(created, updated.until);
  return checked.told([
    ...placed(order),
    ...moved(order),
    ...shipped(order),
    ...(states.status_id === '5'
      ? [statementOf(record, 'order.cancelled', since, statusOf(states.status_id))]
      : []),
    ...Object.entries(states)
      .filter(([, native]) => native !== '')
      .map(([part, native]) =>
        statementOf(record, 'order.status', statedTime(updated), { part, ...statusOf(native) }),
      ),
  ]);
}

const shapes = recordShapes([
  { paths: ['scope', 'store_id', 'data', 'producer', 'created_at'], said: webhookSaid },
  { paths: ['status_id', 'date_created', 'total_inc_tax', 'items_total'], said: orderSaid },
]);

export const apiJson = documentReader({
  name: 'bigcommerce.api-json',
  connector: 'bigcommerce',
  proven: true,
  within: ['', 'data', 'orders', 'body', 'payload'],
  times: ['date_created', 'date_modified', 'created_at'],
  timeText: writtenTime,
  ...shapes,
});
