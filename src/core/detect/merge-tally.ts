// Adds the counts of two parts of a run. Commutative and associative, with `emptyTally()` as zero,
// so that the result depends neither on how the run was divided nor on which part ends first.
import { limits } from '../limits.js';
import { laterBill } from './vendor-bill.js';
import type {
  ClassTally,
  HandoffTally,
  SignalTally,
  SuspendedFault,
  SuspendedOrders,
  Tally,
  UnmappedTally,
} from './tally.js';

/** Adds `value` to a sorted list of at most `max` values, keeping the least; repeats once. */
export function keepLeast(list: string[], value: string, max: number): void {
  const last = list[list.length - 1];
  if (list.length >= max && last !== undefined && value >= last) return;
  if (list.includes(value)) return;
  list.push(value);
  list.sort();
  if (list.length > max) list.pop();
}

function leastOf(left: Iterable<string>, right: Iterable<string>, max: number): string[] {
  return [...new Set([...left, ...right])].sort().slice(0, max);
}

function mergeMaps<Value>(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
  merge: (one: Value, other: Value) => Value,
): Map<string, Value> {
  const merged = new Map(left);
  for (const [key, value] of right) {
    const known = merged.get(key);
    merged.set(key, known === undefined ? value : merge(known, value));
  }
  return merged;
}

const add = (one: number, other: number): number => one + other;

function addCounts(
  left: ReadonlyMap<number, number>,
  right: ReadonlyMap<number, number>,
): Map<number, number> {
  const merged = new Map(left);
  for (const [key, count] of right) merged.set(key, (merged.get(key) ?? 0) + count);
  return merged;
}

function mergeHandoff(one: HandoffTally, other: HandoffTally): HandoffTally {
  return {
    seen: one.seen + other.seen,
    seenLate: one.seenLate + other.seenLate,
    overdue: one.overdue + other.overdue,
    expected: one.expected + other.expected,
    waiting: one.waiting + other.waiting,
    notCovered: one.notCovered + other.notCovered,
    latency: addCounts(one.latency, other.latency),
  };
}

function mergeClass(one: ClassTally, other: ClassTally): ClassTally {
  return {
    orders: one.orders + other.orders,
    shownBy: mergeMaps(one.shownBy, other.shownBy, add),
  };
}

function isEarlier(one: UnmappedTally, other: UnmappedTally): boolean {
  if (one.firstAt !== other.firstAt) return one.firstAt < other.firstAt;
  if (one.first !== other.first) return one.first < other.first;
  return one.subjectKey <= other.subjectKey;
}

function mergeUnmapped(one: UnmappedTally, other: UnmappedTally): UnmappedTally {
  const earlier = isEarlier(one, other) ? one : other;
  return {
    ...earlier,
    kind: one.kind < other.kind ? one.kind : other.kind,
    closed: one.closed || other.closed,
    count: one.count + other.count,
    orders: new Set(leastOf(one.orders, other.orders, limits.findingRefsMax)),
  };
}

export function mergeSignal(one: SignalTally, other: SignalTally): SignalTally {
  const days = one.days ?? other.days;
  return {
    count: one.count + other.count,
    judged: one.judged + other.judged,
    evidence: leastOf(one.evidence, other.evidence, limits.findingEvidenceMax),
    ...(days === undefined
      ? {}
      : { days: addCounts(one.days ?? new Map(), other.days ?? new Map()) }),
  };
}

export function earliest<Time extends number>(one: Time | null, other: Time | null): Time | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function mergeFault(one: SuspendedFault, other: SuspendedFault | undefined): SuspendedFault {
  if (other === undefined) return one;
  return {
    ...one,
    at: earliest(one.at, other.at),
    beneath: one.beneath.map((fault, place) => mergeFault(fault, other.beneath[place])),
  };
}

/** Two rows of one key: their faults differ in time alone. */
function mergeSuspended(one: SuspendedOrders, other: SuspendedOrders): SuspendedOrders {
  return {
    ...one,
    faults: one.faults.map((fault, place) => mergeFault(fault, other.faults[place])),
    count: one.count + other.count,
    signals: mergeMaps(one.signals, other.signals, mergeSignal),
  };
}

/** One order of one system is judged in one part only; should it be in two, the content decides. */
function leastContent<Content>(one: Content, other: Content): Content {
  return JSON.stringify(one) <= JSON.stringify(other) ? one : other;
}

/** The counts of both parts. Neither argument is changed; maps and sets may be shared with them. */
export function mergeTallies(left: Tally, right: Tally): Tally {
  return {
    orders: left.orders + right.orders,
    purchases: left.purchases + right.purchases,
    stockItems: left.stockItems + right.stockItems,
    feeds: left.feeds + right.feeds,
    documents: left.documents + right.documents,
    duplicates: left.duplicates + right.duplicates,
    agreeing: left.agreeing + right.agreeing,
    disagreeing: left.disagreeing + right.disagreeing,
    inFlight: left.inFlight + right.inFlight,
    agreementUnknown: left.agreementUnknown + right.agreementUnknown,
    oldestDisagreement: earliest(left.oldestDisagreement, right.oldestDisagreement),
    handoffs: mergeMaps(left.handoffs, right.handoffs, mergeHandoff),
    unknown: mergeMaps(left.unknown, right.unknown, add),
    classes: mergeMaps(left.classes, right.classes, mergeClass),
    stated: mergeMaps(left.stated, right.stated, (one, other) => ({
      orders: one.orders + other.orders,
      withoutLines: one.withoutLines + other.withoutLines,
    })),
    unmapped: mergeMaps(left.unmapped, right.unmapped, mergeUnmapped),
    differences: mergeMaps(left.differences, right.differences, (one, other) => ({
      count: one.count + other.count,
      compared: one.compared + other.compared,
    })),
    traffic: mergeMaps(left.traffic, right.traffic, add),
    signals: mergeMaps(left.signals, right.signals, mergeSignal),
    suspended: mergeMaps(left.suspended, right.suspended, mergeSuspended),
    placedByWeek: mergeMaps(left.placedByWeek, right.placedByWeek, add),
    events: mergeMaps(left.events, right.events, (one, other) => ({
      events: one.events + other.events,
      errors: one.errors + other.errors,
    })),
    hands: mergeMaps(left.hands, right.hands, (one, other) => ({
      count: one.count + other.count,
      minutes: one.minutes + other.minutes,
      days: new Set([...one.days, ...other.days].sort((a, b) => a - b)),
    })),
    implausible: mergeMaps(left.implausible, right.implausible, add),
    lone: mergeMaps(left.lone, right.lone, leastContent),
    costsOwed: mergeMaps(left.costsOwed, right.costsOwed, leastContent),
    vendorBills: mergeMaps(left.vendorBills, right.vendorBills, laterBill),
  };
}
