// Etsy's JSON: receipts of the API, which are its orders, and webhooks, which name a receipt and no
// more.
import type { Decimal } from '../../core/observation/decimal.js';
import { decimalOf, decimalText } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import { marksAt } from '../reading/record-shapes.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';

/** `{amount: 1234, divisor: 100}` -> `12.34`; empty where it does not come out. */
function amountAt(fields: Fields, path: string): string {
  const amount = decimalOf(textAt(fields, `${path}.amount`));
  const divisor = Number(textAt(fields, `${path}.divisor`));
  if (amount === undefined || !Number.isInteger(divisor) || divisor < 1) return '';
  const quotient = amount / divisor;
  return Number.isInteger(quotient) ? decimalText(quotient as Decimal) : '';
}

interface Receipt {
  readonly fields: Fields;
  readonly record: StatedRecord;
  readonly created: TimeSpan;
  readonly updated: TimeSpan;
  readonly checked: Checked;
}

function placed({ fields, record, created, checked }: Receipt): readonly ObservationLine[] {
  const items = fieldsAt(fields, 'transactions');
  const lines = items.flatMap((item) =>
    checked.line('quantity', {
      line: textAt(item, 'transaction_id'),
      sku: textAt(item, 'sku'),
      qty: textAt(item, 'quantity'),
      price: amountAt(item, 'price'),
    }),
  );
  if (lines.length === 0) return [];
  const promises = items
    .map((item) => checked.latest('expected_ship_date', textAt(item, 'expected_ship_date')))
    .filter((time) => time !== null)
    .sort();
  const isDigital = items.every((item) => textAt(item, 'is_digital') === 'true');
  const total = amountAt(fields, 'grandtotal');
  const data = {
    lines,
    ...checked.total('grandtotal', total, textAt(fields, 'grandtotal.currency_code')),
    channel: 'Etsy',
    ...(textAt(fields, 'is_paid') === 'false' ? { payable: 'pending' } : {}),
    ...(isDigital ? { type: 'digital' } : {}),
    ...(promises[0] === undefined ? {} : { ship_by: promises[0] }),
  };
  return [statementOf(record, 'order.placed', statedTime(created), { data })];
}

function moved({ fields, record, created, updated, checked }: Receipt): readonly ObservationLine[] {
  const [item = {}] = fieldsAt(fields, 'transactions');
  const paid = checked.time('paid_timestamp', textAt(item, 'paid_timestamp'));
  const isPaid = textAt(fields, 'is_paid') === 'true';
  const money = (path: string, of: Fields): { amount?: string; currency?: string } =>
    checked.money(path, amountAt(of, path), textAt(of, `${path}.currency_code`));
  const time = paid === null ? noLaterThan(created, updated.until) : statedTime(paid);
  const refunds = fieldsAt(fields, 'refunds').flatMap((refund, index) => {
    const at = checked.time('created_timestamp', textAt(refund, 'created_timestamp'));
    const given = at === null ? noLaterThan(created, updated.until) : statedTime(at);
    const rest = { part: String(index + 1), data: money('amount', refund) };
    return [statementOf(record, 'refund.issued', given, rest)];
  });
  return [
    ...(isPaid
      ? [statementOf(record, 'payment.captured', time, { data: money('grandtotal', fields) })]
      : []),
    ...refunds,
  ];
}

const wholeShipped = {
  status: { native: 'is_shipped', canonical: 'fulfilment:shipped' },
} as const;

/** A shipment does not say which goods are in it, and the receipt only whether the first one left. */
function shipped(receipt: Receipt): readonly ObservationLine[] {
  const { fields, record, checked } = receipt;
  const given = fieldsAt(fields, 'shipments');
  const isShipped = textAt(fields, 'is_shipped') === 'true';
  const parcels = given.flatMap((parcel, index) => {
    const title = 'shipment_notification_timestamp';
    const at = checked.time(title, textAt(parcel, title));
    if (at === null) return [];
    const id = textAt(parcel, 'receipt_shipping_id');
    const tracking = textAt(parcel, 'tracking_code');
    const carrier = textAt(parcel, 'carrier_name');
    const data = {
      ...(carrier === '' ? {} : { carrier }),
      ...(tracking === '' ? {} : { tracking }),
    };
    const part = id || tracking || String(index + 1);
    const rest = { part, refs: refsOf({ shipment: id, tracking }), data };
    return [
      statementOf(record, 'shipment.shipped', statedTime(at), {
        ...rest,
        ...(given.length === 1 && isShipped ? wholeShipped : {}),
      }),
    ];
  });
  return parcels.length === 0 && isShipped ? [markedShipped(receipt)] : parcels;
}

/** It may be marked as shipped without a parcel; once it is refunded its status says nothing of that. */
function markedShipped({ fields, record, created, updated, checked }: Receipt): ObservationLine {
  const [item = {}] = fieldsAt(fields, 'transactions');
  const at = checked.time('shipped_timestamp', textAt(item, 'shipped_timestamp'));
  const time = at === null ? noLaterThan(created, updated.until) : statedTime(at);
  return statementOf(record, 'shipment.shipped', time, wholeShipped);
}

function receiptSaid(fields: Fields, options: ReadOptions): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id('receipt_id', textAt(fields, 'receipt_id'));
  const at = (name: string): string => firstText(fields, `${name}d_timestamp`, `${name}_timestamp`);
  const created = checked.placed('create_timestamp', at('create'));
  if (created === null) return checked.told([]);
  const updated = checked.time('update_timestamp', at('update')) ?? created;
  const record: StatedRecord = {
    system: options.system,
    key: `receipt-${id}`,
    refs: refsOf({ order: id }),
    version: instantText(updated.at),
  };
  const receipt: Receipt = { fields, record, created, updated, checked };
  const native = textAt(fields, 'status').toLowerCase();
  const since = noLaterThan(created, updated.until);
  return checked.told([
    ...placed(receipt),
    ...moved(receipt),
    ...shipped(receipt),
    ...(native === 'canceled'
      ? [statementOf(record, 'order.cancelled', since, statusOf(native))]
      : []),
    ...(native === ''
      ? []
      : [statementOf(record, 'order.status', statedTime(updated), statusOf(native))]),
  ]);
}

export const receiptsJson = documentReader({
  name: 'etsy.receipts-json',
  connector: 'etsy',
  proven: false,
  within: ['', 'results', 'receipt', 'receipts'],
  marks: marksAt(['receipt_id', 'grandtotal.divisor', 'is_paid', 'is_shipped']),
  times: ['create_timestamp', 'created_timestamp', 'update_timestamp', 'updated_timestamp'],
  read: receiptSaid,
});
