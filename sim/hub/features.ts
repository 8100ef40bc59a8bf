// What a seed's world has besides orders told line by line: systems that sign their webhooks or are polled,
// a person who has things tried anew, a rule that goes live and back, stock.
import { Random } from '../company/random.js';
import type { DestinationName, Manners } from './destination.js';
import type { SourceName } from './history.js';

export type SystemName = SourceName | 'erp';

/** How a system is heard: it posts observation lines, it signs webhooks of its own, or it is asked. */
export type Hearing = 'lines' | 'webhook' | 'poll';

/** `order-to-erp` is observed, goes live, and goes back, in milliseconds after the start. */
export interface Cutover {
  readonly goes: number;
  readonly returns: number;
}

export interface Features {
  readonly heard: Readonly<Record<SystemName, Hearing>>;
  /** Somebody looks at what is stuck, and has it tried anew. */
  readonly person: boolean;
  readonly cutover: Cutover | null;
  /** Items whose stock the warehouse counts and the channels are told. */
  readonly items: number;
  /** From 0 to 1: so often the doors are pressed, and a signed webhook is kept before it is read. */
  readonly pressed: number;
  /** The ERP is told of payments, returns and changes too. */
  readonly toldAll: boolean;
  /** Systems state what happened again at each change of its record. */
  readonly restated: boolean;
  /** The rules are the standard ones, and several systems tell of one thing. */
  readonly echoed: boolean;
}

const byLines = {
  shop: 'lines',
  market: 'lines',
  pay: 'lines',
  wh: 'lines',
  erp: 'lines',
} as const;

export const noFeatures: Features = {
  heard: byLines,
  person: false,
  cutover: null,
  items: 0,
  pressed: 0,
  toldAll: false,
  restated: false,
  echoed: false,
};

export interface FeatureTimes {
  readonly lead: number;
  readonly span: number;
}

export function featuresOf(
  seed: number,
  { lead, span }: FeatureTimes,
  manners: Readonly<Record<DestinationName, Manners>>,
): Features {
  const random = new Random('features', seed);
  if (random.chance(0.3)) return noFeatures;
  const isOtherwise = random.chance(0.5);
  const hearing = (): Hearing =>
    random.pick<Hearing>(isOtherwise ? ['lines', 'webhook', 'poll'] : ['lines']);
  const heard = {
    ...{ shop: hearing(), market: hearing(), pay: hearing() },
    ...{ wh: hearing(), erp: hearing() },
  };
  const person = random.chance(0.4);
  // Orders are placed before it, meanwhile, and after it.
  const quarter = Math.round((span - lead) / 4);
  const goes = lead + random.whole(quarter, 3 * quarter);
  // What the old path had under way is looked up: a cutover needs a destination that can be asked.
  const isCut = random.chance(0.25) && manners.erp.canBeAsked;
  const cutover = isCut ? { goes, returns: goes + random.whole(1, 2 * quarter) } : null;
  const items = random.chance(0.35) ? random.whole(1, 3) : 0;
  const rush = new Random('crowd', seed);
  const isPressed = Object.values(heard).includes('webhook') && rush.chance(0.5);
  const pressed = isPressed ? rush.pick([0.3, 1]) : 0;
  const toldAll = new Random('told all', seed).chance(0.3);
  const isRestated = new Random('restating', seed).chance(0.3);
  const several = new Random('several tell', seed);
  const isEchoed = several.chance(0.2);
  const isToldAll = toldAll || (isEchoed && several.chance(0.5));
  const telling = { toldAll: isToldAll, restated: isRestated, echoed: isEchoed };
  return { heard, person, cutover, items, pressed, ...telling };
}

/** What the world has, in a word each. */
export function namesOf(features: Features): readonly string[] {
  const { heard, person, cutover, items, pressed } = features;
  const hearings = new Set(Object.values(heard));
  return [
    ...(hearings.has('webhook') ? ['webhooks'] : []),
    ...(hearings.has('poll') ? ['polls'] : []),
    ...(person ? ['person'] : []),
    ...(cutover === null ? [] : ['cutover']),
    ...(items === 0 ? [] : ['stock']),
    ...(pressed === 0 ? [] : ['pressed doors']),
    ...(features.toldAll ? ['payments, returns, changes'] : []),
    ...(features.restated ? ['restated records'] : []),
    ...(features.echoed ? ['several tell'] : []),
  ];
}
