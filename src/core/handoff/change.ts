// `update-order`, `hold-order`, `release-order`: an order that changed, or was stopped, after it
// was handed on. Only the latest change counts: an older one is superseded by it.
import type { Operation, Rule } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { minute } from '../observation/instant.js';
import { covers } from '../observation/coverage.js';
import type { Observation } from '../observation/observation.js';
import { cancelledBefore } from '../order/cancelled.js';
import { holding } from '../order/class.js';
import { later } from '../order/clock.js';
import { asOf } from '../order/edits.js';
import { editsTold, stopsTold } from '../order/happenings.js';
import { equal, noQuantities, plus } from '../order/quantities.js';
import type { OrderRecord, OrderView, Quantities } from '../order/record.js';
import { linesOf, viewOf } from '../order/record.js';
import type { Handoff } from './handoff.js';
import type { Owing } from './owing.js';
import { dueOf, settled, shownAt, triggers, worse } from './settle.js';

export function changeHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  const trigger = latestUpdate(rule, view, owing.record);
  const held = holding(view);
  if (trigger === null || held === null) return null;
  // An order that the destination may have taken in after the change was taken in as changed.
  const isOld = holdsOldLines(view, trigger, owing);
  if (held.until > trigger.at && !isOld) return null;
  const start = later(trigger, held);
  const dueMillis = rule.withinMillis ?? 15 * minute;
  if (cancelledBefore(owing.record, dueOf(start, dueMillis).until)) return null;
  const interval = shownChange(view, trigger, owing.record);
  const shownBy = ['order.updated'] as const;
  const expected = { rule, to: view.system, trigger, start, dueMillis, shownBy };
  const contradicted = isOld ? linesStatedAt(view) : null;
  return settled(expected, { ...shownAt(interval), contradicted }, owing.context);
}

/**
 * By whoever told of it first. What the destination changed itself it need not be told, nor what others had
 * changed before: it may seem the first to tell of what it was told where its clock is behind.
 */
function latestUpdate(rule: Rule, view: OrderView, record: OrderRecord): Observation | null {
  let found: { readonly update: Observation; readonly isOwn: boolean } | null = null;
  for (const told of editsTold(record)) {
    const update = told.find((one) => triggers(rule, view.system, one));
    if (update === undefined) continue;
    const isOwn = told[0]?.system === view.system;
    if (found === null || update.until > found.update.until) found = { update, isOwn };
  }
  return found?.isOwn === false ? found.update : null;
}

/** Where the destination does not state its lines, they are those that we told it. */
function holdsOldLines(view: OrderView, trigger: Observation, { record, told }: Owing): boolean {
  const wanted = linesOf(record, trigger);
  // To be told again what it holds does no harm.
  const lines = view.records[0]?.lines ?? told?.(view.system)?.lines ?? null;
  return wanted !== undefined && lines !== null && !equal(lines, wanted);
}

/** As of when the one record of the destination shows its lines; null: it does not say. */
function linesStatedAt({ records }: OrderView): Instant | null {
  const [only, ...others] = records;
  if (only?.linesBy == null || others.length > 0) return null;
  return asOf(only.linesBy) ?? only.linesBy.at;
}

function shownChange(
  view: OrderView,
  trigger: Observation,
  record: OrderRecord,
): Observation | null {
  const wanted = linesOf(record, trigger);
  for (const update of view.updates) {
    if (update.until < trigger.at) continue;
    const lines = linesOf(record, update);
    if (wanted === undefined || lines === undefined || equal(lines, wanted)) return update;
  }
  if (wanted === undefined) return null;
  // What the records were taken in with says nothing once the system has shown other lines.
  const shown = view.updates.findLast((update) => linesOf(record, update) !== undefined);
  return recordsHolding(view, wanted, shown?.until ?? null);
}

/** The confirmation since then by which one record, or the standing ones together, hold what is wanted. */
function recordsHolding(
  view: OrderView,
  wanted: Quantities,
  since: Instant | null,
): Observation | null {
  let together = noQuantities;
  for (const { lines, linesBy, confirmed, voided } of view.records) {
    if (lines === null || linesBy === null || confirmed === null) continue;
    if (since !== null && linesBy.until < since) continue;
    if (voided === null) together = plus(together, lines);
    if (equal(lines, wanted) || equal(together, wanted)) return confirmed;
  }
  return null;
}

export function holdHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  for (const stop of latestStops(rule, view, owing.record)) {
    worst = worse(worst, ofHold(rule, view, stop, owing), owing);
  }
  return worst;
}

interface Stop {
  readonly trigger: Observation;
  /** All that was told of the holds and releases before it. */
  readonly before: readonly Observation[];
}

/** The latest hold and the latest release of each system that told of one before any other did. */
function latestStops(rule: Rule, view: OrderView, record: OrderRecord): Iterable<Stop> {
  const latest = new Map<string, Stop>();
  const before: Observation[] = [];
  for (const told of stopsTold(record)) {
    const trigger = told.find((one) => triggers(rule, view.system, one));
    if (trigger !== undefined && told[0]?.system !== view.system) {
      latest.set(`${trigger.kind} ${trigger.system}`, { trigger, before: [...before] });
    }
    before.push(...told);
  }
  return latest.values();
}

function ofHold(rule: Rule, view: OrderView, stop: Stop, owing: Owing): Handoff | null {
  const held = holding(view);
  if (held === null) return null;
  const { trigger } = stop;
  const [shown, undone] =
    trigger.kind === 'order.held' ? [view.holds, view.releases] : [view.releases, view.holds];
  const lifted = trigger.kind === 'order.held' ? releasedAfter(owing.record, trigger) : null;
  const start = later(trigger, held);
  const dueMillis = rule.withinMillis ?? 5 * minute;
  // A hold that was lifted before it had to be shown owes nothing; nor does one from before.
  if (lifted !== null && lifted.at <= dueOf(start, dueMillis).until) return null;
  // Who may have taken the order in later, took it as it stood then: a hold that lasts still counts.
  const lasts = trigger.kind === 'order.held' && lifted === null;
  if (lasts && liftedUnseen(trigger, owing)) return null;
  if (held.until > trigger.at && !lasts) return null;
  const interval = shown.find((one) => !undoneBetween(undone, one, stop)) ?? null;
  if (interval === null && neverHeld(view, trigger, owing)) return null;
  const asking: Rule = { ...rule, operation: stopping(trigger) };
  const expected = { to: view.system, trigger, start, dueMillis, shownBy: [trigger.kind] };
  return settled({ ...expected, rule: asking }, shownAt(interval), owing.context);
}

/** One rule may be about both: what is asked for is what happened. */
function stopping({ kind }: Observation): Operation {
  return kind === 'order.released' ? 'release-order' : 'hold-order';
}

/** A destination that is in the state already, by another path, has been told. */
function undoneBetween(
  undone: readonly Observation[],
  shown: Observation,
  { trigger, before }: Stop,
): boolean {
  return undone.some(
    (one) => one.at >= shown.at && (one.until <= trigger.at || before.includes(one)),
  );
}

/** A destination that would show a hold, and shows none, stands as one that was released. */
function neverHeld(
  view: OrderView,
  trigger: Observation,
  { record, context, each }: Owing,
): boolean {
  // Live, a hold may have been sent that nobody shows yet.
  if (trigger.kind !== 'order.released' || each !== undefined) return false;
  if (view.holds.length > 0) return false;
  const [hold] = viewOf(record, trigger.system)?.holds ?? [];
  if (hold === undefined || hold.at > trigger.until) return false;
  const span = { from: hold.at, until: trigger.until };
  return covers(context.coverage, view.system, ['order.held'], span);
}

/** The order went on, and who held it never shows a release: when it was lifted is not known. */
function liftedUnseen(hold: Observation, owing: Owing): boolean {
  const { coverage } = owing.context;
  for (const view of owing.record.views) {
    const latest = view.shipments.at(-1)?.statement ?? view.work.at(-1);
    if (latest === undefined || latest.until <= hold.at) continue;
    const span = { from: hold.at, until: latest.until };
    if (!covers(coverage, hold.system, ['order.released'], span)) return true;
  }
  return false;
}

/** By whoever told first that it was: the others may say so long after. */
function releasedAfter(record: OrderRecord, hold: Observation): Observation | null {
  const [release] = stopsTold(record).flatMap((told) =>
    told.slice(0, 1).filter(({ kind, at }) => kind === 'order.released' && at >= hold.at),
  );
  return release ?? null;
}
