// A rule that undoes another: nothing is undone that was not done, what is under way is waited for,
// what was done is undone once, and what can not be undone any more is said to be so.
import { minute } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { Handoff } from '../handoff/handoff.js';
import { dueOf } from '../handoff/settle.js';
import type { JudgedOrder } from '../order/judged.js';
import { keysOfOrder } from './anchor.js';
import { deliveriesOf, isLost } from './carriage.js';
import { handoffDetail } from './ledger.js';
import type { Attempt, Component, Detail, HandoffState } from './ledger.js';
import { attemptsAt } from './rows-of.js';

/** What became of the handoff that is to be undone. */
type Taken = 'no' | 'under-way' | 'lost' | 'yes';

/** The handoff that another undoes, as far as the ledger has carried it. */
export interface Undone {
  readonly key: string;
  readonly rule: string;
  readonly taken: Taken;
}

/** The handoffs of an order towards one destination that a rule undoes, the one carried farthest. */
export function undoneBy(
  { rule, to }: Handoff,
  order: JudgedOrder,
  component: Component,
): Undone | null {
  const { compensates } = rule;
  if (compensates === null) return null;
  // The order may have got the name that it bears now since its handoff was written.
  const names = keysOfOrder({ rule: { id: compensates }, to }, order);
  const all = component.handoffs
    .filter((one) => one.rule === compensates && one.to === to)
    .filter((one) => one.subject === order.record.key || names.has(one.key))
    .map(({ key, rule: id }) => ({ key, rule: id, taken: takenOf(attemptsAt(component, key)) }));
  const farthest: readonly Taken[] = ['under-way', 'lost', 'yes', 'no'];
  for (const taken of farthest) {
    const found = all.find((one) => one.taken === taken);
    if (found !== undefined) return found;
  }
  return null;
}

function takenOf(attempts: readonly Attempt[]): Taken {
  const deliveries = deliveriesOf(attempts);
  if (deliveries.some(({ outcome }) => outcome === null)) return 'under-way';
  if (deliveries.some(({ outcome }) => outcome === 'accepted')) return 'yes';
  return isLost(deliveries) ? 'lost' : 'no';
}

/** What was undone says so, whatever else stands of it. */
export function withUndone(states: readonly HandoffState[]): readonly HandoffState[] {
  const undone = new Set<string>();
  for (const state of states) {
    const { undoes, mode } = handoffDetail(state);
    if (state.carriage === 'done' && mode === 'live' && undoes !== null) undone.add(undoes);
  }
  if (undone.size === 0) return states;
  return states.map((state) =>
    undone.has(state.key) && state.carriage === 'done' ? compensated(state) : state,
  );
}

function compensated(state: HandoffState): HandoffState {
  const detail: Detail = { ...handoffDetail(state), evidence: 'compensated' };
  return { ...state, state: 'compensated', errand: null, detail: JSON.stringify(detail) };
}

const defaultWithinMillis = 5 * minute;

/**
 * The undoing handoff as it stands once what it undoes is regarded.
 * @returns null where nothing is to be undone.
 */
export function compensating(
  handoff: Handoff,
  undone: Undone | null,
  now: Instant,
): Handoff | null {
  const { rule, trigger, state, effect } = handoff;
  if (effect !== null || handoff.tooLate !== undefined) return handoff;
  const awaited = state === 'waiting';
  if (undone === null || undone.taken === 'no') return awaited ? null : handoff;
  const isOpen = undone.taken === 'under-way' || (undone.taken === 'lost' && awaited);
  if (isOpen) return { ...handoff, state: 'waiting', due: null, waitingFor: undone.rule };
  if (!awaited) return handoff;
  // It answered that it took it; whether it has shown it since makes no difference to the undoing.
  const due = dueOf(trigger, rule.withinMillis ?? defaultWithinMillis);
  return { ...handoff, state: due.until < now ? 'overdue' : 'expected', due, waitingFor: null };
}
