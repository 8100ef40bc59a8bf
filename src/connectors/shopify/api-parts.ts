// What stands inside an order of Shopify's API, or comes alone as a webhook's body: fulfilments and
// their events, transactions, refunds, stock. REST writes `created_at` and bare ids, GraphQL
// `createdAt` and `gid://shopify/…/1`.
import type { Kind } from '../../core/observation/kinds.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import { instantText } from '../../core/observation/instant.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import type { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt, valueAt } from '../reading/document.js';
import type { Refs, StatedRest } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';
import { isTestGateway, movementOf } from './money-movements.js';

/** A record of the API, and what the document around it knows: the order. */
export interface Part {
  readonly fields: Fields;
  readonly order: Refs;
  readonly checked: Checked;
  readonly options: ReadOptions;
}

/** `1` of `gid://shopify/Order/1`, which is what REST and the CSV write. */
function bareId(id: string): string {
  return /^gid:\/\/shopify\/\w+\/(\d+)/.exec(id)?.[1] ?? id;
}

export function idAt(fields: Fields, ...paths: readonly string[]): string {
  return bareId(firstText(fields, ...paths));
}

/** A field in the spelling of REST, else in that of GraphQL. */
export function either(fields: Fields, name: string): string {
  const camel = name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return firstText(fields, name, camel);
}

/** The list of a field in either spelling. */
export function listOf(fields: Fields, name: string): readonly Fields[] {
  const camel = name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return fieldsAt(fields, valueAt(fields, name) === undefined ? camel : name);
}

/** Money in the shop's currency; an older answer has no currency beside the amount. */
export function moneyAt(fields: Fields, name: string): readonly [amount: string, currency: string] {
  const camel = name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
  const set = [`${name}_set.shop_money`, `${camel}Set.shopMoney`];
  return [
    firstText(fields, name, ...set.map((path) => `${path}.amount`)),
    firstText(
      fields,
      'currency',
      ...set.map((path) => `${path}.currency_code`),
      `${camel}Set.shopMoney.currencyCode`,
      'currencyCode',
    ),
  ];
}

/** The order that a record which came alone names. */
export function namedOrder(fields: Fields): Refs {
  return refsOf({ order: idAt(fields, 'order_id', 'order.id') });
}

export function stated(part: Part, id: string): { system: string; key: string; refs: Refs } {
  return { system: part.options.system, key: id, refs: part.order };
}

/** How the record stands: a later change of it is the newer showing. */
export function versionAt(part: Part): string | null {
  const span = part.checked.time('updated_at', either(part.fields, 'updated_at'));
  return span === null ? null : instantText(span.at);
}

export function timeOf(part: Part, ...names: readonly string[]): TimeSpan | null {
  for (const name of names) {
    const span = part.checked.time(name, either(part.fields, name));
    if (span !== null) return span;
  }
  return part.checked.placed(names.join(' or '), '');
}

const carried: Readonly<Record<string, Kind>> = {
  in_transit: 'shipment.in-transit',
  out_for_delivery: 'shipment.in-transit',
  attempted_delivery: 'shipment.in-transit',
  delayed: 'shipment.in-transit',
  delivered: 'shipment.delivered',
  picked_up: 'shipment.delivered',
  failure: 'shipment.exception',
  not_delivered: 'shipment.exception',
};

export const fulfilled: Readonly<Record<string, Kind>> = {
  open: 'shipment.planned',
  pending: 'shipment.planned',
  success: 'shipment.shipped',
  cancelled: 'shipment.cancelled',
  error: 'shipment.exception',
  failure: 'shipment.exception',
};

export function goodsOf(part: Part): readonly GoodsLine[] | null {
  const { fields, checked } = part;
  const given = ['line_items', 'fulfillment_line_items'].flatMap((name) => listOf(fields, name));
  if (given.length === 0) return null;
  return given.flatMap((line) =>
    checked.line('quantity', {
      line: idAt(line, 'lineItem.id', 'line_item_id', 'id'),
      sku: firstText(line, 'sku', 'lineItem.sku'),
      qty: firstText(line, 'quantity', 'totalQuantity'),
    }),
  );
}

/** A parcel: when it was made known, and how far the carrier says that it is. */
export function fulfilmentSaid(part: Part): readonly ObservationLine[] {
  const { fields } = part;
  const native = textAt(fields, 'status');
  const kind = meaningOf(fulfilled, native.toLowerCase());
  const created = timeOf(part, 'created_at');
  if (created === null || kind === undefined) return [];
  const id = idAt(fields, 'id');
  const tracking = firstText(
    fields,
    'tracking_number',
    'tracking_numbers[0]',
    'trackingInfo[0].number',
  );
  const carrier = firstText(fields, 'tracking_company', 'trackingInfo[0].company');
  const lines = goodsOf(part);
  const record = { ...stated(part, id), version: versionAt(part) };
  const updated = part.checked.time('updated_at', either(fields, 'updated_at')) ?? created;
  const refs = refsOf({ shipment: id, tracking });
  const data = {
    ...(lines === null ? {} : { lines }),
    ...(carrier === '' ? {} : { carrier }),
    ...(tracking === '' ? {} : { tracking }),
  };
  const made = kind === 'shipment.shipped' || kind === 'shipment.planned';
  const time = made ? statedTime(created) : noLaterThan(created, updated.until);
  const first = statementOf(record, kind, time, { ...statusOf(native), refs, data });
  const shown = firstText(fields, 'shipment_status', 'displayStatus');
  const next = kind === 'shipment.shipped' ? meaningOf(carried, shown.toLowerCase()) : undefined;
  if (next === undefined) return [first];
  const arrived = part.checked.time('deliveredAt', textAt(fields, 'deliveredAt'));
  const exact = next === 'shipment.delivered' && arrived !== null;
  const further = exact ? statedTime(arrived) : noLaterThan(created, updated.until);
  return [first, statementOf(record, next, further, { ...statusOf(shown), refs, data })];
}

/** One scan of the carrier. */
export function fulfilmentEventSaid(part: Part): readonly ObservationLine[] {
  const { fields } = part;
  const native = textAt(fields, 'status');
  const kind = meaningOf(carried, native.toLowerCase());
  const time = timeOf(part, 'happened_at', 'created_at');
  if (time === null || kind === undefined) return [];
  const refs = refsOf({ shipment: idAt(fields, 'fulfillment_id') });
  const record = { ...stated(part, `event-${idAt(fields, 'id')}`), version: null };
  return [statementOf(record, kind, statedTime(time), { ...statusOf(native), refs })];
}

/** The same statement wherever the transaction stands, so that it counts once. */
export function transactionSaid(part: Part): readonly ObservationLine[] {
  const { fields, checked } = part;
  const native = textAt(fields, 'kind');
  const kind = movementOf(native, textAt(fields, 'status'));
  if (kind === null) return [];
  const time = timeOf(part, 'processed_at', 'created_at');
  if (time === null) return [];
  const id = idAt(fields, 'id');
  const [amount, currency] = moneyAt(fields, 'amount');
  const names = [id, textAt(fields, 'authorization'), either(fields, 'payment_id')];
  const payment = [...new Set(names.filter((name) => name !== ''))];
  const isTest = textAt(fields, 'test') === 'true' || isTestGateway(textAt(fields, 'gateway'));
  const rest: StatedRest = {
    ...statusOf(native),
    refs: refsOf({ payment }),
    data: { ...checked.money('amount', amount, currency), ...(isTest ? { test: true } : {}) },
  };
  const record = { ...stated(part, `transaction-${id}`), version: null };
  return [statementOf(record, kind, statedTime(time), rest)];
}

/** What went back, and what will not be sent; of a refund inside an order `lines` are the order's. */
export function refundSaid(part: Part, lines: readonly Fields[] = []): readonly ObservationLine[] {
  return [...unitsCancelled(part, lines), ...moneyBack(part)];
}

/** The id of the order's line that a line of a refund is about. */
export function refundedLine(line: Fields): string {
  return idAt(line, 'line_item_id', 'lineItem.id');
}

/** Units that are put back because they will not be sent: not those that a buyer sends back. */
function unitsCancelled(part: Part, ordered: readonly Fields[]): readonly ObservationLine[] {
  const { fields, checked } = part;
  const id = idAt(fields, 'id');
  const time = spanned(checked.time('created_at', either(fields, 'created_at')));
  if (id === '' || time === null) return [];
  const lines = listOf(fields, 'refund_line_items').flatMap((line) => {
    if (either(line, 'restock_type').toLowerCase() !== 'cancel') return [];
    const named = refundedLine(line);
    const [shown] = [
      ...listOf(line, 'line_item'),
      ...ordered.filter((one) => idAt(one, 'id') === named),
    ].filter((one) => valueAt(one, 'sku') !== undefined);
    // Alone it may name the line and not its goods: the order, which holds it too, names both.
    if (shown === undefined) return [];
    const sku = textAt(shown, 'sku');
    return checked.line('quantity', { line: named, sku, qty: textAt(line, 'quantity') });
  });
  if (lines.length === 0) return [];
  const record = { ...stated(part, `refund-${id}`), version: null };
  return [statementOf(record, 'order.cancelled', time, { data: { lines } })];
}

/** The money of a refund stands in its transactions; without them only in its total. */
function moneyBack(part: Part): readonly ObservationLine[] {
  const { fields, checked, order, options } = part;
  const moved = listOf(fields, 'transactions');
  if (moved.length > 0) {
    return moved.flatMap((inner) => transactionSaid({ fields: inner, order, checked, options }));
  }
  const [amount, currency] = moneyAt(fields, 'total_refunded');
  const time: StatedTime | null = amount === '' ? null : spanned(timeOf(part, 'created_at'));
  // Goods were put back or taken off the order, and no money moved.
  if (time === null || !/[1-9]/.test(amount)) return [];
  const id = idAt(fields, 'id');
  const data = checked.money('totalRefundedSet', amount, currency);
  const record = { ...stated(part, `refund-${id}`), version: null };
  return [statementOf(record, 'refund.issued', time, { refs: refsOf({ refund: id }), data })];
}

function spanned(span: TimeSpan | null): StatedTime | null {
  return span === null ? null : statedTime(span);
}

/** Webhooks and REST name the item and not its SKU; only GraphQL can say both. */
export function levelSaid(part: Part): readonly ObservationLine[] {
  const { fields, checked, options } = part;
  const named = new Map(
    fieldsAt(fields, 'quantities').map((one) => [textAt(one, 'name'), textAt(one, 'quantity')]),
  );
  const available = checked.amount(
    'available',
    textAt(fields, 'available') || (named.get('available') ?? ''),
  );
  const onHand = checked.amount('on_hand', named.get('on_hand') ?? '');
  const time = timeOf(part, 'updated_at');
  // Without a number the item is not tracked there.
  if (time === null || (available === '' && onHand === '')) return [];
  const item = idAt(fields, 'inventory_item_id', 'item.id');
  const location = idAt(fields, 'location_id', 'location.id');
  const refs = refsOf({ sku: textAt(fields, 'item.sku'), inventory_item: item, location });
  const record = {
    system: options.system,
    key: `${item}/${location}`,
    refs,
    version: versionAt(part),
  };
  const data = {
    ...(available === '' ? {} : { available }),
    ...(onHand === '' ? {} : { on_hand: onHand }),
  };
  return [statementOf(record, 'stock.level', statedTime(time), { data })];
}
