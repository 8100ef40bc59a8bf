// What one judged order adds to the totals of the run.
import { countHandoff, increase } from '../detect/count-handoff.js';
import { uncountedAt } from '../detect/duplicate-draft.js';
import type { Candidate } from '../detect/finding.js';
import { namesOrder, ordersCovered, shopsNotRead } from '../detect/orphaned-payment.js';
import { describedClass } from '../detect/payment-class.js';
import { knownAnywhere } from '../detect/unmatched-fulfilment.js';
import { keepLeast } from '../detect/merge-tally.js';
import type { ClassTally, Tally } from '../detect/tally.js';
import type { Totals } from '../detect/tally-keys.js';
import type { Handoff } from '../handoff/handoff.js';
import { limits } from '../limits.js';
import { day, minute } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import type { JudgedOrder } from './judged.js';
import type { OrderRecord, OrderView } from './record.js';

const weekMillis = 7 * day;
const noticeLeadMillis = 15 * minute;

export function countOrder(
  order: JudgedOrder,
  candidates: readonly Candidate[],
  totals: Totals,
): void {
  const { tally, keys } = totals;
  const known = knownAnywhere(order.record);
  if (known) {
    tally.orders += 1;
    countClass(order, totals);
    countAgreement(order, candidates, tally);
    for (const view of order.record.views) countStated(view, order.record, tally);
  }
  countPayment(order, known, totals);
  countLone(order, tally);
  const uncounted = uncountedAt(order.record);
  if (uncounted !== null) increase(tally.unknown, `${uncounted}|order lines`);
  for (const handoff of order.handoffs) countOwed(handoff, totals);
  const { placing } = order.record;
  if (placing !== null) {
    const week = String(Math.floor(placing.at / weekMillis));
    increase(tally.placedByWeek, keys.bar(placing.system, week));
  }
  for (const correction of order.record.corrections) countHand(correction, tally);
  for (const { statement, axis, from, to } of order.record.implausible) {
    increase(tally.implausible, `${statement.system}|${axis}|${from}→${to}`);
  }
  countSignals(order, candidates, tally);
}

function countClass(order: JudgedOrder, { tally, keys }: Totals): void {
  if (order.record.placing === null || order.record.test) return;
  const counts = classTally(tally, keys.ofClass(order.orderClass));
  counts.orders += 1;
  for (const view of order.record.views) {
    if (view.known !== null || view.records.length > 0) increase(counts.shownBy, view.system);
  }
}

/** Whether a system that states the order says what is in it: without lines no quantity can be compared. */
function countStated(view: OrderView, { versions, test }: OrderRecord, tally: Tally): void {
  const isStated = view.records.length > 0 || view.known?.kind.startsWith('order.') === true;
  if (!isStated || test) return;
  let counts = tally.stated.get(view.system);
  if (counts === undefined) {
    counts = { orders: 0, withoutLines: 0 };
    tally.stated.set(view.system, counts);
  }
  counts.orders += 1;
  const isTold =
    view.records.some(({ lines }) => lines !== null) ||
    versions.some(({ statement }) => statement.system === view.system);
  if (!isTold) counts.withoutLines += 1;
}

/** Payments that find their order, beside all: a system whose payments never do has other orders. */
function countPayment(order: JudgedOrder, known: boolean, { tally, keys }: Totals): void {
  for (const view of order.record.views) {
    const [capture] = view.captures;
    if (capture === undefined || view.role === 'erp') continue;
    // Of money from outside the storefronts' windows nothing can be asked.
    if (!known && !ordersCovered(order.record, capture, order.context)) {
      countUnread(order, capture, tally);
      continue;
    }
    for (const key of [keys.ofPayment(capture), describedClass(capture)]) {
      if (key === null) continue;
      const counts = classTally(tally, key);
      counts.orders += 1;
      if (known) increase(counts.shownBy, 'orders');
    }
  }
}

/** A payment names an order that no file reaches back to: those files would settle whether it is there. */
function countUnread(order: JudgedOrder, capture: Observation, tally: Tally): void {
  if (!namesOrder(capture)) return;
  for (const shop of shopsNotRead(order.record, capture, order.context)) {
    increase(tally.unknown, `${shop}|order.placed`);
  }
}

function classTally(tally: Tally, key: string): ClassTally {
  let counts = tally.classes.get(key);
  if (counts === undefined) {
    counts = { orders: 0, shownBy: new Map() };
    tally.classes.set(key, counts);
  }
  return counts;
}

/** An order that only the ERP knows may be another's under a wrong reference. */
function countLone(order: JudgedOrder, tally: Tally): void {
  const { record } = order;
  if (record.placing !== null) return;
  let lone: OrderView | null = null;
  for (const view of record.views) {
    if (view.known === null && view.records.length === 0) continue;
    if (view.role !== 'erp' || lone !== null) return;
    lone = view;
  }
  const held = lone?.records[0];
  const statement = held?.confirmed ?? held?.draft;
  if (lone === null || !statement || !held?.total) return;
  tally.lone.set(`${lone.system}|${record.key}`, {
    key: record.key,
    system: lone.system,
    at: statement.at,
    until: statement.until,
    amount: held.total.amount,
    currency: held.total.currency,
    citation: citation(statement),
  });
}

function countOwed(handoff: Handoff, { tally, keys }: Totals): void {
  const { rule, to, trigger } = handoff;
  countHandoff(tally, {
    key: keys.arrow(rule.id, to),
    state: handoff.state,
    trigger,
    effect: handoff.effect,
    wanting: handoff.state === 'not-covered' ? keys.bar(to, effectKind(handoff)) : '',
    traffic: handoff.effect === null ? '' : keys.bar(keys.arrow(trigger.system, to), trigger.kind),
  });
}

/** The kind by which the destination would have shown the effect. */
function effectKind(handoff: Handoff): string {
  const { operation } = handoff.rule;
  if (operation === 'create-order') return 'order.acknowledged';
  if (operation !== 'record-books') return handoff.trigger.kind;
  return handoff.trigger.kind === 'books.revenue' ? 'books.cogs' : 'books.revenue';
}

function countAgreement(order: JudgedOrder, candidates: readonly Candidate[], tally: Tally): void {
  if (candidates.some((one) => one.level === 'fault' && one.healedAt === null)) {
    tally.disagreeing += 1;
    for (const one of candidates) {
      if (one.level !== 'fault' || one.at === null) continue;
      if (tally.oldestDisagreement === null || one.at < tally.oldestDisagreement) {
        tally.oldestDisagreement = one.at;
      }
    }
    return;
  }
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
  if (open) tally.inFlight += 1;
  else if (compared) tally.agreeing += 1;
  else tally.agreementUnknown += 1;
}

const isSeen = (state: Handoff['state']): boolean => state === 'seen' || state === 'seen-late';

/** Of an order that one system has as cancelled, and of no other can be said that it does, nothing agrees. */
function isEndUnknown({ handoffs }: JudgedOrder): boolean {
  const cancels = handoffs.filter(({ rule }) => rule.operation === 'cancel-order');
  const isUnknown = cancels.some(({ state }) => state === 'not-covered');
  return isUnknown && !cancels.some(({ state }) => isSeen(state));
}

function countHand(correction: Observation, tally: Tally): void {
  const { who, what, minutes } = correction.data;
  const key = `${who ?? correction.system}|${what ?? correction.kind}`;
  let counts = tally.hands.get(key);
  if (counts === undefined) {
    counts = { count: 0, minutes: 0, days: new Set() };
    tally.hands.set(key, counts);
  }
  counts.count += 1;
  counts.minutes += minutes ?? 0;
  counts.days.add(Math.floor(correction.at / day));
}

function countSignals(order: JudgedOrder, candidates: readonly Candidate[], tally: Tally): void {
  const notice = earliestNotice(order);
  if (notice !== null) {
    note(tally, 'notified-before-recorded', notice, recordedLate(order, notice));
  }
  const open = candidates.some((one) => one.level === 'fault');
  const first = order.record.statements[0];
  if (first === undefined || order.record.placing === null) return;
  const { views } = order.record;
  if (views.length > 2 && views.some((view) => view.shipments.length > 0)) {
    note(tally, 'no-full-sequence', first, open && !oneHoldsAll(order));
  }
  if (open) note(tally, 'each-right-alone', first, !anyError(order));
}

function note(tally: Tally, id: string, statement: Observation, present: boolean): void {
  let signal = tally.signals.get(id);
  if (signal === undefined) {
    signal = { count: 0, judged: 0, evidence: [], days: new Map() };
    tally.signals.set(id, signal);
  }
  signal.judged += 1;
  if (!present) return;
  signal.count += 1;
  keepLeast(signal.evidence, citation(statement), limits.findingEvidenceMax);
  const epochDay = Math.floor(statement.at / day);
  signal.days?.set(epochDay, (signal.days.get(epochDay) ?? 0) + 1);
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
