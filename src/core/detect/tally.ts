// What the judging of subjects counts for the whole run. Each part of a run (a worker, a batch)
// fills one; `mergeTallies` adds them up in any order, so the result depends on no division.
import type { Instant } from '../observation/instant.js';
import type { Condition } from './finding.js';
import type { LoneRecord } from './lone-record.js';
import type { CostOwed, VendorBill } from './vendor-bill.js';

export interface HandoffTally {
  seen: number;
  seenLate: number;
  overdue: number;
  expected: number;
  waiting: number;
  notCovered: number;
  /** Milliseconds from trigger to effect, bucketed by `latencyBucket` (latency.ts). */
  readonly latency: Map<number, number>;
}

export interface UnmappedTally {
  readonly system: string;
  readonly native: string;
  readonly kind: string;
  readonly closed: boolean;
  count: number;
  firstAt: Instant;
  /** Citation and subject of the earliest one (ties: least citation). */
  first: string;
  subjectKey: string;
  /** Names of the orders that carry it, at most `limits.findingRefsMax`, least first. */
  readonly orders: Set<string>;
}

/** Subjects that show a signal, of those that could have shown it. */
export interface SignalTally {
  count: number;
  judged: number;
  /** Citations, at most `limits.findingEvidenceMax`, kept by `keepLeast` (merge-tally.ts). */
  evidence: string[];
  /** Epoch day -> subjects that show it on that day; absent: only the count of the run is known. */
  days?: Map<number, number>;
}

/** A fault that the whole run may still take back, and what stands in its place then. */
export interface SuspendedFault {
  /** null: it stands whatever the run says. */
  readonly condition: Condition | null;
  /** `system|kind` that may make it right and was not read: where it stands it is unknown; null: a fault. */
  readonly wanting: string | null;
  readonly healed: boolean;
  /** The earliest of the row. */
  at: Instant | null;
  readonly beneath: readonly SuspendedFault[];
}

/** Orders whose standing hangs on the same conditions. */
export interface SuspendedOrders {
  readonly faults: readonly SuspendedFault[];
  /** Field of `Tally` that counts them where no fault stands; null: no system knows the order. */
  readonly otherwise: 'agreeing' | 'inFlight' | 'agreementUnknown' | null;
  count: number;
  /** What they add to the run's signals where a fault stands. */
  readonly signals: Map<string, SignalTally>;
}

/** Orders that one system states, and those of them of which it gives no lines. */
export interface StatedOrders {
  orders: number;
  withoutLines: number;
}

/** One order of the run in one class (channel × fulfilled_by × type). */
export interface ClassTally {
  orders: number;
  /** system -> orders of the class that it shows. */
  readonly shownBy: Map<string, number>;
}

export interface Tally {
  orders: number;
  purchases: number;
  stockItems: number;
  feeds: number;
  documents: number;
  duplicates: number;
  agreeing: number;
  disagreeing: number;
  inFlight: number;
  agreementUnknown: number;
  oldestDisagreement: Instant | null;
  /** `rule→destination` -> counts. */
  readonly handoffs: Map<string, HandoffTally>;
  /** `system|fact` -> expectations that could not be judged for want of it. */
  readonly unknown: Map<string, number>;
  readonly classes: Map<string, ClassTally>;
  /** system -> the orders that it states, with their lines or without. */
  readonly stated: Map<string, StatedOrders>;
  /** `system|native` -> what was not in its vocabulary. */
  readonly unmapped: Map<string, UnmappedTally>;
  /** difference key -> [orders with exactly this difference, orders compared]. */
  readonly differences: Map<string, { count: number; compared: number }>;
  /** `from→to|fact` -> times that a fact of one system was then shown by the other. */
  readonly traffic: Map<string, number>;
  /** Signal id -> subjects that show it, with the days (epoch day) on which they do. */
  readonly signals: Map<string, SignalTally>;
  /** Faults and what stands without them, as text -> orders that wait for the whole run (suspended.ts). */
  readonly suspended: Map<string, SuspendedOrders>;
  /** channel|epoch week -> orders placed, for `new-channel-worse`. */
  readonly placedByWeek: Map<string, number>;
  /** system -> statements, errors (hop.failed, order.refused, feed.failed) of it. */
  readonly events: Map<string, { events: number; errors: number }>;
  /** who|what -> hand-made corrections: the workaround stack. */
  readonly hands: Map<string, { count: number; minutes: number; days: Set<number> }>;
  /** `system|axis|from→to` -> statements that no legal transition leads to. */
  readonly implausible: Map<string, number>;
  /** `system|order` -> an order that only the ERP knows (orphaned-payment.ts). */
  readonly lone: Map<string, LoneRecord>;
  /** `system|order` -> a drop-shipped order that the books show without its cost (vendor-bill.ts). */
  readonly costsOwed: Map<string, CostOwed>;
  /** Name of an order -> the bills of what was bought for it. */
  readonly vendorBills: Map<string, VendorBill>;
}

export function emptyTally(): Tally {
  return {
    orders: 0,
    purchases: 0,
    stockItems: 0,
    feeds: 0,
    documents: 0,
    duplicates: 0,
    agreeing: 0,
    disagreeing: 0,
    inFlight: 0,
    agreementUnknown: 0,
    oldestDisagreement: null,
    handoffs: new Map(),
    unknown: new Map(),
    classes: new Map(),
    stated: new Map(),
    unmapped: new Map(),
    differences: new Map(),
    traffic: new Map(),
    signals: new Map(),
    suspended: new Map(),
    placedByWeek: new Map(),
    events: new Map(),
    hands: new Map(),
    implausible: new Map(),
    lone: new Map(),
    costsOwed: new Map(),
    vendorBills: new Map(),
  };
}
