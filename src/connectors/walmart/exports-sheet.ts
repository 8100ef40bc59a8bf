// Walmart's order sheet: one row a line of a purchase order, with days for times. The same sheet is
// uploaded to ship in bulk, so that a filled carrier may be a plan: only Status says that goods left.
import type { Kind } from '../../core/observation/kinds.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import { isSpreadsheetNumber } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, standing, statementOf, statusOf, versionOf } from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  purchase: ['PO#'],
  customers: ['Order#'],
  ordered: ['Order Date'],
  shipBy: ['Ship By'],
  line: ['Line#'],
  status: ['Status'],
  quantity: ['Qty'],
  sku: ['SKU'],
  carrier: ['Carrier'],
  tracking: ['Tracking Number'],
  sellers: ['Seller Order NO'],
  entity: ['Fulfillment Entity'],
  replacement: ['Replacement Order'],
  original: ['Original Customer Order Id'],
} as const;

type ColumnName = keyof typeof columns;

interface Sheet {
  readonly rows: readonly Row[];
  readonly text: (row: Row, name: ColumnName) => string;
  readonly checked: Checked;
  readonly record: StatedRecord;
  readonly ordered: TimeSpan;
  readonly options: ReadOptions;
}

function goodsOf({ text, checked }: Sheet, rows: readonly Row[]): readonly GoodsLine[] {
  return rows.flatMap((row) =>
    checked.line('Qty', {
      line: text(row, 'line'),
      sku: text(row, 'sku'),
      qty: text(row, 'quantity'),
    }),
  );
}

/** After the order, and before the sheet was made. */
function sinceOrdered({ ordered, options }: Sheet): StatedTime {
  return noLaterThan(ordered, options.madeBy);
}

/** The lines in a status came into it after the order and before the sheet was made. */
function reached(sheet: Sheet, status: string, kind: Kind): readonly ObservationLine[] {
  const rows = sheet.rows.filter((row) => sheet.text(row, 'status') === status);
  const lines = goodsOf(sheet, rows);
  if (lines.length === 0) return [];
  return [
    statementOf(sheet.record, kind, sinceOrdered(sheet), {
      // The word is the line's: of the order it is true where all lines have it.
      ...(rows.length === sheet.rows.length ? statusOf(status) : {}),
      data: { lines },
    }),
  ];
}

function parcels(sheet: Sheet): readonly ObservationLine[] {
  const { rows, text, record } = sheet;
  const byParcel = new Map<string, Row[]>();
  for (const row of rows) {
    if (!/^(?:shipped|delivered)$/i.test(text(row, 'status'))) continue;
    const tracking = isSpreadsheetNumber(text(row, 'tracking')) ? '' : text(row, 'tracking');
    byParcel.set(tracking, [...(byParcel.get(tracking) ?? []), row]);
  }
  return [...byParcel].flatMap(([tracking, inside]) => {
    const carrier = inside.map((row) => text(row, 'carrier')).find((name) => name !== '');
    const data = {
      lines: goodsOf(sheet, inside),
      ...(carrier === undefined ? {} : { carrier }),
      ...(tracking === '' ? {} : { tracking }),
    };
    const rest = { part: tracking, refs: refsOf({ shipment: tracking, tracking }), data };
    const time = sinceOrdered(sheet);
    const isThere = inside.every((row) => /^delivered$/i.test(text(row, 'status')));
    return [
      statementOf(record, 'shipment.shipped', time, rest),
      ...(isThere ? [statementOf(record, 'shipment.delivered', time, rest)] : []),
    ];
  });
}

function read(
  given: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const ordered = checked.placed('Order Date', given.text('ordered'));
  if (ordered === null) return checked.told([]);
  const order = checked.id('PO#', given.text('purchase'));
  const names = { order, customer_order: given.text('customers'), external: given.text('sellers') };
  const record: StatedRecord = {
    system: options.system,
    key: `sheet-${order}`,
    refs: refsOf(names),
    version: versionOf(options.extract),
  };
  const text = (row: Row, name: ColumnName): string => given.columns.text(row, name);
  const sheet: Sheet = { rows: given.rows, text, checked, record, ordered, options };
  const lines = goodsOf(sheet, given.rows);
  const until = checked.latest('Ship By', given.text('shipBy'));
  const isReplacement = /^(?:y|yes|true)$/i.test(given.text('replacement'));
  const replaced = isReplacement ? given.text('original') : '';
  const data = {
    lines,
    channel: 'Walmart',
    fulfilled_by: /wfs|walmart/i.test(given.text('entity')) ? 'channel' : 'merchant',
    payable: 'authorized',
    ...(until === null ? {} : { ship_by: until }),
    ...(replaced === '' ? {} : { relation: { replaces: replaced } }),
  };
  const [common = '', ...others] = new Set(given.rows.map((row) => text(row, 'status')));
  return checked.told([
    ...(lines.length === 0
      ? []
      : [statementOf(record, 'order.placed', statedTime(ordered), { data })]),
    ...reached(sheet, 'Acknowledged', 'order.accepted'),
    ...reached(sheet, 'Cancelled', 'order.cancelled'),
    ...parcels(sheet),
    ...standing(record, { native: others.length === 0 ? common : '' }, options.extract),
  ]);
}

export const orderSheet = tableReader<ColumnName>({
  name: 'walmart.order-sheet',
  connector: 'walmart',
  proven: false,
  columns,
  needs: ['purchase', 'customers', 'ordered', 'line', 'status', 'quantity', 'sku'],
  times: ['ordered'],
  groupBy: 'purchase',
  read,
});
