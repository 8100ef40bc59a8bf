// One bucket of statements -> the orders in it, each folded, owed and judged. Pure: what it counts
// goes into the tally that the caller owns.
import { detectBooksGap, noteCostOwed } from '../detect/books-gap.js';
import type { Context } from '../detect/context.js';
import { detectDuplicateDraft } from '../detect/duplicate-draft.js';
import type { Candidate } from '../detect/finding.js';
import { detectIdentityConflict } from '../detect/identity-conflict.js';
import { detectImpossibleQuantity } from '../detect/impossible-quantity.js';
import { detectLostOrder } from '../detect/lost-order.js';
import { detectOrphanedPayment } from '../detect/orphaned-payment.js';
import { detectParkedDraft } from '../detect/parked-draft.js';
import { detectPrematureEvent } from '../detect/premature-event.js';
import { detectRollbackGap } from '../detect/rollback-gap.js';
import { detectStatusVoid } from '../detect/status-void.js';
import { detectSyncDelay } from '../detect/sync-delay.js';
import type { Tally } from '../detect/tally.js';
import type { Totals } from '../detect/tally-keys.js';
import { TallyKeys } from '../detect/tally-keys.js';
import { detectThreeTruths } from '../detect/three-truths.js';
import { detectTransformMismatch } from '../detect/transform-mismatch.js';
import { detectUnmatchedFulfilment } from '../detect/unmatched-fulfilment.js';
import { obligations } from '../handoff/owed.js';
import type { Identity, OrderSubject } from '../identity/exact.js';
import { orderSubjects } from '../identity/exact.js';
import { OrderNames } from '../identity/names.js';
import { ofOneWorld } from '../observation/live.js';
import type { Observation } from '../observation/observation.js';
import type { Demand } from '../stock/demand.js';
import { arrivals } from './arrivals.js';
import { classOf } from './class.js';
import { demandOf } from './demand.js';
import { foldOrder } from './fold.js';
import type { JudgedOrder, OrderDetector, OrderFault } from './judged.js';
import { overdueOf } from './judged.js';
import { mergeFaults } from './merge-faults.js';
import type { Items } from './quantities.js';
import { itemsOf } from './quantities.js';
import type { OrderRecord } from './record.js';
import { orderReference } from './subject.js';
import { shownBySystem } from './view-axes.js';
import { countOrder } from './count.js';
import { noteUnmapped } from './unmapped.js';

/** What the judging of orders needs besides the context; made once a run by `orderRun`. */
export interface OrderRun extends Totals {
  readonly context: Context;
  readonly identity: Identity;
  readonly items: Items;
  /** Takes the lines that channels sold, for the judging of stock; null: no stock is stated. */
  readonly demand: ((demand: Demand) => void) | null;
  /** Takes the key of an order that a finding of the whole run may be about: no candidate names it yet. */
  readonly foundLater?: (orderKey: string) => void;
}

/** Makes what is the same for all buckets of a run. */
export function orderRun(
  given: Pick<OrderRun, 'context' | 'tally' | 'demand' | 'foundLater'>,
): OrderRun {
  const { contract } = given.context;
  return {
    ...given,
    keys: new TallyKeys(),
    items: itemsOf(contract.items),
    identity: {
      names: new OrderNames(contract.joins),
      isStorefront: (system) => contract.systems.get(system)?.role === 'storefront',
    },
  };
}

const detectors: readonly OrderDetector[] = [
  detectIdentityConflict,
  detectDuplicateDraft,
  detectUnmatchedFulfilment,
  detectOrphanedPayment,
  detectImpossibleQuantity,
  detectSyncDelay,
];

/** Those that begin at a handoff past due: most orders have none. */
const detectorsOfOverdue: readonly OrderDetector[] = [
  detectPrematureEvent,
  detectRollbackGap,
  detectLostOrder,
  detectParkedDraft,
  detectThreeTruths,
  detectStatusVoid,
  detectBooksGap,
];

/** Judges all orders of a bucket. */
export function judgeOrders(bucket: readonly Observation[], run: OrderRun): Candidate[] {
  const candidates: Candidate[] = [];
  for (const subject of orderSubjects(bucket, run.identity)) {
    for (const found of judgeOrder(subject, run).candidates) candidates.push(found);
  }
  return candidates;
}

/** An order with all that was found of it. */
export interface OrderJudgement {
  readonly order: JudgedOrder;
  readonly candidates: readonly Candidate[];
}

/** The orders of a bucket themselves, for who keeps them. */
export function judgedOrders(
  bucket: readonly Observation[],
  run: OrderRun,
): readonly OrderJudgement[] {
  return orderSubjects(bucket, run.identity).map((subject) => judgeOrder(subject, run));
}

function judgeOrder(subject: OrderSubject, run: OrderRun): OrderJudgement {
  const { context, tally } = run;
  const arrived = arrivals(ofOneWorld(subject.statements));
  tally.duplicates += arrived.duplicates;
  const record = foldOrder({
    key: subject.key,
    arrivals: arrived,
    conflicts: subject.conflicts,
    items: run.items,
    context,
  });
  const order = new Judged(record, context);
  const faults = record.test ? [] : faultsOf(order, run);
  const doubts = faults.filter(({ wanting }) => wanting !== undefined);
  const candidates = mergeFaults(faults.filter(({ wanting }) => wanting === undefined));
  const isWordFirst = noteWords(order, tally);
  countOrder(order, { candidates, doubts }, run);
  const isCostOwed = !record.test && noteCostOwed(order, candidates, tally, run.identity.names);
  if (isWordFirst || isCostOwed) run.foundLater?.(order.subject.key);
  if (run.demand !== null) demandOf(record, run.demand);
  return { order, candidates };
}

/** Whether one of its words stands here first. */
function noteWords(order: JudgedOrder, tally: Tally): boolean {
  let isFirst = false;
  for (const word of order.record.unmapped) {
    const { order: global, order_name: name, external, po, record } = order.subject.refs;
    const names = [global, name, external, po, record].flatMap((values) => values ?? []);
    if (noteUnmapped(tally, { ...word, key: order.subject.key, names })) isFirst = true;
  }
  return isFirst;
}

/** The name of an order is only gathered once something is found. */
class Judged implements JudgedOrder {
  readonly record: OrderRecord;
  readonly context: Context;
  readonly orderClass: JudgedOrder['orderClass'];
  readonly handoffs: JudgedOrder['handoffs'];
  readonly overdue: JudgedOrder['overdue'];
  #subject: JudgedOrder['subject'] | null = null;

  constructor(record: OrderRecord, context: Context) {
    this.record = record;
    this.context = context;
    this.orderClass = classOf(record);
    this.handoffs = obligations(this);
    this.overdue = overdueOf(record, this.handoffs);
  }

  get subject(): JudgedOrder['subject'] {
    this.#subject ??= {
      ...orderReference(this.record),
      shown: shownBySystem(this.record),
    };
    return this.#subject;
  }
}

function faultsOf(order: JudgedOrder, totals: Totals): OrderFault[] {
  const faults = detectTransformMismatch(order, totals);
  for (const detect of detectors) for (const found of detect(order)) faults.push(found);
  if (order.overdue.length === 0) return faults;
  for (const detect of detectorsOfOverdue) for (const found of detect(order)) faults.push(found);
  return faults;
}
