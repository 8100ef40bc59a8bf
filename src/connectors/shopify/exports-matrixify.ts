// The "Orders" export of the app Matrixify: rows of several types under each order, which show every
// fulfilment, refund and transaction with its own time and id.
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { fulfilled } from './api-parts.js';
import { meaningOf } from '../reading/words.js';
import { isTestGateway, movementOf } from './money-movements.js';

const columns = {
  id: ['ID'],
  name: ['Name'],
  processed: ['Processed At'],
  created: ['Created At'],
  updated: ['Updated At'],
  cancelled: ['Cancelled At'],
  currency: ['Currency'],
  total: ['Price: Total'],
  payment: ['Payment: Status'],
  fulfilment: ['Order Fulfillment Status'],
  source: ['Source'],
  type: ['Line: Type'],
  lineId: ['Line: ID'],
  sku: ['Line: SKU'],
  quantity: ['Line: Quantity'],
  price: ['Line: Price'],
  moveId: ['Transaction: ID'],
  moveKind: ['Transaction: Kind'],
  moveAt: ['Transaction: Processed At'],
  moveAmount: ['Transaction: Amount'],
  moveCurrency: ['Transaction: Currency'],
  moveStatus: ['Transaction: Status'],
  moveGateway: ['Transaction: Gateway'],
  moveTest: ['Transaction: Test'],
  moveReference: ['Transaction: Authorization'],
  parcelId: ['Fulfillment: ID'],
  parcelStatus: ['Fulfillment: Status'],
  parcelAt: ['Fulfillment: Created At', 'Fulfillment: Processed At'],
  parcelChanged: ['Fulfillment: Updated At'],
  carrier: ['Fulfillment: Tracking Company'],
  tracking: ['Fulfillment: Tracking Number'],
} as const;

type ColumnName = keyof typeof columns;

interface Rows {
  readonly all: readonly Row[];
  readonly text: (row: Row, name: ColumnName) => string;
  readonly checked: Checked;
  readonly record: StatedRecord;
}

/** Rows of one type; no two rows of the app mean the same. */
function ofType({ all, text }: Rows, type: string): readonly Row[] {
  return all.filter((row) => text(row, 'type').toLowerCase() === type);
}

function placed(rows: Rows, order: Row, created: TimeSpan): ObservationLine {
  const { text, checked } = rows;
  const isTest = ofType(rows, 'transaction').some(
    (row) => text(row, 'moveTest') === 'true' || isTestGateway(text(row, 'moveGateway')),
  );
  const data = {
    lines: ofType(rows, 'line item').flatMap((row) =>
      checked.line('Line: Quantity', {
        line: text(row, 'lineId'),
        sku: text(row, 'sku'),
        qty: text(row, 'quantity'),
        price: text(row, 'price'),
      }),
    ),
    ...checked.total('Price: Total', text(order, 'total'), text(order, 'currency')),
    ...(text(order, 'source') === '' ? {} : { channel: text(order, 'source') }),
    ...(isTest ? { test: true } : {}),
  };
  return statementOf(rows.record, 'order.placed', statedTime(created), { data });
}

function moved(rows: Rows): readonly ObservationLine[] {
  const { text, checked, record } = rows;
  return ofType(rows, 'transaction').flatMap((row) => {
    const native = text(row, 'moveKind');
    const kind = movementOf(native, text(row, 'moveStatus'));
    const at = checked.time('Transaction: Processed At', text(row, 'moveAt'));
    if (kind === null || at === null) return [];
    const id = text(row, 'moveId');
    const names = [id, text(row, 'moveReference')].filter((name) => name !== '');
    const money = checked.money(
      'Transaction: Amount',
      text(row, 'moveAmount'),
      text(row, 'moveCurrency'),
    );
    const isTest = text(row, 'moveTest') === 'true' || isTestGateway(text(row, 'moveGateway'));
    const rest = {
      ...statusOf(native),
      refs: refsOf({ payment: names }),
      data: { ...money, ...(isTest ? { test: true } : {}) },
    };
    const key = `matrixify-transaction-${id}`;
    return [statementOf({ ...record, key, version: null }, kind, statedTime(at), rest)];
  });
}

function shipped(rows: Rows): readonly ObservationLine[] {
  const { text, checked, record } = rows;
  const parcels = new Map<string, Row[]>();
  for (const row of ofType(rows, 'fulfillment line')) {
    const id = text(row, 'parcelId');
    parcels.set(id, [...(parcels.get(id) ?? []), row]);
  }
  return [...parcels].flatMap(([id, [first, ...others]]) => {
    if (first === undefined || id === '') return [];
    const native = text(first, 'parcelStatus');
    const kind = meaningOf(fulfilled, native.toLowerCase());
    const created = checked.time('Fulfillment: Created At', text(first, 'parcelAt'));
    const changed = checked.time('Fulfillment: Updated At', text(first, 'parcelChanged'));
    if (created === null || kind === undefined) return [];
    const lines = [first, ...others].flatMap((row) =>
      checked.line('Line: Quantity', {
        line: text(row, 'lineId'),
        sku: text(row, 'sku'),
        qty: text(row, 'quantity'),
      }),
    );
    const made = kind === 'shipment.shipped' || kind === 'shipment.planned';
    const time = made ? statedTime(created) : noLaterThan(created, changed?.until ?? null);
    const [carrier, tracking] = [text(first, 'carrier'), text(first, 'tracking')];
    const data = {
      lines,
      ...(carrier === '' ? {} : { carrier }),
      ...(tracking === '' ? {} : { tracking }),
    };
    const refs = refsOf({ shipment: id, tracking });
    return [
      statementOf({ ...record, key: `matrixify-${id}` }, kind, time, {
        ...statusOf(native),
        refs,
        data,
      }),
    ];
  });
}

function read(
  given: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const text = (row: Row, name: ColumnName): string => given.columns.text(row, name);
  const [order] = given.rows;
  const created = checked.placed('Created At', given.text('created') || given.text('processed'));
  if (order === undefined || created === null) return checked.told([]);
  const id = checked.id('ID', given.text('id'));
  const updated = checked.time('Updated At', given.text('updated'));
  const cancelled = checked.time('Cancelled At', given.text('cancelled'));
  const record: StatedRecord = {
    system: options.system,
    key: `matrixify-${id}`,
    refs: refsOf({ order: id, order_name: given.text('name') }),
    version: updated === null ? null : instantText(updated.at),
  };
  const rows: Rows = { all: given.rows, text, checked, record };
  const states =
    updated === null
      ? []
      : (['payment', 'fulfilment'] as const).filter((name) => given.text(name) !== '');
  return checked.told([
    placed(rows, order, created),
    ...moved(rows),
    ...shipped(rows),
    ...(cancelled === null ? [] : [statementOf(record, 'order.cancelled', statedTime(cancelled))]),
    ...states.map((name) =>
      statementOf(record, 'order.status', statedTime(updated ?? created), {
        part: name,
        ...statusOf(given.text(name)),
      }),
    ),
  ]);
}

export const matrixifyCsv = tableReader<ColumnName>({
  name: 'shopify.matrixify-csv',
  connector: 'shopify',
  proven: false,
  columns,
  needs: ['id', 'name', 'type', 'created'],
  times: ['processed', 'created', 'updated', 'cancelled', 'moveAt', 'parcelAt', 'parcelChanged'],
  groupBy: 'name',
  read,
});
