// The files of WooCommerce that can be read: orders and refunds of its API or webhooks, the CSVs of
// plugins, and the table of its analytics.
import { documentReader } from '../reading/document-reader.js';
import { recordShapes } from '../reading/record-shapes.js';
import { orderSaid, refundSaid } from './api-order.js';
import { analyticsCsv } from './exports-analytics.js';
import { itemRowsCsv, webToffeeCsv } from './exports-plugins.js';

const shapes = recordShapes([
  { paths: ['order_key', 'line_items', 'date_created_gmt', 'status'], said: orderSaid },
  { paths: ['refunded_by', 'amount', 'line_items', 'date_created_gmt'], said: refundSaid },
]);

const apiJson = documentReader({
  name: 'woocommerce.api-json',
  connector: 'woocommerce',
  proven: true,
  within: ['', 'create', 'update', 'orders', 'order', 'body', 'payload'],
  times: ['date_created_gmt', 'date_modified_gmt'],
  // The API writes no offset behind its times in GMT.
  zone: 'UTC',
  ...shapes,
});

export const exports = [webToffeeCsv, itemRowsCsv, apiJson, analyticsCsv] as const;
