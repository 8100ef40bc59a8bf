// Many seeds, one after another or on several threads, and what they came to together.
import { Worker } from 'node:worker_threads';
import type { WorldFigures, WorldSummary } from '../../src/shell/cli/sim.js';
import { runOf } from './run.js';
import { planOf } from './plan.js';
import type { Violation } from './evidence.js';

/** What one seed came to. */
export interface Verdict {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly figures: WorldFigures;
}

export interface Range {
  readonly from: number;
  readonly runs: number;
}

export async function verdictOn(seed: number): Promise<Verdict> {
  const { violations, figures } = await runOf(planOf(seed));
  return { seed, violations, figures };
}

/** One seed with everything that happened in it, in words. */
export async function replay(
  seed: number,
): Promise<Verdict & { readonly trace: readonly string[] }> {
  return runOf(planOf(seed, true));
}

/** @param done called after each seed. */
export async function sweep(
  { from, runs }: Range,
  threads: number,
  done: (verdict: Verdict) => void,
): Promise<WorldSummary> {
  const before = process.cpuUsage();
  const seeds = Array.from({ length: runs }, (_, index) => from + index);
  const verdicts: Verdict[] = [];
  const take = (verdict: Verdict): void => {
    verdicts.push(verdict);
    done(verdict);
  };
  if (threads === 1) for (const seed of seeds) take(await verdictOn(seed));
  else {
    const left = seeds.values();
    await Promise.all(Array.from({ length: threads }, async () => onThread(left, take)));
  }
  verdicts.sort((one, other) => one.seed - other.seed);
  const { user, system } = process.cpuUsage(before);
  return {
    seeds: verdicts.length,
    cpuMillis: Math.round((user + system) / 1_000),
    figures: verdicts.map(({ figures }) => figures).reduce(plus, none),
    broken: verdicts
      .filter(({ violations }) => violations.length > 0)
      .map(({ seed, violations }) => ({ seed, violations })),
  };
}

async function onThread(seeds: Iterator<number>, take: (verdict: Verdict) => void): Promise<void> {
  const worker = new Worker(new URL('./sweep-worker.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const seed = seeds.next();
      if (seed.done !== true) worker.postMessage(seed.value);
      else void worker.terminate().then(() => resolve(), reject);
    };
    worker.on('error', reject);
    worker.on('message', (verdict: Verdict) => {
      take(verdict);
      next();
    });
    next();
  });
}

const none: WorldFigures = {
  ...{ happenings: 0, statements: 0, deliveries: 0, lost: 0, effects: 0, cut: 0 },
  ...{ features: {}, ends: {}, carriages: {} },
};

function plus(one: WorldFigures, other: WorldFigures): WorldFigures {
  return {
    happenings: one.happenings + other.happenings,
    statements: one.statements + other.statements,
    deliveries: one.deliveries + other.deliveries,
    lost: one.lost + other.lost,
    effects: one.effects + other.effects,
    cut: one.cut + other.cut,
    features: added(one.features, other.features),
    ends: added(one.ends, other.ends),
    carriages: added(one.carriages, other.carriages),
  };
}

function added(one: WorldFigures['ends'], other: WorldFigures['ends']): WorldFigures['ends'] {
  const sums = { ...one };
  for (const [name, count] of Object.entries(other)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
