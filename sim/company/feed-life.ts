// The healthy life of a supplier's feed: snapshots on time, portals that show them, decisions on fresh figures.
import { DAY, HOUR, MINUTE, SECOND, UTC, instantText } from './clock.js';
import type { Emission, SystemName } from './emission.js';
import { Random, mix } from './random.js';
import { Tale } from './tale.js';
import type { World } from './world.js';

export interface FeedPlan {
  readonly name: string;
  readonly supplier: string;
  readonly from: SystemName;
  readonly every: number;
  readonly freshWithin: number;
}

export interface Snapshot {
  readonly emission: Emission;
  readonly asOf: number;
  readonly value: string;
}

const CADENCES: readonly [number, number][] = [
  [6 * HOUR, 12 * HOUR],
  [DAY, 26 * HOUR],
  [4 * HOUR, 8 * HOUR],
  [HOUR, 2 * HOUR],
];
const METRIC = 'on_time_delivery_rate';

/** How many feeds the company takes; more of them where it is larger. */
export function feedCount(world: World): number {
  return Math.min(120, 24 + Math.floor(world.orders / 2_000));
}

/** The feed with this number, as weir.yaml declares it. */
export function feedPlan(index: number): FeedPlan {
  const [every, freshWithin] = CADENCES[index % CADENCES.length] ?? [DAY, 26 * HOUR];
  const supplier = `v${100 + index}`;
  return {
    name: `${supplier}-metrics`,
    supplier,
    from: index % 2 === 0 ? 'acme' : 'globex',
    every,
    freshWithin,
  };
}

/** One feed's tale, with the snapshots it has told so far. */
export class FeedTale extends Tale {
  readonly plan: FeedPlan;
  readonly snapshots: Snapshot[] = [];

  constructor(world: World, index: number) {
    super(world, new Random(world.seed, 'feed', index), `f${index}`);
    this.plan = feedPlan(index);
  }

  /** The supplier's figure, which moves a little from day to day. */
  valueAt(asOf: number): string {
    const step = mix(this.world.seed, this.plan.name, Math.floor(asOf / HOUR)) % 60;
    return (0.93 + step / 1_000).toFixed(3);
  }

  snapshot(at: number, asOf: number, repeat?: Snapshot): Snapshot {
    const { plan } = this;
    const value = repeat?.value ?? this.valueAt(asOf);
    const emission = this.say(plan.from, 'feed.snapshot', at, {
      refs: { feed: plan.name },
      data: {
        as_of: instantText(asOf, UTC),
        rows: 40 + (mix(plan.name) % 400),
        digest: mix(plan.name, value, asOf).toString(16).padStart(8, '0'),
        metrics: { [plan.supplier]: { [METRIC]: value } },
      },
    });
    const snapshot = { emission, asOf, value };
    this.snapshots.push(snapshot);
    return snapshot;
  }

  /** A portal shows a snapshot's figure. */
  show(system: SystemName, at: number, shown: Snapshot): Emission {
    const { supplier, name } = this.plan;
    const data = {
      supplier,
      metric: METRIC,
      value: shown.value,
      as_of: instantText(shown.asOf, UTC),
    };
    return this.say(system, 'metric.shown', at, { refs: { feed: name }, data });
  }

  /** Somebody decides by a figure and says how old it was. */
  decide(system: SystemName, at: number, by: Snapshot): Emission {
    const decision = system === 'merchant-portal' ? 'seller-score' : 'edi-eligibility';
    const outcome = Number(by.value) >= 0.92 ? 'eligible' : 'held';
    const basis = { metric: METRIC, value: by.value, as_of: instantText(by.asOf, UTC) };
    const data = { decision, outcome, basis, supplier: this.plan.supplier };
    return this.say(system, 'decision.made', at, { refs: { feed: this.plan.name }, data });
  }

  latestBefore(at: number): Snapshot | undefined {
    return this.snapshots.findLast((snapshot) => snapshot.emission.at <= at);
  }
}

/** Honest snapshots from the window's start to `until`: a little jitter, a few minutes from count to arrival. */
export function deliver(tale: FeedTale, from: number, until: number): void {
  const { random, plan } = tale;
  for (let due = from + random.between(1, 9) * MINUTE; due < until; due += plan.every) {
    const at = due + random.between(0, plan.every * 0.04);
    tale.snapshot(at, at - random.between(30 * SECOND, 4 * MINUTE));
  }
}

/** Once a day both portals show the same snapshot, and a decision is made on a fresh one. */
export function use(tale: FeedTale, from: number, until: number): void {
  const { random } = tale;
  for (let day = from + 15 * HOUR; day < until; day += DAY) {
    const at = day + random.between(0, 2) * HOUR;
    const latest = tale.latestBefore(at - 3 * MINUTE);
    if (latest === undefined) continue;
    tale.show('vendor-portal', at, latest);
    tale.show('merchant-portal', at + random.between(1, 9) * SECOND, latest);
    if (random.chance(0.4))
      tale.decide(random.pick(['acme-edi', 'merchant-portal']), at + MINUTE, latest);
  }
}

export function healthyFeed(world: World, index: number): FeedTale {
  const tale = new FeedTale(world, index);
  deliver(tale, world.from, world.until);
  use(tale, world.from, world.until);
  return tale;
}

/** A marketplace's own figure ends ten days ago by design: old, constant in its age, and not stale. */
export function marketplaceWindow(world: World): Tale {
  const tale = new Tale(world, new Random(world.seed, 'window'), 'fw');
  for (let day = world.from + 9 * HOUR; day < world.until; day += DAY) {
    const value = (0.95 + tale.random.whole(0, 40) / 1_000).toFixed(3);
    const asOf = instantText(day - 10 * DAY, UTC);
    const data = { supplier: 'ourselves', metric: 'valid_tracking_rate', value, as_of: asOf };
    tale.say('amazon', 'metric.shown', day, { refs: { feed: 'amazon-account-health' }, data });
  }
  return tale;
}
