// Amazon's Seller Central: the all-orders report, the FBA shipments and the settlement V2, each tab-separated and
// without quotes.
import { DAY, UTC, instantText } from '../clock.js';
import type { Emission } from '../emission.js';
import { decimal } from '../money.js';
import {
  NOTHING,
  byName,
  exactly,
  lastOf,
  type Exported,
  type Exporter,
  type FileRow,
  type Frame,
  type Shown,
} from './shape.js';
import { centsOf, linesIn, plainTime, rowUnder, tabRow, textIn, totalIn } from './text.js';

const ORDERS = 'amazon-all-orders.txt';
const SHIPMENTS = 'amazon-fulfilled-shipments.txt';
const SETTLEMENT = 'amazon-settlement-v2.txt';

const FORTNIGHT = 14 * DAY;

const ORDER_COLUMNS =
  'amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel url ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation'.split(
    ' ',
  );
const SHIPMENT_COLUMNS =
  'amazon-order-id merchant-order-id shipment-id shipment-item-id amazon-order-item-id merchant-order-item-id purchase-date payments-date shipment-date reporting-date buyer-email buyer-name buyer-phone-number sku product-name quantity-shipped currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country ship-phone-number bill-address-1 bill-address-2 bill-address-3 bill-city bill-state bill-postal-code bill-country item-promotion-discount ship-promotion-discount carrier tracking-number estimated-arrival-date fulfillment-center-id fulfillment-channel sales-channel'.split(
    ' ',
  );
const SETTLEMENT_COLUMNS =
  'settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type order-id merchant-order-id adjustment-id shipment-id marketplace-name amount-type amount-description amount fulfillment-id posted-date posted-date-time order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased promotion-id'.split(
    ' ',
  );

function isoTime(instant: number): string {
  return instantText(instant, UTC).replace('Z', '+00:00');
}

function channelOf(placed: Emission): 'Amazon' | 'Merchant' {
  return placed.data?.['fulfilled_by'] === 'channel' ? 'Amazon' : 'Merchant';
}

function cancelledWhole(said: readonly Emission[]): Emission | undefined {
  return lastOf(
    said.filter(({ data }) => data?.['lines'] === undefined),
    'order.cancelled',
  );
}

/** A part that is still to come leaves the order `Shipping`. */
function statusOf(said: readonly Emission[], ordered: number): string {
  if (cancelledWhole(said) !== undefined) return 'Cancelled';
  const units = (kind: string): number =>
    said
      .filter((one) => one.kind === kind)
      .flatMap(({ data }) => linesIn(data))
      .reduce((sum, { qty }) => sum + qty, 0);
  const shipped = units('shipment.shipped');
  if (shipped === 0) return 'Unshipped';
  return shipped >= ordered - units('order.cancelled') ? 'Shipped' : 'Shipping';
}

interface Sold {
  readonly id: string;
  readonly placed: Emission;
  readonly said: readonly Emission[];
}

function orderRows({ id, placed, said }: Sold): FileRow[] {
  const lines = linesIn(placed.data);
  const status = statusOf(
    said,
    lines.reduce((sum, { qty }) => sum + qty, 0),
  );
  const total = totalIn(placed.data);
  const goods = lines.reduce((sum, { qty, price }) => sum + qty * centsOf(price), 0);
  return lines.map((line, index) => ({
    file: ORDERS,
    text: tabRow(
      rowUnder(ORDER_COLUMNS, {
        'amazon-order-id': id,
        'purchase-date': isoTime(placed.at),
        'last-updated-date': isoTime(Math.max(...said.map(({ at }) => at))),
        'order-status': status,
        'fulfillment-channel': channelOf(placed),
        'sales-channel': 'Amazon.com',
        'ship-service-level': 'Standard',
        'product-name': `Item ${line.sku} 5" pack`,
        sku: line.sku,
        asin: `B0${line.sku.replace(/\W/g, '').padStart(8, '0')}`,
        'item-status': status,
        quantity: line.qty,
        currency: total?.currency,
        'item-price': decimal(line.qty * centsOf(line.price)),
        'item-tax': '0.00',
        'shipping-price': index === 0 ? decimal(centsOf(total?.amount) - goods) : '0.00',
        'shipping-tax': '0.00',
        'ship-country': 'US',
        'is-business-order': 'false',
      }),
    ),
  }));
}

function shipmentRows({ id, placed, said }: Sold): FileRow[] {
  const shipped = said.filter(({ kind }) => kind === 'shipment.shipped');
  return shipped.flatMap(({ at, data, refs }) =>
    linesIn(data).map((line) => ({
      file: SHIPMENTS,
      text: tabRow(
        rowUnder(SHIPMENT_COLUMNS, {
          'amazon-order-id': id,
          'shipment-id': String(refs['shipment']),
          'shipment-item-id': `${String(refs['shipment'])}-${line.line}`,
          'amazon-order-item-id': `${id.replaceAll('-', '').slice(-10)}${line.line}`,
          'purchase-date': isoTime(placed.at),
          'payments-date': isoTime(placed.at),
          'shipment-date': isoTime(at),
          'reporting-date': isoTime(at),
          'buyer-email': 'avery@example.com',
          'recipient-name': 'Avery Example',
          sku: line.sku,
          'product-name': `Item ${line.sku}`,
          'quantity-shipped': line.qty,
          currency: totalIn(placed.data)?.currency,
          carrier: textIn(data, 'carrier'),
          'tracking-number': textIn(data, 'tracking'),
          'fulfillment-center-id': 'PHX7',
          'fulfillment-channel': 'AFN',
          'sales-channel': 'amazon.com',
        }),
      ),
    })),
  );
}

interface Movement {
  readonly at: number;
  readonly order: string;
  readonly cents: number;
  readonly currency: string;
}

/** Settlements of a fortnight each; one begins with the row that sums it up. */
class Settlements {
  readonly #frame: Frame;
  readonly #movements = new Map<string, Movement[]>();

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  note(id: string, emission: Emission): void {
    const cents = centsOf(emission.data?.['amount']);
    const currency = textIn(emission.data, 'currency');
    const period = Math.floor((emission.at - this.#frame.world.from) / FORTNIGHT);
    const key = `${period} ${currency}`;
    const signed = emission.kind === 'refund.issued' ? -cents : cents;
    const movement = { at: emission.at, order: id, cents: signed, currency };
    this.#movements.set(key, [...(this.#movements.get(key) ?? []), movement]);
  }

  rows(): FileRow[] {
    return [...this.#movements].flatMap(([key, movements], index) => {
      const period = Number(key.split(' ')[0]);
      const from = this.#frame.world.from + period * FORTNIGHT;
      return settlementRows(String(28_471_003_000 + index), from, movements);
    });
  }
}

function settlementRows(id: string, from: number, movements: readonly Movement[]): FileRow[] {
  const time = (instant: number): string => `${plainTime(instant, UTC)} UTC`;
  const row = (cells: Readonly<Record<string, string>>): FileRow => ({
    file: SETTLEMENT,
    text: tabRow(rowUnder(SETTLEMENT_COLUMNS, { 'settlement-id': id, ...cells })),
  });
  const summary = row({
    'settlement-start-date': time(from),
    'settlement-end-date': time(from + FORTNIGHT),
    'deposit-date': time(from + FORTNIGHT + 2 * DAY),
    'total-amount': decimal(movements.reduce((sum, { cents }) => sum + cents, 0)),
    currency: movements[0]?.currency ?? 'USD',
  });
  const amounts = movements.map(({ at, order, cents, currency }) =>
    row({
      currency,
      'transaction-type': cents < 0 ? 'Refund' : 'Order',
      'order-id': order,
      'marketplace-name': 'amazon.com',
      'amount-type': 'ItemPrice',
      'amount-description': 'Principal',
      amount: decimal(cents),
      'posted-date': `${plainTime(Math.floor(at / DAY) * DAY, UTC)} UTC`,
      'posted-date-time': time(at),
    }),
  );
  return [summary, ...amounts];
}

/** A report of orders says when each was placed, and when it last changed in any way. */
function shownOf({ placed, said }: Sold): Shown[] {
  const updated = Math.max(...said.map(({ at }) => at));
  const cancelled = cancelledWhole(said);
  const money = said.filter(({ kind }) => kind === 'payment.settled' || kind === 'refund.issued');
  const theirs =
    channelOf(placed) === 'Amazon' ? said.filter(({ kind }) => kind === 'shipment.shipped') : [];
  return [
    { ...exactly(placed), total: false },
    ...(cancelled === undefined ? [] : [{ emission: cancelled, from: placed.at, until: updated }]),
    ...money.map(exactly),
    ...theirs.map((emission) => ({ ...exactly(emission), covers: false as const })),
  ];
}

export function amazonExports(frame: Frame): Exporter {
  const settlements = new Settlements(frame);
  return {
    files: new Map([
      [ORDERS, ORDER_COLUMNS.join('\t')],
      [SHIPMENTS, SHIPMENT_COLUMNS.join('\t')],
      [SETTLEMENT, SETTLEMENT_COLUMNS.join('\t')],
    ]),
    tell({ visible }): Exported {
      const rows: FileRow[] = [];
      const shown: Shown[] = [];
      for (const [id, said] of byName(visible, 'amazon', ['order'])) {
        const placed = lastOf(said, 'order.placed');
        if (placed === undefined) continue;
        const sold = { id, placed, said };
        rows.push(...orderRows(sold));
        if (channelOf(placed) === 'Amazon') rows.push(...shipmentRows(sold));
        for (const { emission } of shownOf(sold))
          if (emission.kind === 'payment.settled' || emission.kind === 'refund.issued')
            settlements.note(id, emission);
        shown.push(...shownOf(sold));
      }
      return rows.length === 0 ? NOTHING : { rows, shown };
    },
    close: () => settlements.rows(),
  };
}
