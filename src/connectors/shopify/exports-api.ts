// Shopify's JSON: answers of the REST and the GraphQL API, and the bodies of webhooks, one alone, in
// a list or one a line; the records of one file may be of several kinds.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { firstText, textAt, valueAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { Part } from './api-parts.js';
import {
  fulfilmentEventSaid,
  fulfilmentSaid,
  levelSaid,
  namedOrder,
  refundSaid,
  transactionSaid,
} from './api-parts.js';
import { fulfilmentOrderSaid } from './api-fulfilment-order.js';
import { orderSaid } from './api-order.js';

interface Shape {
  /** Keys, in the spelling of REST or of GraphQL, that only a record of this kind has together. */
  readonly keys: readonly (readonly string[])[];
  readonly type: string;
  readonly said: (part: Part) => readonly ObservationLine[];
}

/** The first shape that fits is the record's: an order holds the keys of a fulfilment too. */
const shapes: readonly Shape[] = [
  {
    type: 'Order',
    keys: [
      ['line_items', 'financial_status', 'total_price'],
      ['displayFinancialStatus', 'createdAt'],
    ],
    said: orderSaid,
  },
  { type: 'Refund', keys: [['refund_line_items', 'order_id']], said: refundSaid },
  {
    type: 'FulfillmentEvent',
    keys: [['fulfillment_id', 'happened_at', 'status']],
    said: fulfilmentEventSaid,
  },
  {
    type: 'Fulfillment',
    keys: [
      ['order_id', 'status', 'tracking_company', 'line_items'],
      ['trackingInfo', 'createdAt', 'status'],
    ],
    said: fulfilmentSaid,
  },
  {
    type: 'FulfillmentOrder',
    keys: [
      ['order_id', 'request_status', 'status', 'line_items'],
      ['requestStatus', 'status', 'createdAt'],
    ],
    said: fulfilmentOrderSaid,
  },
  {
    type: 'OrderTransaction',
    keys: [['order_id', 'kind', 'gateway', 'amount']],
    said: transactionSaid,
  },
  {
    type: 'InventoryLevel',
    keys: [
      ['inventory_item_id', 'location_id', 'available'],
      ['quantities', 'location', 'item'],
    ],
    said: levelSaid,
  },
];

function shapeOf(record: Fields): Shape | undefined {
  const id = firstText(record, 'id', 'admin_graphql_api_id');
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1];
  return shapes.find(
    (shape) =>
      (type === undefined || type === shape.type) &&
      shape.keys.some((keys) => keys.every((key) => valueAt(record, key) !== undefined)),
  );
}

function read(record: Fields, options: ReadOptions): readonly ObservationLine[] | RowFault {
  const shape = shapeOf(record);
  const checked = new Checked(options);
  const part = { fields: record, order: namedOrder(record), checked, options };
  // The payouts of Shopify Payments have transactions too, which no order's are.
  return checked.told(shape?.said(part) ?? []);
}

export const apiJson = documentReader({
  name: 'shopify.api-json',
  connector: 'shopify',
  proven: true,
  within: [
    '',
    ...[
      'order',
      'fulfillment',
      'fulfillment_order',
      'refund',
      'transaction',
      'inventory_level',
      'fulfillment_event',
    ].flatMap((name) => [name, `${name}s`]),
    ...['data.order', 'data.orders', 'data.node', 'data.nodes', 'payload', 'body'],
  ],
  marks: (record) => {
    const shape = shapeOf(record);
    if (shape === undefined) return 0;
    const named = textAt(record, 'admin_graphql_api_id') || textAt(record, 'id');
    return named.startsWith('gid://shopify/') ? 5 : 3;
  },
  times: ['created_at', 'updated_at', 'createdAt', 'updatedAt', 'processed_at', 'happened_at'],
  read,
});
