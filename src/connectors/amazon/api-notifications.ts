// Amazon's notifications: what happened to an order, a listed quantity, a parcel sent for another
// channel, or to money. Source: schemas/notifications of Amazon's models.
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';

interface Notified {
  readonly payload: Fields;
  readonly happened: TimeSpan;
  readonly key: string;
  readonly checked: Checked;
  readonly options: ReadOptions;
}

type Tell = (notified: Notified) => readonly ObservationLine[];

function lineOf(checked: Checked, item: Fields): ReturnType<Checked['line']> {
  return checked.line('Quantity', {
    line: textAt(item, 'OrderItemId'),
    sku: textAt(item, 'SellerSKU'),
    qty: textAt(item, 'Quantity'),
  });
}

const orderChanged: Tell = ({ payload, happened, key, checked, options }) => {
  const change = fieldsAt(payload, 'OrderChangeNotification')[0] ?? {};
  const order = checked.id('AmazonOrderId', textAt(change, 'AmazonOrderId'));
  const changed = checked.time(
    'TimeOfOrderChange',
    textAt(change, 'OrderChangeTrigger.TimeOfOrderChange'),
  );
  const purchased = checked.time('PurchaseDate', textAt(change, 'Summary.PurchaseDate'));
  const at = statedTime(changed ?? happened);
  const version = instantText((changed ?? happened).at);
  const refs = refsOf({ order });
  const record: StatedRecord = { system: options.system, key, refs, version };
  const items = fieldsAt(change, 'Summary.OrderItems');
  const lines = items.flatMap((item) => lineOf(checked, item));
  const asked = items
    .filter((item) => textAt(item, 'IsBuyerRequestedCancel') === 'true')
    .flatMap((item) => lineOf(checked, item));
  const native = textAt(change, 'Summary.OrderStatus');
  const until = checked.latest('LatestShipDate', textAt(change, 'Summary.LatestShipDate'));
  const data = {
    lines,
    channel: 'Amazon',
    fulfilled_by: textAt(change, 'Summary.FulfillmentType') === 'AFN' ? 'channel' : 'merchant',
    ...(/^(?:pending|cancel)/i.test(native) ? { payable: 'pending' } : { payable: 'authorized' }),
    ...(until === null ? {} : { ship_by: until }),
  };
  // A notification about one item shows that item alone.
  const isWhole = textAt(change, 'NotificationLevel') === 'OrderLevel' && lines.length > 0;
  return [
    ...(isWhole && purchased !== null
      ? [statementOf(record, 'order.placed', statedTime(purchased), { data })]
      : []),
    ...(asked.length === 0
      ? []
      : [statementOf(record, 'order.cancel-requested', at, { data: { lines: asked } })]),
    ...(/^cancell?ed$/i.test(native)
      ? [statementOf(record, 'order.cancelled', at, statusOf(native))]
      : []),
    ...(native === '' ? [] : [statementOf(record, 'order.status', at, statusOf(native))]),
  ];
};

/** What the listing offers to buyers, of stock that the merchant keeps. */
const quantityChanged: Tell = ({ payload, happened, key, checked, options }) => {
  const sku = checked.id('Sku', textAt(payload, 'Sku'));
  const available = checked.quantity('Quantity', textAt(payload, 'Quantity'));
  if (available === '') return [];
  const record = { system: options.system, key, refs: refsOf({ sku }), version: null };
  return [
    statementOf(record, 'listing.availability', statedTime(happened), { data: { available } }),
  ];
};

const parcelKinds = {
  SHIPPED: 'shipment.shipped',
  CANCELLED_BY_FULFILLER: 'shipment.cancelled',
  CANCELLED_BY_SELLER: 'shipment.cancelled',
} as const;

/** Amazon sends what another channel sold: the order's name is the one that the seller gave it. */
const parcelChanged: Tell = ({ payload, happened, key, checked, options }) => {
  const change = fieldsAt(payload, 'FulfillmentOrderStatusNotification')[0] ?? {};
  const native = textAt(change, 'FulfillmentShipment.FulfillmentShipmentStatus');
  const kind = meaningOf(parcelKinds, native);
  if (kind === undefined) return [];
  const at =
    checked.time('StatusUpdatedDateTime', textAt(change, 'StatusUpdatedDateTime')) ?? happened;
  const parcels = fieldsAt(change, 'FulfillmentShipment.FulfillmentShipmentPackages');
  const tracking = [...new Set(parcels.map((one) => textAt(one, 'TrackingNumber')))];
  const names = {
    external: textAt(change, 'SellerFulfillmentOrderId'),
    shipment: textAt(change, 'FulfillmentShipment.AmazonShipmentId'),
    tracking: tracking.filter((one) => one !== ''),
  };
  const record = { system: options.system, key, refs: refsOf(names), version: null };
  return [statementOf(record, kind, statedTime(at), statusOf(native))];
};

const movements = { Shipment: 'payment.captured', Refund: 'refund.issued' } as const;

/** Amazon charges the buyer when the goods leave. */
const moneyMoved: Tell = ({ payload, happened, key, checked, options }) => {
  const change = fieldsAt(payload, 'TransactionUpdateNotification')[0] ?? {};
  const kind = meaningOf(movements, textAt(change, 'TransactionType'));
  const orders = fieldsAt(change, 'RelatedIdentifiers')
    .filter((one) => textAt(one, 'RelatedIdentifierName') === 'OrderId')
    .map((one) => textAt(one, 'RelatedIdentifierValue'));
  const [order] = orders;
  if (kind === undefined || order === undefined || orders.length > 1) return [];
  const at = checked.time('PostedDate', textAt(change, 'PostedDate')) ?? happened;
  const amount = textAt(change, 'TotalAmount.CurrencyAmount');
  const data = checked.money('TotalAmount', amount, textAt(change, 'TotalAmount.CurrencyCode'));
  const record = { system: options.system, key, refs: refsOf({ order }), version: null };
  return [statementOf(record, kind, statedTime(at), { data })];
};

/** Types that state a fact of an order or of stock; all others state none. */
const tellers: Readonly<Record<string, Tell>> = {
  ORDER_CHANGE: orderChanged,
  LISTINGS_ITEM_MFN_QUANTITY_CHANGE: quantityChanged,
  FULFILLMENT_ORDER_STATUS: parcelChanged,
  TRANSACTION_UPDATE: moneyMoved,
};

export function notificationSaid(
  notification: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const happened = checked.placed('EventTime', firstText(notification, 'EventTime', 'eventTime'));
  if (happened === null) return checked.told([]);
  const tell = meaningOf(tellers, textAt(notification, 'NotificationType'));
  const [payload = {}] = fieldsAt(notification, 'Payload');
  const id = textAt(notification, 'NotificationMetadata.NotificationId');
  const key = checked.id('NotificationId', id);
  return checked.told(tell?.({ payload, happened, key, checked, options }) ?? []);
}
