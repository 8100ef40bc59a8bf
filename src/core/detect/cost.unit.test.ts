import { describe, expect, it } from 'vitest';
import { faultOf, onDay, sampleContract } from '../../../test/sample-run.js';
import type { Contract } from '../contract/contract.js';
import { costOf, workaroundsOf } from './cost.js';
import { standing } from './standing.js';
import { emptyTally } from './tally.js';

const window = { from: '2026-03-02T00:00:00Z', until: '2026-03-16T00:00:00Z' };
const contract: Contract = {
  ...sampleContract,
  costs: {
    minutes: { 'lost-order': 45, default: 10 },
    hourly: { amount: '33.35', currency: 'USD' },
  },
  workarounds: [
    { name: 'nightly script', handoff: 'shipment-to-erp', minutesPerWeek: 60, since: '2025-11-01' },
  ],
};
const tally = emptyTally();
tally.hands.set('dana|posted it', { count: 4, minutes: 50, days: new Set([20_515, 20_514]) });

describe('costOf', () => {
  const faults = standing(
    [
      faultOf('A', { pattern: 'lost-order' }),
      faultOf('B'),
      faultOf('C', { pattern: 'sync-delay', level: 'info' }),
    ],
    [],
    onDay(60),
  );

  it('adds up minutes and money of faults by the contract', () => {
    expect(costOf(faults, tally, contract, window)).toEqual({
      minutes: 55,
      hand_minutes: 50,
      minutes_per_week: 27.5,
      amount: '30.57',
      currency: 'USD',
      by_pattern: [
        { pattern: 'lost-order', count: 1, minutes: 45 },
        { pattern: 'status-void', count: 1, minutes: 10 },
      ],
    });
  });

  it('is null where the contract gives no costs, and has no amount without a rate', () => {
    expect(costOf(faults, tally, sampleContract, window)).toBeNull();
    const costs = { minutes: { default: 1 }, hourly: null };
    expect(costOf(faults, tally, { ...contract, costs }, window)).toMatchObject({
      minutes: 2,
      amount: null,
      currency: null,
    });
  });
});

it('shows what is done by hand, evidenced and stated apart', () => {
  expect(workaroundsOf(tally, contract, window)).toEqual([
    {
      name: 'posted it',
      who: 'dana',
      handoff: null,
      count: 4,
      minutes: 50,
      days: 2,
      minutes_per_week: 25,
      since: '2026-03-02T00:00:00Z',
      basis: 'evidenced',
    },
    {
      name: 'nightly script',
      who: null,
      handoff: 'shipment-to-erp',
      count: 0,
      minutes: 0,
      days: 0,
      minutes_per_week: 60,
      since: '2025-11-01',
      basis: 'stated',
    },
  ]);
});
