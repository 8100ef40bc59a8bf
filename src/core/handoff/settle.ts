// From a trigger, a deadline and what the destination showed to the state of the handoff. All
// comparisons are between intervals: late or overdue only where it is certain.
import type { Rule } from '../contract/contract.js';
import type { Context } from '../detect/context.js';
import { covers } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Basis, Observation } from '../observation/observation.js';
import type { Handoff, HandoffState, Interval } from './handoff.js';
import type { Owing } from './owing.js';

export interface Expectation {
  readonly rule: Rule;
  readonly to: string;
  readonly trigger: Observation;
  /** When the last prerequisite was met. */
  readonly start: Interval;
  readonly dueMillis: number;
  /** Kinds by which the destination would show the effect. */
  readonly shownBy: readonly Kind[];
  /** The effect may have come before the trigger, but not before this: coverage must reach back. */
  readonly notBefore?: Instant;
}

interface ShownInterval extends Interval {
  readonly basis?: Basis;
}

export interface Effect {
  readonly interval: ShownInterval | null;
  /** The destination showed a part of it. */
  readonly partial: boolean;
  /** The destination was seen, after the deadline, to believe otherwise: coverage is not needed. */
  readonly contradicted: Instant | null;
}

export const noEffect: Effect = { interval: null, partial: false, contradicted: null };

/** All of the effect, shown at some time; null: not shown. */
export function shownAt(interval: ShownInterval | null): Effect {
  return interval === null ? noEffect : { interval, partial: false, contradicted: null };
}

export function dueOf(start: Interval, millis: number): Interval {
  return { at: (start.at + millis) as Instant, until: (start.until + millis) as Instant };
}

export function settled(expected: Expectation, effect: Effect, context: Context): Handoff {
  const due = dueOf(expected.start, expected.dueMillis);
  const interval = cameAt(effect.interval, expected.trigger);
  return {
    rule: expected.rule,
    to: expected.to,
    trigger: expected.trigger,
    state: stateOf(
      expected,
      interval === effect.interval ? effect : { ...effect, interval },
      due,
      context,
    ),
    due,
    effect: interval,
    waitingFor: null,
    partial: effect.partial,
  };
}

/** How things stood when a file was made shows that the effect is there, and not since when. */
function cameAt(shown: ShownInterval | null, trigger: Interval): Interval | null {
  if (shown?.basis !== 'extract' || shown.at <= trigger.at) return shown;
  return { at: trigger.at, until: shown.until };
}

function stateOf(
  expected: Expectation,
  effect: Effect,
  due: Interval,
  context: Context,
): HandoffState {
  if (effect.interval !== null) {
    const late = effect.interval.at > due.until && reachesBack(expected, context);
    return late ? 'seen-late' : 'seen';
  }
  if (effect.contradicted !== null && effect.contradicted > due.until) return 'overdue';
  if (due.until >= context.now) return 'expected';
  if (!context.comparable(expected.trigger.system, expected.to)) return 'not-covered';
  const span = { from: expected.notBefore ?? expected.trigger.at, until: due.until };
  return covers(context.coverage, expected.to, expected.shownBy, span) ? 'overdue' : 'not-covered';
}

/** Where the destination was not yet read at the trigger, an earlier effect may lie before its window. */
function reachesBack({ to, trigger }: Expectation, context: Context): boolean {
  const covered = context.coverage.systems.get(to);
  return covered !== undefined && covered.from <= trigger.at;
}

export function waiting(rule: Rule, to: string, trigger: Observation, waitingFor: string): Handoff {
  return {
    rule,
    to,
    trigger,
    state: 'waiting',
    due: null,
    effect: null,
    waitingFor,
    partial: false,
  };
}

const severity: Readonly<Record<HandoffState, number>> = {
  overdue: 0,
  'seen-late': 1,
  'not-covered': 2,
  waiting: 3,
  expected: 4,
  seen: 5,
};

/**
 * Of several triggers of one rule towards one destination, the one that is worst off speaks; of
 * equals the first.
 */
export function worse(one: Handoff | null, other: Handoff | null, { each }: Owing): Handoff | null {
  if (each !== undefined) for (const handoff of [one, other]) if (handoff !== null) each(handoff);
  if (one === null || other === null) return one ?? other;
  return severity[other.state] < severity[one.state] ? other : one;
}

/** Whether a statement triggers a rule that stands towards `to`. */
export function triggers(rule: Rule, to: string, statement: Observation): boolean {
  if (statement.system === to || !rule.on.includes(statement.kind)) return false;
  if (rule.from !== null && !rule.from.includes(statement.system)) return false;
  if (rule.effectiveFrom !== null && statement.at < rule.effectiveFrom) return false;
  for (const field in rule.where) {
    const value = (statement.data as Readonly<Record<string, unknown>>)[field];
    if (String(value) !== rule.where[field]) return false;
  }
  return true;
}
