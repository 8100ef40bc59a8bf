// Money that a system states twice: one export sums up what an order took or gave back so far, another
// shows each movement. A sum never adds to the movements in it.
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';

/**
 * The movements of one kind that a system states of an order, each once. What it only states by the end
 * of a file and what it dates are two tellings of the same money: the one that tells of more holds.
 */
export function toldOnce(stated: readonly Observation[]): readonly Observation[] {
  if (stated.length < 2) return stated;
  const dated = eachOnce(stated.filter(isDated));
  const undated = stated.filter((one) => !isDated(one));
  if (undated.length === 0 || dated.length === 0) return dated.length === 0 ? undated : dated;
  const sum = amountOf(undated);
  const moved = amountOf(dated);
  return sum === null || moved === null || moved >= sum ? dated : undated;
}

/** How much one is and of what, the same text for the same; null: it does not say. */
export function sumOf({ data }: Observation): string | null {
  return data.amount === undefined ? null : `${data.amount} ${data.currency ?? ''}`;
}

/** That, and when it is stated to have been. */
export function shownSum(one: Observation): {
  readonly amount: string | null;
  readonly at: Instant;
} {
  return { amount: sumOf(one), at: one.at };
}

/** A bank may send a refund back: the one of that name was then not given, unless it is given later. */
export function notFailed(
  refunds: readonly Observation[],
  failures: readonly Observation[],
): readonly Observation[] {
  if (failures.length === 0) return refunds;
  return refunds.filter((refund) => {
    const names = refValues(refund.refs, 'refund');
    return !failures.some(
      (failure) =>
        refund.at <= failure.until &&
        refValues(failure.refs, 'refund').some((name) => names.includes(name)),
    );
  });
}

function isDated({ basis }: Observation): boolean {
  return basis === 'event' || basis === 'day';
}

/** Null where one of them does not say. */
function amountOf(statements: readonly Observation[]): number | null {
  let total = 0;
  for (const { data } of statements) {
    if (data.amount === undefined) return null;
    total += data.amount;
  }
  return total;
}

/** A payment, and a refund by its own name, may stand in two exports: the last telling knows best when. */
function eachOnce(stated: readonly Observation[]): readonly Observation[] {
  return stated.filter(
    (one, index) => !stated.slice(index + 1).some((other) => isSame(one, other)),
  );
}

function isSame(one: Observation, other: Observation): boolean {
  if (one.data.amount === undefined || one.data.amount !== other.data.amount) return false;
  if (one.data.currency !== other.data.currency) return false;
  const namespace = one.kind === 'refund.issued' ? 'refund' : 'payment';
  const names = refValues(other.refs, namespace);
  return refValues(one.refs, namespace).some((name) => names.includes(name));
}
