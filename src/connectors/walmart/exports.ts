// The files of Walmart that can be read: the order sheet and the payment report of Seller Center, the
// order API's JSON and webhooks.
import { documentReader } from '../reading/document-reader.js';
import { recordShapes } from '../reading/record-shapes.js';
import { eventSaid } from './api-event.js';
import { orderSaid } from './api-order.js';
import { orderSheet } from './exports-sheet.js';
import { paymentReport } from './exports-payments.js';

const shapes = recordShapes([
  { paths: ['source.eventType', 'source.eventTime', 'payload'], said: eventSaid },
  { paths: ['purchaseOrderId', 'customerOrderId', 'orderLines.orderLine'], said: orderSaid },
]);

const apiJson = documentReader({
  name: 'walmart.api-json',
  connector: 'walmart',
  proven: false,
  within: ['', 'list.elements.order', 'elements.order', 'order'],
  times: ['orderDate', 'source.eventTime'],
  ...shapes,
});

export const exports = [orderSheet, paymentReport, apiJson] as const;
