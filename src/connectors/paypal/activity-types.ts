// What kinds of movement PayPal's activity lists, by the words of its Type column. Names, statuses and
// signs decide together; a type that is not known is refused, so that a file in another language does
// not pass as empty.
import type { ObservationLine } from '../connector.js';
import { meaningOf } from '../reading/words.js';

type Movement = 'payment' | 'refund' | 'dispute' | 'none';

/** Words of a type -> what it is, tried in this order. */
const words: readonly (readonly [RegExp, Movement])[] = [
  [/\b(?:hold|reserve|conversion|withdrawal|transfer|deposit|loan|fee|fees)\b/i, 'none'],
  [/\b(?:authori[sz]ation|order|request|invoice sent|correction|bonus|interest)\b/i, 'none'],
  [/\b(?:chargeback|dispute|reversal)\b/i, 'dispute'],
  [/\brefund\b/i, 'refund'],
  [/\b(?:payment|checkout|sale|purchase|donation|cart|mass ?pay|pos)\b/i, 'payment'],
];

export function movementOf(type: string): Movement | null {
  return words.find(([pattern]) => pattern.test(type))?.[1] ?? null;
}

/** Status of a payment that came in -> what it is; other words have taken no money yet. */
const paymentKinds: Readonly<Record<string, ObservationLine['kind']>> = {
  completed: 'payment.captured',
  cleared: 'payment.captured',
  // Taken, and later given back by a row of its own.
  refunded: 'payment.captured',
  'partially refunded': 'payment.captured',
  reversed: 'payment.captured',
  denied: 'payment.failed',
  failed: 'payment.failed',
  returned: 'payment.failed',
  canceled: 'payment.voided',
  cancelled: 'payment.voided',
  voided: 'payment.voided',
  removed: 'payment.voided',
  expired: 'payment.expired',
};

export function kindOfPayment(status: string): ObservationLine['kind'] | null {
  const word = status.toLowerCase();
  return meaningOf(paymentKinds, word) ?? null;
}
