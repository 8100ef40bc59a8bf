// What a shadow has shown, and whether a rule may go live on it.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../observation/instant.js';
import type { Comparison, Detail, HandoffState } from './ledger.js';
import type { GateGiven, Parity } from './parity.js';
import { ParityTally, closedBecause, parityPercent } from './parity.js';

const hour = 3_600_000;

function at(hours: number): Instant {
  return (1_772_582_400_000 + hours * hour) as Instant;
}

function shadowed(hours: number, given: Partial<Detail> = {}, state = 'seen'): HandoffState {
  const equal: Comparison = { fields: ['total'], differing: [], at: at(hours) };
  const detail = { mode: 'shadow', triggered: at(hours), compared: equal, ...given };
  // Only what is read of it.
  return { subject: `o-${hours}`, state, detail: JSON.stringify(detail) } as HandoffState;
}

function differing(...fields: readonly string[]): Partial<Detail> {
  const all = fields.map((field) => ({ field, sent: '1', held: '2' }));
  return { compared: { fields, differing: all, at: at(0) } };
}

function tally(...handoffs: readonly HandoffState[]): ParityTally {
  const found = new ParityTally();
  for (const handoff of handoffs) found.add(handoff, at(0));
  return found;
}

describe('parity', () => {
  it('counts what was compared by field, and apart what never came', () => {
    const parity = tally(
      shadowed(1),
      shadowed(9, differing('total', 'lines')),
      shadowed(5, differing('total')),
      shadowed(6, { compared: null }, 'overdue'),
      shadowed(7, { compared: { fields: [], differing: [], at: at(7) } }),
      shadowed(8, { mode: 'live' }),
      shadowed(-1),
    ).parity();
    expect(parity).toMatchObject({ compared: 3, equal: 1, unexplained: 2, missing: 1 });
    expect([parity.from, parity.until, parityPercent(parity)]).toEqual([at(1), at(9), 33.3]);
    expect(parity.differing.map(({ field, count }) => [field, count])).toEqual([
      ['total', 2],
      ['lines', 1],
    ]);
    expect(parity.differing[0]?.examples[0]).toEqual({
      field: 'total',
      sent: '1',
      held: '2',
      subject: 'o-9',
    });
    expect(parityPercent(tally().parity())).toBeNull();
  });
});

describe('the gate', () => {
  const enough = tally(shadowed(0), shadowed(1), shadowed(2)).parity();
  const open: GateGiven = {
    rule: { id: 'order-to-erp', gate: { compared: 3, overMillis: 2 * hour } },
    parity: enough,
    oldPath: 'nightly job',
    oldPathOff: true,
    overlapMillis: hour,
    cannotBeAsked: [],
  };

  it('opens where the old path is off and enough was compared for long enough', () => {
    expect(closedBecause(open)).toEqual([]);
  });

  it.each<readonly [string, Partial<GateGiven>]>([
    ['named', { oldPath: null }],
    ['declared off', { oldPathOff: false }],
    ['compared in shadow', { parity: tally(shadowed(0), shadowed(2)).parity() }],
    ['span', { rule: { id: 'r', gate: { compared: 3, overMillis: 2 * hour + 1 } } }],
    ['differ', { parity: { ...enough, unexplained: 1 } }],
    ["can't be looked up", { cannotBeAsked: ['erp'] }],
  ])('stays closed, and says so, for what is not %s', (word, given) => {
    const reasons = closedBecause({ ...open, ...given });
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toContain(word);
  });

  it('tells a short time as it is', () => {
    const second = 1_000;
    const rule = { id: 'r', gate: { compared: 1, overMillis: 20 * second } };
    const parity = { ...enough, until: (enough.from ?? 0) + 12_034 } as Parity;
    expect(closedBecause({ ...open, rule, parity })).toEqual([
      'They span 12s, and 20s are asked for.',
    ]);
    const one = { ...enough, until: enough.from };
    expect(closedBecause({ ...open, rule, parity: one })).toEqual([
      'They span no time, and 20s are asked for.',
    ]);
  });

  it('asks for fifty over a day where the rule does not say', () => {
    expect(closedBecause({ ...open, rule: { id: 'r', gate: null } })).toHaveLength(2);
    expect(closedBecause({ ...open, cannotBeAsked: ['erp'], overlapMillis: 0 })).toEqual([]);
  });
});
