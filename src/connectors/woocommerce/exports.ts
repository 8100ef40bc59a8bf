// The files of WooCommerce that can be read: orders and refunds of its API or webhooks, the CSVs of
// plugins, and the table of its analytics.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { valueAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import { orderSaid, refundSaid } from './api-order.js';
import { analyticsCsv } from './exports-analytics.js';
import { itemRowsCsv, webToffeeCsv } from './exports-plugins.js';

interface Shape {
  /** Paths that only such a record has together. */
  readonly paths: readonly string[];
  readonly said: (record: Fields, options: ReadOptions) => readonly ObservationLine[] | RowFault;
}

const shapes: readonly Shape[] = [
  { paths: ['order_key', 'line_items', 'date_created_gmt', 'status'], said: orderSaid },
  { paths: ['refunded_by', 'amount', 'line_items', 'date_created_gmt'], said: refundSaid },
];

function shapeOf(record: Fields): Shape | undefined {
  return shapes.find(({ paths }) => paths.every((path) => valueAt(record, path) !== undefined));
}

const apiJson = documentReader({
  name: 'woocommerce.api-json',
  connector: 'woocommerce',
  proven: true,
  within: ['', 'create', 'update', 'orders', 'order', 'body', 'payload'],
  marks: (record) => shapeOf(record)?.paths.length ?? 0,
  times: ['date_created_gmt', 'date_modified_gmt'],
  // The API writes no offset behind its times in GMT.
  zone: 'UTC',
  read: (record, options) => shapeOf(record)?.said(record, options) ?? [],
});

export const exports = [webToffeeCsv, itemRowsCsv, apiJson, analyticsCsv] as const;
