// Stripe's events as JSON: the bodies of webhooks, `stripe events list`, `stripe listen --print-json`.
// One capture comes as an event of its intent and as one of its charge; both are told, each by its
// own id.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, textAt } from '../reading/document.js';
import { RowFault, shown } from '../reading/row-fault.js';
import { statedTime } from '../reading/stated-time.js';
import type { StatedTime } from '../reading/stated-time.js';
import type { Fact, Stated } from './objects.js';
import { factOf, refundOf, refundTold, refundsIn, timeAt } from './objects.js';
import { meaningOf } from '../reading/words.js';

interface Happened extends Stated {
  readonly type: string;
  readonly time: StatedTime;
}

type Told = ObservationLine[] | RowFault;

/** The fact that the event is, at the event's own time. */
function happened(kind: Fact['kind'], amount: Fact['amount']): (event: Happened) => Told {
  return (event) => factOf(event, { kind, amount, time: event.time, native: event.type });
}

/** A charge may succeed and only hold the money: `captured` says so. */
function charged(event: Happened): Told {
  const isHeld = textAt(event.object, 'captured') === 'false';
  if (!isHeld) return happened('payment.captured', 'amount')(event);
  const { time } = event;
  return factOf(event, { kind: 'payment.authorized', amount: 'amount', time, native: '' });
}

function disputed(event: Happened): Told {
  const time = timeAt(event, 'created');
  if (time instanceof RowFault) return time;
  return factOf(event, { kind: 'payment.disputed', amount: 'amount', time, native: event.type });
}

/** How the dispute stands from the event on: the type of the event does not say which way it ended. */
function disputeMoved(event: Happened): Told {
  const native = textAt(event.object, 'status');
  return factOf(event, { kind: 'payment.disputed', amount: 'amount', time: event.time, native });
}

/** It names the order beside the intent; the money is that of the intent's own event. */
function checkedOut(event: Happened): Told {
  const isPaid = textAt(event.object, 'payment_status') === 'paid';
  return isPaid && textAt(event.object, 'mode') !== 'subscription'
    ? happened('payment.captured', null)(event)
    : [];
}

/** Types of events that state a fact of an order's money; all others state none. */
const facts: Readonly<Record<string, (event: Happened) => Told>> = {
  'payment_intent.amount_capturable_updated': happened('payment.authorized', 'amount_capturable'),
  'payment_intent.succeeded': happened('payment.captured', 'amount_received'),
  'payment_intent.payment_failed': happened('payment.failed', 'amount'),
  'payment_intent.canceled': happened('payment.voided', 'amount'),
  'charge.succeeded': charged,
  'charge.captured': happened('payment.captured', 'amount_captured'),
  'charge.failed': happened('payment.failed', 'amount'),
  'charge.expired': happened('payment.expired', 'amount'),
  'charge.refunded': refundsIn,
  'charge.refund.updated': refundOf,
  'refund.created': refundOf,
  'refund.updated': refundOf,
  'refund.failed': (event) => refundTold(event, 'refund.failed', event.time),
  'charge.dispute.created': disputed,
  'charge.dispute.updated': disputeMoved,
  'charge.dispute.closed': disputeMoved,
  'checkout.session.completed': checkedOut,
  'checkout.session.async_payment_succeeded': checkedOut,
};

function read(event: Fields, options: ReadOptions): Told {
  const type = textAt(event, 'type');
  const tell = meaningOf(facts, type);
  const [object] = fieldsAt(event, 'data.object');
  if (tell === undefined) return [];
  if (object === undefined) return new RowFault(`${shown(type)} carries no object`);
  const created = textAt(event, 'created');
  const span = options.times(created);
  if (span === null) return new RowFault(`created is ${shown(created)}, which is no time`);
  const isTest = textAt(event, 'livemode') === 'false';
  const told = { key: textAt(event, 'id'), version: null, time: statedTime(span) };
  return tell({ ...told, object, type, isTest, options });
}

export const eventsJson = documentReader({
  name: 'stripe.events-json',
  connector: 'stripe',
  proven: true,
  within: ['', 'data', 'events'],
  marks: (record) => {
    const isEvent = textAt(record, 'object') === 'event' && textAt(record, 'type') !== '';
    return isEvent && textAt(record, 'id').startsWith('evt_') ? 4 : 0;
  },
  times: ['created'],
  read,
});
