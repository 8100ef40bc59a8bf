// Amazon's two reports of orders: all orders, as last updated, and the unshipped ones that the
// merchant still has to send. Tab-separated, without any quoting.
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, standing, statementOf, statusOf, versionOf } from '../reading/statement.js';
import { atExtract, noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const allColumns = {
  order: ['amazon-order-id'],
  sellersOrder: ['merchant-order-id'],
  purchased: ['purchase-date'],
  updated: ['last-updated-date'],
  status: ['order-status'],
  fulfilment: ['fulfillment-channel'],
  channel: ['sales-channel'],
  sku: ['sku'],
  itemStatus: ['item-status'],
  quantity: ['quantity'],
  price: ['item-price'],
  po: ['purchase-order-number'],
  // Not read; they tell this report from others.
  orderChannel: ['order-channel'],
  asin: ['asin'],
  promotions: ['promotion-ids'],
} as const;

type AllColumn = keyof typeof allColumns;

/** Amazon sends it, and no order of the merchant's comes of it. */
function fulfilledBy(channel: string): { fulfilled_by?: string } {
  if (channel === '') return {};
  return { fulfilled_by: /^(?:amazon|afn)/i.test(channel) ? 'channel' : 'merchant' };
}

/** Another channel's sale, which Amazon only sends: multi-channel fulfilment. */
function isOthersSale(channel: string): boolean {
  return /^non-amazon/i.test(channel);
}

function isCancelled(status: string): boolean {
  return /^cancell?ed$/i.test(status);
}

function isShipped(status: string): boolean {
  return /^shipped\b/i.test(status);
}

/** Until the payment is authorised nothing is owed; a cancelled order may never have come so far. */
function payableOf(status: string): 'pending' | 'authorized' {
  return /^pending(?:availability)?$/i.test(status) || isCancelled(status)
    ? 'pending'
    : 'authorized';
}

function cancellations(
  { rows, columns, text }: TableRecord<AllColumn>,
  record: StatedRecord,
  { purchased, until, checked }: { purchased: TimeSpan; until: TimeSpan; checked: Checked },
): readonly ObservationLine[] {
  const time = noLaterThan(purchased, until.until);
  if (isCancelled(text('status'))) {
    return [statementOf(record, 'order.cancelled', time, statusOf(text('status')))];
  }
  const lines = rows
    .filter((row) => isCancelled(columns.text(row, 'itemStatus')))
    .flatMap((row) =>
      checked.line('quantity', {
        sku: columns.text(row, 'sku'),
        qty: columns.text(row, 'quantity'),
      }),
    );
  return lines.length === 0
    ? []
    : [statementOf(record, 'order.cancelled', time, { data: { lines } })];
}

function readAll(
  given: TableRecord<AllColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const { rows, columns, text } = given;
  const checked = new Checked(options);
  const order = checked.id('amazon-order-id', text('order'));
  const purchased = checked.placed('purchase-date', text('purchased'));
  if (purchased === null) return checked.told([]);
  const updated = checked.time('last-updated-date', text('updated')) ?? purchased;
  const record: StatedRecord = {
    system: options.system,
    key: order,
    refs: refsOf({ order, external: text('sellersOrder'), po: text('po') }),
    version: instantText(updated.at),
  };
  const lines = rows.flatMap((row) => lineOf(checked, columns, row));
  const data = { lines, channel: text('channel') || 'Amazon', ...fulfilledBy(text('fulfilment')) };
  const status = standing(record, { native: text('status') }, options.extract);
  if (isOthersSale(text('channel'))) {
    const asked = statementOf(record, 'fulfilment.requested', statedTime(purchased), {
      data: { lines },
    });
    return checked.told([asked, ...status]);
  }
  const placed = statementOf(record, 'order.placed', statedTime(purchased), {
    data: { ...data, payable: payableOf(text('status')) },
  });
  return checked.told([
    // The quantity of a cancelled item is 0: then nobody can tell what was ordered.
    ...(lines.length === 0 ? [] : [placed]),
    ...cancellations(given, record, { purchased, until: updated, checked }),
    // The last change of any kind may have been a later one.
    ...(isShipped(text('status'))
      ? [
          statementOf(
            record,
            'shipment.shipped',
            noLaterThan(purchased, updated.until),
            statusOf(text('status')),
          ),
        ]
      : []),
    ...status,
  ]);
}

function lineOf(
  checked: Checked,
  columns: TableRecord<AllColumn>['columns'],
  row: Row,
): ReturnType<Checked['line']> {
  const qty = columns.text(row, 'quantity');
  // item-price is that of the whole quantity.
  const price = qty === '1' ? columns.text(row, 'price') : '';
  return checked.line('quantity', { sku: columns.text(row, 'sku'), qty, price });
}

export const allOrders = tableReader<AllColumn>({
  name: 'amazon.all-orders',
  connector: 'amazon',
  proven: false,
  columns: allColumns,
  needs: ['order', 'purchased', 'updated', 'status', 'sku', 'quantity'],
  times: ['purchased', 'updated'],
  quoting: 'none',
  // The database copies of connectors name the columns alike, and write one row an order.
  accepts: (_found, { columns }) => columns.some((title) => title.trim() === 'amazon-order-id'),
  groupBy: 'order',
  read: readAll,
});

const unshippedColumns = {
  order: ['order-id'],
  item: ['order-item-id'],
  purchased: ['purchase-date'],
  reported: ['reporting-date'],
  promised: ['promise-date'],
  late: ['days-past-promise'],
  sku: ['sku'],
  ordered: ['quantity-purchased'],
  shipped: ['quantity-shipped'],
  toShip: ['quantity-to-ship'],
  channel: ['sales-channel'],
  po: ['purchase-order-number'],
  paymentMethod: ['payment-method-details'],
} as const;

type UnshippedColumn = keyof typeof unshippedColumns;

function readUnshipped(
  { rows, columns, text }: TableRecord<UnshippedColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const order = checked.id('order-id', text('order'));
  const purchased = checked.placed('purchase-date', text('purchased'));
  if (purchased === null) return checked.told([]);
  const record: StatedRecord = {
    system: options.system,
    key: `unshipped-${order}`,
    refs: refsOf({ order, po: text('po') }),
    version: versionOf(options.extract),
  };
  const lines = rows.flatMap((row) =>
    checked.line('quantity-purchased', {
      line: columns.text(row, 'item'),
      sku: columns.text(row, 'sku'),
      qty: columns.text(row, 'ordered'),
    }),
  );
  const left = rows.some((row) => /[1-9]/.test(columns.text(row, 'shipped')));
  const promised = checked.latest('promise-date', text('promised'));
  const data = {
    lines,
    channel: text('channel') || 'Amazon',
    fulfilled_by: 'merchant',
    payable: /\bcod\b/i.test(text('paymentMethod')) ? 'terms' : 'authorized',
    ...(promised === null ? {} : { ship_by: promised }),
  };
  const placed = statementOf(record, 'order.placed', statedTime(purchased), { data });
  const open = {
    status: { canonical: `fulfilment:${left ? 'partially_shipped' : 'unfulfilled'}` },
  };
  const { extract } = options;
  return checked.told([
    ...(lines.length === 0 ? [] : [placed]),
    ...(extract === null ? [] : [statementOf(record, 'order.status', atExtract(extract), open)]),
  ]);
}

export const unshipped = tableReader<UnshippedColumn>({
  name: 'amazon.unshipped-orders',
  connector: 'amazon',
  proven: false,
  columns: unshippedColumns,
  needs: ['order', 'item', 'purchased', 'sku', 'ordered', 'shipped', 'toShip'],
  times: ['purchased', 'reported'],
  quoting: 'none',
  groupBy: 'order',
  read: readUnshipped,
});
