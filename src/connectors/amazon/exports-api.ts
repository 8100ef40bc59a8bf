// Amazon's JSON: answers of the Orders API in both versions, and notifications as the queue holds them.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { valueAt } from '../reading/document.js';
import { RowFault } from '../reading/row-fault.js';
import { notificationSaid } from './api-notifications.js';
import { orderOf2026, orderOfV0 } from './api-orders.js';

interface Shape {
  /** Paths that only such a record has together. */
  readonly paths: readonly string[];
  readonly read: (record: Fields, options: ReadOptions) => readonly ObservationLine[] | RowFault;
}

const itemsAlone = new RowFault(
  'items without their order state no time: put them into it as OrderItems, or export reports',
);

const shapes: readonly Shape[] = [
  { paths: ['AmazonOrderId', 'OrderStatus', 'PurchaseDate'], read: orderOfV0 },
  {
    paths: ['orderId', 'createdTime', 'salesChannel.channelName', 'fulfillment.fulfillmentStatus'],
    read: orderOf2026,
  },
  { paths: ['NotificationType', 'NotificationMetadata', 'EventTime'], read: notificationSaid },
  { paths: ['notificationType', 'notificationMetadata', 'eventTime'], read: () => [] },
  { paths: ['AmazonOrderId', 'OrderItems'], read: () => itemsAlone },
];

function shapeOf(record: Fields): Shape | undefined {
  return shapes.find(({ paths }) => paths.every((path) => valueAt(record, path) !== undefined));
}

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
  marks: (record) => shapeOf(record)?.paths.length ?? 0,
  times: ['PurchaseDate', 'LastUpdateDate', 'createdTime', 'lastUpdatedTime', 'EventTime'],
  read: (record, options) => shapeOf(record)?.read(record, options) ?? [],
});
