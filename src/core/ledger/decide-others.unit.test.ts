// What a component of feeds keeps over time: figures grow old, and what is still the last word on
// something is no less true for it.
import { describe, expect, it } from 'vitest';
import { declared, figure, snapshot } from '../../../test/stated-feeds.js';
import { contextOf, said, text } from '../../../test/stated.js';
import { emptyTally } from '../detect/tally.js';
import { patternWords } from '../detect/words.js';
import { day, hour } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { orderRun } from '../order/judge.js';
import { decide } from './decide.js';
import type { Component, Outcomes } from './ledger.js';
import { modeBook } from './modes.js';
import type { Deciding } from './reading.js';

/** All that was said is folded again and again, and what a fold retires is gone for the next. */
function folded(...rounds: readonly (readonly Observation[])[]): readonly Outcomes[] {
  const statements = rounds.flat();
  const context = contextOf(declared({ everyMillis: day, freshWithinMillis: 26 * hour }));
  const deciding: Deciding = {
    ...{ context, book: modeBook([]), words: patternWords, isReadBack: () => true },
    read: (place) => ({ statement: statements[Number(place)] as Observation, said: {} }),
    orders: orderRun({ context, tally: emptyTally(), demand: null }),
  };
  let component: Component = { id: 1, facts: [], handoffs: [], findings: [], attempts: [] };
  let next = 0;
  return rounds.map((round) => {
    const fresh = round.map(() => ({ id: next + 1, text: String(next++), verdict: null }));
    const outcomes = decide({ ...component, facts: [...component.facts, ...fresh] }, deciding);
    const retired = new Set(outcomes.retired);
    const facts = [...component.facts, ...fresh]
      .filter(({ id }) => !retired.has(id))
      .map((fact) => ({ ...fact, verdict: 'applied' as const }));
    component = { ...component, facts, findings: outcomes.findings };
    return outcomes;
  });
}

function found({ findings }: Outcomes): readonly string[] {
  return findings.map(({ pattern, state, subject }) => `${pattern} of ${subject} ${state}`).sort();
}

function other(clock: string): Observation {
  return said(`acme feed.snapshot ${clock}`, {
    refs: { feed: 'acme-prices' },
    data: { as_of: text(clock) },
  });
}

describe('feeds of one supplier', () => {
  it('are each remembered by their newest snapshot, however old', () => {
    const [before, after] = folded(
      [snapshot('1T08:05', '1T08:00'), other('1T08:05'), other('6T08:05')],
      [other('9T09:05')],
    );
    const missing = ['missing-feed of acme-metrics open'];
    expect(before && found(before)).toEqual(missing);
    expect(after && found(after)).toEqual(missing);
  });

  it('keep what each system shows of each figure', () => {
    const disputed = [figure('erp 1T10:00', '0.91'), figure('amazon 1T10:05', '0.97')];
    const price = (system: string, clock: string): Observation =>
      said(`${system} metric.shown ${clock}`, {
        refs: { feed: 'acme-metrics' },
        data: { supplier: 'acme', metric: 'price', value: '1.00' },
      });
    const [before, after] = folded(disputed, [price('erp', '9T08:00'), price('amazon', '9T08:00')]);
    expect(before && found(before)).toEqual(['metric-dispute of acme-metrics open']);
    expect(after && found(after)).toEqual(['metric-dispute of acme-metrics open']);
  });
});
