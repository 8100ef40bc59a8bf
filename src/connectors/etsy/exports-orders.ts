// Etsy's two CSVs of sold goods: one row an order, and one row an item. Days for times, no tracking,
// no refund, no cancellation; shipping and tax repeat on every item.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, standing, statementOf, versionOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const itemColumns = {
  sold: ['Sale Date'],
  order: ['Order ID'],
  transaction: ['Transaction ID'],
  listing: ['Listing ID'],
  sku: ['SKU'],
  quantity: ['Quantity'],
  price: ['Price'],
  paid: ['Date Paid'],
  shipped: ['Date Shipped'],
  orderType: ['Order Type'],
} as const;

type ItemColumn = keyof typeof itemColumns;

function readItems(
  { rows, columns, text }: TableRecord<ItemColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const sold = checked.placed('Sale Date', text('sold'));
  const order = checked.id('Order ID', text('order'));
  if (sold === null) return checked.told([]);
  const record: StatedRecord = {
    system: options.system,
    key: `items-${order}`,
    refs: refsOf({ order }),
    version: versionOf(options.extract),
  };
  const lines = rows.map((row) => ({
    shipped: columns.text(row, 'shipped'),
    goods: checked.line('Quantity', {
      line: columns.text(row, 'transaction'),
      sku: columns.text(row, 'sku'),
      qty: columns.text(row, 'quantity'),
      price: columns.text(row, 'price'),
    }),
  }));
  const paid = checked.time('Date Paid', text('paid'));
  const days = new Set(lines.map((line) => line.shipped).filter((day) => day !== ''));
  const shipments = [...days].flatMap((day) => {
    const time = checked.time('Date Shipped', day);
    const gone = lines.filter((line) => line.shipped === day).flatMap((line) => line.goods);
    if (time === null || gone.length === 0) return [];
    const rest = { part: day, data: { lines: gone } };
    return [statementOf(record, 'shipment.shipped', statedTime(time), rest)];
  });
  const data = {
    lines: lines.flatMap((line) => line.goods),
    channel: 'Etsy',
    ...(paid === null ? { payable: 'pending' } : {}),
  };
  return checked.told([
    ...(data.lines.length === 0
      ? []
      : [statementOf(record, 'order.placed', statedTime(sold), { data })]),
    ...(paid === null ? [] : [statementOf(record, 'payment.captured', statedTime(paid))]),
    ...shipments,
  ]);
}

export const soldItems = tableReader<ItemColumn>({
  name: 'etsy.sold-order-items',
  connector: 'etsy',
  proven: false,
  columns: itemColumns,
  needs: ['sold', 'order', 'transaction', 'listing', 'quantity', 'price'],
  times: ['sold', 'paid', 'shipped'],
  dayFirst: false,
  groupBy: 'order',
  read: readItems,
});

const orderColumns = {
  sold: ['Sale Date'],
  order: ['Order ID'],
  items: ['Number of Items'],
  shipped: ['Date Shipped'],
  currency: ['Currency'],
  value: ['Order Value'],
  total: ['Order Total'],
  status: ['Status'],
  net: ['Order Net'],
} as const;

type OrderColumn = keyof typeof orderColumns;

/** The SKUs stand in one cell without quantities: which goods were ordered, only the other file says. */
function readOrder(
  { text }: TableRecord<OrderColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const sold = checked.placed('Sale Date', text('sold'));
  const order = checked.id('Order ID', text('order'));
  if (sold === null) return checked.told([]);
  const shipped = checked.time('Date Shipped', text('shipped'));
  const record: StatedRecord = {
    system: options.system,
    key: `orders-${order}`,
    refs: refsOf({ order }),
    version: versionOf(options.extract),
  };
  const money = checked.money('Order Total', text('total'), text('currency'));
  const whole = { status: { native: 'Date Shipped', canonical: 'fulfilment:shipped' } };
  return checked.told([
    // The file lists what was paid for.
    statementOf(record, 'payment.captured', statedTime(sold), { data: money }),
    ...(shipped === null
      ? []
      : [statementOf(record, 'shipment.shipped', statedTime(shipped), whole)]),
    ...standing(record, { native: text('status').toLowerCase() }, options.extract),
  ]);
}

export const soldOrders = tableReader<OrderColumn>({
  name: 'etsy.sold-orders',
  connector: 'etsy',
  proven: false,
  columns: orderColumns,
  needs: ['sold', 'order', 'items', 'shipped', 'value', 'total', 'net'],
  times: ['sold', 'shipped'],
  dayFirst: false,
  read: readOrder,
});
