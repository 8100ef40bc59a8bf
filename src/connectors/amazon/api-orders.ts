// An order as Amazon's Orders API gives it, in v0 and in 2026-01-01, whose spelling of everything
// differs. The buyer, the recipient and the address are not looked at.
import type { Decimal } from '../../core/observation/decimal.js';
import { decimalOf, decimalText } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { Kind } from '../../core/observation/kinds.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { Refs, StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';

/** One order, in terms of neither version. */
interface Sale {
  readonly id: string;
  readonly refs: Refs;
  readonly created: TimeSpan;
  readonly updated: TimeSpan;
  readonly status: string;
  readonly isByAmazon: boolean;
  readonly isOthersSale: boolean;
  readonly lines: readonly GoodsLine[];
  readonly asked: readonly GoodsLine[];
  /** What was cancelled of an order that goes on. */
  readonly taken: readonly GoodsLine[];
  readonly data: Readonly<Record<string, unknown>>;
}

type Told = readonly ObservationLine[] | RowFault;

/** Until the payment is authorised nothing is owed; a cancelled order may never have come so far. */
const unpayable: ReadonlySet<string> = new Set([
  'Pending',
  'PendingAvailability',
  'Canceled',
  'PENDING',
  'PENDING_AVAILABILITY',
  'CANCELLED',
]);

function payableOf(order: Fields, status: string, total: string): string {
  if (decimalOf(total) === 0) return 'not_applicable';
  if (textAt(order, 'PaymentMethod') === 'COD') return 'terms';
  return unpayable.has(status) ? 'pending' : 'authorized';
}

/** The price of one, where the document states that of the whole quantity. */
function unitPrice(item: Fields, path: string, qty: string): string {
  return qty === '1' ? textAt(item, path) : '';
}

function spans(
  order: Fields,
  checked: Checked,
  names: readonly [created: string, updated: string],
): readonly [TimeSpan, TimeSpan] | null {
  const created = checked.placed(names[0], textAt(order, names[0]));
  if (created === null) return null;
  return [created, checked.time(names[1], textAt(order, names[1])) ?? created];
}

export function orderOfV0(order: Fields, options: ReadOptions): Told {
  const checked = new Checked(options);
  const times = spans(order, checked, ['PurchaseDate', 'LastUpdateDate']);
  const id = checked.id('AmazonOrderId', textAt(order, 'AmazonOrderId'));
  if (times === null) return checked.told([]);
  const items = fieldsAt(order, 'OrderItems');
  const lineOf = (item: Fields): readonly GoodsLine[] => {
    const qty = textAt(item, 'QuantityOrdered');
    const price = unitPrice(item, 'ItemPrice.Amount', qty);
    const [line, sku] = [textAt(item, 'OrderItemId'), textAt(item, 'SellerSKU')];
    return checked.line('QuantityOrdered', { line, sku, qty, price });
  };
  const status = textAt(order, 'OrderStatus');
  const total = textAt(order, 'OrderTotal.Amount');
  const replaced = textAt(order, 'ReplacedOrderId');
  const channel = textAt(order, 'SalesChannel');
  const isByAmazon = textAt(order, 'FulfillmentChannel') === 'AFN';
  const until = checked.latest('LatestShipDate', textAt(order, 'LatestShipDate'));
  const asked = items.filter(
    (item) => textAt(item, 'BuyerRequestedCancel.IsBuyerRequestedCancel') === 'true',
  );
  const sale: Sale = {
    id,
    refs: refsOf({ order: id, external: textAt(order, 'SellerOrderId') }),
    created: times[0],
    updated: times[1],
    status,
    isByAmazon,
    isOthersSale: /^non-amazon/i.test(channel),
    lines: items.flatMap(lineOf),
    asked: asked.flatMap(lineOf),
    // v0 shows less ordered, and not that there was more.
    taken: [],
    data: {
      ...checked.total('OrderTotal', total, textAt(order, 'OrderTotal.CurrencyCode')),
      channel: channel || 'Amazon',
      payable: payableOf(order, status, total),
      ...(until === null ? {} : { ship_by: until }),
      ...(replaced === '' ? {} : { relation: { replaces: replaced } }),
    },
  };
  return checked.told(said(sale, options.system));
}

export function orderOf2026(order: Fields, options: ReadOptions): Told {
  const checked = new Checked(options);
  const times = spans(order, checked, ['createdTime', 'lastUpdatedTime']);
  const id = checked.id('orderId', textAt(order, 'orderId'));
  if (times === null) return checked.told([]);
  const items = fieldsAt(order, 'orderItems');
  const lineOf = (item: Fields): readonly GoodsLine[] =>
    checked.line('quantityOrdered', {
      line: textAt(item, 'orderItemId'),
      sku: textAt(item, 'product.sellerSku'),
      qty: textAt(item, 'quantityOrdered'),
      price: textAt(item, 'product.price.unitPrice.amount'),
    });
  const status = textAt(order, 'fulfillment.fulfillmentStatus');
  const total = textAt(order, 'proceeds.grandTotal.amount');
  const aliases = fieldsAt(order, 'orderAliases')
    .filter((alias) => textAt(alias, 'aliasType') === 'SELLER_ORDER_ID')
    .map((alias) => textAt(alias, 'aliasId'));
  const until = checked.latest(
    'shipByWindow.latestDateTime',
    textAt(order, 'fulfillment.shipByWindow.latestDateTime'),
  );
  const channel = firstText(order, 'salesChannel.marketplaceName', 'salesChannel.channelName');
  const isOthersSale = textAt(order, 'salesChannel.channelName') === 'NON_AMAZON';
  // Of an item that nobody wants cancelled it is null.
  const asked = items.filter(
    (item) => fieldsAt(item, 'cancellation.cancellationRequest').length > 0,
  );
  const sale: Sale = {
    id,
    refs: refsOf({ order: id, external: aliases }),
    created: times[0],
    updated: times[1],
    status,
    isByAmazon: textAt(order, 'fulfillment.fulfilledBy') === 'AMAZON',
    isOthersSale,
    lines: items.flatMap(lineOf),
    asked: asked.flatMap(lineOf),
    taken: items.flatMap((item) => takenOf(item, checked)),
    data: {
      ...checked.total('grandTotal', total, textAt(order, 'proceeds.grandTotal.currencyCode')),
      channel: channel || 'Amazon',
      payable: payableOf(order, status, total),
      ...(until === null ? {} : { ship_by: until }),
      ...relationOf(order),
    },
  };
  const parcels = fieldsAt(order, 'packages').flatMap((one) =>
    parcelSaid(one, { sale, items, checked, system: options.system }),
  );
  return checked.told([...said(sale, options.system), ...parcels]);
}

/** That an item was cancelled it says, and not how much of it: what is neither sent nor to be sent. */
function takenOf(item: Fields, checked: Checked): readonly GoodsLine[] {
  if (fieldsAt(item, 'cancellation.cancellationExecution').length === 0) return [];
  const names = [
    'quantityOrdered',
    'fulfillment.quantityFulfilled',
    'fulfillment.quantityUnfulfilled',
  ];
  const [ordered, sent, open] = names.map((name) =>
    decimalOf(checked.quantity(name, textAt(item, name))),
  );
  if (ordered === undefined || sent === undefined || open === undefined) return [];
  const rest = ordered - sent - open;
  if (rest <= 0) return [];
  return checked.line('quantityOrdered', {
    line: textAt(item, 'orderItemId'),
    sku: textAt(item, 'product.sellerSku'),
    qty: decimalText(rest as Decimal),
  });
}

function relationOf(order: Fields): { relation?: Record<string, string> } {
  for (const other of fieldsAt(order, 'associatedOrders')) {
    const id = textAt(other, 'orderId');
    const type = textAt(other, 'associationType');
    if (type === 'REPLACEMENT_ORIGINAL_ID') return { relation: { replaces: id } };
    if (type === 'EXCHANGE_ORIGINAL_ID') return { relation: { exchange_of: id } };
  }
  return {};
}

function recordOf(sale: Sale, system: string): StatedRecord {
  return {
    system,
    key: `order-${sale.id}`,
    refs: sale.refs,
    version: instantText(sale.updated.at),
  };
}

function said(sale: Sale, system: string): readonly ObservationLine[] {
  const { lines, created, updated, status, asked, taken } = sale;
  const record = recordOf(sale, system);
  const placed = { ...sale.data, lines, fulfilled_by: sale.isByAmazon ? 'channel' : 'merchant' };
  const since = noLaterThan(created, updated.until);
  const isCancelled = /^cancell?ed$/i.test(status);
  // Amazon sends another channel's sale: it is an order to send, not an order placed here.
  const first = sale.isOthersSale
    ? statementOf(record, 'fulfilment.requested', statedTime(created), { data: { lines } })
    : statementOf(record, 'order.placed', statedTime(created), { data: placed });
  const wish = { data: { lines: asked } };
  const part = { part: 'items', data: { lines: taken } };
  const someCancelled =
    taken.length === 0 ? [] : [statementOf(record, 'order.cancelled', since, part)];
  return [
    // The list of orders shows no items, and nobody can tell what was ordered.
    ...(lines.length === 0 ? [] : [first]),
    ...(asked.length === 0 ? [] : [statementOf(record, 'order.cancel-requested', since, wish)]),
    ...(isCancelled
      ? [statementOf(record, 'order.cancelled', since, statusOf(status))]
      : someCancelled),
    statementOf(record, 'order.status', statedTime(updated), statusOf(status)),
  ];
}

const carried: Readonly<Record<string, Kind>> = {
  IN_TRANSIT: 'shipment.in-transit',
  DELIVERED: 'shipment.delivered',
  UNDELIVERABLE: 'shipment.exception',
};

interface Around {
  readonly sale: Sale;
  readonly items: readonly Fields[];
  readonly checked: Checked;
  readonly system: string;
}

function parcelSaid(parcel: Fields, around: Around): readonly ObservationLine[] {
  const { sale, items, checked, system } = around;
  const native = textAt(parcel, 'packageStatus.status');
  const shipped = checked.time('shipTime', textAt(parcel, 'shipTime'));
  const id = `${sale.id}/${textAt(parcel, 'packageReferenceId')}`;
  const [carrier, tracking] = [textAt(parcel, 'carrier'), textAt(parcel, 'trackingNumber')];
  const skus = new Map(
    items.map((item) => [textAt(item, 'orderItemId'), textAt(item, 'product.sellerSku')]),
  );
  const lines = fieldsAt(parcel, 'packageItems').flatMap((one) => {
    const line = textAt(one, 'orderItemId');
    return checked.line('quantity', {
      line,
      sku: skus.get(line) ?? '',
      qty: textAt(one, 'quantity'),
    });
  });
  const data = {
    ...(lines.length === 0 ? {} : { lines }),
    ...(carrier === '' ? {} : { carrier }),
    ...(tracking === '' ? {} : { tracking }),
  };
  const record = { ...recordOf(sale, system), key: `package-${id}` };
  const refs = refsOf({ shipment: id, tracking });
  const since = noLaterThan(sale.created, sale.updated.until);
  if (native === 'CANCELLED') {
    return [statementOf(record, 'shipment.cancelled', since, { ...statusOf(native), refs, data })];
  }
  if (native === 'PENDING') return [];
  const next = meaningOf(carried, native);
  const left = shipped === null ? since : statedTime(shipped);
  const further = shipped === null ? since : noLaterThan(shipped, sale.updated.until);
  return [
    statementOf(record, 'shipment.shipped', left, { refs, data }),
    ...(next === undefined
      ? []
      : [statementOf(record, next, further, { ...statusOf(native), refs, data })]),
  ];
}
