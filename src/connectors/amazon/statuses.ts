// What Amazon's words mean: orders v0 and 2026-01-01 (their spelling differs), packages, fulfilment
// for other channels, and the all-orders report with the words of its Indian marketplace.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const ordersV0 = statusTable('order', 'v0', 'closed', [
  row(
    ['PendingAvailability'],
    'acceptance:placed',
    'payment:pending',
    'fulfilment:scheduled',
    'cancellation:none',
  ),
  row(
    ['Pending'],
    'acceptance:placed',
    'payment:pending',
    'fulfilment:unfulfilled',
    'cancellation:none',
  ),
  row(['Unshipped'], 'acceptance:placed', 'payment:authorized', 'fulfilment:unfulfilled'),
  row(['PartiallyShipped'], 'acceptance:accepted', 'fulfilment:partially_shipped'),
  row(['Shipped', 'InvoiceUnconfirmed'], 'acceptance:accepted', 'fulfilment:shipped'),
  row(['Canceled'], 'payment:voided', 'cancellation:cancelled'),
  row(['Unfulfillable'], 'acceptance:held', 'fulfilment:on_hold'),
]);

const orders2026 = statusTable('order', '2026-01-01', 'closed', [
  row(
    ['PENDING_AVAILABILITY'],
    'acceptance:placed',
    'payment:pending',
    'fulfilment:scheduled',
    'cancellation:none',
  ),
  row(
    ['PENDING'],
    'acceptance:placed',
    'payment:pending',
    'fulfilment:unfulfilled',
    'cancellation:none',
  ),
  row(['UNSHIPPED'], 'acceptance:placed', 'payment:authorized', 'fulfilment:unfulfilled'),
  row(['PARTIALLY_SHIPPED'], 'acceptance:accepted', 'fulfilment:partially_shipped'),
  row(['SHIPPED'], 'acceptance:accepted', 'fulfilment:shipped'),
  row(['CANCELLED'], 'payment:voided', 'cancellation:cancelled'),
  row(['UNFULFILLABLE'], 'acceptance:held', 'fulfilment:on_hold'),
]);

const allOrdersReport = statusTable('order-report', 'flat file', 'closed', [
  row(
    ['Pending'],
    'acceptance:placed',
    'payment:pending',
    'fulfilment:unfulfilled',
    'cancellation:none',
  ),
  row(['Unshipped'], 'acceptance:placed', 'payment:authorized', 'fulfilment:unfulfilled'),
  row(['Pending - Waiting for Pick Up'], 'acceptance:accepted', 'fulfilment:in_progress'),
  // A part left, and the rest is on its way.
  row(['Shipping'], 'acceptance:accepted', 'fulfilment:partially_shipped'),
  row(
    [
      'Shipped',
      'Shipped - Picked Up',
      'Shipped - Out for Delivery',
      // It left, whatever became of it: the return and the loss are facts of their own.
      'Shipped - Returning to Seller',
      'Shipped - Returned to Seller',
      'Shipped - Rejected by Buyer',
      'Shipped - Lost in Transit',
      'Shipped - Damaged',
    ],
    'acceptance:accepted',
    'fulfilment:shipped',
  ),
  row(['Shipped - Delivered to Buyer'], 'acceptance:accepted', 'fulfilment:delivered'),
  row(['Cancelled'], 'payment:voided', 'cancellation:cancelled'),
]);

const packages = statusTable('shipment', '2026-01-01', 'closed', [
  row(['PENDING'], 'shipment:planned'),
  row(['SHIPPED', 'IN_TRANSIT'], 'shipment:in_transit'),
  row(['DELIVERED'], 'shipment:delivered'),
  row(['UNDELIVERABLE'], 'shipment:exception'),
  row(['CANCELLED'], 'shipment:cancelled'),
]);

const packageDetails = statusTable('shipment-detail', '2026-01-01', 'open', [
  row(['PENDING_SCHEDULE'], 'shipment:planned'),
  row(['PENDING_PICK_UP', 'PENDING_DROP_OFF'], 'shipment:labelled'),
  row(['LABEL_CANCELLED'], 'shipment:cancelled'),
  row(['PICKED_UP', 'DROPPED_OFF'], 'shipment:shipped'),
  row(['AT_ORIGIN_FC', 'AT_DESTINATION_FC'], 'shipment:in_transit'),
  row(['OUT_FOR_DELIVERY'], 'shipment:out_for_delivery'),
  row(['DELIVERED'], 'shipment:delivered'),
  row(['REJECTED_BY_BUYER', 'RETURNING_TO_SELLER'], 'shipment:not_delivered'),
  row(['RETURNED_TO_SELLER'], 'shipment:returned_to_sender'),
  row(['UNDELIVERABLE', 'LOST', 'DAMAGED'], 'shipment:exception'),
]);

/** EasyShipShipmentStatus of an order of v0. */
const easyShip = statusTable('shipment-easy-ship', 'v0', 'closed', [
  row(['PendingSchedule'], 'shipment:planned'),
  row(['PendingPickUp', 'PendingDropOff'], 'shipment:labelled'),
  row(['LabelCanceled'], 'shipment:cancelled'),
  row(['PickedUp', 'DroppedOff'], 'shipment:shipped'),
  row(['AtOriginFC', 'AtDestinationFC'], 'shipment:in_transit'),
  row(['OutForDelivery'], 'shipment:out_for_delivery'),
  row(['Delivered'], 'shipment:delivered'),
  row(['RejectedByBuyer', 'ReturningToSeller'], 'shipment:not_delivered'),
  row(['ReturnedToSeller'], 'shipment:returned_to_sender'),
  row(['Undeliverable', 'Lost', 'Damaged'], 'shipment:exception'),
]);

/** Amazon fulfils an order of another channel: its cancellation is not that of the sale. */
const channelFulfilment = statusTable('fulfilment', '2020-07-01', 'closed', [
  row(['New', 'Received', 'Planning'], 'fulfilment:unfulfilled'),
  row(['Processing'], 'fulfilment:in_progress'),
  row(['CompletePartialled'], 'fulfilment:partially_shipped'),
  row(['Complete'], 'fulfilment:shipped'),
  row(['Unfulfillable', 'Invalid'], 'fulfilment:on_hold'),
  row(['Cancelled']),
]);

const channelShipments = statusTable('shipment-other-channels', '2020-07-01', 'closed', [
  row(['PENDING'], 'shipment:planned'),
  row(['SHIPPED'], 'shipment:shipped'),
  row(['CANCELLED_BY_FULFILLER', 'CANCELLED_BY_SELLER'], 'shipment:cancelled'),
]);

const finances = statusTable('settlement', '2024-06-19', 'closed', [
  row(['DEFERRED', 'RELEASED', 'DEFERRED_RELEASED']),
]);

export const vocabulary = vocabularyOf('amazon', 'marketplace', [
  ordersV0,
  orders2026,
  allOrdersReport,
  packages,
  packageDetails,
  easyShip,
  channelFulfilment,
  channelShipments,
  finances,
]);
