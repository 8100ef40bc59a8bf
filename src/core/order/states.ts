// The states of each axis and the transitions between them, as literal tables. A fact that no arrow
// leads to is recorded all the same: it is implausible, and evidence of a broken sequence.
import type { Axis } from '../observation/vocabulary.js';

type Table = Readonly<Record<string, readonly string[]>>;

/**
 * axis -> state -> the states that may follow it. Besides the usual arrows it has
 * those that skip a state which a system need not show: all is shipped at once, a whole payment is
 * refunded at once, a carrier misses a scan.
 */
export const transitions = {
  acceptance: {
    draft: ['placed'],
    placed: ['accepted', 'held', 'declined'],
    held: ['placed', 'accepted', 'declined'],
    accepted: [],
    declined: [],
  },
  payment: {
    none: ['pending', 'authorized', 'captured', 'failed'],
    pending: ['authorized', 'partially_captured', 'captured', 'failed', 'voided', 'expired'],
    authorized: ['partially_captured', 'captured', 'voided', 'expired'],
    partially_captured: ['captured', 'partially_refunded', 'refunded'],
    captured: ['partially_refunded', 'refunded'],
    failed: ['pending'],
    voided: [],
    expired: [],
    // Back to captured: the bank returned the refund. Legal, and an alarm.
    partially_refunded: ['refunded', 'captured'],
    refunded: ['captured'],
    not_applicable: [],
  },
  fulfilment: {
    not_required: [],
    unfulfilled: ['scheduled', 'on_hold', 'in_progress', 'partially_shipped', 'shipped'],
    scheduled: ['unfulfilled', 'on_hold', 'in_progress', 'partially_shipped', 'shipped'],
    on_hold: ['unfulfilled', 'scheduled', 'in_progress', 'partially_shipped', 'shipped'],
    in_progress: ['unfulfilled', 'scheduled', 'on_hold', 'partially_shipped', 'shipped'],
    // Back to unfulfilled: only through an explicit cancellation of the shipment.
    partially_shipped: ['shipped', 'unfulfilled'],
    shipped: ['delivered', 'unfulfilled', 'partially_shipped'],
    delivered: [],
  },
  cancellation: {
    none: ['requested', 'in_progress', 'partially_cancelled', 'cancelled'],
    requested: ['in_progress', 'partially_cancelled', 'cancelled', 'rejected'],
    in_progress: ['partially_cancelled', 'cancelled', 'rejected'],
    partially_cancelled: ['requested', 'in_progress', 'cancelled'],
    // WooCommerce takes a payment on a cancelled order and works on: legal, and an alarm.
    cancelled: ['none'],
    rejected: ['requested'],
  },
  ledger: {
    absent: ['draft', 'committed'],
    draft: ['committed', 'voided', 'closed'],
    // Back to draft: NetSuite's approval reset, Cin7's undo. It withdraws the acknowledgement.
    committed: ['draft', 'part_fulfilled', 'fulfilled', 'billed', 'voided', 'closed'],
    part_fulfilled: ['fulfilled', 'billed', 'closed'],
    fulfilled: ['billed', 'closed'],
    billed: ['closed'],
    closed: [],
    voided: ['closed'],
  },
  shipment: {
    planned: ['labelled', 'ready_for_pickup', 'shipped', 'cancelled'],
    labelled: ['ready_for_pickup', 'shipped', 'cancelled'],
    // Cancelled after it left: a correction, rare, and an alarm.
    shipped: ['in_transit', 'out_for_delivery', 'delivered', 'delayed', 'exception', 'cancelled'],
    in_transit: ['out_for_delivery', 'delivered', 'attempted', 'delayed', 'exception'],
    out_for_delivery: ['delivered', 'attempted', 'delayed', 'exception'],
    delivered: [],
    ready_for_pickup: ['picked_up', 'cancelled'],
    picked_up: [],
    attempted: ['in_transit', 'out_for_delivery', 'delivered', 'not_delivered'],
    delayed: ['in_transit', 'out_for_delivery', 'delivered', 'not_delivered'],
    exception: ['in_transit', 'out_for_delivery', 'delivered', 'not_delivered'],
    not_delivered: ['returned_to_sender'],
    returned_to_sender: [],
    cancelled: [],
  },
  document: {
    built: ['sent', 'superseded'],
    sent: ['transported', 'syntax_ok', 'syntax_rejected', 'superseded'],
    transported: ['syntax_ok', 'syntax_rejected', 'business_accepted', 'superseded'],
    syntax_ok: ['business_accepted', 'changed', 'rejected', 'superseded'],
    syntax_rejected: ['superseded'],
    business_accepted: ['changed', 'superseded'],
    changed: ['business_accepted', 'superseded'],
    superseded: [],
    received: ['parsed', 'duplicate', 'rejected'],
    parsed: ['997_sent'],
    '997_sent': ['applied', 'held', 'rejected'],
    applied: [],
    held: ['applied', 'rejected'],
    rejected: [],
    duplicate: [],
  },
} as const satisfies Readonly<Record<Axis, Table>>;

/** The states of one axis. */
export type State<A extends Axis> = Extract<keyof (typeof transitions)[A], string>;

/** `axis:state` of every axis: what a word may claim. */
export type ClaimText = { readonly [A in Axis]: `${A}:${State<A>}` }[Axis];

/** Where a subject may begin on each axis: the document axis has those sent and those received. */
export const initialStates = {
  acceptance: ['draft', 'placed'],
  payment: ['none', 'not_applicable'],
  fulfilment: ['unfulfilled', 'not_required'],
  cancellation: ['none'],
  ledger: ['absent'],
  shipment: ['planned'],
  document: ['built', 'received'],
} as const satisfies { readonly [A in Axis]: readonly State<A>[] };

/** Whether a state is one of this axis. */
export function isState(axis: Axis, state: string): boolean {
  return Object.hasOwn(transitions[axis], state);
}

/** axis -> state -> every state that can follow it, at once or by way of others. */
const followers: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> = new Map(
  Object.entries(transitions).map(([axis, table]) => [axis, closureOf(table)]),
);

function closureOf(table: Table): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    Object.keys(table).map((state) => {
      const reached = new Set<string>();
      const open = [state];
      for (let current = open.pop(); current !== undefined; current = open.pop()) {
        for (const next of table[current] ?? []) {
          if (reached.has(next)) continue;
          reached.add(next);
          open.push(next);
        }
      }
      return [state, reached];
    }),
  );
}

/** Whether a system that showed `from` may show `to` later. A poll sees only some of the states. */
export function mayFollow(axis: Axis, from: string, to: string): boolean {
  return from === to || followers.get(axis)?.get(from)?.has(to) === true;
}
