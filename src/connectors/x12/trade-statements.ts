// What the business of a set means for the company: the same
// order is a purchase where the company sent it, and a sale where it received it.
import type {
  AnswerTrade,
  InventoryTrade,
  InvoiceTrade,
  OrderTrade,
  RequestTrade,
  ShipmentTrade,
  ShippedOrder,
  StatusTrade,
  Trade,
} from '../../core/interchange/trade.js';
import type { ObservationLine } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import { currencyCode, moneyOf, statusOf } from '../reading/statement.js';
import { RowFault } from '../reading/row-fault.js';
import { acknowledgementsOf } from './document-statements.js';
import type { Direction } from './direction.js';
import type { Telling } from './telling.js';

type Side = 'seller' | 'buyer' | null;

/** @param by the side that makes such documents. */
function sideOf(direction: Direction, by: 'seller' | 'buyer'): Side {
  if (direction === 'unknown') return null;
  const other = by === 'seller' ? 'buyer' : 'seller';
  return direction === 'sent' ? by : other;
}

/** The names of an order: to its seller it is an order, to its buyer a purchase. */
function orderNames(po: string, side: Side, customerOrder: string): Record<string, string> {
  const named = { po, customer_order: customerOrder };
  if (side === null) return named;
  return side === 'seller' ? { order: po, ...named } : { purchase: po, ...named };
}

function totalOf(total: string, currency: string): { total?: object } {
  const amount = plainDecimal(total, '.');
  return amount === null ? {} : { total: moneyOf(amount, currencyCode(currency)) };
}

type Told = readonly ObservationLine[] | RowFault;

/** The business of a set, besides its document; a fault where it can't be told. */
export function tradeStatements(telling: Telling, trade: Trade): Told {
  switch (trade.kind) {
    case 'order':
      return orderStatements(telling, trade);
    case 'answer':
      return answerStatements(telling, trade);
    case 'shipment':
      return shipmentStatements(telling, trade);
    case 'invoice':
      return invoiceStatements(telling, trade);
    case 'inventory':
      return inventoryStatements(telling, trade);
    case 'status':
      return statusStatements(telling, trade);
    case 'request':
      return requestStatements(telling, trade);
    case 'acknowledgement':
      return acknowledgementsOf(telling, trade);
  }
}

function orderStatements(telling: Telling, trade: OrderTrade): Told {
  const side = sideOf(telling.direction, 'buyer');
  const { purpose, po, customerOrder, total, currency } = trade;
  if (side === null || purpose === 'none') return [];
  if (po === '') return new RowFault('the order has no number, so it belongs to nothing');
  const names = orderNames(po, side, customerOrder);
  const goods = telling.goods(trade.lines, side);
  const lines = goods === null ? {} : { lines: goods };
  const sum = totalOf(total, currency);
  if (side === 'buyer') {
    if (purpose !== 'place') return [];
    return [telling.say('purchase.ordered', names, { data: { ...lines, ...sum } })];
  }
  if (purpose === 'cancel') return [telling.say('order.cancelled', names)];
  if (purpose === 'change') {
    if (!trade.whole) return changeStatements(telling, trade, names);
    return [telling.say('order.updated', names, { data: { ...lines, ...sum } })];
  }
  const bought = goods?.filter(({ qty }) => !/^0+$/.test(qty)) ?? [];
  if (bought.length === 0) {
    return new RowFault('the order has no lines with whole quantities, so nothing was ordered');
  }
  // What is ordered by EDI is paid by invoice.
  const data = { lines: bought, ...sum, channel: telling.partner, payable: 'terms' };
  return [telling.say('order.placed', names, { data })];
}

/**
 * A change that names lines. What it deletes is cancelled, where it says which item and how many; of the
 * lines that it changes it says how they are to be, but not how the order then is.
 */
function changeStatements(
  telling: Telling,
  { lines, removed }: OrderTrade,
  names: Readonly<Record<string, string>>,
): readonly ObservationLine[] {
  const told = removed.map((line) => telling.goods([line], 'seller')?.[0] ?? null);
  const cancelled = told.filter((goods) => goods?.sku !== undefined);
  const isChanged = lines.length > 0 || cancelled.length < removed.length;
  const fields = isChanged ? { fields: ['lines'] } : {};
  const update = telling.say('order.updated', names, { data: fields });
  if (cancelled.length === 0) return [update];
  const deletion = telling.say('order.cancelled', names, { data: { lines: cancelled } });
  return isChanged ? [deletion, update] : [deletion];
}

/** The kind of a verdict on the document that is answered. */
const verdictKinds = {
  accepted: 'document.accepted',
  changed: 'document.changed',
  refused: 'document.refused',
} as const;

function answerStatements(telling: Telling, trade: AnswerTrade): Told {
  const side = sideOf(telling.direction, 'seller');
  const { verdict, native, po, customerOrder, sellerOrder, answers } = trade;
  if (po === '') return new RowFault('the answer names no purchase order, so it answers nothing');
  const names = orderNames(po, side, customerOrder);
  if (verdict === 'held' && side === 'seller') return [telling.say('order.held', names)];
  if (verdict === 'held' || verdict === 'none') return [];
  const status = statusOf(native);
  const answer = telling.say(verdictKinds[verdict], { po }, { ...status, data: { type: answers } });
  if (side === null || verdict === 'refused') return [answer];
  const goods = telling.goods(trade.lines, side);
  const lines = goods === null ? {} : { lines: goods };
  if (side === 'seller') {
    const own = { ...names, record: sellerOrder };
    return [answer, telling.say('order.accepted', own, { data: lines })];
  }
  const promised = telling.latest(trade.promised);
  const data = { ...lines, ...(promised === null ? {} : { promised_at: promised }) };
  return [answer, telling.say('purchase.confirmed', names, { data })];
}

/** A warehouse's notice names the order as the company does; a seller's names the buyer's. */
function shippedNames(order: ShippedOrder, side: Side): Record<string, string> {
  if (order.order === '') return orderNames(order.po, side, order.customerOrder);
  return { external: order.order, po: order.po, customer_order: order.customerOrder };
}

function shipmentStatements(telling: Telling, trade: ShipmentTrade): Told {
  // A warehouse ships for the company, which is the seller of what it ships.
  const side = telling.set.type === '945' ? 'seller' : sideOf(telling.direction, 'seller');
  if (trade.purpose === 'none') return [];
  const kind = trade.purpose === 'ship' ? 'shipment.shipped' : 'shipment.cancelled';
  const { shipment, carrier } = trade;
  const at = trade.purpose === 'ship' ? telling.at(trade.shipped) : null;
  return trade.orders.map((order, index) => {
    const goods = telling.goods(order.lines, side);
    const [tracking] = order.tracking;
    const names = {
      ...shippedNames(order, side),
      shipment,
      tracking: order.tracking,
    };
    const data = {
      ...(goods === null ? {} : { lines: goods }),
      ...(carrier === '' ? {} : { carrier }),
      ...(tracking === undefined ? {} : { tracking }),
    };
    return telling.say(kind, names, { at, part: String(index + 1), data });
  });
}

function invoiceStatements(telling: Telling, trade: InvoiceTrade): Told {
  const side = sideOf(telling.direction, 'seller');
  const { purpose, invoice, orders, total, currency } = trade;
  const [po] = orders;
  if (side === null || purpose === 'none' || po === undefined) return [];
  const names = { ...orderNames(po, side, ''), invoice };
  const goods = telling.goods(trade.lines, side);
  const lines = goods === null ? {} : { lines: goods };
  if (side === 'buyer') {
    const data = { ...lines, ...totalOf(total, currency) };
    return [telling.say('purchase.invoiced', names, { data })];
  }
  const amount = plainDecimal(total, '.') ?? '';
  const data = { ...lines, ...moneyOf(amount, currencyCode(currency)) };
  return [telling.say('books.revenue', names, { data })];
}

/** A whole snapshot of what is on stock, and each item in it. */
function inventoryStatements(telling: Telling, { asOf, items }: InventoryTrade): Told {
  const side = sideOf(telling.direction, 'seller');
  const at = telling.at(asOf);
  const levels = items.flatMap((item, index) => {
    const sku = telling.sku(item.names, side);
    const available = plainDecimal(item.available, '.');
    const onHand = plainDecimal(item.onHand, '.');
    if (sku === '' || (available === null && onHand === null)) return [];
    const data = {
      ...(available === null ? {} : { available }),
      ...(onHand === null ? {} : { on_hand: onHand }),
    };
    const names = { sku, location: item.location };
    return [telling.say('stock.level', names, { at, part: String(index + 1), data })];
  });
  const feed = `${telling.set.interchange.sender}/846`;
  const data = { as_of: at?.at ?? telling.made, rows: items.length };
  return [telling.say('feed.snapshot', { feed }, { data }), ...levels];
}

function statusStatements(telling: Telling, { orders }: StatusTrade): Told {
  const side = sideOf(telling.direction, 'seller');
  return orders.map(({ po, customerOrder, code, at }, index) =>
    telling.say('order.status', orderNames(po, side, customerOrder), {
      at: telling.at(at),
      part: String(index + 1),
      ...statusOf(code),
    }),
  );
}

function requestStatements(telling: Telling, trade: RequestTrade): Told {
  const { purpose, order, po, lines } = trade;
  if (purpose === 'none') return [];
  const goods = telling.goods(lines, 'seller');
  const data = goods === null ? {} : { lines: goods };
  return [telling.say('fulfilment.requested', { external: order, po }, { data })];
}
