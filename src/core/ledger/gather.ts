// Things of which several systems tell, put together: a parcel, a payment, a refund, a return, lines that were
// cancelled. Who names a thing as another does means the same one. Who does not may mean the same where it is
// as much; and what several tell of in other portions is told when what they have told comes to it.
import type { Decimal } from '../observation/decimal.js';
import {
  amountName,
  equal,
  minus,
  noQuantities,
  plus,
  quantityTotal,
  shareNames,
} from '../order/quantities.js';
import type { Quantities } from '../order/record.js';

/** One thing as one system tells of it. */
export interface Thing {
  readonly system: string;
  /** By any of which another system may mean it. */
  readonly names: readonly string[];
  /** How much it is; null: it does not say. */
  readonly amount: Quantities | null;
  /** It was told by itself: it is not one with another that was. */
  readonly isSent: boolean;
}

/** How things of one kind are told apart. */
export interface Likeness<One extends Thing> {
  /** Though they bear one name. */
  readonly areOther: (one: One, other: One) => boolean;
  /** Whether what they are says that they are two, where no name makes them one. */
  readonly areTwo: (one: One, other: One) => boolean;
  /** Whether amounts without a name in common are of other goods, and not of the same by other names. */
  readonly areOtherGoods: (one: Quantities, other: Quantities) => boolean;
  /** Whether so much can have happened; null: nobody says how much. */
  readonly canBe: (all: Quantities | null) => boolean;
}

/** A thing, and all that tell of it. */
export interface Gathered<One extends Thing> {
  /** Of no more and no less; the first first. */
  readonly tellers: readonly One[];
  /** Others that tell of some of it, or of it and of more. */
  readonly portions: readonly One[];
}

interface Happening<One extends Thing> extends Gathered<One> {
  readonly tellers: One[];
  readonly portions: One[];
  /** Of the tellers. */
  readonly systems: Set<string>;
  readonly amount: Quantities | null;
  /** System -> what of it the system has not told of. */
  readonly untold: Map<string, Quantities>;
}

/**
 * Each thing once, the one that stands for it first.
 * @param things what was sent before what was not, and what is to stand before what may be one with it.
 */
export function gathered<One extends Thing>(
  things: readonly One[],
  likeness: Likeness<One>,
): readonly Gathered<One>[] {
  const happenings: Happening<One>[] = [];
  const units = byName(things, likeness);
  let sum: Quantities | null = noQuantities;
  for (const [index, tellers] of units.entries()) {
    const isSent = tellers.some((one) => one.isSent);
    if (!isSent) {
      const candidates = happenings.filter((one) => mayBeOne(tellers, one, likeness));
      const isHeard =
        candidates.length > 0 &&
        (asOne(tellers, candidates, likeness) ||
          inPortions(tellers, unclaimed(candidates, tellers, units.slice(index + 1)), likeness));
      if (isHeard) continue;
    }
    const amount = amountOf(tellers);
    const all: Quantities | null = sum === null || amount === null ? null : plus(sum, amount);
    const [first] = happenings;
    const isPossible = isSent || first === undefined || likeness.canBe(all);
    if (isPossible) {
      const systems = new Set(tellers.map(({ system }) => system));
      happenings.push({ tellers, systems, amount, portions: [], untold: new Map() });
      sum = all;
    } else first.portions.push(...tellers);
  }
  return happenings;
}

/** Those of several systems that bear one name. */
function byName<One extends Thing>(things: readonly One[], likeness: Likeness<One>): One[][] {
  const units: One[][] = [];
  /** Name -> the units that bear it, by their places. */
  const bearing = new Map<string, Set<number>>();
  for (const thing of things) {
    const places = new Set(thing.names.flatMap((name) => [...(bearing.get(name) ?? [])]));
    const same = [...places]
      .sort((a, b) => a - b)
      .find((place) => {
        const unit = units[place] ?? [];
        return (
          unit.every(({ system }) => system !== thing.system) &&
          unit.some((one) => shareName(one, thing) && !likeness.areOther(one, thing))
        );
      });
    const place = same ?? units.length;
    (units[place] ??= []).push(thing);
    for (const name of thing.names) {
      const others = bearing.get(name);
      if (others === undefined) bearing.set(name, new Set([place]));
      else others.add(place);
    }
  }
  return units;
}

function shareName(one: Thing, other: Thing): boolean {
  return one.names.some((name) => other.names.includes(name));
}

/** No system tells of one thing as of two. */
function mayBeOne<One extends Thing>(
  tellers: readonly One[],
  other: Happening<One>,
  { areTwo }: Likeness<One>,
): boolean {
  if (tellers.some(({ system }) => other.systems.has(system))) return false;
  return !tellers.some((one) => other.tellers.some((teller) => areTwo(one, teller)));
}

function amountOf(tellers: readonly Thing[]): Quantities | null {
  return tellers.find(({ amount }) => amount !== null)?.amount ?? null;
}

/** It is one that they told nothing of yet, and as much; where one does not say how much, any. */
function asOne<One extends Thing>(
  tellers: readonly One[],
  candidates: readonly Happening<One>[],
  likeness: Likeness<One>,
): boolean {
  const amount = amountOf(tellers);
  const same = candidates.find((one) => {
    if (tellers.some(({ system }) => one.untold.has(system))) return false;
    return amount === null || one.amount === null || isAsMuch(one.amount, amount, likeness);
  });
  if (same === undefined) return false;
  same.tellers.push(...tellers);
  for (const { system } of tellers) same.systems.add(system);
  return true;
}

function isAsMuch<One extends Thing>(
  one: Quantities,
  other: Quantities,
  { areOtherGoods }: Likeness<One>,
): boolean {
  if (equal(one, other)) return true;
  if (shareNames(one, other) || areOtherGoods(one, other)) return false;
  return quantityTotal(one) === quantityTotal(other);
}

/** Those that nothing else which the same systems tell of comes to as a whole. */
function unclaimed<One extends Thing>(
  candidates: readonly Happening<One>[],
  tellers: readonly One[],
  later: readonly (readonly One[])[],
): readonly Happening<One>[] {
  const systems = new Set(tellers.map(({ system }) => system));
  const open = new Map<string, Happening<One>[]>();
  for (const one of candidates) {
    if (one.amount === null || [...systems].some((system) => one.untold.has(system))) continue;
    const asMuch = open.get(amountName(one.amount));
    if (asMuch === undefined) open.set(amountName(one.amount), [one]);
    else asMuch.push(one);
  }
  const claimed = new Set<Happening<One>>();
  for (const unit of later) {
    const amount = amountOf(unit);
    if (amount === null || !unit.some(({ system }) => systems.has(system))) continue;
    const first = open.get(amountName(amount))?.find((one) => !claimed.has(one));
    if (first !== undefined) claimed.add(first);
  }
  return candidates.filter((one) => !claimed.has(one));
}

/**
 * It is of what was told, in other portions: of several, or some of one. Where it is of more besides, that
 * is left to whoever tells of the rest: to tell all of it would tell the one part twice.
 */
function inPortions<One extends Thing>(
  tellers: readonly One[],
  candidates: readonly Happening<One>[],
  likeness: Likeness<One>,
): boolean {
  let open = amountOf(tellers) ?? noQuantities;
  let first: Happening<One> | undefined;
  for (const one of candidates) {
    const untold = tellers.flatMap(({ system }) => one.untold.get(system) ?? [])[0] ?? one.amount;
    const common = untold === null ? noQuantities : inCommon(untold, open, likeness);
    if (untold === null || quantityTotal(common) === 0) continue;
    for (const { system } of tellers) one.untold.set(system, without(untold, common));
    open = without(open, common);
    first ??= one;
  }
  first?.portions.push(...tellers);
  return first !== undefined;
}

/** By names; what is called by others is counted. */
function inCommon<One extends Thing>(
  one: Quantities,
  other: Quantities,
  { areOtherGoods }: Likeness<One>,
): Quantities {
  const common = new Map<string, Decimal>();
  if (shareNames(one, other)) {
    for (const [name, much] of one) {
      common.set(name, Math.min(much, other.get(name) ?? 0) as Decimal);
    }
    return common;
  }
  if (areOtherGoods(one, other)) return common;
  return common.set('', Math.min(quantityTotal(one), quantityTotal(other)) as Decimal);
}

/** What is left; of what is called by other names, of whichever there is. */
function without(all: Quantities, some: Quantities): Quantities {
  if (some.size === 0 || shareNames(all, some)) return minus(all, some);
  let open = quantityTotal(some);
  const left = new Map<string, Decimal>();
  for (const [name, much] of all) {
    const gone = Math.min(much, open) as Decimal;
    open = (open - gone) as Decimal;
    if (much > gone) left.set(name, (much - gone) as Decimal);
  }
  return left;
}
