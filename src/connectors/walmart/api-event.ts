// A webhook of Walmart's about a purchase order: light, and no replacement for reading the order.
import type { Kind } from '../../core/observation/kinds.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { GoodsLine } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt, valueAt } from '../reading/document.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord, StatedRest } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import { meaningOf } from '../reading/words.js';
import { orderSaid } from './api-order.js';

const told: Readonly<Record<string, Kind>> = {
  PO_CREATED: 'order.status',
  PO_LINE_AUTOCANCELLED: 'order.cancelled',
  FRAUD_CANCEL: 'order.cancelled',
  INTENT_TO_CANCEL: 'order.cancel-requested',
};

/** The lines that an event names, in either of its forms. */
function namedIn(payload: Fields): readonly Fields[] {
  const nested = fieldsAt(payload, 'orderLines.orderLine');
  if (nested.length > 0) return nested;
  return fieldsAt(payload, 'orderLines').filter((one) => valueAt(one, 'orderLine') === undefined);
}

/** What becomes of the lines that it names; of the whole order only where it can name none. */
function eventOf(
  native: string,
  kind: Kind,
  { named, lines }: { readonly named: number; readonly lines: readonly GoodsLine[] },
): readonly [Kind, StatedRest] {
  if (kind === 'order.status') return [kind, statusOf(native)];
  if (lines.length > 0) return [kind, { ...statusOf(native), data: { lines } }];
  if (named === 0 && native !== 'PO_LINE_AUTOCANCELLED') return [kind, statusOf(native)];
  // Without quantities nobody can tell how much of the order it is: some of it at least.
  const part = native === 'FRAUD_CANCEL' ? 'cancellation:partially_cancelled' : undefined;
  return ['order.status', statusOf(native, part)];
}

/** A webhook: the order as it stands, that it is there, or lines that are being cancelled. */
export function eventSaid(
  event: Fields,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const native = firstText(event, 'payload.subEventType', 'source.eventType');
  const [payload = {}] = fieldsAt(
    event,
    fieldsAt(event, 'payload.order').length > 0 ? 'payload.order' : 'payload',
  );
  const order = textAt(payload, 'purchaseOrderId');
  if (order === '') return [];
  const happened = checked.placed('eventTime', textAt(event, 'source.eventTime'));
  if (happened === null) return checked.told([]);
  const kind = meaningOf(told, native);
  const named = namedIn(payload);
  const isShown = fieldsAt(payload, 'orderLines.orderLine').some(
    (line) => textAt(line, 'orderLineQuantity.amount') !== '',
  );
  if (isShown && (kind === undefined || kind === 'order.status'))
    return orderSaid(payload, options);
  if (kind === undefined) return checked.told([]);
  const lines = named.flatMap((line) =>
    checked.line('quantity', {
      line: textAt(line, 'lineNumber'),
      sku: firstText(line, 'sku', 'item.sku'),
      qty: firstText(line, 'orderLineQuantity.amount', 'quantity.amount', 'quantity'),
    }),
  );
  const record: StatedRecord = {
    system: options.system,
    key: textAt(event, 'source.eventId') || `${native}/${order}`,
    refs: refsOf({ order, customer_order: textAt(payload, 'customerOrderId') }),
    version: null,
  };
  const [what, rest] = eventOf(native, kind, { named: named.length, lines });
  return checked.told([statementOf(record, what, statedTime(happened), rest)]);
}
