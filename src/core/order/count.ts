// What one judged order adds to the totals of the run.
import { countHandoff, increase } from '../detect/count-handoff.js';
import { uncountedAt } from '../detect/duplicate-draft.js';
import { namesOrder, ordersCovered, shopsNotRead } from '../detect/orphaned-payment.js';
import { describedClass } from '../detect/payment-class.js';
import { knownAnywhere } from '../detect/unmatched-fulfilment.js';
import type { ClassTally, Tally } from '../detect/tally.js';
import type { Totals } from '../detect/tally-keys.js';
import type { Handoff } from '../handoff/handoff.js';
import { day } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import { countStanding } from './count-standing.js';
import type { Found } from './count-standing.js';
import type { JudgedOrder } from './judged.js';
import type { OrderRecord, OrderView } from './record.js';

const weekMillis = 7 * day;

export function countOrder(order: JudgedOrder, found: Found, totals: Totals): void {
  const { tally, keys } = totals;
  const known = knownAnywhere(order.record);
  if (known) {
    tally.orders += 1;
    countClass(order, totals);
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
  countStanding(order, found, tally);
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
  if (order.record.test) return;
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
