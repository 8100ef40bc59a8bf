// What an object of Stripe's API says of the payment that it is about: charges, payment intents,
// refunds, disputes, checkouts.
import type { ObservationLine, ReadOptions } from '../connector.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import { RowFault, shown } from '../reading/row-fault.js';
import type { Refs } from '../reading/statement.js';
import { currencyCode, moneyOf, refsOf, statementOf, statusOf } from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { statedTime } from '../reading/stated-time.js';
import { majorUnits } from './amounts.js';
import { described, namesIn, orderRefs } from './order-names.js';

/** An object, and what is known of it from around it. */
export interface Stated {
  readonly object: Fields;
  /** What the ids of its statements begin with: the event's id, else the object's own. */
  readonly key: string;
  readonly isTest: boolean;
  /** Of an object, which is shown again as it stands later; an event has none. */
  readonly version: string | null;
  readonly options: ReadOptions;
}

export interface Fact {
  readonly kind: ObservationLine['kind'];
  readonly time: StatedTime;
  /** Path of the amount; null: it is stated elsewhere. */
  readonly amount: string | null;
  /** The word that the object's own status, or the type of the event, is. */
  readonly native: string;
}

export function timeAt({ object, options }: Stated, path: string): StatedTime | RowFault {
  const text = textAt(object, path);
  const span = options.times(text);
  return span === null
    ? new RowFault(`${path} is ${shown(text)}, which is no time`)
    : statedTime(span);
}

/** An id, or the id of the object that was put in its place. */
function idAt(object: Fields, path: string): string {
  return firstText(object, path, `${path}.id`);
}

/** Charge and intent are names of one payment. */
function paymentRefs(object: Fields): Refs {
  const type = textAt(object, 'object');
  const own = type === 'charge' || type === 'payment_intent' ? textAt(object, 'id') : '';
  const others = ['payment_intent', 'charge', 'latest_charge'].map((path) => idAt(object, path));
  return refsOf({ payment: [...new Set([own, ...others])].filter((id) => id !== '') });
}

function moneyAt(object: Fields, path: string | null): ReturnType<typeof moneyOf> | RowFault {
  if (path === null) return {};
  const currency = textAt(object, 'currency');
  const stated = textAt(object, path);
  const amount = majorUnits(stated, currency);
  return stated === '' || amount !== ''
    ? moneyOf(amount, currencyCode(currency))
    : new RowFault(`${path} is ${shown(stated)}, which is no whole number of the smallest unit`);
}

export function factOf(stated: Stated, fact: Fact): ObservationLine[] | RowFault {
  const { object, key, isTest, version, options } = stated;
  const money = moneyAt(object, fact.amount);
  if (money instanceof RowFault) return money;
  const names = namesIn(object);
  const refs = { ...paymentRefs(object), ...orderRefs(names) };
  const subscription = idAt(object, 'subscription');
  const data = {
    ...money,
    ...described(names.description),
    ...(subscription === '' ? {} : { subscription }),
    ...(isTest ? { test: true } : {}),
  };
  const record = { system: options.system, key, refs, version };
  return [statementOf(record, fact.kind, fact.time, { ...statusOf(fact.native), data })];
}

/**
 * A refund, in the same words from whichever event or object shows it, so that it counts once: by its
 * own id and its own time.
 */
export function refundOf(stated: Stated): ObservationLine[] | RowFault {
  const time = timeAt(stated, 'created');
  if (time instanceof RowFault) return time;
  const key = textAt(stated.object, 'id');
  // When it failed only the event of it says: it was not given at any time.
  const isGiven = !notGiven.has(textAt(stated.object, 'status'));
  return refundTold({ ...stated, key }, isGiven ? 'refund.issued' : 'refund.failed', time);
}

/** Statuses of a refund whose money stays with the company. */
const notGiven: ReadonlySet<string> = new Set(['failed', 'canceled']);

export function refundTold(
  { object, key, isTest, options }: Stated,
  kind: 'refund.issued' | 'refund.failed',
  time: StatedTime,
): ObservationLine[] | RowFault {
  const money = moneyAt(object, 'amount');
  if (money instanceof RowFault) return money;
  const data = { ...money, ...(isTest ? { test: true } : {}) };
  const refund = refsOf({ refund: textAt(object, 'id') });
  const refs = { ...paymentRefs(object), ...refund, ...orderRefs(namesIn(object)) };
  return [statementOf({ system: options.system, key, refs, version: null }, kind, time, { data })];
}

/** The refunds that a charge carries; newer versions of the API leave them out. */
export function refundsIn(stated: Stated): ObservationLine[] | RowFault {
  const told: ObservationLine[] = [];
  for (const refund of fieldsAt(stated.object, 'refunds.data')) {
    const lines = refundOf({ ...stated, object: refund });
    if (lines instanceof RowFault) return lines;
    told.push(...lines);
  }
  return told;
}
