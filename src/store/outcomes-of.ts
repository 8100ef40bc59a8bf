// What one component comes to, whatever its decision does: a fault of ours holds that component alone.
import type { Component, Outcomes } from '../core/ledger/ledger.js';
import { reasonOf } from '../core/reason.js';
import type { Turn } from './store.js';

export function outcomesOf(component: Component, turn: Turn): Outcomes {
  try {
    return turn.decide(component, turn.now);
  } catch (error) {
    // It keeps what it had, until it can be decided.
    const reason = reasonOf(error);
    return {
      verdicts: component.facts
        .filter(({ verdict }) => verdict === null)
        .map(({ id }) => ({ id, verdict: 'held', reason: `it could not be judged: ${reason}` })),
      subjects: [],
      handoffs: component.handoffs,
      findings: component.findings,
      retired: [],
      wake: null,
    };
  }
}
