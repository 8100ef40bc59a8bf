// A purchase order of Walmart's API. It has no status of its own: each line holds quantities by
// status, and what the order is follows from them.
import type { Decimal } from '../../core/observation/decimal.js';
import { decimalOf } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { Kind } from '../../core/observation/kinds.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';

/** Part of a line that is in one status. */
interface Share {
  readonly line: string;
  readonly status: string;
  /** The buyer wants the line cancelled. */
  readonly isUnwanted: boolean;
  readonly goods: readonly GoodsLine[];
  /** When the line came into the last of its statuses. */
  readonly changed: TimeSpan;
  readonly shipped: TimeSpan | null;
  readonly carrier: string;
  readonly tracking: string;
}

interface Purchase {
  readonly record: StatedRecord;
  readonly ordered: TimeSpan;
  readonly shares: readonly Share[];
}

function sharesOf(line: Fields, ordered: TimeSpan, checked: Checked): readonly Share[] {
  const changed = checked.time('statusDate', textAt(line, 'statusDate')) ?? ordered;
  return fieldsAt(line, 'orderLineStatuses.orderLineStatus').map((share) => ({
    line: textAt(line, 'lineNumber'),
    status: textAt(share, 'status'),
    isUnwanted: textAt(line, 'intentToCancel') !== '',
    goods: checked.line('statusQuantity', {
      line: textAt(line, 'lineNumber'),
      sku: textAt(line, 'item.sku'),
      qty: textAt(share, 'statusQuantity.amount'),
    }),
    changed,
    shipped: checked.time('shipDateTime', textAt(share, 'trackingInfo.shipDateTime')),
    carrier: firstText(
      share,
      'trackingInfo.carrierName.carrier',
      'trackingInfo.carrierName.otherCarrier',
    ),
    tracking: textAt(share, 'trackingInfo.trackingNumber'),
  }));
}

function lastOf(shares: readonly Share[], first: TimeSpan): TimeSpan {
  return shares.reduce((last, { changed }) => (changed.at > last.at ? changed : last), first);
}

/** One statement for the lines of each status, not before the order and not after the last change. */
function changed(
  { record, ordered, shares }: Purchase,
  status: string,
  kind: Kind,
): readonly ObservationLine[] {
  const those = shares.filter((share) => share.status === status);
  const lines = those.flatMap((share) => share.goods);
  if (lines.length === 0) return [];
  const last = lastOf(those, ordered);
  const whole = those.length === shares.length;
  const time: StatedTime = whole ? statedTime(last) : noLaterThan(ordered, last.until);
  return [
    statementOf(record, kind, time, {
      // The word is the line's: of the order it is true where all lines have it.
      ...(whole ? statusOf(status) : {}),
      data: { lines },
    }),
  ];
}

/** Where a buyer's wish can still be met. */
const waiting: ReadonlySet<string> = new Set(['OnHold', 'Created', 'Acknowledged']);

/** A statement for each line that the buyer wants cancelled; nobody says since when. */
function wishes({ record, ordered, shares }: Purchase): readonly ObservationLine[] {
  const wanted = shares.filter(({ isUnwanted, status }) => isUnwanted && waiting.has(status));
  return [...new Set(wanted.map(({ line }) => line))].flatMap((part) => {
    const those = wanted.filter(({ line }) => line === part);
    const lines = those.flatMap(({ goods }) => goods);
    const time = noLaterThan(ordered, lastOf(those, ordered).until);
    return lines.length === 0
      ? []
      : [statementOf(record, 'order.cancel-requested', time, { part, data: { lines } })];
  });
}

/** Only what was sent can be refunded. */
const sent: ReadonlySet<string> = new Set(['Shipped', 'Delivered', 'Refund']);

function parcels({ record, ordered, shares }: Purchase): readonly ObservationLine[] {
  const gone = shares.filter(({ status }) => sent.has(status));
  const byParcel = new Map<string, Share[]>();
  for (const share of gone) {
    byParcel.set(share.tracking, [...(byParcel.get(share.tracking) ?? []), share]);
  }
  return [...byParcel].flatMap(([tracking, inside]) => {
    const carrier = inside.map((share) => share.carrier).find((name) => name !== '');
    const last = lastOf(inside, ordered);
    const shipped = inside.map((share) => share.shipped).find((time) => time !== null);
    const data = {
      lines: inside.flatMap((share) => share.goods),
      ...(carrier === undefined ? {} : { carrier }),
      ...(tracking === '' ? {} : { tracking }),
    };
    const isThere = inside.every((share) => share.status === 'Delivered');
    const refs = refsOf({ shipment: tracking, tracking });
    const rest = { part: tracking, refs, data };
    const left = shipped === undefined ? noLaterThan(ordered, last.until) : statedTime(shipped);
    return [
      statementOf(record, 'shipment.shipped', left, rest),
      ...(isThere
        ? [
            statementOf(
              record,
              'shipment.delivered',
              noLaterThan(shipped ?? ordered, last.until),
              rest,
            ),
          ]
        : []),
    ];
  });
}

function refunds(
  order: Fields,
  { record, ordered, shares }: Purchase,
  checked: Checked,
): readonly ObservationLine[] {
  const last = lastOf(shares, ordered);
  return fieldsAt(order, 'orderLines.orderLine').flatMap((line) => {
    const charges = fieldsAt(line, 'refund.refundCharges.refundCharge');
    if (charges.length === 0) return [];
    const stated = charges.map((charge) =>
      checked.amount('refund', textAt(charge, 'charge.chargeAmount.amount')),
    );
    const sum = stated.reduce((all, amount) => all + Math.abs(decimalOf(amount) ?? 0), 0);
    const currency = textAt(charges[0], 'charge.chargeAmount.currency');
    const data = checked.summed(sum as Decimal, currency);
    const part = textAt(line, 'lineNumber');
    return [statementOf(record, 'refund.issued', noLaterThan(ordered, last.until), { part, data })];
  });
}

function placed(
  order: Fields,
  { record, ordered }: Purchase,
  checked: Checked,
): readonly ObservationLine[] {
  const lines = fieldsAt(order, 'orderLines.orderLine').flatMap((line) =>
    checked.line('orderLineQuantity', {
      line: textAt(line, 'lineNumber'),
      sku: textAt(line, 'item.sku'),
      qty: textAt(line, 'orderLineQuantity.amount'),
    }),
  );
  if (lines.length === 0) return [];
  const until = checked.latest(
    'estimatedShipDate',
    textAt(order, 'shippingInfo.estimatedShipDate'),
  );
  const replaced = textAt(order, 'originalCustomerOrderID');
  const total = 'orderSummary.totalAmount';
  const data = {
    lines,
    ...checked.total(
      total,
      firstText(order, `${total}.amount`, `${total}.currencyAmount`),
      textAt(order, `${total}.currency`),
    ),
    channel: 'Walmart',
    fulfilled_by: textAt(order, 'shipNode.type') === 'WFSFulfilled' ? 'channel' : 'merchant',
    // The buyer is charged when the goods are shipped, and the order waits for nothing else.
    payable: 'authorized',
    ...(until === null ? {} : { ship_by: until }),
    ...(replaced === '' ? {} : { relation: { replaces: replaced } }),
  };
  return [statementOf(record, 'order.placed', statedTime(ordered), { data })];
}

export function orderSaid(
  order: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id('purchaseOrderId', textAt(order, 'purchaseOrderId'));
  const ordered = checked.placed('orderDate', textAt(order, 'orderDate'));
  if (ordered === null) return checked.told([]);
  const shares = fieldsAt(order, 'orderLines.orderLine').flatMap((line) =>
    sharesOf(line, ordered, checked),
  );
  const last = lastOf(shares, ordered);
  const record: StatedRecord = {
    system: options.system,
    key: `order-${id}`,
    refs: refsOf({
      order: id,
      customer_order: textAt(order, 'customerOrderId'),
      external: textAt(order, 'sellerOrderId'),
    }),
    version: instantText(last.at),
  };
  const purchase = { record, ordered, shares };
  const statuses = [...new Set(shares.map((share) => share.status))];
  const [common, ...others] = statuses;
  const isOne = common !== undefined && others.length === 0;
  return checked.told([
    ...placed(order, purchase, checked),
    ...changed(purchase, 'Acknowledged', 'order.accepted'),
    ...changed(purchase, 'Cancelled', 'order.cancelled'),
    ...wishes(purchase),
    ...parcels(purchase),
    ...refunds(order, purchase, checked),
    ...(isOne ? [statementOf(record, 'order.status', statedTime(last), statusOf(common))] : []),
  ]);
}
