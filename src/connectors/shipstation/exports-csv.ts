// ShipStation's exports as CSV, whose columns are named `Group - Field`: orders, and shipments with an
// item a row. A shipment is a label that was made; the carrier's scan and what the channel was told are
// not in it. Source: reference of exports, section 16.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import {
  currencyCode,
  moneyOf,
  refsOf,
  statementOf,
  statusOf,
  versionOf,
} from '../reading/statement.js';
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
  readonly lines: Record<string, string>[];
}

/** The rows of an order by the parcel that they lie in. */
function parcelsOf({ columns: found, rows }: TableRecord<ColumnName>): Parcel[] | RowFault {
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
    const line = lineOf(text);
    if (line instanceof RowFault) return line;
    if (line !== null) parcel.lines.push(line);
  }
  return [...parcels.values()];
}

function lineOf(text: (name: ColumnName) => string): Record<string, string> | RowFault | null {
  if (text('sku') === '' || text('qty') === '') return null;
  const qty = plainDecimal(text('qty'), null);
  if (qty === null || !/^\d+$/.test(qty)) {
    return new RowFault(`Item - Qty is ${shown(text('qty'))}, which is no whole number`);
  }
  const line = text('lineId');
  return { sku: text('sku'), ...(line === '' ? {} : { line }), qty };
}

function shipmentOf(
  parcel: Parcel,
  record: StatedRecord,
  options: ReadOptions,
): ObservationLine[] | RowFault {
  const { tracking, shipment, shipped, carrier, voided, lines } = parcel;
  const span = options.times(shipped);
  if (span === null) {
    return new RowFault(`Date - Shipped Date is ${shown(shipped)}, which is no time`);
  }
  const data = {
    ...(lines.length === 0 ? {} : { lines }),
    ...(carrier === '' ? {} : { carrier }),
    ...(tracking === '' ? {} : { tracking }),
  };
  const refs = refsOf({ shipment, tracking });
  const part = shipment || tracking || shipped;
  const left = statementOf(record, 'shipment.shipped', statedTime(span), { part, refs, data });
  const end = voided === '' ? null : options.times(voided);
  if (end === null) return [left];
  return [left, statementOf(record, 'shipment.cancelled', statedTime(end), { part, refs })];
}

function read(
  rows: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const { text } = rows;
  const record = {
    system: options.system,
    key: text('order'),
    refs: { order_name: text('order') },
    version: versionOf(options.extract),
  };
  const parcels = parcelsOf(rows);
  if (parcels instanceof RowFault) return parcels;
  const told: ObservationLine[] = [];
  for (const parcel of parcels) {
    const lines = shipmentOf(parcel, record, options);
    if (lines instanceof RowFault) return lines;
    told.push(...lines);
  }
  if (text('status') === '' || options.extract === null) return told;
  const amount = plainDecimal(text('total'), options.decimal);
  const total = moneyOf(amount ?? '', currencyCode(text('currency')));
  const data = amount === null ? {} : { total };
  const status = { ...statusOf(text('status')), data };
  return [statementOf(record, 'order.status', atExtract(options.extract), status), ...told];
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
