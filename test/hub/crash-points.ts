// Every call of two small worlds to the store and over the wire: the process ends there, another takes over,
// and all that was promised holds all the same. Before the calls and after them are suites of their own, so
// that two cores share the worlds.
import { describe, expect, it } from 'vitest';
import type { Features } from '../../sim/hub/features.js';
import { noFeatures } from '../../sim/hub/features.js';
import { peacefulPlan } from '../../sim/hub/plan.js';
import { runOf } from '../../sim/hub/run.js';

/** Its orders are split, refunded and cancelled, and one statement joins two components. */
const seed = 94;
const patience = 1_200_000;

const second = 1_000;
/** Signed webhooks, polls, stock, and a rule that goes live and back while orders are placed. */
const otherwise: Features = {
  heard: { shop: 'webhook', market: 'webhook', pay: 'poll', wh: 'poll', erp: 'lines' },
  person: false,
  cutover: { goes: 65 * second, returns: 80 * second },
  items: 1,
};

type Side = 'before' | 'after';

/** The points that the world passes as long as nothing ends: each call has one on each side. */
async function pointsOf(features: Features): Promise<readonly string[]> {
  const points: string[] = [];
  const note = (point: string): boolean => {
    points.push(point);
    return false;
  };
  const { violations, figures } = await runOf(peacefulPlan(seed, { strikes: note }, features));
  expect(violations).toEqual([]);
  expect(figures.carriages).toEqual({ done: features === noFeatures ? 9 : 11 });
  return points;
}

async function brokenAt(
  side: Side,
  features: Features,
  points: readonly string[],
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [place, point] of points.entries()) {
    if (!point.endsWith(`, ${side}`)) continue;
    let passed = 0;
    const fate = { strikes: () => passed++ === place };
    const run = await runOf(peacefulPlan(seed, fate, features));
    expect(Object.values(run.figures.ends), `${point} at ${place}`).toEqual([1]);
    for (const { invariant, says } of run.violations) {
      broken.push(`${point} at ${place}: ${invariant}: ${says}`);
    }
  }
  return broken;
}

function expectCalls(side: Side, points: readonly string[], calls: readonly string[]): void {
  for (const call of calls) expect(points).toContain(`${call}, ${side}`);
}

export function describeCrashes(side: Side): void {
  describe(`a process that ends ${side} a call`, () => {
    it(
      'breaks no promise, whichever call it is',
      async () => {
        const points = await pointsOf(noFeatures);
        const calls = ['receive', 'fold', 'wake', 'claim', 'answer', 'orphaned', 'sightings'];
        expectCalls(
          side,
          points,
          calls.map((call) => `store ${call}`),
        );
        expect(points.filter((point) => !/, (before|after)$/.test(point))).toEqual([]);
        expect(await brokenAt(side, noFeatures, points)).toEqual([]);
      },
      patience,
    );

    it(
      'breaks none where systems sign or are polled, stock is told, and a rule goes live and back',
      async () => {
        const points = await pointsOf(otherwise);
        const calls = ['store keep offset', 'store offset', 'poll pay', 'send to shop'];
        expectCalls(side, points, calls);
        expect(await brokenAt(side, otherwise, points)).toEqual([]);
      },
      patience,
    );
  });
}
