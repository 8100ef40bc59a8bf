// Plants one fault after another in the built hub and runs the seed that once caught it: an auditor must
// notice each again. `weir sim --planted` looks for the seeds.
import { beforeAll, describe, expect, it } from 'vitest';
import { plantedFaults } from '../../sim/hub/planted/faults.js';
import type { PlantedFault } from '../../sim/hub/planted/fault.js';
import type { Noticed } from '../../sim/hub/planted/trial.js';
import { timesFound, tried } from '../../sim/hub/planted/trial.js';
import { inParallel } from '../accuracy/company.js';

const cores = 2;
const patience = 1_800_000;
/** A world without the fault, as those are in which it was noticed. */
const sound = { module: 'out/lane', text: 'class Lane', replacement: 'class Lane' } as const;

describe('faults planted in the hub', () => {
  const trials = new Map<PlantedFault, Noticed | null>();
  let unplanted: Noticed | null = null;

  beforeAll(async () => {
    unplanted = await tried(sound, { from: 1, runs: 20 });
    await inParallel(plantedFaults, cores, async (fault) => {
      trials.set(fault, await tried(fault, { from: fault.seed, runs: 1 }));
    });
  }, patience);

  it('are at least thirty, and no two of them the same', () => {
    expect(plantedFaults.length).toBeGreaterThanOrEqual(30);
    expect(new Set(plantedFaults.map(({ breaks }) => breaks)).size).toBe(plantedFaults.length);
  });

  it('are not in the build as it is', () => {
    expect(unplanted).toBeNull();
  });

  it.each(plantedFaults)('$module: $breaks', (fault) => {
    expect(timesFound(fault), 'the text stands once in the built module').toBe(1);
    const { says } = trials.get(fault) ?? { says: 'nothing' };
    expect(says, `what an auditor of seed ${fault.seed} sees`).toMatch(/^\w+: /);
  });
});
