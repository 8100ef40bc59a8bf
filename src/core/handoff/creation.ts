// `create-order`: a placed and payable order must be held, confirmed, by the destination.
import type { Rule } from '../contract/contract.js';
import type { Context } from '../detect/context.js';
import type { Instant } from '../observation/instant.js';
import { day, minute } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { cancelledBefore } from '../order/cancelled.js';
import { confirmation, draftOf, routedTo } from '../order/class.js';
import { creationStart } from '../order/clock.js';
import type { OrderView } from '../order/record.js';
import { viewOf } from '../order/record.js';
import { oneBusinessDayAfter } from './business-day.js';
import type { Handoff, Interval } from './handoff.js';
import type { Owing } from './owing.js';
import { dueOf, settled, triggers, waiting } from './settle.js';

const shownBy: readonly Kind[] = ['order.acknowledged'];
const defaultWithinMillis = 15 * minute;

export function creationHandoff(rule: Rule, to: string, owing: Owing): Handoff | null {
  const trigger = triggerOf(rule, to, owing);
  if (trigger === null) return null;
  const routed = routedTo(owing.context.contract, owing.orderClass);
  if (routed !== null && !routed.includes(to)) return null;
  const view = viewOf(owing.record, to);
  // The system that places the order itself holds it already.
  if (view?.placed != null) return null;
  if (routed === null && isElsewhere(rule, to, owing)) return null;
  const confirmed = confirmation(view);
  const start = creationStart(owing.record, trigger, owing.context);
  if (start.kind === 'waits' && confirmed === null) return waiting(rule, to, trigger, start.for);
  const from = start.kind === 'runs' ? start.from : untold(trigger, confirmed);
  const dueMillis = rule.withinMillis ?? defaultWithinMillis;
  // An order that was cancelled before it had to be there is no longer owed.
  if (confirmed === null && cancelledBefore(owing.record, dueOf(from, dueMillis).until))
    return null;
  const expected = { rule, to, trigger, start: from, dueMillis, shownBy };
  const draft = draftOf(view);
  if (draft !== null) return parked({ ...expected, draft, confirmed, view, owing });
  const effect = { interval: confirmed, partial: false, contradicted: null };
  return settled(expected, effect, owing.context);
}

/** Whether the order may yet be given there: it was neither cancelled before it had to be, nor goes elsewhere. */
export function isToCome(rule: Rule, to: string, owing: Owing): boolean {
  return triggerOf(rule, to, owing) === null || creationHandoff(rule, to, owing) !== null;
}

/**
 * Which of several ERPs takes an order, only the contract's routes can say: without them it is owed to
 * no second one. Live, what is being carried there is not dropped because another answered first.
 */
function isElsewhere(rule: Rule, to: string, { record, context, each }: Owing): boolean {
  if (each !== undefined || rule.to.length < 2) return false;
  const role = context.contract.systems.get(to)?.role;
  const holders = record.views.filter(
    (view) =>
      view.role === role &&
      rule.to.includes(view.system) &&
      (confirmation(view) ?? draftOf(view)) !== null,
  );
  return holders.length > 0 && holders.every(({ system }) => system !== to);
}

/** It became payable at some time before it was taken in: nothing can be called late. */
function untold(trigger: Observation, confirmed: Observation | null): Interval {
  return { at: trigger.at, until: confirmed?.until ?? trigger.until };
}

function triggerOf(rule: Rule, to: string, owing: Owing): Observation | null {
  const { record } = owing;
  if (rule.on.includes('order.placed')) {
    const { placing } = record;
    return placing !== null && triggers(rule, to, placing) ? placing : null;
  }
  return record.statements.find((statement) => triggers(rule, to, statement)) ?? null;
}

interface Parked {
  readonly rule: Rule;
  readonly to: string;
  readonly trigger: Observation;
  readonly start: Interval;
  readonly dueMillis: number;
  readonly shownBy: readonly Kind[];
  readonly draft: Observation;
  readonly confirmed: Observation | null;
  readonly view: OrderView | undefined;
  readonly owing: Owing;
}

/** A draft moves the deadline to `approve_within` after it. */
function parked(given: Parked): Handoff {
  const { rule, draft, confirmed, owing } = given;
  const effect = { interval: confirmed, partial: confirmed === null, contradicted: null };
  const inTime = draft.at <= dueOf(given.start, given.dueMillis).until;
  // A late draft moves nothing where the order was confirmed in the end.
  if (!inTime && confirmed !== null) return settled(given, effect, owing.context);
  const millis = rule.approveWithinMillis ?? businessDay(draft, given.to, owing.context);
  const approval = { ...given, start: draft, dueMillis: millis, notBefore: draft.at };
  return settled(approval, effect, owing.context);
}

function businessDay(draft: Observation, system: string, context: Context): number {
  const zone = context.contract.systems.get(system)?.zone ?? null;
  const calendar = context.contract.calendar;
  const end: Instant = oneBusinessDayAfter(draft.until, zone, calendar);
  return Math.max(day, end - draft.until);
}
