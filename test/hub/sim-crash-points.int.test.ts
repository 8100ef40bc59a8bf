// Every call of two small worlds to the store and over the wire, before it and after it: the process ends
// there, another takes over, and all that was promised holds all the same.
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

/** The points that the world passes as long as nothing ends. */
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

async function brokenIn(features: Features, points: readonly string[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [place, point] of points.entries()) {
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

function expectCalls(points: readonly string[], calls: readonly string[]): void {
  const kinds = new Set(points.map((point) => point.split(',')[0]));
  for (const call of calls) expect(kinds).toContain(call);
}

describe('a process that ends at a call', () => {
  it(
    'breaks no promise, whichever call it is',
    async () => {
      const points = await pointsOf(noFeatures);
      const calls = ['receive', 'fold', 'wake', 'claim', 'answer', 'orphaned', 'sightings'];
      expectCalls(
        points,
        calls.map((call) => `store ${call}`),
      );
      expect(await brokenIn(noFeatures, points)).toEqual([]);
    },
    patience,
  );

  it(
    'breaks none where systems sign or are polled, stock is told, and a rule goes live and back',
    async () => {
      const points = await pointsOf(otherwise);
      expectCalls(points, ['store keep offset', 'store offset', 'poll pay', 'send to shop']);
      expect(await brokenIn(otherwise, points)).toEqual([]);
    },
    patience,
  );
});
