// Amazon's JSON: answers of the Orders API in both versions, and notifications as the queue holds them.
import { documentReader } from '../reading/document-reader.js';
import { recordShapes } from '../reading/record-shapes.js';
import { RowFault } from '../reading/row-fault.js';
import { notificationSaid } from './api-notifications.js';
import { orderOf2026, orderOfV0 } from './api-orders.js';

const itemsAlone = new RowFault(
  'items without their order state no time: put them into it as OrderItems, or export reports',
);

const shapes = recordShapes([
  { paths: ['AmazonOrderId', 'OrderStatus', 'PurchaseDate'], said: orderOfV0 },
  {
    paths: ['orderId', 'createdTime', 'salesChannel.channelName', 'fulfillment.fulfillmentStatus'],
    said: orderOf2026,
  },
  { paths: ['NotificationType', 'NotificationMetadata', 'EventTime'], said: notificationSaid },
  { paths: ['notificationType', 'notificationMetadata', 'eventTime'], said: () => [] },
  { paths: ['AmazonOrderId', 'OrderItems'], said: () => itemsAlone },
]);

export const apiJson = documentReader({
  name: 'amazon.api-json',
  connector: 'amazon',
  proven: true,
  within: [
    '',
    'payload.Orders',
    'Orders',
    'payload',
    'orders',
    'order',
    'detail',
    'body',
    'Message',
  ],
  times: ['PurchaseDate', 'LastUpdateDate', 'createdTime', 'lastUpdatedTime', 'EventTime'],
  ...shapes,
});
