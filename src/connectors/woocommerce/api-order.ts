// An order of WooCommerce's REST API, which is also the body of its webhooks, and a refund. An order
// has one status and no parcels: completed is the only word for sent.
import { decimalOf } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';

/** No order yet, or none any more. */
export const noOrder: ReadonlySet<string> = new Set([
  'checkout-draft',
  'auto-draft',
  'draft',
  'new',
  'trash',
]);

const unpaid: ReadonlySet<string> = new Set(['pending', 'on-hold', 'failed', 'cancelled']);

interface Order {
  readonly fields: Fields;
  readonly record: StatedRecord;
  readonly created: TimeSpan;
  readonly paid: TimeSpan | null;
  readonly updated: TimeSpan;
  readonly checked: Checked;
}

/** null: the payment says it. */
export function payableOf(order: {
  readonly total: string;
  readonly method: string;
  readonly status: string;
  readonly isPaid: boolean;
}): 'not_applicable' | 'terms' | 'pending' | null {
  if (order.total !== '' && decimalOf(order.total) === 0) return 'not_applicable';
  if (order.method === 'cod') return 'terms';
  return !order.isPaid && unpaid.has(order.status) ? 'pending' : null;
}

function placed({ fields, record, created, paid, checked }: Order): readonly ObservationLine[] {
  const status = textAt(fields, 'status');
  const lines = fieldsAt(fields, 'line_items').flatMap((line) =>
    checked.line('quantity', {
      line: textAt(line, 'id'),
      sku: textAt(line, 'sku'),
      qty: textAt(line, 'quantity'),
      price: textAt(line, 'price'),
    }),
  );
  if (noOrder.has(status) || lines.length === 0) return [];
  const total = textAt(fields, 'total');
  const method = textAt(fields, 'payment_method');
  const payable = payableOf({ total, method, status, isPaid: paid !== null });
  const channel = textAt(fields, 'created_via');
  const data = {
    lines,
    ...checked.total('total', total, textAt(fields, 'currency')),
    ...(channel === '' ? {} : { channel }),
    ...(payable === null ? {} : { payable }),
  };
  return [statementOf(record, 'order.placed', statedTime(created), { data })];
}

function moved({
  fields,
  record,
  created,
  paid,
  updated,
  checked,
}: Order): readonly ObservationLine[] {
  const total = textAt(fields, 'total');
  const currency = textAt(fields, 'currency');
  const refs = refsOf({ payment: textAt(fields, 'transaction_id') });
  const data = checked.money('total', total, currency);
  const isFree = decimalOf(total) === 0;
  const since = noLaterThan(paid ?? created, updated.until);
  // PHP writes an empty list as an object where its keys are no numbers.
  const given = fieldsAt(fields, 'refunds').filter((refund) => Object.keys(refund).length > 0);
  const refunds = given.map((refund) => {
    const id = checked.id('refunds.id', textAt(refund, 'id'));
    const rest = {
      refs: refsOf({ refund: id }),
      data: checked.money('refund', textAt(refund, 'total'), currency),
    };
    return statementOf({ ...record, key: `refund-${id}` }, 'refund.issued', since, rest);
  });
  return [
    ...(paid === null || isFree
      ? []
      : [statementOf(record, 'payment.captured', statedTime(paid), { refs, data })]),
    ...refunds,
  ];
}

export function orderSaid(
  fields: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id('id', textAt(fields, 'id'));
  const created = checked.placed('date_created_gmt', textAt(fields, 'date_created_gmt'));
  if (created === null) return checked.told([]);
  const updated = checked.time('date_modified_gmt', textAt(fields, 'date_modified_gmt')) ?? created;
  const paid = checked.time('date_paid_gmt', textAt(fields, 'date_paid_gmt'));
  const completed = checked.time('date_completed_gmt', textAt(fields, 'date_completed_gmt'));
  const record: StatedRecord = {
    system: options.system,
    key: `order-${id}`,
    refs: refsOf({
      order: id,
      order_name: textAt(fields, 'number'),
      cart: textAt(fields, 'cart_hash'),
    }),
    version: instantText(updated.at),
  };
  const order: Order = { fields, record, created, paid, updated, checked };
  const status = textAt(fields, 'status');
  // A refund says nothing of the goods: what was completed before it stays sent.
  const isSent = completed !== null && (status === 'completed' || status === 'refunded');
  const since = noLaterThan(created, updated.until);
  return checked.told([
    ...placed(order),
    ...moved(order),
    ...(isSent
      ? [
          statementOf(
            record,
            'shipment.shipped',
            statedTime(completed),
            statusOf('completed', 'fulfilment:shipped'),
          ),
        ]
      : []),
    ...(status === 'cancelled'
      ? [statementOf(record, 'order.cancelled', since, statusOf(status))]
      : []),
    ...(status === ''
      ? []
      : [statementOf(record, 'order.status', statedTime(updated), statusOf(status))]),
  ]);
}

/** A refund names its order in the link to it alone. */
function orderOfRefund(refund: Fields): string {
  const link = textAt(refund, '_links.up[0].href');
  return /\/orders\/(\d+)$/.exec(link)?.[1] ?? textAt(refund, 'parent_id');
}

export function refundSaid(
  refund: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const created = checked.placed('date_created_gmt', textAt(refund, 'date_created_gmt'));
  const order = checked.id('the link to the order', orderOfRefund(refund));
  if (created === null) return checked.told([]);
  const id = textAt(refund, 'id');
  const reason = textAt(refund, 'reason');
  const record: StatedRecord = {
    system: options.system,
    key: `refund-${id}`,
    refs: refsOf({ order, refund: id }),
    version: instantText(created.at),
  };
  const data = {
    ...checked.money('amount', firstText(refund, 'amount', 'total'), textAt(refund, 'currency')),
    ...(reason === '' ? {} : { reason }),
  };
  return checked.told([statementOf(record, 'refund.issued', statedTime(created), { data })]);
}
