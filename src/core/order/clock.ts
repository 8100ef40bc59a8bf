// When the deadline of an order's creation begins to run: from the last prerequisite, never from
// the trigger: payable, not held, not a pre-order.
import type { Context } from '../detect/context.js';
import type { Interval } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import type { OrderRecord, OrderView } from './record.js';
import { viewOf } from './record.js';

export type Start =
  | { readonly kind: 'runs'; readonly from: Interval }
  | { readonly kind: 'waits'; readonly for: 'payable' | 'not-held' };

const paymentKinds: readonly Kind[] = ['payment.captured', 'payment.authorized'];

/** The latest of each end: the interval in which the last of the prerequisites was met. */
export function later(left: Interval, right: Interval | null): Interval {
  if (right === null || (right.at <= left.at && right.until <= left.until)) return left;
  if (left.at <= right.at && left.until <= right.until) return right;
  return {
    at: Math.max(left.at, right.at) as Instant,
    until: Math.max(left.until, right.until) as Instant,
  };
}

export function creationStart(record: OrderRecord, placing: Observation, context: Context): Start {
  const payable = payableFrom(record, placing, context);
  if (payable === null) return { kind: 'waits', for: 'payable' };
  let from = later(placing, payable);
  const release = releasedFrom(record);
  if (release === 'held') return { kind: 'waits', for: 'not-held' };
  from = later(from, release);
  const available = placing.data.availableFrom;
  if (available !== undefined) from = later(from, { at: available, until: available });
  return { kind: 'runs', from };
}

/** Whether an order lacks, as of now, what a rule may require of it. */
export function isMissing(
  required: 'payable' | 'not-held' | 'not-preorder',
  record: OrderRecord,
  { placing, context }: { readonly placing: Observation; readonly context: Context },
): boolean {
  switch (required) {
    case 'payable':
      return payableFrom(record, placing, context) === null;
    case 'not-held':
      return isHeld(record);
    case 'not-preorder':
      return (placing.data.availableFrom ?? context.now) > context.now;
  }
}

/** Some system holds it, and none has released it since. */
export function isHeld(record: OrderRecord): boolean {
  return releasedFrom(record) === 'held';
}

/** Since when the order may be worked on; null: it is not paid for, as far as can be shown. */
function payableFrom(record: OrderRecord, placing: Observation, context: Context): Interval | null {
  switch (placing.data.payable) {
    case 'captured':
    case 'authorized':
    case 'terms':
    case 'not_applicable':
      return placing;
    case 'pending':
      return firstPayment(record);
    case undefined:
      break;
  }
  const paid = firstPayment(record);
  if (paid !== null) return paid;
  if (placing.data.total?.amount === 0) return placing;
  const selling = viewOf(record, placing.system);
  if (selling?.stated.some((stated) => stated.payment === 'pending')) return null;
  return paymentsCanBeShown(selling, context) ? null : placing;
}

function firstPayment(record: OrderRecord): Interval | null {
  let first: Observation | null = null;
  for (const view of record.views) {
    for (const payment of [view.authorizations[0], view.captures[0]]) {
      if (payment !== undefined && (first === null || payment.at < first.at)) first = payment;
    }
  }
  return first;
}

/**
 * Whether an input of the run would show the payment of such an order. A marketplace pays by
 * settlement: other systems' payments say nothing of its orders, only its own could.
 */
function paymentsCanBeShown(selling: OrderView | undefined, context: Context): boolean {
  for (const [system, coverage] of context.coverage.systems) {
    if (selling?.role === 'marketplace' && system !== selling.system) continue;
    if (context.contract.systems.get(system)?.role === 'erp') continue;
    if (paymentKinds.some((kind) => coverage.kinds.has(kind))) return true;
  }
  return false;
}

/** `held`: held and not released; null: never held; else when the last hold was lifted. */
function releasedFrom(record: OrderRecord): Interval | 'held' | null {
  let released: Interval | null = null;
  for (const view of record.views) {
    const hold = view.holds.at(-1);
    if (hold === undefined) continue;
    const release = view.releases.at(-1);
    if (release === undefined || release.until < hold.at) {
      if (!releasedElsewhere(record, hold)) return 'held';
      continue;
    }
    released = released === null ? release : later(released, release);
  }
  return released;
}

function releasedElsewhere(record: OrderRecord, hold: Observation): boolean {
  for (const view of record.views) {
    const release = view.releases.at(-1);
    if (release !== undefined && release.until >= hold.at) return true;
  }
  return false;
}
