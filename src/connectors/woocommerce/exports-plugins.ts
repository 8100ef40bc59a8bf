// The CSVs of two plugins that export WooCommerce's orders: WebToffee (a row an order, a column an
// item) and Advanced Order Export (a row an item). Neither has a history.
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, standing, statementOf, statusOf, versionOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { noOrder, payableOf } from './api-order.js';
import { slugOf } from './statuses.js';

/** What both files say of an order. */
interface Exported {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly created: TimeSpan;
  readonly paid: TimeSpan | null;
  readonly completed: TimeSpan | null;
  readonly lines: readonly GoodsLine[];
  readonly total: string;
  readonly currency: string;
  readonly refunded: string;
  readonly method: string;
  readonly transaction: string;
}

function said(order: Exported, checked: Checked, options: ReadOptions): readonly ObservationLine[] {
  const { created, paid, lines, total, currency } = order;
  const record: StatedRecord = {
    system: options.system,
    key: `export-${order.id || order.number}`,
    refs: refsOf({ order: order.id, order_name: order.number }),
    version: versionOf(options.extract),
  };
  const slug = slugOf(order.status);
  const method = order.method.toLowerCase();
  const payable = payableOf({ total, method, status: slug, isPaid: paid !== null });
  const data = {
    lines,
    ...checked.total('order total', total, currency),
    ...(payable === null ? {} : { payable }),
  };
  const since = noLaterThan(created, options.madeBy);
  const refs = refsOf({ payment: order.transaction });
  const money = checked.money('order total', total, currency);
  const back = checked.money('refund', order.refunded, currency);
  const isPlaced = !noOrder.has(slug) && lines.length > 0;
  // A refund says nothing of the goods: what was completed before it stays sent.
  const isSent = slug === 'completed' || slug === 'refunded';
  return [
    ...(isPlaced ? [statementOf(record, 'order.placed', statedTime(created), { data })] : []),
    ...(paid === null || payable === 'not_applicable'
      ? []
      : [statementOf(record, 'payment.captured', statedTime(paid), { refs, data: money })]),
    ...(isSent && order.completed !== null
      ? [
          statementOf(
            record,
            'shipment.shipped',
            statedTime(order.completed),
            statusOf(order.status, 'fulfilment:shipped'),
          ),
        ]
      : []),
    ...(slug === 'cancelled'
      ? [statementOf(record, 'order.cancelled', since, statusOf(order.status))]
      : []),
    ...(/[1-9]/.test(back.amount ?? '')
      ? [statementOf(record, 'refund.issued', since, { data: back })]
      : []),
    ...standing(record, { native: order.status }, options.extract),
  ];
}

const webToffeeColumns = {
  id: ['order_id'],
  number: ['order_number'],
  created: ['order_date'],
  paid: ['paid_date'],
  completed: ['completed_date'],
  status: ['status'],
  total: ['order_total'],
  currency: ['order_currency'],
  method: ['payment_method'],
  transaction: ['transaction_id'],
  subtotal: ['order_subtotal'],
  feeTotal: ['fee_total'],
} as const;

type WebToffeeColumn = keyof typeof webToffeeColumns;

/** `name:Mug|product_id:7|sku:M-1|quantity:2|total:18.00`; a name may hold colons and no pipe. */
function itemIn(cell: string): ReadonlyMap<string, string> {
  const fields = cell.split('|').map((part): [string, string] => {
    const colon = part.indexOf(':');
    return [part.slice(0, colon).trim(), part.slice(colon + 1).trim()];
  });
  return new Map(fields);
}

function readWebToffee(
  record: TableRecord<WebToffeeColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const { text, rows, columns } = record;
  const created = checked.placed('order_date', text('created'));
  const [row] = rows;
  if (created === null || row === undefined) return checked.told([]);
  const cells = columns.others(row).filter(([title]) => /^line_item_\d+$/i.test(title));
  const lines = cells.flatMap(([title, cell]) => {
    const item = itemIn(cell);
    const qty = item.get('quantity') ?? '';
    return checked.line(title, { sku: item.get('sku') ?? '', qty });
  });
  const order: Exported = {
    id: checked.id('order_id', text('id')),
    number: text('number'),
    status: text('status'),
    created,
    paid: checked.time('paid_date', text('paid')),
    completed: checked.time('completed_date', text('completed')),
    lines,
    total: text('total'),
    currency: text('currency'),
    refunded: '',
    method: text('method'),
    transaction: text('transaction'),
  };
  return checked.told(said(order, checked, options));
}

export const webToffeeCsv = tableReader<WebToffeeColumn>({
  name: 'woocommerce.webtoffee-csv',
  connector: 'woocommerce',
  proven: false,
  columns: webToffeeColumns,
  needs: ['id', 'created', 'status', 'total', 'currency', 'method'],
  times: ['created', 'paid', 'completed'],
  accepts: (_columns, { columns }) => columns.some((title) => /^line_item_1/i.test(title.trim())),
  read: readWebToffee,
});

const itemRowColumns = {
  number: ['Order Number'],
  status: ['Order Status'],
  created: ['Order Date'],
  paid: ['Paid Date'],
  completed: ['Completed Date'],
  method: ['Payment Method'],
  title: ['Payment Method Title'],
  transaction: ['Transaction ID'],
  refunded: ['Order Refund Amount'],
  total: ['Order Total Amount'],
  tax: ['Order Total Tax Amount'],
  currency: ['Currency'],
  sku: ['SKU'],
  item: ['Item #'],
  quantity: ['Quantity'],
  /** Less what was refunded: not what was ordered. */
  rest: ['Quantity (- Refund)'],
  cost: ['Item Cost'],
} as const;

type ItemRowColumn = keyof typeof itemRowColumns;

function readItemRows(
  { rows, columns, text }: TableRecord<ItemRowColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const created = checked.placed('Order Date', text('created'));
  if (created === null) return checked.told([]);
  const isAtDoor = /cash on delivery/i.test(text('title'));
  const quantity = columns.has('quantity') ? 'quantity' : 'rest';
  const isLess = quantity === 'rest' && /[1-9]/.test(text('refunded'));
  const order: Exported = {
    id: '',
    number: checked.id('Order Number', text('number')),
    status: text('status'),
    created,
    paid: checked.time('Paid Date', text('paid')),
    completed: checked.time('Completed Date', text('completed')),
    lines: (isLess ? [] : rows).flatMap((row) =>
      checked.line('Quantity', {
        line: columns.text(row, 'item'),
        sku: columns.text(row, 'sku'),
        qty: columns.text(row, quantity),
        price: columns.text(row, 'cost'),
      }),
    ),
    total: text('total'),
    currency: text('currency'),
    refunded: text('refunded'),
    method: isAtDoor ? 'cod' : text('method'),
    transaction: text('transaction'),
  };
  return checked.told(said(order, checked, options));
}

export const itemRowsCsv = tableReader<ItemRowColumn>({
  name: 'woocommerce.item-rows-csv',
  connector: 'woocommerce',
  proven: false,
  columns: itemRowColumns,
  needs: ['number', 'status', 'created', 'total', 'tax', 'sku', 'item'],
  accepts: (found) => found.has('quantity') || found.has('rest'),
  times: ['created', 'paid', 'completed'],
  numbers: ['total', 'cost', 'refunded'],
  groupBy: 'number',
  read: readItemRows,
});
