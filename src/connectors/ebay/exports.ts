// The files of eBay that can be read: the orders report of the Seller Hub, the Fulfillment API's
// orders, and notifications.
import { documentReader } from '../reading/document-reader.js';
import { valueAt } from '../reading/document.js';
import { notificationSaid, orderSaid } from './api-order.js';
import { ordersReport } from './exports-report.js';

const ordersJson = documentReader({
  name: 'ebay.orders-json',
  connector: 'ebay',
  proven: true,
  within: ['', 'orders'],
  marks: (record) => {
    const paths = ['orderId', 'orderFulfillmentStatus', 'orderPaymentStatus', 'creationDate'];
    return paths.every((path) => valueAt(record, path) !== undefined) ? paths.length : 0;
  },
  times: ['creationDate', 'lastModifiedDate'],
  read: orderSaid,
});

const notificationsJson = documentReader({
  name: 'ebay.notifications-json',
  connector: 'ebay',
  proven: true,
  within: ['', 'message', 'body'],
  marks: (record) => {
    const paths = ['metadata.topic', 'notification.notificationId', 'notification.eventDate'];
    return paths.every((path) => valueAt(record, path) !== undefined) ? paths.length : 0;
  },
  times: ['notification.eventDate'],
  read: notificationSaid,
});

export const exports = [ordersReport, ordersJson, notificationsJson] as const;
