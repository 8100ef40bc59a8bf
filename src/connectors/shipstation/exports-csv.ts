// ShipStation's exports as CSV, whose columns are named `Group - Field`: orders, and shipments with an
// item a row. A shipment is a label that was made; the carrier's scan and what the channel was told are
// not in it.
import type { ObservationLine, ReadOptions } from '../connector.js';
import type { GoodsLine } from '../reading/checked.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { currencyCode, refsOf, statementOf, statusOf, versionOf } from '../reading/statement.js';
import { atExtract, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  order: ['Order - Number'],
  status: ['Order - Status'],
  total: ['Amount - Order Total'],
  currency: ['Order - Currency', 'Amount - Currency'],
  ordered: ['Date - Order Date'],
  shipped: ['Date - Shipped Date', 'Date - Ship Date'],
  voided: ['Date - Void Date', 'Date - Voided Date'],
  carrier: ['Shipment - Carrier', 'Carrier - Name'],
  tracking: ['Shipment - Tracking Number', 'Tracking - Number'],
  shipment: ['Shipment - ID', 'Shipment - Number'],
  sku: ['Item - SKU'],
  qty: ['Item - Qty', 'Item - Quantity'],
  lineId: ['Item - Line Item Key', 'Item - ID'],
} as const;

type ColumnName = keyof typeof columns;

interface Parcel {
  readonly tracking: string;
  readonly shipment: string;
  readonly shipped: string;
  readonly carrier: string;
  readonly voided: string;
  readonly lines: GoodsLine[];
}

/** The rows of an order by the parcel that they lie in. */
function parcelsOf(
  { columns: found, rows }: TableRecord<ColumnName>,
  checked: Checked,
): readonly Parcel[] {
  const parcels = new Map<string, Parcel>();
  for (const row of rows) {
    const text = (name: ColumnName): string => found.text(row, name);
    const [tracking, shipment, shipped] = [text('tracking'), text('shipment'), text('shipped')];
    if (tracking === '' && shipped === '') continue;
    const key = shipment || tracking || shipped;
    const parcel = parcels.get(key) ?? {
      tracking,
      shipment,
      shipped,
      carrier: text('carrier'),
      voided: text('voided'),
      lines: [],
    };
    parcels.set(key, parcel);
    const [line, sku, qty] = [text('lineId'), text('sku'), text('qty')];
    if (sku !== '') parcel.lines.push(...checked.line('Item - Qty', { line, sku, qty }));
  }
  return [...parcels.values()];
}

function shipmentOf(
  parcel: Parcel,
  record: StatedRecord,
  checked: Checked,
): readonly ObservationLine[] {
  const { tracking, shipment, shipped, carrier, voided, lines } = parcel;
  const left = checked.placed('Date - Shipped Date', shipped);
  const ended = checked.time('Date - Void Date', voided);
  if (left === null) return [];
  const data = {
    ...(lines.length === 0 ? {} : { lines }),
    ...(carrier === '' ? {} : { carrier }),
    ...(tracking === '' ? {} : { tracking }),
  };
  const refs = refsOf({ shipment, tracking });
  const part = shipment || tracking || shipped;
  return [
    statementOf(record, 'shipment.shipped', statedTime(left), { part, refs, data }),
    ...(ended === null
      ? []
      : [statementOf(record, 'shipment.cancelled', statedTime(ended), { part, refs })]),
  ];
}

function read(
  rows: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const { text } = rows;
  const checked = new Checked(options);
  const { extract } = options;
  const record = {
    system: options.system,
    key: text('order'),
    refs: { order_name: text('order') },
    version: versionOf(extract),
  };
  const data = checked.total('Amount - Order Total', text('total'), currencyCode(text('currency')));
  const status = { ...statusOf(text('status')), data };
  const parcels = parcelsOf(rows, checked);
  return checked.told([
    ...(text('status') === '' || extract === null
      ? []
      : [statementOf(record, 'order.status', atExtract(extract), status)]),
    ...parcels.flatMap((parcel) => shipmentOf(parcel, record, checked)),
  ]);
}

export const exportCsv = tableReader<ColumnName>({
  name: 'shipstation.export-csv',
  connector: 'shipstation',
  proven: false,
  columns,
  needs: ['order'],
  times: ['ordered', 'shipped', 'voided'],
  numbers: ['total'],
  groupBy: 'order',
  accepts: (found, { columns: header }) => {
    const says = found.has('status') || found.has('shipped');
    return says && header.filter((title) => /^[A-Z][\w ]* - \S/.test(title)).length > 2;
  },
  read,
});
