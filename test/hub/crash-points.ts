// Every call of small worlds to the store and over the wire: the process ends there, another takes over, and all
// that was promised holds all the same. Before the calls and after them are suites of their own, so that two cores
// share the worlds. Files: file-crash-points.int.test.ts; export, import and erasure: crash-points.int.test.ts of
// src/store/postgres.
import { describe, expect, it } from 'vitest';
import type { Features } from '../../sim/hub/features.js';
import { noFeatures } from '../../sim/hub/features.js';
import type { Fate } from '../../sim/hub/mortal.js';
import type { Plan } from '../../sim/hub/plan.js';
import { peacefulPlan } from '../../sim/hub/plan.js';
import { runOf } from '../../sim/hub/run.js';

/** Its orders are split, refunded and cancelled, and one statement joins two components. */
const seed = 94;
const patience = 1_200_000;

const second = 1_000;
/** Signed webhooks, polls, stock, an ERP that is told of all, and a rule that goes live and back while orders are placed. */
const otherwise: Features = {
  heard: { shop: 'webhook', market: 'webhook', pay: 'poll', wh: 'poll', erp: 'lines' },
  person: false,
  cutover: { goes: 65 * second, returns: 80 * second },
  items: 1,
  pressed: 0.5,
  toldAll: true,
  restated: true,
  echoed: false,
};

type Side = 'before' | 'after';

/** Destinations that know no keys, and lose half of what they are told and answer; a person. */
const carrying = [
  // Orders are created at the ERP, and one is refused there.
  { of: 25, calls: ['store answer', 'store replay', 'look up at erp', 'send to erp'] },
  { of: 57, calls: ['store answer', 'store replay', 'look up at shop', 'send to market'] },
] as const satisfies readonly { readonly of: number; readonly calls: readonly string[] }[];

type Planned = (fate: Fate) => Plan;

/** The points that the world passes as long as nothing ends: each call has one on each side. */
async function pointsOf(planned: Planned, done: number | null): Promise<readonly string[]> {
  const points: string[] = [];
  const note = (point: string): boolean => {
    points.push(point);
    return false;
  };
  const { violations, figures } = await runOf(planned({ strikes: note }));
  expect(violations).toEqual([]);
  if (done !== null) expect(figures.carriages).toEqual({ done });
  return points;
}

/** @param isMeant points at which the process ends, each in a world of its own. */
async function brokenAt(
  planned: Planned,
  points: readonly string[],
  isMeant: (point: string) => boolean,
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [place, point] of points.entries()) {
    if (!isMeant(point)) continue;
    let passed = 0;
    const run = await runOf(planned({ strikes: () => passed++ === place }));
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
  const isOfSide = (point: string): boolean => point.endsWith(`, ${side}`);
  describe(`a process that ends ${side} a call`, () => {
    it(
      'breaks no promise, whichever call it is',
      async () => {
        const planned: Planned = (fate) => peacefulPlan(seed, fate);
        const points = await pointsOf(planned, 9);
        const calls = ['receive', 'fold', 'wake', 'claim', 'answer', 'orphaned', 'sightings'];
        expectCalls(
          side,
          points,
          calls.map((call) => `store ${call}`),
        );
        expect(points.filter((point) => !/, (before|after)$/.test(point))).toEqual([]);
        expect(await brokenAt(planned, points, isOfSide)).toEqual([]);
      },
      patience,
    );

    it(
      'breaks none where systems sign or are polled, stock is told, the ERP is told all, and a rule goes live and back',
      async () => {
        const planned: Planned = (fate) => peacefulPlan(seed, fate, otherwise);
        const points = await pointsOf(planned, 13);
        const calls = ['change mode', 'refold', 'offset', 'keep offset', 'begin unread', 'refile'];
        expectCalls(
          side,
          points,
          calls.map((call) => `store ${call}`),
        );
        expectCalls(side, points, ['poll pay', 'poll wh', 'look up at erp', 'send to shop']);
        expect(await brokenAt(planned, points, isOfSide)).toEqual([]);
      },
      patience,
    );

    it.each(carrying)(
      'breaks none where answers are lost, looked up, compensated and tried anew (seed $of)',
      async ({ of, calls }) => {
        const features = { ...noFeatures, person: true };
        const planned: Planned = (fate) => peacefulPlan(of, fate, features, 0.5);
        const points = await pointsOf(planned, null);
        expectCalls(side, points, calls);
        const meant: readonly string[] = calls.map((call) => `${call}, ${side}`);
        expect(await brokenAt(planned, points, (point) => meant.includes(point))).toEqual([]);
      },
      patience,
    );
  });
}
