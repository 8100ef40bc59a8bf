// The search: each planted fault gets its share of the time, seed after seed, until one notices it.
import { plantedFaults } from './faults.js';
import type { PlantedFault } from './fault.js';
import { tried } from './trial.js';

export interface Hunted extends Pick<PlantedFault, 'breaks' | 'module'> {
  readonly seed: number | null;
  readonly noticed: string;
}

/** The search may begin with the seeds that are known; it looks for ever earlier ones. */
const runsAtOnce = 20;

export async function hunt(
  minutes: number,
  now: () => number,
  done: (hunted: Hunted) => void,
): Promise<readonly Hunted[]> {
  const end = now() + minutes * 60_000;
  const found: Hunted[] = [];
  for (const [index, fault] of plantedFaults.entries()) {
    const share = (end - now()) / (plantedFaults.length - index);
    const hunted = await searched(fault, now() + share, now);
    found.push(hunted);
    done(hunted);
  }
  return found;
}

async function searched(fault: PlantedFault, until: number, now: () => number): Promise<Hunted> {
  const { breaks, module } = fault;
  let from = 1;
  do {
    const noticed = await tried(fault, { from, runs: runsAtOnce });
    if (noticed !== null) return { breaks, module, seed: noticed.seed, noticed: noticed.says };
    from += runsAtOnce;
  } while (now() < until);
  return { breaks, module, seed: null, noticed: '' };
}
