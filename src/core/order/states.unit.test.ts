import { describe, expect, it } from 'vitest';
import { axes } from '../observation/vocabulary.js';
import type { Axis } from '../observation/vocabulary.js';
import { initialStates, isState, transitions } from './states.js';

function tableOf(axis: Axis): Readonly<Record<string, readonly string[]>> {
  return transitions[axis];
}

function reachable(axis: Axis): Set<string> {
  const reached = new Set<string>(initialStates[axis]);
  for (const state of reached) for (const next of tableOf(axis)[state] ?? []) reached.add(next);
  return reached;
}

describe('the tables of states', () => {
  it.each(axes)('name only states of their own as targets: %s', (axis) => {
    const table = tableOf(axis);
    const unknown = Object.values(table)
      .flat()
      .filter((target) => !Object.hasOwn(table, target));
    expect(unknown).toEqual([]);
  });

  it.each(axes)('have no state that nothing leads to: %s', (axis) => {
    const reached = reachable(axis);
    expect(Object.keys(tableOf(axis)).filter((state) => !reached.has(state))).toEqual([]);
  });

  it.each(axes)('never list a target twice, nor the state itself: %s', (axis) => {
    for (const [state, targets] of Object.entries(tableOf(axis))) {
      expect(new Set(targets).size, state).toBe(targets.length);
      expect(targets, state).not.toContain(state);
    }
  });

  it('let an ERP take its acknowledgement back, and let a cancelled order come back', () => {
    expect(transitions.ledger.committed).toContain('draft');
    expect(transitions.cancellation.cancelled).toContain('none');
    expect(transitions.payment.refunded).toContain('captured');
  });

  it('know a state by its axis, and nothing of the object that holds them', () => {
    expect(isState('fulfilment', 'shipped')).toBe(true);
    expect(isState('fulfilment', 'voided')).toBe(false);
    expect(isState('ledger', 'constructor')).toBe(false);
  });
});
