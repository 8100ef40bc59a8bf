// A buyer who was charged twice gets one charge back: books that took in the other one alone have nothing
// to give back, and would hold no money for the order if they did.
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import type { OrderRecord, OrderView } from '../order/record.js';

function names(one: Observation, payments: readonly string[]): boolean {
  return refValues(one.refs, 'payment').some((name) => payments.includes(name));
}

/**
 * Whether a refund is of a charge that the books of `view` never took in: by its name, where they name
 * what they took in as `source` does, and it with theirs is more than the order comes to.
 */
export function isOfChargeNotTakenIn(
  refund: Observation,
  source: OrderView,
  { view, record }: { readonly view: OrderView; readonly record: OrderRecord },
): boolean {
  const payments = refValues(refund.refs, 'payment');
  const charge = source.captures.find((one) => names(one, payments));
  const taken = view.captures;
  if (charge === undefined || taken.length === 0) return false;
  const others = source.captures.filter((one) => !names(one, payments));
  const isOther = (one: Observation): boolean =>
    !names(one, payments) && others.some((other) => names(one, refValues(other.refs, 'payment')));
  return taken.every(isOther) && comesToMore([charge, ...taken], record);
}

function comesToMore(charges: readonly Observation[], { placing }: OrderRecord): boolean {
  const total = placing?.data.total;
  if (total === undefined) return false;
  let sum = 0;
  for (const { data } of charges) {
    if (data.amount === undefined || data.currency !== total.currency) return false;
    sum += data.amount;
  }
  return sum > total.amount;
}
