// Every effect once, whatever the destination does and whenever the hub ends: many seeded worlds.
import { describe, expect, it } from 'vitest';
import type { HandoffState } from '../../src/core/ledger/ledger.js';
import { CarriedWorld, chanceOf, contractOf } from './carried-world.js';
import type { MadeUpErp, Manners } from './made-up-erp.js';

const seeds = 90;
const steps = 120;

/** What contradicts the promise, in words; empty: it was kept. */
function broken(handoffs: readonly HandoffState[], erp: MadeUpErp, manners: Manners): string[] {
  const found: string[] = [];
  for (const order of erp.toldBlindly) found.push(`${order} was told blindly`);
  for (const { key, carriage, state } of handoffs) {
    const order = key.split('order=')[1] ?? '';
    const times = erp.held.get(order)?.times ?? 0;
    const said = `${order}: ${times} times there, and ${carriage} (${state})`;
    if (times > 1) found.push(said);
    switch (carriage) {
      case 'done':
      case 'in-flight':
        if (times !== 1) found.push(said);
        break;
      case 'refused':
      case 'dead':
        if (times !== 0) found.push(said);
        break;
      case 'unknown':
        // It stands so only where nothing more can be done about it.
        if (manners.keyed || manners.canBeAsked) found.push(said);
        break;
      case 'not-ours':
      case 'waiting':
      case 'ready':
      case 'voided':
      case 'superseded':
        found.push(said);
    }
  }
  return found;
}

const ways = ['event', 'response', 'readback'] as const;

describe('what a lane carries', () => {
  const kinds: readonly (readonly [string, boolean, boolean])[] = [
    ['knows keys and can be asked', true, true],
    ['knows keys', true, false],
    ['can be asked', false, true],
    ['knows no keys and can not be asked', false, false],
  ];

  it.each(kinds)(
    'is there once, or visibly not, where the destination %s',
    async (_name, keyed, canBeAsked) => {
      const outcomes = new Map<string, number>();
      for (let seed = 1; seed <= seeds; seed += 1) {
        const manners = { keyed, canBeAsked, badness: chanceOf(seed)() * 0.7 };
        const by = canBeAsked ? (ways[seed % 3] ?? 'event') : (ways[seed % 2] ?? 'event');
        const contract = await contractOf(by, manners);
        const world = new CarriedWorld({ seed, manners, contract });
        const handoffs = await world.run(steps);
        expect(broken(handoffs, world.erp, manners), `seed ${seed}, by ${by}`).toEqual([]);
        for (const { carriage } of handoffs)
          outcomes.set(carriage, (outcomes.get(carriage) ?? 0) + 1);
      }
      // The worlds are no idyll, and no desert.
      expect(outcomes.get('done') ?? 0).toBeGreaterThan(seeds);
      expect(outcomes.get('refused') ?? 0).toBeGreaterThan(seeds / 10);
      if (!keyed && !canBeAsked) expect(outcomes.get('unknown') ?? 0).toBeGreaterThan(seeds / 10);
    },
  );
});
