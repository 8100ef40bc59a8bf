// Stripe's objects as JSON, alone or in the lists of the API: charges, payment intents, refunds and
// disputes as they stand.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { textAt } from '../reading/document.js';
import { RowFault } from '../reading/row-fault.js';
import { versionOf } from '../reading/statement.js';
import { noLaterThan } from '../reading/stated-time.js';
import type { StatedTime } from '../reading/stated-time.js';
import type { Fact, Stated } from './objects.js';
import { factOf, refundOf, refundsIn, timeAt } from './objects.js';
import { meaningOf } from '../reading/words.js';

type Told = ObservationLine[] | RowFault;

const prefixes: Readonly<Record<string, readonly string[]>> = {
  charge: ['ch_', 'py_'],
  payment_intent: ['pi_'],
  refund: ['re_', 'pyr_'],
  dispute: ['dp_', 'du_'],
};

/** Status of a charge -> what it is; one that succeeded may only hold the money. */
function charge(stated: Stated): Told {
  const native = textAt(stated.object, 'status');
  const time = timeAt(stated, 'created');
  if (time instanceof RowFault) return time;
  const refunds = refundsIn(stated);
  if (refunds instanceof RowFault) return refunds;
  if (native === 'failed') {
    return factOf(stated, { kind: 'payment.failed', amount: 'amount', time, native });
  }
  if (native !== 'succeeded') return [];
  const isHeld = textAt(stated.object, 'captured') === 'false';
  const held: Fact = { kind: 'payment.authorized', amount: 'amount', time, native: '' };
  const taken: Fact = { kind: 'payment.captured', amount: 'amount_captured', time, native };
  const told = factOf(stated, isHeld ? held : taken);
  return told instanceof RowFault ? told : [...told, ...refunds];
}

/** An object was made before it came to stand as it does, and does not say when that was. */
function sinceMade({ object, options }: Stated): StatedTime | RowFault {
  const created = textAt(object, 'created');
  const span = options.times(created);
  return span === null ? new RowFault('created is no time') : noLaterThan(span, options.madeBy);
}

function intent(stated: Stated): Told {
  const native = textAt(stated.object, 'status');
  const time = sinceMade(stated);
  if (time instanceof RowFault) return time;
  const facts: Readonly<Record<string, Pick<Fact, 'kind' | 'amount'>>> = {
    succeeded: { kind: 'payment.captured', amount: 'amount_received' },
    requires_capture: { kind: 'payment.authorized', amount: 'amount_capturable' },
    canceled: { kind: 'payment.voided', amount: 'amount' },
  };
  const fact = meaningOf(facts, native);
  return fact === undefined ? [] : factOf(stated, { ...fact, time, native });
}

/** Statuses of a dispute that is over. */
const ended: ReadonlySet<string> = new Set(['won', 'lost', 'warning_closed', 'prevented']);

/** Opened when it was made; that it is over the object says, and not since when. */
function dispute(stated: Stated): Told {
  const opened = timeAt(stated, 'created');
  const since = sinceMade(stated);
  if (opened instanceof RowFault) return opened;
  if (since instanceof RowFault) return since;
  const native = textAt(stated.object, 'status');
  const fact: Pick<Fact, 'kind' | 'amount'> = { kind: 'payment.disputed', amount: 'amount' };
  const isOver = ended.has(native);
  const opening = factOf(stated, { ...fact, time: opened, native: isOver ? '' : native });
  if (!isOver || opening instanceof RowFault) return opening;
  const over = { ...stated, key: `${stated.key}/closed` };
  const closing = factOf(over, { ...fact, time: since, native });
  return closing instanceof RowFault ? closing : [...opening, ...closing];
}

const tellers: Readonly<Record<string, (stated: Stated) => Told>> = {
  charge,
  payment_intent: intent,
  refund: refundOf,
  dispute,
};

function isTheirs(record: Fields): boolean {
  const type = textAt(record, 'object');
  const id = textAt(record, 'id');
  return meaningOf(prefixes, type)?.some((prefix) => id.startsWith(prefix)) === true;
}

export const objectsJson = documentReader({
  name: 'stripe.objects-json',
  connector: 'stripe',
  proven: false,
  within: ['', 'data'],
  marks: (record) => (isTheirs(record) ? 3 : 0),
  times: ['created'],
  read: (object: Fields, options: ReadOptions): Told => {
    const isTest = textAt(object, 'livemode') === 'false';
    const tell = meaningOf(tellers, textAt(object, 'object'));
    const version = versionOf(options.madeBy);
    return tell?.({ object, key: textAt(object, 'id'), isTest, version, options }) ?? [];
  },
});
