// BigCommerce's webhooks: an id, and what happened to it. Whoever has only these can't know an order's
// lines, total or state, but when a parcel was made, a refund given, a status changed.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord, StatedRest } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';

type Kind = ObservationLine['kind'];

interface Said {
  readonly kind: Kind;
  readonly rest: StatedRest;
}

type Tell = (data: Fields) => Said | null;

const parcel =
  (kind: Kind): Tell =>
  (data) => ({ kind, rest: { refs: refsOf({ shipment: textAt(data, 'id') }) } });

const movements: Readonly<Record<string, Kind>> = {
  purchase: 'payment.captured',
  capture: 'payment.captured',
  authorization: 'payment.authorized',
  void: 'payment.voided',
};

function transaction(data: Fields): Said | null {
  const kind = meaningOf(movements, textAt(data, 'transaction_type'));
  if (kind === undefined || textAt(data, 'transaction_status') !== 'ok') return null;
  const names = ['transaction_id', 'provider_transaction_id', 'platform_transaction_id'];
  const payment = names.map((name) => textAt(data, name)).filter((name) => name !== '');
  return { kind, rest: { refs: refsOf({ payment: [...new Set(payment)] }) } };
}

/** All other scopes say that something changed, and not what; an order made may be no order yet. */
const scopes: Readonly<Record<string, Tell>> = {
  'order/statusUpdated': (data) => ({
    kind: 'order.status',
    rest: statusOf(textAt(data, 'status.new_status_id')),
  }),
  'order/refund/created': (data) => ({
    kind: 'refund.issued',
    rest: { refs: refsOf({ refund: textAt(data, 'refund.refund_id') }) },
  }),
  'order/transaction/created': transaction,
  'shipment/created': parcel('shipment.shipped'),
  'shipment/deleted': parcel('shipment.cancelled'),
};

export function webhookSaid(
  webhook: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const happened = checked.placed('created_at', textAt(webhook, 'created_at'));
  const [data = {}] = fieldsAt(webhook, 'data');
  const scope = textAt(webhook, 'scope').replace(/^store\/(?:channel\/[^/]+\/)?/, '');
  const said = meaningOf(scopes, scope)?.(data) ?? null;
  if (happened === null || said === null) return checked.told([]);
  const isOrder = textAt(data, 'type') === 'order';
  const order = firstText(data, 'orderId', 'order_id', ...(isOrder ? ['id'] : []));
  const record: StatedRecord = {
    system: options.system,
    key: textAt(webhook, 'hash') || `${scope}/${checked.id('data.id', order)}`,
    refs: refsOf({ order: checked.id('data.id', order) }),
    version: null,
  };
  return checked.told([statementOf(record, said.kind, statedTime(happened), said.rest)]);
}
