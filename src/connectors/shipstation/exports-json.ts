// Orders and shipments as ShipStation's API (v1) answers them. Its times have no offset and are those
// of US Pacific. Source: shipstation.com/docs/api, "Date formats" (unverified).
import type { ExportReader, ObservationLine, ReadOptions } from '../connector.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, textAt } from '../reading/document.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';
import { currencyCode, moneyOf, refsOf, statementOf, statusOf } from '../reading/statement.js';
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

function linesAt(record: Fields, path: string): { readonly lines?: Record<string, string>[] } {
  const lines = fieldsAt(record, path).flatMap((item) => {
    const [sku, qty] = [textAt(item, 'sku'), textAt(item, 'quantity')];
    if (sku === '' || !/^\d+$/.test(qty)) return [];
    const line = textAt(item, 'lineItemKey');
    return [{ sku, ...(line === '' ? {} : { line }), qty }];
  });
  return lines.length === 0 ? {} : { lines };
}

function timeAt(
  record: Fields,
  path: string,
  options: ReadOptions,
): RowFault | ObservationLine['at'] {
  const text = textAt(record, path);
  const span = options.times(text);
  return span === null
    ? new RowFault(`${path} is ${shown(text)}, which is no time`)
    : statedTime(span).at;
}

function readOrder(order: Fields, options: ReadOptions): ObservationLine[] | RowFault {
  const modified = timeAt(order, 'modifyDate', options);
  if (modified instanceof RowFault) return modified;
  const record = {
    system: options.system,
    key: textAt(order, 'orderId'),
    refs: namesOf(order),
    version: modified,
  };
  const created = options.times(textAt(order, 'createDate'));
  const status = statusOf(textAt(order, 'orderStatus'));
  const amount = plainDecimal(textAt(order, 'orderTotal'), '.') ?? '';
  const total = moneyOf(amount, currencyCode(textAt(order, 'currencyCode')));
  const data = { ...linesAt(order, 'items'), ...(amount === '' ? {} : { total }) };
  // Imported from a store, it waits to be shipped.
  const asked =
    created === null
      ? []
      : [
          statementOf(record, 'fulfilment.requested', statedTime(created), {
            data: linesAt(order, 'items'),
          }),
        ];
  const { extract } = options;
  if (extract === null) return asked;
  return [...asked, statementOf(record, 'order.status', atExtract(extract), { ...status, data })];
}

export const ordersJson: ExportReader = documentReader({
  name: 'shipstation.orders-json',
  connector: 'shipstation',
  proven: false,
  within: ['orders', ''],
  marks: (record) => {
    const theirs = ['orderId', 'orderNumber', 'orderStatus', 'modifyDate'];
    const found = theirs.filter((path) => textAt(record, path) !== '').length;
    return found === theirs.length ? found : 0;
  },
  times: ['createDate', 'modifyDate'],
  zone,
  read: readOrder,
});

function readShipment(shipment: Fields, options: ReadOptions): ObservationLine[] | RowFault {
  // shipDate is a day; the label was made at createDate.
  const span = options.times(textAt(shipment, 'createDate'));
  if (span === null) return new RowFault('createDate is no time');
  const id = textAt(shipment, 'shipmentId');
  const tracking = textAt(shipment, 'trackingNumber');
  const carrier = textAt(shipment, 'carrierCode');
  const refs = { ...namesOf(shipment), ...refsOf({ shipment: id, tracking }) };
  const record = { system: options.system, key: id, refs, version: null };
  const data = {
    ...linesAt(shipment, 'shipmentItems'),
    ...(carrier === '' ? {} : { carrier }),
    ...(tracking === '' ? {} : { tracking }),
  };
  const left = statementOf(record, 'shipment.shipped', statedTime(span), { data });
  const voided = options.times(textAt(shipment, 'voidDate'));
  if (voided === null) return [left];
  return [left, statementOf(record, 'shipment.cancelled', statedTime(voided))];
}

export const shipmentsJson: ExportReader = documentReader({
  name: 'shipstation.shipments-json',
  connector: 'shipstation',
  proven: false,
  within: ['shipments', ''],
  marks: (record) => {
    const theirs = ['shipmentId', 'orderId', 'createDate', 'carrierCode'];
    const found = theirs.filter((path) => textAt(record, path) !== '').length;
    return found === theirs.length ? found : 0;
  },
  times: ['createDate', 'voidDate'],
  zone,
  read: readShipment,
});
