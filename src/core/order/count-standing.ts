// How an order stands at the end, and which signals of divergence it shows. What its faults come to may
// only be known of the whole run: then it is counted beside the condition, and settled with that.
import type { Candidate } from '../detect/finding.js';
import { keepLeast } from '../detect/merge-tally.js';
import { settleOrders, suspend } from '../detect/suspended.js';
import type { SignalTally, SuspendedFault, SuspendedOrders, Tally } from '../detect/tally.js';
import { knownAnywhere } from '../detect/unmatched-fulfilment.js';
import type { Handoff } from '../handoff/handoff.js';
import { limits } from '../limits.js';
import { day, minute } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from './judged.js';

const noticeLeadMillis = 15 * minute;

/** What was found of an order; `doubts` name what is wanting. */
export interface Found {
  readonly candidates: readonly Candidate[];
  readonly doubts: readonly OrderFault[];
}

export function countStanding(
  order: JudgedOrder,
  { candidates, doubts }: Found,
  tally: Tally,
): void {
  const certain = candidates.filter(isFault).map((one) => suspendedOf(one));
  const faults = [
    ...certain,
    ...doubts.map(({ candidate, wanting }) => suspendedOf(candidate, wanting)),
  ];
  const otherwise = knownAnywhere(order.record) ? byHandoffs(order) : null;
  if (faults.length === 0) {
    countSignals(order, tally.signals, null);
    if (otherwise !== null) tally[otherwise] += 1;
  } else if (faults.some(({ condition }) => condition !== null)) {
    countSignals(order, tally.signals, suspend(tally, faults, otherwise).signals);
  } else {
    countSignals(order, tally.signals, certain.length === 0 ? null : tally.signals);
    settleOrders(tally, { faults, otherwise, count: 1 }, () => 'stands');
  }
}

const isFault = ({ level }: Candidate): boolean => level === 'fault';

function suspendedOf(found: Candidate, wanting?: string): SuspendedFault {
  const { condition, healedAt, at, beneath = [] } = found;
  return {
    condition: condition ?? null,
    wanting: wanting ?? null,
    healed: healedAt !== null,
    at,
    beneath: beneath.filter(isFault).map((one) => suspendedOf(one, wanting)),
  };
}

/** How an order without a fault stands. */
function byHandoffs(order: JudgedOrder): SuspendedOrders['otherwise'] {
  let seen = false;
  let open = false;
  let unknown = false;
  for (const { state } of order.handoffs) {
    if (isSeen(state)) seen = true;
    else if (state === 'not-covered') unknown = true;
    else open = true;
  }
  // Of an order that only one system shows, nothing can be said to agree.
  const compared = seen ? !isEndUnknown(order) : !unknown && order.record.views.length > 1;
  if (open) return 'inFlight';
  return compared ? 'agreeing' : 'agreementUnknown';
}

const isSeen = (state: Handoff['state']): boolean => state === 'seen' || state === 'seen-late';

/** Of an order that one system has as cancelled, and of no other can be said that it does, nothing agrees. */
function isEndUnknown({ handoffs }: JudgedOrder): boolean {
  const cancels = handoffs.filter(({ rule }) => rule.operation === 'cancel-order');
  const isUnknown = cancels.some(({ state }) => state === 'not-covered');
  return isUnknown && !cancels.some(({ state }) => isSeen(state));
}

type Signals = Map<string, SignalTally>;

/** `ifFaulty`: takes what it shows should its faults stand; null: it has none. */
function countSignals(order: JudgedOrder, all: Signals, ifFaulty: Signals | null): void {
  const notice = earliestNotice(order);
  if (notice !== null) {
    judged(all, 'notified-before-recorded');
    if (ifFaulty !== null && recordedLate(order, notice)) {
      shown(ifFaulty, 'notified-before-recorded', notice);
    }
  }
  const first = order.record.statements[0];
  if (first === undefined || order.record.placing === null) return;
  const { views } = order.record;
  if (views.length > 2 && views.some((view) => view.shipments.length > 0)) {
    judged(all, 'no-full-sequence');
    if (ifFaulty !== null && !oneHoldsAll(order)) shown(ifFaulty, 'no-full-sequence', first);
  }
  if (ifFaulty === null) return;
  judged(ifFaulty, 'each-right-alone');
  if (!anyError(order)) shown(ifFaulty, 'each-right-alone', first);
}

function judged(signals: Signals, id: string): void {
  signalOf(signals, id).judged += 1;
}

function shown(signals: Signals, id: string, statement: Observation): void {
  const signal = signalOf(signals, id);
  signal.count += 1;
  keepLeast(signal.evidence, citation(statement), limits.findingEvidenceMax);
  const epochDay = Math.floor(statement.at / day);
  signal.days?.set(epochDay, (signal.days.get(epochDay) ?? 0) + 1);
}

function signalOf(signals: Signals, id: string): SignalTally {
  let signal = signals.get(id);
  if (signal === undefined) {
    signal = { count: 0, judged: 0, evidence: [], days: new Map() };
    signals.set(id, signal);
  }
  return signal;
}

/** The customer was told, or the marketplace showed shipped: the outside knows. */
function earliestNotice(order: JudgedOrder): Observation | null {
  let earliest: Observation | null = null;
  for (const notice of order.record.notices) {
    if (notice.kind === 'customer.notified' && (earliest === null || notice.at < earliest.at)) {
      earliest = notice;
    }
  }
  for (const view of order.record.views) {
    const first = view.role === 'marketplace' ? view.shipments[0]?.statement : undefined;
    if (first !== undefined && (earliest === null || first.at < earliest.at)) earliest = first;
  }
  return earliest;
}

/** No system of our own had the shipment when the outside learned of it, nor in time after. */
function recordedLate(order: JudgedOrder, notice: Observation): boolean {
  for (const view of order.record.views) {
    if (view.role === 'marketplace') continue;
    const first = view.shipments[0]?.statement;
    if (first !== undefined && first.at <= notice.until + noticeLeadMillis) return false;
  }
  return order.handoffs.some(
    (handoff) =>
      handoff.state === 'overdue' &&
      (handoff.rule.operation === 'record-fulfilment' || handoff.rule.operation === 'create-order'),
  );
}

function oneHoldsAll(order: JudgedOrder): boolean {
  for (const view of order.record.views) {
    const held = view.known !== null || view.records.length > 0;
    const paid = view.captures.length > 0 || view.authorizations.length > 0;
    if (held && paid && view.shipments.length > 0) return true;
  }
  return false;
}

/** A system that logged its own error is not right alone. */
function anyError(order: JudgedOrder): boolean {
  if (order.record.hops.some((hop) => hop.kind === 'hop.failed')) return true;
  for (const view of order.record.views) if (view.refusals.length > 0) return true;
  return false;
}
