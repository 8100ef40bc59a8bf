// BigCommerce's orders CSV, template Default: one row an order, days for times, all goods in one cell.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, standing, statementOf, statusOf, versionOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  order: ['Order ID'],
  ordered: ['Order Date'],
  status: ['Order Status'],
  total: ['Order Total (inc tax)'],
  currency: ['Order Currency Code'],
  method: ['Payment Method'],
  quantity: ['Total Quantity'],
  shippedQuantity: ['Total Shipped'],
  shipped: ['Date Shipped'],
  goods: ['Product Details'],
  refunded: ['Refund Amount'],
} as const;

type ColumnName = keyof typeof columns;

/**
 * Names hold commas, colons and pipes: the cell is cut at the labels that BigCommerce writes. Each part has an
 * end: without one, a cell of labels alone costs the square of its length.
 */
const product =
  /Product ID: (?<id>[^,|]{0,50}), Product Qty: (?<qty>[^,|]{0,50}), Product SKU: (?<sku>.{0,200}?), Product Name: /g;

function goodsIn(cell: string, checked: Checked): readonly GoodsLine[] {
  return [...cell.matchAll(product)].flatMap(({ groups = {} }) =>
    checked.line('Product Qty', {
      line: (groups['id'] ?? '').trim(),
      sku: (groups['sku'] ?? '').trim(),
      qty: (groups['qty'] ?? '').trim(),
    }),
  );
}

/** Labels of a checkout that never ended. */
const drafts: ReadonlySet<string> = new Set(['Incomplete', 'Pending']);
const unpaid: ReadonlySet<string> = new Set(['Awaiting Payment', 'Declined', 'Cancelled']);

function payableOf(method: string, status: string, total: string): { payable?: string } {
  if (total !== '' && !/[1-9]/.test(total)) return { payable: 'not_applicable' };
  if (/cash on delivery|\bcod\b/i.test(method)) return { payable: 'terms' };
  return unpaid.has(status) ? { payable: 'pending' } : {};
}

function read(
  { text }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const order = checked.id('Order ID', text('order'));
  const ordered = checked.placed('Order Date', text('ordered'));
  if (ordered === null) return checked.told([]);
  const record: StatedRecord = {
    system: options.system,
    key: `csv-${order}`,
    refs: refsOf({ order }),
    version: versionOf(options.extract),
  };
  const lines = goodsIn(text('goods'), checked);
  const [status, total, currency] = [text('status'), text('total'), text('currency')];
  const shipped = checked.time('Date Shipped', text('shipped'));
  const sent = checked.quantity('Total Shipped', text('shippedQuantity'));
  const isWhole = sent !== '' && sent === text('quantity');
  const refunded = checked.money('Refund Amount', text('refunded'), currency);
  const since = noLaterThan(ordered, options.madeBy);
  const data = {
    lines,
    ...checked.total('Order Total', total, currency),
    ...payableOf(text('method'), status, total),
  };
  const whole = { status: { native: 'Date Shipped', canonical: 'fulfilment:shipped' } };
  const isPlaced = lines.length > 0 && !drafts.has(status);
  return checked.told([
    ...(isPlaced ? [statementOf(record, 'order.placed', statedTime(ordered), { data })] : []),
    // Of a part that left, the file does not say which goods it was.
    ...(shipped === null
      ? []
      : [statementOf(record, 'shipment.shipped', statedTime(shipped), isWhole ? whole : {})]),
    ...(/[1-9]/.test(refunded.amount ?? '')
      ? [statementOf(record, 'refund.issued', since, { data: refunded })]
      : []),
    ...(status === 'Cancelled'
      ? [statementOf(record, 'order.cancelled', since, statusOf(status))]
      : []),
    ...standing(record, { native: status }, options.extract),
  ]);
}

export const ordersCsv = tableReader<ColumnName>({
  name: 'bigcommerce.orders-csv',
  connector: 'bigcommerce',
  proven: false,
  columns,
  needs: ['order', 'ordered', 'status', 'total', 'goods'],
  times: ['ordered', 'shipped'],
  read,
});
