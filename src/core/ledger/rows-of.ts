// What the ledger holds of a component, by the key of its handoff.
import { remembered } from '../remembered.js';
import type { Attempt, Component, HandoffState } from './ledger.js';

const statesOf = remembered(
  ({ handoffs }: Component): ReadonlyMap<string, HandoffState> =>
    new Map(handoffs.map((one) => [one.key, one])),
);

const attemptsOf = remembered(({ attempts }: Component) => {
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const own = groups.get(attempt.handoff);
    if (own === undefined) groups.set(attempt.handoff, [attempt]);
    else own.push(attempt);
  }
  return groups;
});

/** The handoff as the ledger has it. */
export function stateAt(component: Component, key: string): HandoffState | undefined {
  return statesOf(component).get(key);
}

/** In their order. */
export function attemptsAt(component: Component, key: string): readonly Attempt[] {
  return attemptsOf(component).get(key) ?? [];
}
