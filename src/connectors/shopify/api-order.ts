// An order of Shopify's API or of a webhook's body -> when it was placed, paid, shipped, cancelled and
// refunded, each with its own time where the document has one. Nothing of the buyer is looked at.
import { decimalOf } from '../../core/observation/decimal.js';
import type { ObservationLine } from '../connector.js';
import type { GoodsLine } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { firstText, textAt, valueAt } from '../reading/document.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { Part } from './api-parts.js';
import {
  either,
  fulfilmentSaid,
  idAt,
  listOf,
  moneyAt,
  refundedLine,
  refundSaid,
  transactionSaid,
  versionAt,
} from './api-parts.js';
import { isCashOnDelivery, isTestGateway } from './money-movements.js';

const moneyGiven: ReadonlySet<string> = new Set(['partially_refunded', 'refunded']);
const moneyTaken: ReadonlySet<string> = new Set(['paid', ...moneyGiven]);

/** What of each line is still ordered, or was and went back: edits take off, refunds give back. */
function orderedOf(order: Fields, line: Fields): string {
  const stated = textAt(line, 'quantity');
  const current = either(line, 'current_quantity');
  if (!/^\d+$/.test(current)) return stated;
  // What is missing went back by refunds that a query left out, or was taken off: nobody can tell.
  const areShown = valueAt(order, 'refunds') !== undefined;
  if (!areShown && moneyGiven.has(financialOf(order).toLowerCase())) return stated;
  const id = idAt(line, 'id');
  const back = listOf(order, 'refunds')
    .flatMap((refund) => listOf(refund, 'refund_line_items'))
    .filter((one) => refundedLine(one) === id)
    .map((one) => Number(textAt(one, 'quantity')));
  const ordered = back.reduce((sum, quantity) => sum + quantity, Number(current));
  return Number.isSafeInteger(ordered) ? String(ordered) : stated;
}

/** null: the document does not show the lines, as a query may leave them out. */
function goodsOf({ fields, checked }: Part): readonly GoodsLine[] | null {
  const given = valueAt(fields, 'line_items') ?? valueAt(fields, 'lineItems');
  if (given === undefined || given === null) return null;
  return listOf(fields, 'line_items').flatMap((line) =>
    checked.line('quantity', {
      line: idAt(line, 'id'),
      sku: firstText(line, 'sku', 'variant.sku'),
      qty: orderedOf(fields, line),
      price: moneyAt(line, 'price')[0] || firstText(line, 'originalUnitPriceSet.shopMoney.amount'),
    }),
  );
}

function gatewaysOf(order: Fields): string {
  const named = valueAt(order, 'payment_gateway_names') ?? valueAt(order, 'paymentGatewayNames');
  return Array.isArray(named) ? named.join(' ') : textAt(order, 'gateway');
}

function financialOf(order: Fields): string {
  return firstText(order, 'financial_status', 'displayFinancialStatus');
}

function isFree(order: Fields): boolean {
  return decimalOf(moneyAt(order, 'total_price')[0]) === 0;
}

function payableOf(order: Fields): { payable?: string } {
  const terms = valueAt(order, 'payment_terms') ?? valueAt(order, 'paymentTerms');
  const hasTerms = terms !== undefined && terms !== null;
  if (isFree(order)) return { payable: 'not_applicable' };
  if (hasTerms || isCashOnDelivery(gatewaysOf(order))) return { payable: 'terms' };
  const status = financialOf(order).toLowerCase();
  if (status === 'authorized') return { payable: 'authorized' };
  return status === 'pending' || status === 'partially_paid' ? { payable: 'pending' } : {};
}

function isTestOrder(order: Fields): boolean {
  return textAt(order, 'test') === 'true' || isTestGateway(gatewaysOf(order));
}

function shipsNothing(order: Fields): boolean {
  const ships = listOf(order, 'line_items').map((line) => either(line, 'requires_shipping'));
  return ships.length > 0 && ships.every((one) => one === 'false');
}

/** REST writes null for an order of which nothing left. */
function fulfilmentOf(order: Fields): string {
  if (valueAt(order, 'fulfillment_status') === null) return 'null';
  return firstText(order, 'fulfillment_status', 'displayFulfillmentStatus');
}

export function orderSaid(part: Part): readonly ObservationLine[] {
  const { fields, checked, options } = part;
  const id = checked.id('id', idAt(fields, 'id'));
  const created = checked.placed('created_at', either(fields, 'created_at'));
  if (created === null) return [];
  const updated = checked.time('updated_at', either(fields, 'updated_at')) ?? created;
  const cancelled = checked.time('cancelled_at', either(fields, 'cancelled_at'));
  const names = refsOf({
    order: id,
    order_name: textAt(fields, 'name'),
    external: either(fields, 'source_identifier'),
    po: either(fields, 'po_number'),
  });
  // A part says the same inside its order and alone, where it has no other name of it.
  const order = refsOf({ order: id });
  const record: StatedRecord = {
    system: options.system,
    key: id,
    refs: names,
    version: versionAt(part),
  };
  const lines = goodsOf(part);
  const placed =
    lines === null || lines.length === 0
      ? []
      : [
          statementOf(record, 'order.placed', statedTime(created), {
            data: { lines, ...termsOf(part) },
          }),
        ];
  const reason = either(fields, 'cancel_reason');
  const stop = { data: reason === '' ? {} : { reason } };
  const states = { financial: financialOf(fields), fulfilment: fulfilmentOf(fields) };
  return [
    ...placed,
    ...moneySaid({ ...part, order }, record),
    ...(cancelled === null
      ? []
      : [statementOf(record, 'order.cancelled', statedTime(cancelled), stop)]),
    ...listOf(fields, 'fulfillments').flatMap((inner) =>
      fulfilmentSaid({ ...part, fields: inner, order }),
    ),
    ...Object.entries(states)
      .filter(([, native]) => native !== '')
      .map(([axis, native]) =>
        statementOf(record, 'order.status', statedTime(updated), {
          part: axis,
          ...statusOf(native),
        }),
      ),
  ];
}

function termsOf({ fields, checked }: Part): Record<string, unknown> {
  const [total, currency] = moneyAt(fields, 'total_price');
  const channel = either(fields, 'source_name');
  return {
    ...checked.total('total_price', total, currency),
    ...(channel === '' ? {} : { channel }),
    ...payableOf(fields),
    ...(shipsNothing(fields) ? { type: 'digital' } : {}),
    ...(isTestOrder(fields) ? { test: true } : {}),
  };
}

/** Transactions and refunds, each once; without any, what the order's status says of its money. */
function moneySaid(part: Part, record: StatedRecord): readonly ObservationLine[] {
  const { fields, checked } = part;
  const told = new Map<string | undefined, ObservationLine>();
  for (const inner of listOf(fields, 'transactions')) {
    for (const line of transactionSaid({ ...part, fields: inner })) told.set(line.id, line);
  }
  const isPaid = [...told.values()].some((line) => line.kind === 'payment.captured');
  for (const inner of listOf(fields, 'refunds')) {
    const ofRefund = refundSaid({ ...part, fields: inner }, listOf(fields, 'line_items'));
    for (const line of ofRefund) told.set(line.id, line);
  }
  if (isPaid || isFree(fields) || !moneyTaken.has(financialOf(fields).toLowerCase()))
    return [...told.values()];
  const created = checked.time('created_at', either(fields, 'created_at'));
  const updated = checked.time('updated_at', either(fields, 'updated_at')) ?? created;
  if (created === null || updated === null) return [];
  const data = checked.money('total_price', ...moneyAt(fields, 'total_price'));
  return [
    statementOf(record, 'payment.captured', noLaterThan(created, updated.until), { data }),
    ...told.values(),
  ];
}
