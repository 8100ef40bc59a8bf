// The files of Walmart that can be read: the order sheet and the payment report of Seller Center, the
// order API's JSON and webhooks. Source: reference of exports, section 4.
import { documentReader } from '../reading/document-reader.js';
import { valueAt } from '../reading/document.js';
import { eventSaid, orderSaid } from './api-order.js';
import { orderSheet } from './exports-sheet.js';
import { paymentReport } from './exports-payments.js';

const shapes = [
  { paths: ['source.eventType', 'source.eventTime', 'payload'], said: eventSaid },
  { paths: ['purchaseOrderId', 'customerOrderId', 'orderLines.orderLine'], said: orderSaid },
] as const;

const apiJson = documentReader({
  name: 'walmart.api-json',
  connector: 'walmart',
  proven: false,
  within: ['', 'list.elements.order', 'elements.order', 'order'],
  marks: (record) =>
    shapes.some(({ paths }) => paths.every((path) => valueAt(record, path) !== undefined)) ? 3 : 0,
  times: ['orderDate', 'source.eventTime'],
  read: (record, options) => {
    const shape = shapes.find(({ paths }) =>
      paths.every((path) => valueAt(record, path) !== undefined),
    );
    return shape?.said(record, options) ?? [];
  },
});

export const exports = [orderSheet, paymentReport, apiJson] as const;
