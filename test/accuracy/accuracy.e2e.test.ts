// A small measure of every kind of company in the test command; `npm run accuracy` is the large one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inParallel, measured } from './company.js';
import { kinds, missedTargets, type Kind } from './kinds.js';
import { sum, type Score } from './score.js';

const binary = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const seeds = [101, 102, 103];
const orders = 500;

/** The one that is wrong is named, so that a red test says where to look. */
function wrongIn({ missed, false: found, causeWrong }: Score): string[] {
  return [
    ...missed.map(({ pattern, ref }) => `missed ${pattern} of ${ref}`),
    ...found
      .filter(({ level }) => level === 'fault')
      .map(({ pattern, subject }) => `invented ${pattern} of ${subject.key}`),
    ...causeWrong.map(
      ([row, { cause }]) => `${row.pattern} of ${row.ref}: ${cause}, not ${row.cause}`,
    ),
  ];
}

describe('the audit measured against what the simulator did', () => {
  let parent = '';
  const sums = new Map<Kind, Score>();

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'weir-accuracy-'));
    const companies = kinds.flatMap((kind) => seeds.map((seed) => ({ kind, seed, orders })));
    const scores = await inParallel(companies, 2, async (company) =>
      measured(binary, company, parent),
    );
    for (const kind of kinds) {
      sums.set(kind, sum(scores.filter((_, index) => companies[index]?.kind === kind)));
    }
  });

  afterAll(async () => rm(parent, { recursive: true, force: true }));

  it.each(kinds)('reaches its targets on %s companies', (kind) => {
    const total = sums.get(kind);
    expect(total).toBeDefined();
    if (total === undefined) return;
    const missed = missedTargets(new Map([[kind, total]]));
    expect(missed.length === 0 ? [] : [...missed, ...wrongIn(total)]).toEqual([]);
  });

  it('has every pattern to look for, and something that thin files can not prove', () => {
    const broken = [...(sums.get('broken')?.patterns.values() ?? [])];
    expect(broken.length).toBe(25);
    expect(broken.every(({ found }) => found > 0)).toBe(true);
    const thin = [...(sums.get('thin-broken')?.patterns.values() ?? [])];
    expect(thin.some(({ leftUnproven }) => leftUnproven > 0)).toBe(true);
  });
});
