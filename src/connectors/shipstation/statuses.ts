// What ShipStation's words mean: the labels of its exports and the slugs of its API.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const labels = statusTable('order-report', 'export', 'closed', [
  row(['Awaiting Payment'], 'payment:pending'),
  row(['Awaiting Shipment'], 'fulfilment:unfulfilled'),
  row(['On Hold'], 'fulfilment:on_hold'),
  row(['Shipped'], 'fulfilment:shipped'),
  // The store's cancellation as it reached the warehouse.
  row(['Cancelled'], 'cancellation:cancelled'),
]);

const slugs = statusTable('order', 'v1', 'closed', [
  row(['awaiting_payment'], 'payment:pending'),
  row(['awaiting_shipment', 'pending_fulfillment'], 'fulfilment:unfulfilled'),
  row(['on_hold', 'rejected_fulfillment'], 'fulfilment:on_hold'),
  row(['shipped'], 'fulfilment:shipped'),
  row(['cancelled'], 'cancellation:cancelled'),
]);

export const vocabulary = vocabularyOf('shipstation', 'warehouse', [labels, slugs]);
