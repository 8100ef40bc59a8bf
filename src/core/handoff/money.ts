// `record-payment`, `record-refund`, `record-return`: money and goods that came or went elsewhere
// must be shown by the books of the system that holds the order.
import type { Rule } from '../contract/contract.js';
import { hour } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import { orderedBy, wholeCancellation } from '../order/cancelled.js';
import { confirmation } from '../order/class.js';
import { later } from '../order/clock.js';
import type { OrderRecord, OrderView } from '../order/record.js';
import { viewOf } from '../order/record.js';
import type { Handoff } from './handoff.js';
import type { Owing } from './owing.js';
import { settled, shownAt, triggers, waiting, worse } from './settle.js';

interface Expected {
  readonly rule: Rule;
  readonly view: OrderView;
  readonly owing: Owing;
  readonly trigger: Observation;
  readonly interval: Observation | null;
  readonly dueMillis: number;
  readonly shownBy: readonly Kind[];
}

export function paymentHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  const shown = view.captures[0] ?? view.settlements[0] ?? statedPaid(view);
  let trigger: Observation | null = null;
  for (const source of owing.record.views) {
    if (source === view) continue;
    for (const capture of [source.captures[0], source.settlements[0]]) {
      if (capture === undefined || !triggers(rule, view.system, capture)) continue;
      if (trigger === null || capture.at < trigger.at) trigger = capture;
    }
  }
  if (trigger === null) return null;
  const marketplace = viewOf(owing.record, trigger.system)?.role === 'marketplace';
  const within = rule.withinMillis ?? 2 * hour;
  return expect({
    rule,
    view,
    owing,
    trigger,
    interval: shown ?? null,
    dueMillis: marketplace ? (rule.settlementWithinMillis ?? within) : within,
    shownBy: ['payment.captured', 'payment.settled'],
  });
}

function statedPaid(view: OrderView): Observation | undefined {
  return view.stated.find((stated) => stated.payment === 'captured')?.statement;
}

export function refundHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  for (const source of owing.record.views) {
    if (source === view || source.refunds.length === 0) continue;
    if (neverTakenIn(view, owing.record)) return null;
    for (const [index, refund] of source.refunds.entries()) {
      if (!triggers(rule, view.system, refund)) continue;
      const handoff = expect({
        rule,
        view,
        owing,
        trigger: refund,
        interval: reached(view.refunds, source.refunds, index),
        dueMillis: rule.withinMillis ?? 24 * hour,
        shownBy: ['refund.issued'],
      });
      worst = worse(worst, handoff, owing);
    }
  }
  return worst;
}

/** What the books never took in, they need not give back. */
function neverTakenIn(view: OrderView, record: OrderRecord): boolean {
  if (view.captures.length > 0 || view.books.length > 0) return false;
  return wholeCancellation(view, orderedBy(record)) !== null;
}

/** The statement by which `shown` reaches all that `source` had refunded up to `index`. */
function reached(
  shown: readonly Observation[],
  source: readonly Observation[],
  index: number,
): Observation | null {
  const nameOf = ({ refs }: Observation): string | undefined => refOf(refs, 'refund');
  const name = source[index] === undefined ? undefined : nameOf(source[index]);
  const same = shown.find((one) => name !== undefined && nameOf(one) === name);
  if (same !== undefined) return same;
  // A refund that it calls by another one's name answers for that one alone.
  const names = new Set(source.flatMap((one) => nameOf(one) ?? []));
  const others = shown.filter((one) => !names.has(nameOf(one) ?? ''));
  const answered = new Set(shown.flatMap((one) => nameOf(one) ?? []));
  const open = source.slice(0, index + 1).filter((one) => !answered.has(nameOf(one) ?? ''));
  return cumulated(others, open);
}

/** By amounts, or where one is not told by their number. */
function cumulated(
  shown: readonly Observation[],
  source: readonly Observation[],
): Observation | null {
  const wanted = source.map((refund) => refund.data.amount);
  if (wanted.some((amount) => amount === undefined))
    return shown[source.length - 1] ?? shown.at(-1) ?? null;
  const total = wanted.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  let paid = 0;
  for (const refund of shown) {
    if (refund.data.amount === undefined) return refund;
    paid += refund.data.amount;
    if (paid >= total) return refund;
  }
  return null;
}

export function returnHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  for (const source of owing.record.views) {
    if (source === view || source.returns.length === 0) continue;
    const trigger = source.returns.find((one) => triggers(rule, view.system, one));
    if (trigger === undefined) continue;
    return expect({
      rule,
      view,
      owing,
      trigger,
      interval: view.returns[0] ?? null,
      dueMillis: rule.withinMillis ?? 24 * hour,
      shownBy: ['return.requested', 'return.approved', 'return.received', 'return.closed'],
    });
  }
  return null;
}

function expect(given: Expected): Handoff {
  const { rule, view, owing, trigger, interval, dueMillis, shownBy } = given;
  const held = confirmation(view);
  if (held === null && interval === null)
    return waiting(rule, view.system, trigger, 'order-to-erp');
  const start = held === null ? trigger : later(trigger, held);
  const expected = { rule, to: view.system, trigger, start, dueMillis, shownBy };
  return settled(expected, shownAt(interval), owing.context);
}
