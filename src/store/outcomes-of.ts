// What one component comes to, whatever its decision does: a fault of ours holds that component alone.
import type { Component, Outcomes, SubjectState } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import { hour } from '../core/observation/instant.js';
import { reasonOf } from '../core/reason.js';
import type { Turn } from './store.js';

/**
 * How the reason begins of what is held for a fault of ours: the same may be judged by a mended version. What
 * ends the process is none of it, for every start would die of it again.
 */
export const ourFaults = {
  unjudged: 'it could not be judged',
  unkept: "the database can't hold what it comes to",
} as const;

/** The reason of what ended its process so often that it is not tried again by itself. */
export const endsProcess = 'folding it ended the process again and again';

/** How the reasons begin of all that is held though what it says is no fault: nobody finds it in a finding. */
export const unfolded: readonly string[] = [...Object.values(ourFaults), endsProcess];

/** @param stood the component's subjects as they stand. */
export function outcomesOf(
  component: Component,
  stood: readonly SubjectState[],
  turn: Turn,
): Outcomes {
  try {
    return turn.decide(component, turn.now);
  } catch (error) {
    // It keeps what it had, until it can be decided.
    const reason = `${ourFaults.unjudged}: ${reasonOf(error)}`;
    return {
      verdicts: component.facts
        .filter(({ verdict }) => verdict === null)
        .map(({ id }) => ({ id, verdict: 'held', reason })),
      subjects: stood,
      handoffs: component.handoffs,
      findings: component.findings,
      retired: [],
      // What it failed of may have been of that moment.
      wake: (turn.now + hour) as Instant,
    };
  }
}
