// `cancel-order`: what was cancelled anywhere must stop at every other holder, unless it shipped
// first: then the way back is a return, and nothing is owed here.
import type { Rule } from '../contract/contract.js';
import { isChannel } from '../contract/contract.js';
import { minute } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { cancelledByItself, orderedBy, wholeCancellation } from '../order/cancelled.js';
import { draftOf, holding } from '../order/class.js';
import { later } from '../order/clock.js';
import { amountName, equal, includes, minus, noQuantities, plus } from '../order/quantities.js';
import type { OrderRecord, OrderView, Quantities, QuantityFact } from '../order/record.js';
import { linesOf } from '../order/record.js';
import { shippedSteps } from '../order/shipped.js';
import type { Handoff, Interval } from './handoff.js';
import type { Owing } from './owing.js';
import { exactlyShownFirst, statedBy, toldFirst } from './owing.js';
import type { Effect } from './settle.js';
import { noEffect, settled, triggers, waiting, worse } from './settle.js';

const shownBy: readonly Kind[] = ['order.cancelled'];
const defaultWithinMillis = 5 * minute;

export function cancellationHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  for (const teller of owing.record.views) {
    // Where everybody is heard, so is whoever told of what we told the teller.
    const source = rule.from === null ? cancelledByItself(teller) : teller;
    if (teller === view || source.cancellations.length === 0) continue;
    const whole = wholeCancellation(source, orderedBy(owing.record));
    if (whole === null) worst = worse(worst, ofEachLine(rule, view, source, owing), owing);
    else if (triggers(rule, view.system, whole)) {
      worst = worse(worst, ofWhole(rule, view, whole, owing), owing);
    }
  }
  return worst;
}

function ofEachLine(rule: Rule, view: OrderView, source: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  const turning = { rule: rule.id, to: view.system, owing, statementOf: ofFact };
  const told = toldFirst(source.cancellations, {
    ...turning,
    isShown: (all, index, by) => {
      const shown = lineSteps({ cancellations: statedBy(view.cancellations, ofFact, by) });
      const step = lineSteps({ cancellations: all.slice(0, index + 1) }).at(-1);
      return step !== undefined && shown.some((own) => includes(own.cumulative, step.cumulative));
    },
  });
  const cancellations = exactlyShownFirst(told, turning, {
    of: ({ lines }) => (lines === null ? null : amountName(lines)),
    shown: view.cancellations.map(({ lines, statement }) => ({
      amount: lines === null ? null : amountName(lines),
      at: statement.at,
    })),
  });
  for (const line of lineSteps({ cancellations })) {
    if (!triggers(rule, view.system, line.statement)) continue;
    worst = worse(worst, ofLines(rule, view, line, owing), owing);
  }
  return worst;
}

function ofWhole(rule: Rule, view: OrderView, trigger: Observation, owing: Owing): Handoff | null {
  const handoff = wholeHandoff(rule, view, trigger, owing);
  return handoff === null ? null : { ...handoff, ofOrder: true };
}

function wholeHandoff(
  rule: Rule,
  view: OrderView,
  trigger: Observation,
  owing: Owing,
): Handoff | null {
  // Live, what has gone out must be undone, or said to be past undoing; the ledger knows what has.
  const undoing = owing.each !== undefined && rule.compensates !== null;
  const pending = (): Handoff => waiting(rule, view.system, trigger, rule.compensates ?? '');
  if (shippedBefore(owing.record, trigger)) {
    return undoing && holding(view) !== null ? { ...pending(), tooLate: hasShipped } : null;
  }
  if (undoing && (holding(view) ?? draftOf(view)) === null) return pending();
  const refused = undoing ? refusal(view, trigger) : null;
  const cancelled = wholeCancellation(view, orderedBy(owing.record));
  const interval =
    cancelled ?? refusal(view, trigger) ?? correctedTo(view, trigger) ?? closedWithout(view, null);
  const contradicted = interval === null ? goesOn(view, owing.record) : null;
  const effect = { ...noEffect, interval, contradicted };
  const handoff = settle(rule, view, trigger, { owing, effect });
  if (handoff === null || refused === null || cancelled !== null) return handoff;
  return { ...handoff, tooLate: refused.data.reason ?? 'the destination refused to cancel it' };
}

const hasShipped = 'it had shipped before it was cancelled: the way back is a return';

/** The destination has answered that it is too late: that is an answer, and not ours to chase. */
function refusal(view: OrderView, trigger: Observation): Observation | null {
  return view.cancelRefusals.find((one) => one.at >= trigger.at) ?? null;
}

/** An update to no quantity at all is a cancellation in systems that have no other. */
function correctedTo(view: OrderView, trigger: Observation): Observation | null {
  return (
    view.updates.find(
      (update) =>
        update.at >= trigger.at &&
        update.data.lines !== undefined &&
        update.data.lines.every((line) => line.qty === 0),
    ) ?? null
  );
}

/**
 * An ERP that closed the order works no more on what it has not shipped: NetSuite closes the lines of an
 * approved order, and cancels none. `left`: what the cancellation left to ship.
 */
function closedWithout(view: OrderView, left: Quantities | null): Observation | null {
  const closing = view.stated.find(({ ledger }) => ledger === 'closed')?.statement ?? null;
  if (view.shipments.length === 0) return closing;
  const shipped = shippedSteps(view).at(-1)?.cumulative ?? null;
  return left !== null && shipped !== null && includes(left, shipped) ? closing : null;
}

const ofFact = ({ statement }: QuantityFact): Observation => statement;

interface LineStep {
  readonly statement: Observation;
  readonly cumulative: Quantities;
}

function lineSteps(view: Pick<OrderView, 'cancellations'>): LineStep[] {
  const steps: LineStep[] = [];
  let cumulative = noQuantities;
  for (const fact of view.cancellations) {
    if (fact.lines === null) continue;
    cumulative = plus(cumulative, fact.lines);
    steps.push({ statement: fact.statement, cumulative });
  }
  return steps;
}

function ofLines(rule: Rule, view: OrderView, step: LineStep, owing: Owing): Handoff | null {
  const { record } = owing;
  const whole = wholeCancellation(view, orderedBy(record));
  const matched = lineSteps(view).find((own) => includes(own.cumulative, step.cumulative));
  const heeded = workDone(view, step, record);
  const answered = view.cancelRefusals.find((one) => one.at >= step.statement.at);
  const ordered = orderedBy(record);
  const left = ordered === null ? null : minus(ordered, step.cumulative);
  const reduced = reducedTo(view, step, record) ?? closedWithout(view, left);
  const stated = whole ?? matched?.statement ?? reduced ?? answered ?? null;
  const interval = stated ?? inferred(step.statement, heeded.within);
  const held = holding(view);
  // Who may have taken the order in after the line was cancelled, and did no more than the rest, knew.
  const mayKnow = held !== null && held.until > step.statement.at && heeded.beyond === null;
  if (mayKnow && !wasTold(view, step, owing)) return null;
  const contradicted = heeded.beyond?.at ?? null;
  return settle(rule, view, step.statement, {
    owing,
    effect: { ...noEffect, interval, contradicted },
  });
}

/** We had it created there with what was cancelled. */
function wasTold({ system }: OrderView, step: LineStep, owing: Owing): boolean {
  const { cumulative, statement } = step;
  const told = owing.told?.(system) ?? null;
  const ordered = orderedBy(owing.record);
  if (told === null || ordered === null) return false;
  // To cancel lines twice may cancel twice as many. What it had before, nobody created with the rest.
  const hadBefore = told.takenAt !== null && told.takenAt <= statement.at;
  if (told.isDoubtful && !hadBefore) return false;
  return !includes(minus(ordered, cumulative), told.lines);
}

/** That less was sent shows that it was known, not since when. */
function inferred(cancelled: Observation, work: Observation | null): Interval | null {
  return work === null ? null : { at: cancelled.at, until: work.until };
}

interface WorkDone {
  /** Work on no more than what the cancellation left. */
  readonly within: Observation | null;
  /** Work on what had been cancelled. */
  readonly beyond: Observation | null;
}

function workDone(view: OrderView, step: LineStep, record: OrderRecord): WorkDone {
  const ordered = orderedBy(record);
  const last = shippedSteps(view).at(-1);
  if (ordered === null || last?.cumulative == null || last.statement.at <= step.statement.until) {
    return { within: null, beyond: null };
  }
  for (const [sku, qty] of step.cumulative) {
    const left = (ordered.get(sku) ?? 0) - qty;
    if ((last.cumulative.get(sku) ?? 0) > left) return { within: null, beyond: last.statement };
  }
  return { within: last.statement, beyond: null };
}

/** An update or a later acknowledgement that no longer has the cancelled lines. */
function reducedTo(view: OrderView, step: LineStep, record: OrderRecord): Observation | null {
  const ordered = orderedBy(record);
  for (const update of view.updates) {
    const lines = linesOf(record, update);
    if (update.until < step.statement.at) continue;
    if (lines === undefined || ordered === null) return update;
    if (equal(plus(lines, step.cumulative), ordered) || includes(ordered, lines)) return update;
  }
  return null;
}

function settle(
  rule: Rule,
  view: OrderView,
  trigger: Observation,
  given: { readonly owing: Owing; readonly effect: Effect },
): Handoff | null {
  const held = holding(view) ?? draftOf(view);
  if (held === null) return null;
  const start = later(trigger, held);
  const dueMillis = rule.withinMillis ?? defaultWithinMillis;
  const expected = { rule, to: view.system, trigger, start, dueMillis, shownBy };
  return settled(expected, given.effect, given.owing.context);
}

/** When the holder was last seen to go on: work on the order, or a state in which it is still to be done. */
function goesOn(view: OrderView, record: OrderRecord): Instant | null {
  const work = workAfter(view, record);
  const open = stillOpen(view);
  if (work === null || open === null) return work ?? open;
  return work > open ? work : open;
}

/**
 * A channel shows a cancellation beside how far its parcels are: that none has left says nothing. Who does
 * the work shows one by leaving those states.
 */
function stillOpen(view: OrderView): Instant | null {
  const works = view.role !== null && !isChannel(view.role);
  const last = view.stated.findLast(({ ledger, fulfilment }) => ledger ?? (works && fulfilment));
  if (last === undefined) return null;
  const state = last.ledger ?? last.fulfilment ?? '';
  return openStates.has(state) ? last.statement.at : null;
}

const openStates: ReadonlySet<string> = new Set([
  'draft',
  'committed',
  'unfulfilled',
  'scheduled',
  'in_progress',
]);

/** Work that the holder, or a warehouse for it, still did on the order: picking, a parcel. */
function workAfter(view: OrderView, record: OrderRecord): Instant | null {
  let latest: Instant | null = null;
  for (const other of record.views) {
    if (other !== view && (other.role !== 'warehouse' || view.role !== 'erp')) continue;
    for (const work of [other.work.at(-1), other.shipments.at(-1)?.statement]) {
      if (work !== undefined && (latest === null || work.at > latest)) latest = work.at;
    }
  }
  return latest;
}

/**
 * Whether a parcel had left, or may have left, before the order was cancelled. What the warehouse
 * states to be certainly later settles what another system only knows by the day; what any other
 * system states may be the late echo of a parcel that was gone.
 */
function shippedBefore(record: OrderRecord, cancelled: Observation): boolean {
  let possibly = false;
  let later = false;
  for (const view of record.views) {
    const first = view.shipments[0]?.statement;
    if (first !== undefined && first.until <= cancelled.at) return true;
    if (first !== undefined && first.at <= cancelled.until) possibly = true;
    const earliest = view.work[0] ?? first;
    if (view.role === 'warehouse' && earliest !== undefined && earliest.at > cancelled.until) {
      later = true;
    }
  }
  return possibly && !later;
}
