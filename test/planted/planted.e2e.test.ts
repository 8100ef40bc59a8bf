// Plants one fault after another in the built core and asks the measure of accuracy: each must be noticed. All
// mutants read the same companies; the build as it is passes on every one of them.
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audited, inParallel, written, type Company } from '../accuracy/company.js';
import { missedTargets, type Kind } from '../accuracy/kinds.js';
import { plantedFaults } from './faults.js';
import { planted, timesFound, type PlantedFault } from './mutant.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = join(root, 'dist', 'src', 'main.js');
const cores = 2;
/** Some eighty audits: a few minutes on two free cores, many on busy ones. */
const patience = 1_800_000;

/** So many faults that each pattern shows all of its variants; or the usual few among many honest turns. */
const crowded = 0.05;
const sparse = 0.01;

function company(kind: Kind, seed: number, orders: number, rate: number): Company {
  return { kind, seed, orders, rate };
}

/** A thin company's ERP leaves a whole class out only where there are more than 600 orders. */
const companies: readonly Company[] = [
  company('broken', 101, 420, crowded),
  company('broken', 102, 500, sparse),
  company('broken', 107, 420, crowded),
  company('healthy', 101, 300, 0),
  company('healthy', 102, 300, 0),
  company('thin-broken', 101, 400, crowded),
  company('thin-broken', 102, 400, crowded),
  ...[101, 102, 104, 109].map((seed) => company('thin-healthy', seed, 620, 0)),
];

interface Trial {
  readonly fault: PlantedFault;
  readonly found: number;
  /** The targets that the mutant alone missed, on the first company that showed it. */
  readonly noticed: readonly string[];
}

/** Where the parent folders stand in the checkout, so that a mutant finds the packages. */
const cache = join(root, 'node_modules', '.cache', 'weir');

describe('faults planted in the core', () => {
  let parent = '';
  const folders = new Map<Company, string>();
  /** Targets that the build as it is misses. */
  const unplanted = new Map<Company, readonly string[]>();
  const trials = new Map<PlantedFault, Trial>();

  async function missedBy(mutant: string, company: Company): Promise<string[]> {
    const score = await audited(mutant, folders.get(company) ?? '');
    return missedTargets(new Map([[company.kind, score]]));
  }

  async function tried(fault: PlantedFault, index: number): Promise<Trial> {
    const found = timesFound(root, fault);
    if (found !== 1) return { fault, found, noticed: [] };
    const folder = join(parent, `mutant-${index}`);
    const mutant = planted(root, folder, fault);
    try {
      for (const company of companies.filter(({ kind }) => kind === fault.on)) {
        const before = unplanted.get(company) ?? [];
        const noticed = (await missedBy(mutant, company)).filter((said) => !before.includes(said));
        if (noticed.length > 0) return { fault, found, noticed };
      }
      return { fault, found, noticed: [] };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  beforeAll(async () => {
    await mkdir(cache, { recursive: true });
    parent = await mkdtemp(join(cache, 'planted-'));
    await inParallel(companies, cores, async (company) => {
      folders.set(company, await written(binary, company, join(parent, 'companies')));
      unplanted.set(company, await missedBy(binary, company));
    });
    const indexed = plantedFaults.map((fault, index) => ({ fault, index }));
    await inParallel(indexed, cores, async ({ fault, index }) => {
      trials.set(fault, await tried(fault, index));
    });
  }, patience);

  afterAll(async () => rm(parent, { recursive: true, force: true }));

  it('are at least thirty, and no two of them the same', () => {
    expect(plantedFaults.length).toBeGreaterThanOrEqual(30);
    expect(new Set(plantedFaults.map(({ breaks }) => breaks)).size).toBe(plantedFaults.length);
  });

  it('are not in the build as it is', () => {
    expect([...unplanted.values()].flat()).toEqual([]);
  });

  it.each(plantedFaults)('$module: $breaks', (fault) => {
    const trial = trials.get(fault);
    expect(trial?.found, 'the text stands once in the built module').toBe(1);
    expect(trial?.noticed, 'targets missed').not.toEqual([]);
  });
});
