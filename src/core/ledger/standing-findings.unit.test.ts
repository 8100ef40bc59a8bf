// What stays of a finding from fold to fold: what a person said of it, until it goes and comes back.
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/given.js';
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import { patternWords } from '../detect/words.js';
import type { AcceptedException } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import type { FindingState } from './ledger.js';
import type { Deciding } from './deciding.js';
import type { MarkedState } from './standing-findings.js';
import { findingsOf, marked, wakeBefore } from './standing-findings.js';

const lost = candidate({
  pattern: 'lost-order',
  cause: 'missing',
  handoff: 'order-to-erp',
  subject: { type: 'order', key: 'O-1', refs: { order: ['O-1'] } },
  systems: ['amazon', 'erp'],
});
const mended: Candidate = { ...lost, healedAt: 5_000 as Instant };

const context = contextOf();

function folded(
  findings: readonly FindingState[],
  ...candidates: readonly Candidate[]
): readonly FindingState[] {
  return foldedUnder([], findings, candidates);
}

function foldedUnder(
  accept: readonly AcceptedException[],
  findings: readonly FindingState[],
  candidates: readonly Candidate[],
): readonly FindingState[] {
  const component = { id: 1, facts: [], handoffs: [], findings, attempts: [] };
  const contract = { ...context.contract, accept };
  // Only what the findings read.
  const deciding = { context: { ...context, contract }, words: patternWords };
  return findingsOf(component, candidates, deciding as unknown as Deciding);
}

function by(state: MarkedState): (finding: FindingState) => FindingState {
  return (finding) =>
    marked(finding, { state, by: 'ann', reason: 'seen to', at: 1_000 as Instant });
}

function told([finding]: readonly FindingState[]): unknown {
  const { marks = [], recurrences = 0 } = JSON.parse(finding?.detail ?? '{}') as {
    readonly marks?: readonly unknown[];
    readonly recurrences?: number;
  };
  return [finding?.state, marks.length, recurrences];
}

describe('a finding', () => {
  it('is open when it is found, healed when it is gone, and open when it is back', () => {
    const open = folded([], lost);
    expect(told(open)).toEqual(['open', 0, 0]);
    const healed = folded(open);
    expect(told(healed)).toEqual(['healed', 0, 0]);
    expect(JSON.parse(healed[0]?.detail ?? '')).toMatchObject({ healed_at: context.now });
    expect(folded(healed)).toEqual(healed);
    expect(told(folded(healed, lost))).toEqual(['open', 0, 0]);
    expect(told(folded(open, mended))).toEqual(['healed', 0, 0]);
  });

  it.each(['seen', 'resolved', 'ignored'] as const)('stays %s while it shows', (state) => {
    const worded = folded([], lost).map(by(state));
    expect(told(folded(folded(worded, lost), lost))).toEqual([state, 1, 0]);
  });

  it.each([
    ['seen', 'healed'],
    ['resolved', 'resolved'],
    ['ignored', 'ignored'],
  ] as const)('that is %s is %s once it is gone', (state, then) => {
    const gone = folded(folded([], lost).map(by(state)));
    expect(told(gone)).toEqual([then, 1, 0]);
    expect(folded(gone)).toEqual(gone);
  });

  it('that was resolved comes back as recurring, as often as it does', () => {
    const once = folded(folded(folded([], lost).map(by('resolved'))), lost);
    expect(told(once)).toEqual(['open', 1, 1]);
    expect(told(folded(once, lost))).toEqual(['open', 1, 1]);
    const twice = folded(folded(once.map(by('resolved'))), lost);
    expect(told(twice)).toEqual(['open', 2, 2]);
  });

  describe('that the contract accepts', () => {
    const exception: AcceptedException = {
      ...{ pattern: 'lost-order', handoff: null, system: null, ref: 'O-1' },
      ...{ reason: 'a drill', until: context.now + 5 },
    };
    const ended = { ...exception, until: context.now - 1 };
    const accepted = foldedUnder([exception], [], [lost]);

    it('is ignored, with the reason and until when', () => {
      expect(told(accepted)).toEqual(['ignored', 0, 0]);
      expect(JSON.parse(accepted[0]?.detail ?? '')).toMatchObject({
        accepted: { reason: 'a drill', until: context.now + 5 },
      });
      expect(wakeBefore(null, accepted)).toBe(context.now + 6);
      expect(wakeBefore((context.now + 3) as Instant, accepted)).toBe(context.now + 3);
      expect(told(foldedUnder([exception], folded([], lost), [lost]))).toEqual(['ignored', 0, 0]);
      expect(told(foldedUnder([{ ...exception, ref: 'O-2' }], [], [lost]))).toEqual(['open', 0, 0]);
    });

    it.each([
      ['once that has ended', [ended]],
      ['once it is taken out of the contract', []],
    ])('is as it was %s', (_, accept) => {
      const after = foldedUnder(accept, accepted, [lost]);
      expect(told(after)).toEqual(['open', 0, 0]);
      expect(wakeBefore(null, after)).toBeNull();
      const seen = foldedUnder([exception], folded([], lost).map(by('seen')), [lost]);
      expect(told(seen)).toEqual(['ignored', 1, 0]);
      expect(told(foldedUnder(accept, seen, [lost]))).toEqual(['seen', 1, 0]);
    });

    it('is healed when it is gone, and what a person says of it holds', () => {
      expect(told(foldedUnder([exception], accepted, []))).toEqual(['healed', 0, 0]);
      expect(told(foldedUnder([exception], accepted, [mended]))).toEqual(['healed', 0, 0]);
      const resolved = foldedUnder([exception], accepted.map(by('resolved')), [lost]);
      expect(told(resolved)).toEqual(['resolved', 1, 0]);
      const ignored = foldedUnder([exception], accepted.map(by('ignored')), [lost]);
      expect(told(foldedUnder([], ignored, [lost]))).toEqual(['ignored', 1, 0]);
    });
  });

  it('that is ignored stays so when it comes back', () => {
    const gone = folded(folded([], lost).map(by('ignored')));
    expect(told(folded(gone, lost))).toEqual(['ignored', 1, 0]);
  });
});
