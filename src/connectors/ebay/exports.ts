// The files of eBay that can be read: the orders report of the Seller Hub, the Fulfillment API's
// orders, and notifications.
import { documentReader } from '../reading/document-reader.js';
import { marksAt } from '../reading/record-shapes.js';
import { notificationSaid, orderSaid } from './api-order.js';
import { ordersReport } from './exports-report.js';

const ordersJson = documentReader({
  name: 'ebay.orders-json',
  connector: 'ebay',
  proven: true,
  within: ['', 'orders'],
  marks: marksAt(['orderId', 'orderFulfillmentStatus', 'orderPaymentStatus', 'creationDate']),
  times: ['creationDate', 'lastModifiedDate'],
  read: orderSaid,
});

const notificationsJson = documentReader({
  name: 'ebay.notifications-json',
  connector: 'ebay',
  proven: true,
  within: ['', 'message', 'body'],
  marks: marksAt(['metadata.topic', 'notification.notificationId', 'notification.eventDate']),
  times: ['notification.eventDate'],
  read: notificationSaid,
});

export const exports = [ordersReport, ordersJson, notificationsJson] as const;
