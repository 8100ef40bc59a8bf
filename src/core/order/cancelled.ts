// Whether, and since when, a system states that the whole order is cancelled.
import { isAnswer } from '../observation/answered.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { endsRecordsOnly } from './held-records.js';
import { includes, noQuantities, plus } from './quantities.js';
import type { OrderRecord, OrderView, Quantities } from './record.js';
import { linesOf } from './record.js';

/** What was ordered, by the deciding placing; null: it does not say. */
export function orderedBy(record: OrderRecord, view?: OrderView): Quantities | null {
  const statement = view?.placed ?? record.placing;
  return statement === null ? null : (linesOf(record, statement) ?? null);
}

/**
 * The view with the cancellations that it tells of by itself. What it answered when it was told of some it may
 * tell of once more, and no name makes the two one: together they would be twice as many.
 */
export function cancelledByItself(view: OrderView): OrderView {
  const cancellations = view.cancellations.filter(({ statement }) => !isAnswer(statement));
  return cancellations.length === view.cancellations.length ? view : { ...view, cancellations };
}

/** The statement by which the view has the whole order cancelled; lines add up. */
export function wholeCancellation(view: OrderView, ordered: Quantities | null): Observation | null {
  let cancelled = noQuantities;
  for (const fact of view.cancellations) {
    if (endsRecordsOnly(view, fact)) continue;
    if (fact.whole) return fact.statement;
    if (fact.lines === null || ordered === null) continue;
    cancelled = plus(cancelled, fact.lines);
    if (includes(cancelled, ordered)) return fact.statement;
  }
  const { records } = view;
  if (records.length > 0 && records.every((record) => record.voided !== null)) {
    return records.at(-1)?.voided ?? null;
  }
  return null;
}

/** Whether any system had the whole order cancelled certainly before an instant. */
export function cancelledBefore(record: OrderRecord, instant: Instant): boolean {
  return cancellationAnywhere(record, (statement) => statement.at <= instant) !== null;
}

/** The earliest whole cancellation that any system states. */
export function cancellationAnywhere(
  record: OrderRecord,
  accepts: (statement: Observation) => boolean,
): Observation | null {
  let earliest: Observation | null = null;
  for (const view of record.views) {
    if (view.cancellations.length === 0 && view.records.length === 0) continue;
    const statement = wholeCancellation(view, orderedBy(record));
    if (statement === null || !accepts(statement)) continue;
    if (earliest === null || statement.at < earliest.at) earliest = statement;
  }
  return earliest;
}
