// `record-fulfilment` and `confirm-shipment`: what shipped anywhere must be shown by every holder.
// Compared by cumulative quantity, so that a split on one side and one parcel on the other agree.
import type { Rule } from '../contract/contract.js';
import type { Decimal } from '../observation/decimal.js';
import { minute } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { compareStatements } from '../order/arrivals.js';
import { orderedBy, wholeCancellation } from '../order/cancelled.js';
import { confirmation, holding } from '../order/class.js';
import { later } from '../order/clock.js';
import { endsRecordsOnly } from '../order/held-records.js';
import {
  amountName,
  includes,
  noQuantities,
  plus,
  quantityTotal,
  shareNames,
} from '../order/quantities.js';
import type {
  OrderRecord,
  OrderView,
  Quantities,
  QuantityFact,
  ShippedStep,
} from '../order/record.js';
import {
  byItself,
  namedAsSent,
  sharedShipments,
  shippedSteps,
  stepsOfOne,
  stepsUpTo,
  stepsWithout,
} from '../order/shipped.js';
import { remembered } from '../remembered.js';
import type { Handoff, Interval } from './handoff.js';
import type { Owing } from './owing.js';
import { exactlyShownFirst, statedBy, toldFirst } from './owing.js';
import type { Effect } from './settle.js';
import { dueOf, noEffect, settled, shownAt, triggers, waiting, worse } from './settle.js';

const ofFact = ({ statement }: QuantityFact): Observation => statement;

const shownBy: readonly Kind[] = ['shipment.shipped', 'shipment.in-transit', 'shipment.delivered'];
const defaultWithinMillis = 60 * minute;

export function shipmentHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  for (const teller of owing.record.views) {
    // Where everybody is heard, so is whoever told of what we told the teller.
    const own = rule.from === null ? byItself(teller) : teller;
    if (teller === view || own.shipments.length === 0) continue;
    const named = namedAsSent(view, own);
    const source = inTurn(own, rule, named, owing);
    const shared = sharedShipments(named, source);
    for (const step of triggering(source)) {
      if (!triggersShipment(rule, view.system, step)) continue;
      const { counted: all, shown } = comparedSteps(step, named, source, shared);
      const counted = stillOpen(all, view, owing.record);
      if (counted === null) continue;
      const shownOnce = shownBeforeTakenBack(step, view, source, owing.record);
      const given = { owing, counted, shown, shownOnce };
      worst = worse(worst, handoffOf(rule, view, step, given), owing);
    }
  }
  return worst;
}

/** The same, with the parcels first that the destination was told of. */
function inTurn(source: OrderView, rule: Rule, view: OrderView, owing: Owing): OrderView {
  const turning = { rule: rule.id, to: view.system, owing, statementOf: ofFact };
  const stepsOfAll = remembered(stepsUpTo);
  const stepsBy = new Map<Instant, readonly ShippedStep[]>();
  const told = toldFirst(source.shipments, {
    ...turning,
    isShown: (all, index, by) => {
      const shown = stepsBy.get(by) ?? stepsShown(view, by);
      stepsBy.set(by, shown);
      const step = stepsOfAll(all)[index];
      return step !== undefined && shown.some((one) => reaches(one, step, owing.record));
    },
  });
  const firsts = firstsOf(told);
  const turned = exactlyShownFirst(told, turning, {
    of: (one) => (firsts.has(one) ? goodsOf(one) : null),
    shown: [...firstsOf(view.shipments)].map((one) => ({
      amount: goodsOf(one),
      at: one.statement.at,
    })),
  });
  if (turned === source.shipments) return source;
  return { ...source, shipments: turned, shippedSteps: null };
}

function stepsShown(view: OrderView, by: Instant): readonly ShippedStep[] {
  const shipments = statedBy(view.shipments, ofFact, by);
  return shippedSteps({ ...view, shipments, shippedSteps: null });
}

/** A parcel counts once, by its first statement. */
function firstsOf(all: readonly QuantityFact[]): ReadonlySet<QuantityFact> {
  const firsts = new Map<string, QuantityFact>();
  for (const one of all) if (!firsts.has(one.entity)) firsts.set(one.entity, one);
  return new Set(firsts.values());
}

function goodsOf({ entity, lines }: QuantityFact): string | null {
  return lines === null || entity === 'status' ? null : amountName(lines);
}

interface Compared {
  /** The step as it counts against what is shown. */
  readonly counted: ShippedStep;
  readonly shown: readonly ShippedStep[];
}

/**
 * How the destination showed the step before it took parcels back of its own will: what it had been
 * told of then, it need not be told again. A parcel that the source first shows afterwards is another.
 */
function shownBeforeTakenBack(
  step: ShippedStep,
  view: OrderView,
  source: OrderView,
  record: OrderRecord,
): Effect | null {
  if (view.takenBack.length === 0) return null;
  const back = view.takenBack.filter(({ shipment, by }) =>
    source.shipments.some(
      ({ entity, statement }) => entity === shipment.entity || statement.at <= by.until,
    ),
  );
  if (back.length === 0) return null;
  const shipments = [...back.map(({ shipment }) => shipment), ...view.shipments].sort(
    (left, right) => compareStatements(left.statement, right.statement),
  );
  const before = namedAsSent({ ...view, shipments, shippedSteps: null }, source);
  const { counted, shown } = comparedSteps(step, before, source, sharedShipments(before, source));
  const effect = effectOf(counted, shown, record);
  return effect === 'unknown' || effect.interval === null ? null : effect;
}

/** A parcel that the destination calls by another one's name answers for that one alone. */
function comparedSteps(
  step: ShippedStep,
  view: OrderView,
  source: OrderView,
  shared: ReadonlySet<string>,
): Compared {
  const whole = { counted: step, shown: shippedSteps(view) };
  if (shared.size === 0 || shared.has(step.entity)) return own(step, view, source, shared) ?? whole;
  const counted = stepsWithout(source, shared).find(({ entity }) => entity === step.entity);
  return counted === undefined ? whole : { counted, shown: stepsWithout(view, shared) };
}

/** The parcel alone, where the destination shows it by its name and all of it. */
function own(
  step: ShippedStep,
  view: OrderView,
  source: OrderView,
  shared: ReadonlySet<string>,
): Compared | null {
  if (!shared.has(step.entity)) return null;
  const [counted] = stepsOfOne(source, step.entity);
  const shown = stepsOfOne(view, step.entity);
  const isAll = shown.some(
    ({ cumulative }) =>
      cumulative === null ||
      counted?.cumulative == null ||
      includes(cumulative, counted.cumulative),
  );
  return counted !== undefined && isAll ? { counted, shown } : null;
}

/** Beside parcels whose lines are known a bare status adds nothing: it may speak of one record of several. */
function triggering(source: OrderView): readonly ShippedStep[] {
  const steps = shippedSteps(source);
  const parcels = steps.filter((step) => step.statement.kind !== 'order.status');
  return parcels.some((step) => step.cumulative !== null) ? parcels : steps;
}

/**
 * The step as far as its lines are open at the destination: what that had cancelled before the parcel
 * left, it has no line for, and that it left is the untold cancellation. Null: nothing of it is open.
 */
function stillOpen(step: ShippedStep, view: OrderView, record: OrderRecord): ShippedStep | null {
  if (view.cancellations.length === 0 && view.records.length === 0) return step;
  const before = (statement: Observation): boolean => statement.until <= step.statement.at;
  const ordered = orderedBy(record);
  const whole = wholeCancellation(view, ordered);
  if (whole !== null && before(whole)) return null;
  if (ordered === null || step.cumulative === null) return step;
  let cancelled = noQuantities;
  for (const fact of view.cancellations) {
    if (fact.lines === null || !before(fact.statement) || endsRecordsOnly(view, fact)) continue;
    cancelled = plus(cancelled, fact.lines);
  }
  const cumulative = without(step.cumulative, cancelled, ordered);
  return quantityTotal(cumulative) === 0 ? null : { ...step, cumulative };
}

/** Of what was cancelled no more than was ordered besides. */
function without(shipped: Quantities, cancelled: Quantities, ordered: Quantities): Quantities {
  let open = shipped;
  for (const [sku, qty] of cancelled) {
    const most = Math.max(0, (ordered.get(sku) ?? 0) - qty) as Decimal;
    const left = open.get(sku) ?? 0;
    if (left > most) open = new Map(open).set(sku, most);
  }
  return open;
}

/** A bare status that claims shipped triggers as the shipment that it speaks of would. */
function triggersShipment(rule: Rule, to: string, step: ShippedStep): boolean {
  if (triggers(rule, to, step.statement)) return true;
  return step.statement.kind === 'order.status' && rule.on.includes('shipment.shipped');
}

function handoffOf(
  rule: Rule,
  view: OrderView,
  step: ShippedStep,
  given: Compared & { readonly owing: Owing; readonly shownOnce: Effect | null },
): Handoff {
  const { owing, shown, counted, shownOnce } = given;
  const trigger = step.statement;
  const now = effectOf(counted, shown, owing.record);
  const effect = now === 'unknown' || now.interval === null ? (shownOnce ?? now) : now;
  const held = view.role === 'erp' ? confirmation(view) : holding(view);
  if (held === null && effect !== 'unknown') {
    if (effect.interval === null) return waiting(rule, view.system, trigger, 'order-to-erp');
  }
  const start = held === null ? trigger : later(trigger, held);
  const dueMillis = withinOf(rule, owing.record, start);
  const expected = { rule, to: view.system, trigger, start, dueMillis, shownBy };
  const contradicted = contradiction(view, step, owing.record);
  if (effect === 'unknown') {
    const partly = settled(expected, { ...noEffect, partial: true, contradicted }, owing.context);
    if (contradicted !== null && contradicted > dueOf(start, dueMillis).until) return partly;
    const base = waiting(rule, view.system, trigger, '');
    return { ...base, state: 'not-covered', waitingFor: null };
  }
  if (effect.interval !== null) return settled(expected, effect, owing.context);
  return settled(expected, { ...effect, contradicted }, owing.context);
}

/** For a marketplace the promise may come first: `ship_by` less the margin, never before it ships. */
function withinOf(rule: Rule, record: OrderRecord, start: Interval): number {
  const within = rule.withinMillis ?? defaultWithinMillis;
  const shipBy = record.placing?.data.shipBy;
  if (rule.operation !== 'confirm-shipment' || rule.marginMillis === 0 || shipBy === undefined) {
    return within;
  }
  const promised = shipBy - rule.marginMillis - start.until;
  return promised > 0 ? Math.min(within, promised) : within;
}

function effectOf(
  step: ShippedStep,
  shown: readonly ShippedStep[],
  record: OrderRecord,
): Effect | 'unknown' {
  if (shown.length === 0) return noEffect;
  for (const candidate of shown) {
    if (!reaches(candidate, step, record)) continue;
    const { statement } = candidate;
    const first = candidate.whole && !isLast(step, record);
    return shownAt(first ? { at: step.statement.at, until: statement.until } : statement);
  }
  const unclear = shown.some((one) => one.cumulative === null) || step.cumulative === null;
  if (unclear && shown.some((one) => one.cumulative === null && !one.whole)) return 'unknown';
  return { ...noEffect, partial: true };
}

/** Whether it shipped the rest of the order. That all of it left says nothing of when its first part did. */
function isLast(step: ShippedStep, record: OrderRecord): boolean {
  if (step.whole) return true;
  const ordered = orderedBy(record);
  if (step.cumulative === null || ordered === null) return false;
  return includes(step.cumulative, ordered) || totals(step.cumulative) >= totals(ordered);
}

/** Whether the destination, at this step of its own, shows all that the source had shipped. */
function reaches(shown: ShippedStep, step: ShippedStep, record: OrderRecord): boolean {
  if (shown.whole) return true;
  if (step.cumulative === null && !step.whole) return shown.count >= step.count;
  if (shown.cumulative === null) return shown.count >= step.count && !step.whole;
  const wanted = step.cumulative ?? orderedBy(record);
  if (wanted === null) return true;
  if (includes(shown.cumulative, wanted)) return true;
  return !shareNames(shown.cumulative, wanted) && totals(shown.cumulative) >= totals(wanted);
}

const totals = (quantities: Quantities): number => quantityTotal(quantities);

/** The latest statement by which the view itself says that it is not shipped, or not all of it. */
function contradiction(view: OrderView, step: ShippedStep, record: OrderRecord): Instant | null {
  const stated = view.stated.at(-1);
  if (stated === undefined || stated.statement.at <= step.statement.until) return null;
  const { fulfilment } = stated;
  const open =
    fulfilment === 'unfulfilled' ||
    fulfilment === 'in_progress' ||
    (fulfilment === 'partially_shipped' && step.cumulative !== null && isLast(step, record));
  return open ? stated.statement.at : null;
}
