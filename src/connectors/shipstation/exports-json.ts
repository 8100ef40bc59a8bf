// Orders and shipments as ShipStation's API (v1) answers them. Its times have no offset and are those
// of US Pacific. Source: shipstation.com/docs/api, "Date formats" (unverified).
import { instantText } from '../../core/observation/instant.js';
import type { ExportReader, ObservationLine, ReadOptions } from '../connector.js';
import type { GoodsLine } from '../reading/checked.js';
import { Checked } from '../reading/checked.js';
import { documentReader } from '../reading/document-reader.js';
import { marksAt } from '../reading/record-shapes.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, textAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import { currencyCode, refsOf, statementOf, statusOf } from '../reading/statement.js';
import type { Refs } from '../reading/statement.js';
import { atExtract, statedTime } from '../reading/stated-time.js';

const zone = 'America/Los_Angeles';

function namesOf(record: Fields): Refs {
  return refsOf({
    order_name: textAt(record, 'orderNumber'),
    external: textAt(record, 'orderKey'),
    record: textAt(record, 'orderId'),
  });
}

function linesAt(
  record: Fields,
  path: string,
  checked: Checked,
): { readonly lines?: readonly GoodsLine[] } {
  const stated = fieldsAt(record, path)
    .map((item) => ({
      line: textAt(item, 'lineItemKey'),
      sku: textAt(item, 'sku'),
      qty: textAt(item, 'quantity'),
    }))
    .filter(({ sku }) => sku !== '');
  const lines = checked.wholeLines('quantity', stated);
  return lines.length === 0 ? {} : { lines };
}

function readOrder(order: Fields, options: ReadOptions): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const modified = checked.placed('modifyDate', textAt(order, 'modifyDate'));
  const created = checked.time('createDate', textAt(order, 'createDate'));
  if (modified === null) return checked.told([]);
  const record = {
    system: options.system,
    key: checked.id('orderId', textAt(order, 'orderId')),
    refs: namesOf(order),
    version: instantText(modified.at),
  };
  const goods = linesAt(order, 'items', checked);
  const currency = currencyCode(textAt(order, 'currencyCode'));
  const data = {
    ...goods,
    ...checked.total('orderTotal', textAt(order, 'orderTotal'), currency),
  };
  const status = statusOf(textAt(order, 'orderStatus'));
  const { extract } = options;
  return checked.told([
    // Imported from a store, it waits to be shipped.
    ...(created === null
      ? []
      : [statementOf(record, 'fulfilment.requested', statedTime(created), { data: goods })]),
    ...(extract === null
      ? []
      : [statementOf(record, 'order.status', atExtract(extract), { ...status, data })]),
  ]);
}

export const ordersJson: ExportReader = documentReader({
  name: 'shipstation.orders-json',
  connector: 'shipstation',
  proven: false,
  within: ['orders', ''],
  marks: marksAt(['orderId', 'orderNumber', 'orderStatus', 'modifyDate']),
  times: ['createDate', 'modifyDate'],
  zone,
  read: readOrder,
});

function readShipment(
  shipment: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  // shipDate is a day; the label was made at createDate.
  const made = checked.placed('createDate', textAt(shipment, 'createDate'));
  const voided = checked.time('voidDate', textAt(shipment, 'voidDate'));
  if (made === null) return checked.told([]);
  const id = checked.id('shipmentId', textAt(shipment, 'shipmentId'));
  const tracking = textAt(shipment, 'trackingNumber');
  const carrier = textAt(shipment, 'carrierCode');
  const refs = { ...namesOf(shipment), ...refsOf({ shipment: id, tracking }) };
  const record = { system: options.system, key: id, refs, version: null };
  const data = {
    ...linesAt(shipment, 'shipmentItems', checked),
    ...(carrier === '' ? {} : { carrier }),
    ...(tracking === '' ? {} : { tracking }),
  };
  // The buyer may send the goods back with it.
  if (textAt(shipment, 'isReturnLabel') === 'true') return checked.told([]);
  return checked.told([
    statementOf(record, 'shipment.shipped', statedTime(made), { data }),
    ...(voided === null ? [] : [statementOf(record, 'shipment.cancelled', statedTime(voided))]),
  ]);
}

export const shipmentsJson: ExportReader = documentReader({
  name: 'shipstation.shipments-json',
  connector: 'shipstation',
  proven: false,
  within: ['shipments', ''],
  marks: marksAt(['shipmentId', 'orderId', 'createDate', 'carrierCode']),
  times: ['createDate', 'voidDate'],
  zone,
  read: readShipment,
});
