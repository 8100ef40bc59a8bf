import { describe, expect, it } from 'vitest';
import type { Tally } from './tally.js';
import { emptyTally } from './tally.js';
import { refutesEcho } from './trigger-gap.js';

describe('a missing echo', () => {
  const key = 'stock-to-channels→shop';
  const tallyOf = (seen: number, overdue: number): Tally => {
    const tally = emptyTally();
    const counts = { seen, seenLate: 0, overdue, expected: 0, waiting: 0, notCovered: 0 };
    tally.handoffs.set(key, { ...counts, latency: new Map() });
    return tally;
  };

  it('stands on an edge that echoes nine of ten changes', () => {
    expect(refutesEcho(tallyOf(9, 1), { kind: 'echo', handoff: key, none: false })).toBe(false);
    expect(refutesEcho(tallyOf(8, 2), { kind: 'echo', handoff: key, none: false })).toBe(true);
  });

  it('stands against an offer of nothing, unless the channel never echoes', () => {
    expect(refutesEcho(tallyOf(1, 30), { kind: 'echo', handoff: key, none: true })).toBe(false);
    expect(refutesEcho(tallyOf(0, 2), { kind: 'echo', handoff: key, none: true })).toBe(false);
    expect(refutesEcho(tallyOf(0, 20), { kind: 'echo', handoff: key, none: true })).toBe(true);
  });
});
