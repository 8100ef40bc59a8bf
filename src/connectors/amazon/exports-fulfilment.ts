// Amazon's reports of what left its own warehouses, and of what came back to them or to the merchant.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import { refsOf, statementOf, versionOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const shipmentColumns = {
  order: ['amazon-order-id'],
  sellersOrder: ['merchant-order-id'],
  shipment: ['shipment-id'],
  shipmentItem: ['shipment-item-id'],
  item: ['amazon-order-item-id'],
  shipped: ['shipment-date'],
  reported: ['reporting-date'],
  sku: ['sku'],
  quantity: ['quantity-shipped'],
  carrier: ['carrier'],
  tracking: ['tracking-number'],
  centre: ['fulfillment-center-id'],
} as const;

type ShipmentColumn = keyof typeof shipmentColumns;

function readShipment(
  { rows, columns, text }: TableRecord<ShipmentColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const shipped = checked.placed('shipment-date', text('shipped'));
  if (shipped === null) return checked.told([]);
  const order = checked.id('amazon-order-id', text('order'));
  const [carrier, tracking] = [text('carrier'), text('tracking')];
  const data = {
    lines: rows.flatMap((row) =>
      checked.line('quantity-shipped', {
        line: columns.text(row, 'item'),
        sku: columns.text(row, 'sku'),
        qty: columns.text(row, 'quantity'),
      }),
    ),
    ...(carrier === '' ? {} : { carrier }),
    ...(tracking === '' ? {} : { tracking }),
  };
  const names = { order, external: text('sellersOrder'), shipment: text('shipment'), tracking };
  const record = {
    system: options.system,
    key: text('shipment'),
    refs: refsOf(names),
    version: null,
  };
  return checked.told([statementOf(record, 'shipment.shipped', statedTime(shipped), { data })]);
}

export const fulfilledShipments = tableReader<ShipmentColumn>({
  name: 'amazon.fulfilled-shipments',
  connector: 'amazon',
  proven: false,
  columns: shipmentColumns,
  needs: ['order', 'shipment', 'shipmentItem', 'shipped', 'sku', 'quantity'],
  times: ['shipped', 'reported'],
  quoting: 'none',
  groupBy: 'shipment',
  read: readShipment,
});

const returnColumns = {
  returned: ['return-date'],
  order: ['order-id'],
  sku: ['sku'],
  stockUnit: ['fnsku'],
  quantity: ['quantity'],
  disposition: ['detailed-disposition'],
  reason: ['reason'],
  plate: ['license-plate-number'],
} as const;

type ReturnColumn = keyof typeof returnColumns;

function readReturn(
  { text }: TableRecord<ReturnColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const returned = checked.placed('return-date', text('returned'));
  if (returned === null) return checked.told([]);
  const order = checked.id('order-id', text('order'));
  const lines = checked.line('quantity', { sku: text('sku'), qty: text('quantity') });
  const reason = text('reason');
  const key = [order, text('sku'), text('plate') || text('returned')].join('/');
  const record = { system: options.system, key, refs: refsOf({ order }), version: null };
  const data = { lines, ...(reason === '' ? {} : { reason }) };
  return checked.told([statementOf(record, 'return.received', statedTime(returned), { data })]);
}

export const fulfilledReturns = tableReader<ReturnColumn>({
  name: 'amazon.fulfilled-returns',
  connector: 'amazon',
  proven: false,
  columns: returnColumns,
  needs: ['returned', 'order', 'sku', 'stockUnit', 'quantity', 'disposition'],
  times: ['returned'],
  quoting: 'none',
  read: readReturn,
});

const merchantColumns = {
  order: ['Order ID'],
  requested: ['Return request date'],
  status: ['Return request status'],
  authorisation: ['Amazon RMA ID'],
  tracking: ['Tracking ID'],
  currency: ['Currency code'],
  sku: ['Merchant SKU'],
  quantity: ['Return quantity'],
  reason: ['Return Reason'],
  delivered: ['Return delivery date'],
  refunded: ['Refunded Amount'],
} as const;

type MerchantColumn = keyof typeof merchantColumns;

function readMerchantReturn(
  { text }: TableRecord<MerchantColumn>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const requested = checked.placed('Return request date', text('requested'));
  const delivered = checked.time('Return delivery date', text('delivered'));
  if (requested === null) return checked.told([]);
  const order = checked.id('Order ID', text('order'));
  const lines = checked.line('Return quantity', { sku: text('sku'), qty: text('quantity') });
  const reason = text('reason');
  const key = [order, text('authorisation'), text('sku')].join('/');
  const refs = refsOf({ order, return: text('authorisation'), tracking: text('tracking') });
  const version = versionOf(options.extract);
  const record = { system: options.system, key, refs, version };
  const data = { lines, ...(reason === '' ? {} : { reason }) };
  const refunded = checked.money('Refunded Amount', text('refunded'), text('currency'));
  const isRefunded = /[1-9]/.test(refunded.amount ?? '');
  return checked.told([
    statementOf(record, 'return.requested', statedTime(requested), { data }),
    ...(delivered === null
      ? []
      : [statementOf(record, 'return.received', statedTime(delivered), { data: { lines } })]),
    ...(isRefunded
      ? [
          statementOf(record, 'refund.issued', noLaterThan(requested, options.madeBy), {
            data: refunded,
          }),
        ]
      : []),
  ]);
}

export const merchantReturns = tableReader<MerchantColumn>({
  name: 'amazon.merchant-returns',
  connector: 'amazon',
  proven: false,
  columns: merchantColumns,
  needs: ['order', 'requested', 'authorisation', 'sku', 'quantity'],
  times: ['requested', 'delivered'],
  quoting: 'none',
  read: readMerchantReturn,
});
