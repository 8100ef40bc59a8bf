// An order of eBay's Fulfillment API: when it was placed, paid, sent, cancelled and refunded, as far
// as the order shows it.
import { decimalOf } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';

interface Sale {
  readonly order: Fields;
  readonly record: StatedRecord;
  readonly created: TimeSpan;
  readonly updated: TimeSpan;
  readonly checked: Checked;
}

/** What the buyer pays: `value` may be converted into the currency of whoever asked. */
function moneyAt(fields: Fields, path: string): readonly [amount: string, currency: string] {
  return [
    firstText(fields, `${path}.convertedFromValue`, `${path}.value`),
    firstText(fields, `${path}.convertedFromCurrency`, `${path}.currency`),
  ];
}

function lineOf(item: Fields, checked: Checked): readonly GoodsLine[] {
  const qty = textAt(item, 'quantity');
  // lineItemCost is that of the whole quantity.
  const price = qty === '1' ? moneyAt(item, 'lineItemCost')[0] : '';
  return checked.line('quantity', {
    line: textAt(item, 'lineItemId'),
    sku: textAt(item, 'sku'),
    qty,
    price,
  });
}

/** The same words are said of a payment and, once there is one, of a refund. */
function isUndecided(order: Fields): boolean {
  const status = textAt(order, 'orderPaymentStatus');
  return status === 'PENDING' || status === 'FAILED';
}

function refundsOf(order: Fields): readonly Fields[] {
  return fieldsAt(order, 'paymentSummary.refunds');
}

function wasPaid(order: Fields): boolean {
  const payments = fieldsAt(order, 'paymentSummary.payments');
  const isPaid = payments.some((payment) => textAt(payment, 'paymentStatus') === 'PAID');
  return isPaid || refundsOf(order).length > 0;
}

function placed({ order, record, created, checked }: Sale): readonly ObservationLine[] {
  const items = fieldsAt(order, 'lineItems');
  const lines = items.flatMap((item) => lineOf(item, checked));
  if (lines.length === 0) return [];
  const [total, currency] = moneyAt(order, 'pricingSummary.total');
  const promises = items
    .map((item) =>
      checked.latest('shipByDate', textAt(item, 'lineItemFulfillmentInstructions.shipByDate')),
    )
    .filter((time) => time !== null)
    .sort();
  const isFree = decimalOf(total) === 0;
  const data = {
    lines,
    ...checked.total('pricingSummary.total', total, currency),
    channel: textAt(items[0], 'listingMarketplaceId') || 'eBay',
    ...(isFree ? { payable: 'not_applicable' } : {}),
    ...(!isFree && isUndecided(order) && !wasPaid(order) ? { payable: 'pending' } : {}),
    ...(promises[0] === undefined ? {} : { ship_by: promises[0] }),
  };
  return [statementOf(record, 'order.placed', statedTime(created), { data })];
}

function paid({ order, record, created, updated, checked }: Sale): readonly ObservationLine[] {
  const given = fieldsAt(order, 'paymentSummary.payments');
  return given.flatMap((payment, index) => {
    if (textAt(payment, 'paymentStatus') !== 'PAID') return [];
    const at = checked.time('paymentDate', textAt(payment, 'paymentDate'));
    const reference = textAt(payment, 'paymentReferenceId');
    const time = at === null ? noLaterThan(created, updated.until) : statedTime(at);
    // What the seller is due, without what eBay took for itself: not what was paid.
    const rest = { part: reference || String(index + 1), refs: refsOf({ payment: reference }) };
    return [statementOf(record, 'payment.captured', time, rest)];
  });
}

const refundKinds = { REFUNDED: 'refund.issued', FAILED: 'refund.failed' } as const;

/** One that was given line by line has its ids at the lines. */
function refunded({ order, record, created, updated, checked }: Sale): readonly ObservationLine[] {
  return refundsOf(order).flatMap((refund, index) => {
    const at = checked.time('refundDate', textAt(refund, 'refundDate'));
    const kind = meaningOf(refundKinds, textAt(refund, 'refundStatus'));
    if (kind === undefined) return [];
    const id = firstText(refund, 'refundId', 'refundReferenceId');
    const data = checked.money('refund', ...moneyAt(refund, 'amount'));
    const time = at === null ? noLaterThan(created, updated.until) : statedTime(at);
    const part = id || String(index + 1);
    return [statementOf(record, kind, time, { part, refs: refsOf({ refund: id }), data })];
  });
}

/** The order shows which lines left, not when: the fulfilments themselves are another answer. */
function shipped({ order, record, created, updated, checked }: Sale): readonly ObservationLine[] {
  const native = textAt(order, 'orderFulfillmentStatus');
  const since = noLaterThan(created, updated.until);
  if (native === 'FULFILLED') {
    const whole = statusOf(native, 'fulfilment:shipped');
    return [statementOf(record, 'shipment.shipped', since, whole)];
  }
  const lines = fieldsAt(order, 'lineItems')
    .filter((item) => textAt(item, 'lineItemFulfillmentStatus') === 'FULFILLED')
    .flatMap((item) => lineOf(item, checked));
  return lines.length === 0
    ? []
    : [statementOf(record, 'shipment.shipped', since, { data: { lines } })];
}

function cancelled(sale: Sale): readonly ObservationLine[] {
  const { order, record, created, updated, checked } = sale;
  const state = textAt(order, 'cancelStatus.cancelState');
  // The list of orders leaves them empty; one order alone has them.
  const requests = fieldsAt(order, 'cancelStatus.cancelRequests');
  const times = (name: string): TimeSpan | null =>
    requests
      .filter((one) => textAt(one, 'cancelRequestState') !== 'REJECTED')
      .map((one) => checked.time(name, textAt(one, name)))
      .find((at) => at !== null) ?? null;
  const since = noLaterThan(created, updated.until);
  if (state === 'CANCELED') {
    const written = checked.time('cancelledDate', textAt(order, 'cancelStatus.cancelledDate'));
    const done = written ?? times('cancelCompletedDate');
    const time = done === null ? since : statedTime(done);
    const status = statusOf(state, 'cancellation:cancelled');
    return [statementOf(record, 'order.cancelled', time, status)];
  }
  const refused = requests.flatMap((request) => refusedWish(sale, request));
  if (state !== 'IN_PROGRESS') return refused;
  const asked = times('cancelRequestedDate');
  const time = asked === null ? since : statedTime(asked);
  const status = statusOf(state, 'cancellation:in_progress');
  return [...refused, statementOf(record, 'order.cancel-requested', time, status)];
}

/** That it was refused the request says, and not when. */
function refusedWish(
  { record, created, updated, checked }: Sale,
  request: Fields,
): readonly ObservationLine[] {
  const native = textAt(request, 'cancelRequestState');
  if (native !== 'REJECTED') return [];
  const part = textAt(request, 'cancelRequestId');
  const asked = checked.time('cancelRequestedDate', textAt(request, 'cancelRequestedDate'));
  const wished = asked === null ? noLaterThan(created, updated.until) : statedTime(asked);
  const refused = noLaterThan(asked ?? created, updated.until);
  const status = statusOf(native, 'cancellation:rejected');
  return [
    statementOf(record, 'order.cancel-requested', wished, { part }),
    statementOf(record, 'order.cancel-refused', refused, { part, ...status }),
  ];
}

/** What the order's own words say; of a payment that was made they speak of a refund. */
function standsAs({ order, record, updated }: Sale): readonly ObservationLine[] {
  const states = ['orderFulfillmentStatus', 'orderPaymentStatus'] as const;
  return states.flatMap((part) => {
    const native = textAt(order, part);
    if (native === '') return [];
    const isOfRefund = part === 'orderPaymentStatus' && isUndecided(order) && wasPaid(order);
    const status = statusOf(native, isOfRefund ? paidState(order) : undefined);
    return [statementOf(record, 'order.status', statedTime(updated), { part, ...status })];
  });
}

function paidState(order: Fields): string {
  const given = refundsOf(order).some((refund) => textAt(refund, 'refundStatus') === 'REFUNDED');
  return given ? 'payment:partially_refunded' : 'payment:captured';
}

export function orderSaid(
  order: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id('orderId', textAt(order, 'orderId'));
  const created = checked.placed('creationDate', textAt(order, 'creationDate'));
  if (created === null) return checked.told([]);
  const updated = checked.time('lastModifiedDate', textAt(order, 'lastModifiedDate')) ?? created;
  const names = [textAt(order, 'salesRecordReference'), textAt(order, 'legacyOrderId')];
  const record: StatedRecord = {
    system: options.system,
    key: `order-${id}`,
    refs: refsOf({ order: id, order_name: names.filter((name) => name !== '' && name !== id) }),
    version: instantText(updated.at),
  };
  const sale: Sale = { order, record, created, updated, checked };
  return checked.told([
    ...placed(sale),
    ...paid(sale),
    ...refunded(sale),
    ...shipped(sale),
    ...cancelled(sale),
    ...standsAs(sale),
  ]);
}

/** A notification names the order and the fact; of most topics there is no order in it. */
export function notificationSaid(
  notification: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const data = fieldsAt(notification, 'notification.data')[0] ?? {};
  const order = firstText(data, 'orderId', 'order.orderId');
  const isShipped = textAt(notification, 'metadata.topic') === 'ITEM_MARKED_SHIPPED';
  const happened = checked.time('eventDate', textAt(notification, 'notification.eventDate'));
  if (!isShipped || order === '' || happened === null) return checked.told([]);
  const lines = lineOf(data, checked);
  const record: StatedRecord = {
    system: options.system,
    key: textAt(notification, 'notification.notificationId'),
    refs: refsOf({ order }),
    version: null,
  };
  const rest = lines.length === 0 ? {} : { data: { lines } };
  return checked.told([statementOf(record, 'shipment.shipped', statedTime(happened), rest)]);
}
