// Orders whose faults the whole run may still take back (withdraw.ts): whether they agree, and what they
// signal, is settled by the same totals. Orders alike in all of that are one row, so that there are no
// more rows than classes and differences.
import type { Condition } from './finding.js';
import { earliest, mergeSignal } from './merge-tally.js';
import type { SuspendedFault, SuspendedOrders, Tally } from './tally.js';
import { outcomeOf } from './withdraw.js';
import type { Outcome } from './withdraw.js';

/** All of a fault by which rows differ: not when it was. */
const shapeOf = ({ condition, wanting, healed, beneath }: SuspendedFault): unknown[] => [
  condition,
  wanting,
  healed,
  beneath.map(shapeOf),
];

/** Adds one order to its row, which takes its signals. */
export function suspend(
  tally: Tally,
  faults: readonly SuspendedFault[],
  otherwise: SuspendedOrders['otherwise'],
): SuspendedOrders {
  const key = JSON.stringify([otherwise, faults.map(shapeOf)]);
  let row = tally.suspended.get(key);
  if (row === undefined) {
    row = { faults, otherwise, count: 0, signals: new Map() };
    tally.suspended.set(key, row);
  }
  row.count += 1;
  keepEarliest(row.faults, faults);
  return row;
}

function keepEarliest(into: readonly SuspendedFault[], faults: readonly SuspendedFault[]): void {
  for (const [place, fault] of into.entries()) {
    const other = faults[place];
    if (other === undefined || other === fault) continue;
    fault.at = earliest(fault.at, other.at);
    keepEarliest(fault.beneath, other.beneath);
  }
}

/** Counts orders as what becomes of each condition makes them; returns whether a fault stands. */
export function settleOrders(
  tally: Tally,
  { faults, otherwise, count }: Omit<SuspendedOrders, 'signals'>,
  outcome: (condition: Condition) => Outcome,
): boolean {
  const standing: SuspendedFault[] = [];
  const outcomes = new Set<Outcome>();
  const wanting = new Set<string>();
  const judge = (fault: SuspendedFault): void => {
    const became = fault.condition === null ? 'stands' : outcome(fault.condition);
    if (became !== 'stands') fault.beneath.forEach(judge);
    else if (fault.wanting === null) standing.push(fault);
    else wanting.add(fault.wanting);
    outcomes.add(became);
  };
  faults.forEach(judge);
  for (const key of wanting) tally.unknown.set(key, (tally.unknown.get(key) ?? 0) + count);
  if (otherwise === null) return standing.length > 0;
  if (standing.every(({ healed }) => healed)) {
    const isUnknown = outcomes.has('unknown') || wanting.size > 0;
    tally[isUnknown ? 'agreementUnknown' : otherwise] += count;
    return standing.length > 0;
  }
  tally.disagreeing += count;
  for (const { at } of standing) tally.oldestDisagreement = earliest(tally.oldestDisagreement, at);
  return true;
}

/** The totals with every row settled by them; the argument is not changed. */
export function settled(tally: Tally): Tally {
  const sum: Tally = {
    ...tally,
    unknown: new Map(tally.unknown),
    signals: new Map(tally.signals),
    suspended: new Map(),
  };
  for (const row of tally.suspended.values()) {
    const stands = settleOrders(sum, row, (condition) => outcomeOf(tally, condition));
    if (!stands) continue;
    for (const [id, signal] of row.signals) {
      const known = sum.signals.get(id);
      sum.signals.set(id, known === undefined ? signal : mergeSignal(known, signal));
    }
  }
  return sum;
}
