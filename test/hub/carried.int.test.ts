// Every effect once, whatever the destination does and whenever the hub ends: many seeded worlds.
import { describe, expect, it } from 'vitest';
import type { Carriage, HandoffState } from '../../src/core/ledger/ledger.js';
import { CarriedWorld, chanceOf, contractOf } from './carried-world.js';
import type { MadeUpErp, Manners } from './made-up-erp.js';

const seeds = 90;
const steps = 120;

/** How often the effect may be there, by how far the hub says that it was carried. */
const possible: Readonly<Partial<Record<Carriage, readonly number[]>>> = {
  done: [1],
  // The destination answered that it took it, and has not said by itself that it holds it.
  'in-flight': [1],
  refused: [0],
  dead: [0],
};
/** Where nothing can be done about a lost answer, it may stand unknown. */
const withUnknown = { ...possible, unknown: [0, 1] } as const;

/** What contradicts the promise, in words; empty: it was kept. */
function broken(handoffs: readonly HandoffState[], erp: MadeUpErp, manners: Manners): string[] {
  const blind = [...erp.toldBlindly].map((order) => `${order} was told blindly`);
  const allowed = manners.keyed || manners.canBeAsked ? possible : withUnknown;
  const wrong = handoffs.flatMap(({ key, carriage, state }) => {
    const order = key.split('order=')[1] ?? '';
    const times = erp.held.get(order)?.times ?? 0;
    if (allowed[carriage]?.includes(times) ?? false) return [];
    return [`${order}: ${times} times there, and ${carriage} (${state})`];
  });
  return [...blind, ...wrong];
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
