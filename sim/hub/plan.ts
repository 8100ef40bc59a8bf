// What a seed decides before anything happens: how many orders, how badly each system behaves, which
// processes there are and how often they end.
import { Random } from '../company/random.js';
import type { DestinationName, Manners } from './destination.js';
import type { Features } from './features.js';
import { featuresOf, noFeatures } from './features.js';
import type { SourceName } from './history.js';
import type { Role } from './hub.js';
import type { Fate } from './mortal.js';
import { afterWork, whileSending } from './mortal.js';
import type { Terms } from './terms.js';

export interface Plan {
  readonly seed: number;
  readonly orders: number;
  /** Milliseconds of peace before the first order, within which rules go live. */
  readonly lead: number;
  /** Milliseconds after which no order is placed any more, and no new trouble comes. */
  readonly span: number;
  readonly trouble: number;
  readonly terms: Terms;
  /** How badly systems tell, from 0 to 1. */
  readonly telling: number;
  /** How often the ERP names an order by its own record alone. */
  readonly byRecord: number;
  /** Destinations that answer, and state nothing by themselves. */
  readonly silent: readonly DestinationName[];
  /** How often what is sent arrives as late as it may. */
  readonly late: number;
  /** So often a loop of the hub looks by itself. */
  readonly lookMillis: number;
  /** How often a call to the database fails. */
  readonly failing: number;
  readonly skew: Readonly<Record<SourceName | 'erp', number>>;
  readonly processes: Arrangement;
  readonly outages: readonly {
    readonly to: DestinationName;
    readonly at: number;
    readonly millis: number;
  }[];
  readonly pauses: readonly Pause[];
  readonly fate: Fate;
  readonly traced: boolean;
  /** Beside it stands a world of files. */
  readonly files: boolean;
}

const second = 1_000;
const minute = 60 * second;
/** Longer than any clock is wrong: what was stated before a rule went live is not this rule's. */
const lead = 8 * minute;
const all: readonly Role[] = ['door', 'fold', 'lanes'];

interface Pause {
  readonly at: number;
  readonly millis: number;
  /** Where; null: wherever it is. */
  readonly stop: typeof afterWork | null;
}

type Arrangement = readonly (readonly Role[])[];

/** Processes together and apart, alone and in company. */
const arrangements: readonly [Arrangement, ...Arrangement[]] = [
  [all],
  [all, all],
  [['door'], ['fold'], ['lanes']],
  [['door', 'fold'], ['fold'], ['lanes'], ['lanes']],
];

export function planOf(seed: number, traced = false): Plan {
  const random = new Random('plan', seed);
  const trouble = lead + random.whole(6, 12) * minute;
  const span = lead + (trouble - lead) / 3;
  const crashes = random.pick([0, 0.002, 0.008, 0.02]);
  const fates = new Random('fate', seed);
  const wrong = random.pick([0, 0, 30 * second, 5 * minute]);
  const mannersOf = (): Manners => ({
    keyed: random.chance(0.5),
    canBeAsked: random.chance(0.7),
    badness: random.chance(0.2) ? 0 : random.next() * 0.6,
  });
  const manners = { erp: mannersOf(), shop: mannersOf(), market: mannersOf() };
  const by = random.pick<Terms['by']>(['event', 'response', 'readback']);
  const features = featuresOf(seed, { lead, span }, manners);
  const skewOf = (): number => random.whole(-wrong, wrong);
  const plan: Plan = {
    ...{ seed, trouble, traced },
    files: new Random('with files', seed).chance(0.25),
    orders: random.whole(2, 6),
    lead,
    span,
    terms: { manners, by, features },
    telling: random.chance(0.2) ? 0 : random.next() * 0.6,
    byRecord: random.pick([0, 0.4]),
    lookMillis: 10 * second,
    late: 0.04,
    failing: random.chance(0.5) ? 0 : random.next() * 0.15,
    skew: { shop: skewOf(), market: skewOf(), pay: skewOf(), wh: skewOf(), erp: skewOf() },
    processes: random.pick(arrangements),
    outages: outagesOf(random, trouble),
    pauses: pausesOf(seed, trouble),
    fate: { strikes: () => crashes > 0 && fates.chance(crashes) },
    silent: silentOf(random, { by, manners, features }),
  };
  return new Random('standing', seed).chance(0.04) ? sluggish(plan) : plan;
}

/**
 * What is sent arrives late, processes stand still with it for as long as they may and are taken for dead,
 * and others are quick to settle it: whoever looks it up too early finds nothing and sends it again, and
 * whoever says it again under its key does so while the first time is under way.
 */
function sluggish(plan: Plan): Plan {
  const random = new Random('sluggishness', plan.seed);
  const pauses = Array.from({ length: 40 }, () => ({
    at: random.whole(plan.lead, plan.trouble),
    millis: random.whole(4, 9) * second,
    stop: whileSending,
  }));
  // What an old path may have done must be looked up.
  const keyed = random.chance(0.5) && plan.terms.features.cutover === null;
  const mannersOf = (manners: Manners): Manners => ({ ...manners, keyed, canBeAsked: !keyed });
  const { erp, shop, market } = plan.terms.manners;
  const manners = { erp: mannersOf(erp), shop: mannersOf(shop), market: mannersOf(market) };
  // Who can not be read back says himself what he did.
  const silent = keyed && plan.terms.by === 'readback' ? [] : plan.silent;
  return {
    ...plan,
    ...{ pauses, silent, late: 0.5, lookMillis: second, processes: [all, all, all] },
    terms: { ...plan.terms, manners },
  };
}

function pausesOf(seed: number, trouble: number): Plan['pauses'] {
  const random = new Random('pauses', seed);
  if (random.chance(0.6)) return [];
  return Array.from({ length: random.whole(1, 4) }, () => ({
    at: random.whole(lead, trouble),
    millis: random.whole(1, 90) * second,
    stop: random.chance(0.7) ? afterWork : null,
  }));
}

/** Who is heard by his answers, or can be read back, need not state anything by himself. */
function silentOf(random: Random, { by, manners, features }: Terms): Plan['silent'] {
  if (by === 'event') return [];
  const isHeard = (name: DestinationName): boolean =>
    (by === 'response' || manners[name].canBeAsked) &&
    // What the old path brought there, nobody else says.
    (name !== 'erp' || features.cutover === null);
  return (['erp', 'shop', 'market'] as const).filter((name) => random.chance(0.4) && isHeard(name));
}

/**
 * A small world in which nothing goes wrong but what fate does.
 * @param badness of the destinations, all the same: they know no keys where there is any.
 */
export function peacefulPlan(
  seed: number,
  fate: Fate,
  features: Features = noFeatures,
  badness = 0,
): Plan {
  const one = { keyed: badness === 0, canBeAsked: true, badness };
  return {
    ...{ seed, orders: 2, traced: false, files: false },
    ...{ lead: minute, span: 1.5 * minute, trouble: 11 * minute },
    terms: { manners: { erp: one, shop: one, market: one }, by: 'event', features },
    ...{ telling: 0, byRecord: 0.5, lookMillis: 150 * second, failing: 0, late: 0.04 },
    skew: { shop: 0, market: 0, pay: 0, wh: 0, erp: 0 },
    ...{ processes: [all], outages: [], pauses: [], silent: [], fate },
  };
}

function outagesOf(random: Random, trouble: number): Plan['outages'] {
  const count = random.whole(0, 2);
  return Array.from({ length: count }, () => ({
    to: random.pick(['erp', 'shop', 'market']),
    at: random.whole(lead, trouble),
    millis: random.whole(10, 240) * second,
  }));
}
