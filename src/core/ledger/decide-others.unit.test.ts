// What a component of feeds keeps over time: figures grow old, and what is still the last word on
// something is no less true for it. And when what is awaited is looked for, though nothing arrives.
import { describe, expect, it } from 'vitest';
import { declared, figure, snapshot } from '../../../test/stated-feeds.js';
import type { ContextOptions } from '../../../test/stated.js';
import { contextOf, instant, said, text } from '../../../test/stated.js';
import type { Partner } from '../contract/contract.js';
import { emptyTally } from '../detect/tally.js';
import { patternWords } from '../detect/words.js';
import type { Instant } from '../observation/instant.js';
import { day, hour } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { orderRun } from '../order/judge.js';
import { decide } from './decide.js';
import type { Component, Outcomes, Verdict } from './ledger.js';
import { modeBook } from './modes.js';
import type { Deciding } from './deciding.js';
import { ItemNames } from './item-names.js';

/** All that was said is folded again and again, and what a fold retires is gone for the next. */
function folded(...rounds: readonly (readonly Observation[])[]): readonly Outcomes[] {
  const statements = rounds.flat();
  const context = contextOf(declared({ everyMillis: day, freshWithinMillis: 26 * hour }));
  const deciding: Deciding = {
    ...{ context, book: modeBook([]), words: patternWords, isReadBack: () => true },
    itemNames: new ItemNames([]),
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

/** What the statements come to when they are folded at a moment, with all systems heard until then. */
function decidedAt(
  now: Instant,
  statements: readonly Observation[],
  options: ContextOptions,
  verdict: Verdict | null = null,
): Outcomes {
  const { coverage, ...rest } = contextOf(options);
  const systems = new Map(
    [...coverage.systems].map(([name, covered]) => [name, { ...covered, until: now }]),
  );
  const context = { ...rest, now, coverage: { systems, until: now } };
  const facts = statements.map((_, id) => ({ id, text: String(id), verdict }));
  const component: Component = { id: 1, facts, handoffs: [], findings: [], attempts: [] };
  return decide(component, {
    ...{ context, book: modeBook([]), words: patternWords, isReadBack: () => true },
    itemNames: new ItemNames([]),
    read: (place) => ({ statement: statements[Number(place)] as Observation, said: {} }),
    orders: orderRun({ context, tally: emptyTally(), demand: null }),
  });
}

const partner: Partner = {
  ...{ name: 'acme', ids: [], system: 'acme-edi', acknowledges: ['850'], answers: ['850'] },
};
const sent = said('acme-edi document.sent 08:00', {
  refs: { document: '1', partner: 'acme', po: 'PO-1' },
  data: { type: '850' },
});
const read = said('acme-edi document.acknowledged 08:30', {
  refs: { document: '1', partner: 'acme' },
  data: { type: '997' },
});
const trading = { systems: ['erp', 'acme-edi'], contract: { partners: [partner] } };

describe('what was held for a fault of ours', () => {
  it('is applied where it can be judged', () => {
    const verdicts = [sent, read].map((_, id) => ({ id, verdict: 'applied', reason: '' }));
    expect(decidedAt(sent.at, [sent, read], trading, 'held').verdicts).toEqual(verdicts);
    expect(decidedAt(sent.at, [sent, read], trading, 'applied').verdicts).toEqual([]);
  });
});

describe('a test beside live business', () => {
  it('is rejected, and answers for nothing', () => {
    const tried = said('acme-edi document.acknowledged 08:40', {
      refs: { document: '1', partner: 'acme' },
      data: { type: '997', test: true },
    });
    const outcomes = decidedAt(instant('09:00'), [sent, tried], trading);
    expect(outcomes.verdicts).toEqual([
      { id: 0, verdict: 'applied', reason: '' },
      { id: 1, verdict: 'rejected', reason: 'a test beside live business' },
    ]);
    expect(outcomes.subjects.map(({ headline }) => headline)).toEqual([
      'document.sent by acme-edi',
    ]);
  });
});

describe('silence', () => {
  it.each([
    ['of a feed', [snapshot('08:05', '08:00')], declared(), 'missing-feed'],
    ['on a document', [sent], trading, 'missing-acknowledgement'],
    ['on a document that was only read', [sent, read], trading, 'missing-acknowledgement'],
  ] as const)(
    '%s is looked at right when it has lasted too long',
    (_what, said, options, found) => {
      const { wake, findings } = decidedAt(instant('09:00'), said, options);
      expect(findings).toEqual([]);
      const due = wake ?? instant('00:00');
      expect(decidedAt((due - 1) as Instant, said, options).findings).toEqual([]);
      const late = decidedAt(due, said, options);
      expect(late.findings.map(({ pattern }) => pattern)).toEqual([found]);
      expect(late.wake).not.toBe(due);
    },
  );

  it('of what nobody promised is not waited for', () => {
    expect(decidedAt(instant('09:00'), [sent], { systems: ['acme-edi'] }).wake).toBeNull();
    const answer = said('acme-edi document.accepted 09:00', { refs: { document: '1' } });
    expect(decidedAt(instant('10:00'), [sent, read, answer], trading).wake).toBeNull();
  });
});
