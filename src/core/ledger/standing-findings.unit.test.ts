// What stays of a finding from fold to fold: what a person said of it, until it goes and comes back.
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/given.js';
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import { patternWords } from '../detect/words.js';
import type { Instant } from '../observation/instant.js';
import type { FindingState } from './ledger.js';
import type { Deciding } from './reading.js';
import type { MarkedState } from './standing-findings.js';
import { findingsOf, marked } from './standing-findings.js';

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
  const component = { id: 1, facts: [], handoffs: [], findings, attempts: [] };
  // Only what the findings read.
  const deciding = { context, words: patternWords } as unknown as Deciding;
  return findingsOf(component, candidates, deciding);
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

  it('that is ignored stays so when it comes back', () => {
    const gone = folded(folded([], lost).map(by('ignored')));
    expect(told(folded(gone, lost))).toEqual(['ignored', 1, 0]);
  });
});
