// Every call of one small world to the store and over the wire, before it and after it: the process ends
// there, another takes over, and all that was promised holds all the same.
import { describe, expect, it } from 'vitest';
import { peacefulPlan } from '../../sim/hub/plan.js';
import { runOf } from '../../sim/hub/run.js';

/** Its orders are split, refunded and cancelled, and one statement joins two components. */
const seed = 94;
const patience = 600_000;

/** The points that the world passes as long as nothing ends. */
async function pointsOf(): Promise<readonly string[]> {
  const points: string[] = [];
  const note = (point: string): boolean => {
    points.push(point);
    return false;
  };
  const { violations, figures } = await runOf(peacefulPlan(seed, { strikes: note }));
  expect(violations).toEqual([]);
  expect(figures.carriages).toEqual({ done: 9 });
  return points;
}

describe('a process that ends at a call', () => {
  it(
    'breaks no promise, whichever call it is',
    async () => {
      const points = await pointsOf();
      const kinds = new Set(points.map((point) => point.split(',')[0]));
      for (const call of ['receive', 'fold', 'wake', 'claim', 'answer', 'orphaned', 'sightings']) {
        expect(kinds).toContain(`store ${call}`);
      }
      const broken: string[] = [];
      for (const [place, point] of points.entries()) {
        let passed = 0;
        const run = await runOf(peacefulPlan(seed, { strikes: () => passed++ === place }));
        expect(Object.values(run.figures.ends), `${point} at ${place}`).toEqual([1]);
        for (const { invariant, says } of run.violations) {
          broken.push(`${point} at ${place}: ${invariant}: ${says}`);
        }
      }
      expect(broken).toEqual([]);
    },
    patience,
  );
});
