// Which columns of names of two systems mean the same, found by how much they overlap:
// before any detector runs, and only where the two do not both name the global order.
import type { Join } from '../contract/contract.js';
import type { NameTable } from './name-table.js';

/** The names that one system states in one namespace. */
export interface NameColumn {
  readonly system: string;
  readonly namespace: string;
  /** By their digests. */
  readonly names: NameTable;
  /** How often a name begins with `#`, which the digest leaves out, and how often with none. */
  readonly marked: number;
  readonly plain: number;
}

/** What one system said of orders, as far as names go. */
export interface NamedSystem {
  readonly system: string;
  /** Seconds since 1970 of its first and last statement. */
  readonly from: number;
  readonly until: number;
  readonly columns: readonly NameColumn[];
  /** Names that are stated together with one of these, by namespace; these themselves among them. */
  readonly together: (namespace: string, names: ReadonlySet<number>) => NamesByNamespace;
}

export type NamesByNamespace = ReadonlyMap<string, ReadonlySet<number>>;

export interface FoundJoin {
  readonly join: Join;
  readonly matched: number;
  readonly of: number;
}

export interface JoinSearch {
  /** Joins that hold: at least `enough` of the names of the smaller side are matched. */
  readonly joins: readonly FoundJoin[];
  /** The best of pairs that name some of each other's orders and too few: one input problem each. */
  readonly partial: readonly FoundJoin[];
  /** The pairs that were searched and have no join that holds. */
  readonly unjoined: readonly (readonly [string, string])[];
}

const enough = 0.8;
const fewest = 3;

/** Namespaces in which a name of an order is looked for first; ties are broken by this order. */
const preferred = ['order', 'order_name', 'external', 'po', 'customer_order', 'record'];

function rank(namespace: string): number {
  const index = preferred.indexOf(namespace);
  return index === -1 ? preferred.length : index;
}

/**
 * Searches all pairs of systems; `declared` joins are not searched again. Two storefronts each count
 * their own orders: that their numbers are alike means nothing.
 */
export function findJoins(
  systems: readonly NamedSystem[],
  declared: readonly Join[],
  isStorefront: (system: string) => boolean = () => false,
): JoinSearch {
  const sorted = [...systems].sort((a, b) => (a.system < b.system ? -1 : 1));
  const joins: FoundJoin[] = [];
  const partial: FoundJoin[] = [];
  const unjoined: [string, string][] = [];
  for (const [index, left] of sorted.entries()) {
    for (const right of sorted.slice(index + 1)) {
      if (isDeclared(declared, left.system, right.system)) continue;
      if (!isLoose(left) && !isLoose(right)) continue;
      if (isStorefront(left.system) && isStorefront(right.system)) continue;
      const found = joinsOfPair(left, right);
      joins.push(...found.joins);
      partial.push(...found.partial);
      if (found.joins.length === 0) unjoined.push([left.system, right.system]);
    }
  }
  return { joins, partial, unjoined };
}

/** A system may name one channel's orders in one column and another's in a second: so many rounds. */
const roundsMax = 4;

/**
 * The best join of a pair, then the best for the orders that it leaves unexplained: names stated
 * together with a matched one count no more, neither as matched nor as missing.
 */
function joinsOfPair(left: NamedSystem, right: NamedSystem): Omit<JoinSearch, 'unjoined'> {
  const joins: FoundJoin[] = [];
  let one = left;
  let other = right;
  for (let round = 0; round < roundsMax; round += 1) {
    const best = bestJoin(one, other);
    if (best === null) break;
    if (best.matched < enough * best.of) {
      const isProblem = joins.length === 0 && best.matched >= fewest;
      return { joins, partial: isProblem ? [best] : [] };
    }
    joins.push(best);
    const matched = matchedNames(best, one, other);
    one = without(one, best.join.left.namespace, matched);
    other = without(other, best.join.right.namespace, matched);
  }
  return { joins, partial: [] };
}

function matchedNames({ join }: FoundJoin, left: NamedSystem, right: NamedSystem): Set<number> {
  const ofLeft = left.columns.find((column) => column.namespace === join.left.namespace);
  const ofRight = right.columns.find((column) => column.namespace === join.right.namespace);
  return ofLeft === undefined || ofRight === undefined
    ? new Set()
    : ofLeft.names.shared(ofRight.names);
}

/** The system without the orders that are named by these. */
function without(system: NamedSystem, namespace: string, names: ReadonlySet<number>): NamedSystem {
  const explained = system.together(namespace, names);
  const columns = system.columns.map((column) => {
    const gone = explained.get(column.namespace) ?? new Set<number>();
    return { ...column, names: column.names.without(gone) };
  });
  return { ...system, columns };
}

function isDeclared(declared: readonly Join[], left: string, right: string): boolean {
  return declared.some(
    (join) =>
      (join.left.system === left && join.right.system === right) ||
      (join.left.system === right && join.right.system === left),
  );
}

/** Whether the system names some orders, and not by `order`. */
function isLoose(system: NamedSystem): boolean {
  return system.columns.some((column) => column.names.loose > 0);
}

function bestJoin(left: NamedSystem, right: NamedSystem): FoundJoin | null {
  const from = Math.max(left.from, right.from);
  const until = Math.min(left.until, right.until);
  let best: FoundJoin | null = null;
  for (const one of left.columns) {
    for (const other of right.columns) {
      const found = overlap(one, other, from, until);
      if (found !== null && (best === null || isBetter(found, best))) best = found;
    }
  }
  return best;
}

function isBetter(found: FoundJoin, best: FoundJoin): boolean {
  const difference = found.matched / found.of - best.matched / best.of;
  // Overlaps that differ by a few names are the same overlap: the plainer namespace decides.
  if (Math.abs(difference) > 0.02) return difference > 0;
  const ranks = ranksOf(found) - ranksOf(best);
  if (ranks !== 0) return ranks < 0;
  return textOf(found) < textOf(best);
}

function ranksOf({ join }: FoundJoin): number {
  return rank(join.left.namespace) + rank(join.right.namespace);
}

function textOf({ join }: FoundJoin): string {
  return `${join.left.namespace} ${join.right.namespace}`;
}

function overlap(
  left: NameColumn,
  right: NameColumn,
  from: number,
  until: number,
): FoundJoin | null {
  // The global name needs no join, and one side at least must have names that need one.
  if (left.namespace === 'order' && right.namespace === 'order') return null;
  if (left.names.loose === 0 && right.names.loose === 0) return null;
  const ofLeft = left.names.within(from, until);
  const ofRight = right.names.within(from, until);
  const of = Math.min(ofLeft, ofRight);
  if (of === 0) return null;
  const [smaller, larger] = ofLeft <= ofRight ? [left, right] : [right, left];
  const matched = smaller.names.matched(larger.names, from, until);
  if (matched === 0 || (matched < fewest && matched < of)) return null;
  const join: Join = {
    left: { system: left.system, namespace: left.namespace },
    right: { system: right.system, namespace: right.namespace },
    prefix: isMixed(left, right) ? '#' : '',
    suffix: '',
  };
  return { join, matched, of };
}

/** Whether a `#` may stand before one of two equal names and not before the other. */
function isMixed(left: NameColumn, right: NameColumn): boolean {
  return left.marked + right.marked > 0 && left.plain + right.plain > 0;
}
