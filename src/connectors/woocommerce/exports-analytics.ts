// The table of orders that WooCommerce's analytics download, which is all that the core exports. It names
// products without their SKU and revenue without tax, shipping and what was refunded, so that it proves
// neither what was ordered nor for how much.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, standing, statementOf, statusOf, versionOf } from '../reading/statement.js';
import { noLaterThan } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { slugOf } from './statuses.js';

const columns = {
  date: ['Date'],
  number: ['Order #'],
  status: ['Status'],
  customerType: ['Customer type'],
  products: ['Product(s)'],
  sold: ['Items sold'],
  coupons: ['Coupon(s)'],
  revenue: ['N. Revenue', 'Net Sales'],
} as const;

type ColumnName = keyof typeof columns;

/** Its date is that on which the order was placed, paid or completed, as the shop's settings have it. */
function read(
  { text }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const dated = checked.placed('Date', text('date'));
  const number = checked.id('Order #', text('number'));
  const status = text('status');
  const { extract } = options;
  if (dated === null || extract === null) return checked.told([]);
  const record: StatedRecord = {
    system: options.system,
    key: `analytics-${number}`,
    refs: refsOf({ order_name: number }),
    version: versionOf(extract),
  };
  const slug = slugOf(status);
  const since = noLaterThan(dated, options.madeBy);
  return checked.told([
    ...(slug === 'cancelled'
      ? [statementOf(record, 'order.cancelled', since, statusOf(status))]
      : []),
    ...(slug === 'refunded' ? [statementOf(record, 'refund.issued', since)] : []),
    ...standing(record, { native: status }, extract),
  ]);
}

export const analyticsCsv = tableReader<ColumnName>({
  name: 'woocommerce.analytics-csv',
  connector: 'woocommerce',
  proven: false,
  columns,
  needs: ['date', 'number', 'status', 'customerType', 'products', 'sold'],
  times: ['date'],
  read,
});
