// What becomes of each statement as such: applied once, a duplicate, or two contents under one id.
// The result is sorted, so that everything after it is free of the order of arrival.
import { compareTexts } from '../observation/compare-texts.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { contentText } from '../observation/read.js';
import { mayBeRestated } from '../observation/restated.js';
import type { Conflict } from './record.js';
import { sameContent, sameTime, saysMore, saysTheSame } from './same-content.js';

export interface Arrivals {
  readonly statements: readonly Observation[];
  readonly duplicates: number;
  readonly conflicts: readonly Conflict[];
  /** Placings that were stated again: all versions of one, oldest first; the last is among `statements`. */
  readonly placings: readonly (readonly Observation[])[];
}

export function compareStatements(left: Observation, right: Observation): number {
  return (
    left.at - right.at ||
    left.until - right.until ||
    compareTexts(left.system, right.system) ||
    compareTexts(left.id, right.id)
  );
}

/**
 * Whether two contents under one id are versions of one statement: an export or a poll states an event again
 * as it knows it then, and the newer version replaces.
 */
function areVersions(left: Observation, right: Observation): boolean {
  if (mayBeRestated(left) && mayBeRestated(right)) return true;
  if (left.version === right.version) return false;
  const stated = left.version !== undefined && right.version !== undefined;
  // Who leaves the version out once has not said anything else for that.
  return stated || (saysTheSame(left, right) && sameTime(left, right));
}

/** The content as text: where two contents stand under one id, the least speaks. */
function contentOf(statement: Observation): string {
  return contentText({ ...statement });
}

/** Whether two versions say the same, and both only by when it had happened. */
function sameByThen(left: Observation, right: Observation): boolean {
  return (
    left.basis === 'no-later-than' && right.basis === 'no-later-than' && saysTheSame(left, right)
  );
}

/**
 * Any change of a record makes a version with a later "by then". What an earlier one said of the same
 * fact still holds, so that a record which is touched again moves no deadline. It was heard when the first
 * of the latest versions that say the same was.
 * @param versions oldest first
 */
function narrowed(newest: Observation, versions: readonly Observation[]): Observation {
  let { at, until } = newest;
  for (const version of versions) {
    if (!sameByThen(version, newest)) continue;
    if (version.at > at) at = version.at;
    if (version.until < until) until = version.until;
  }
  if (at > until) ({ at, until } = newest);
  const seen = heardFirst(newest, versions);
  return at === newest.at && until === newest.until && seen === newest.seen
    ? newest
    : { ...newest, at, until, seen };
}

function heardFirst(newest: Observation, versions: readonly Observation[]): Instant {
  let { seen } = newest;
  for (const version of versions.toReversed()) {
    const isSame = saysTheSame(version, newest) && sameTime(version, newest);
    if (!isSame && !sameByThen(version, newest)) break;
    if (version.seen < seen) seen = version.seen;
  }
  return seen;
}

function byHearing(left: Observation, right: Observation): number {
  return (
    compareVersions(left.version ?? left.at, right.version ?? right.at) || left.seen - right.seen
  );
}

function byVersion(left: Observation, right: Observation): number {
  return byHearing(left, right) || byContent(left, right);
}

function byContent(left: Observation, right: Observation): number {
  return compareTexts(contentOf(left), contentOf(right));
}

/** Versions compare only within one domain: counts with counts, text with text, and counts come first. */
function compareVersions(left: string | number, right: string | number): number {
  if (!isCount(left) || !isCount(right)) {
    return Number(isCount(right)) - Number(isCount(left)) || compareTexts(`${left}`, `${right}`);
  }
  if (typeof left === 'number' || typeof right === 'number') return Number(left) - Number(right);
  return left.length - right.length || compareTexts(left, right);
}

/** A count may be written as text: 10 comes after 9. */
function isCount(version: string | number): boolean {
  return typeof version === 'number' || count.test(version);
}

const count = /^(?:0|[1-9]\d*)$/;

/** Up to so many statements are compared pair by pair, which costs less than a set of them. */
const pairwiseMax = 24;

/** Sorts the statements and settles those that came under one id. */
export function arrivals(given: readonly Observation[]): Arrivals {
  const sorted = isSorted(given) ? given : inOrder(given);
  return repeatsId(sorted) ? settledArrivals(sorted) : { statements: sorted, ...once };
}

/** Few statements are put in their places one by one: cheaper than a general sort of them. */
function inOrder(given: readonly Observation[]): Observation[] {
  if (given.length > pairwiseMax) return [...given].sort(compareStatements);
  const sorted: Observation[] = [];
  for (const statement of given) {
    let place = sorted.length;
    for (; place > 0; place -= 1) {
      const before = sorted[place - 1];
      if (before === undefined || compareStatements(before, statement) <= 0) break;
      sorted[place] = before;
    }
    sorted[place] = statement;
  }
  return sorted;
}

const once = { duplicates: 0, conflicts: [], placings: [] } as const;

function isSorted(statements: readonly Observation[]): boolean {
  let previous: Observation | undefined;
  for (const statement of statements) {
    if (previous !== undefined && compareStatements(previous, statement) > 0) return false;
    previous = statement;
  }
  return true;
}

function repeatsId(statements: readonly Observation[]): boolean {
  if (statements.length > pairwiseMax) return true;
  for (let index = 1; index < statements.length; index += 1) {
    const statement = statements[index];
    for (let other = 0; other < index; other += 1) {
      const earlier = statements[other];
      if (earlier?.system === statement?.system && earlier?.id === statement?.id) return true;
    }
  }
  return false;
}

function settledArrivals(sorted: readonly Observation[]): Arrivals {
  const kept: Observation[] = [];
  const conflicts: Conflict[] = [];
  const placings: (readonly Observation[])[] = [];
  let duplicates = 0;
  for (const same of byId(sorted)) {
    const contents = contentsOf(same);
    duplicates += same.length - contents.length;
    const [only, ...others] = contents;
    if (only === undefined) continue;
    if (others.length === 0) {
      kept.push(only);
      continue;
    }
    const { speaks, against, versions } = settledOne(contents);
    for (const conflict of against) conflicts.push(conflict);
    const stands = narrowed(speaks, versions);
    kept.push(stands);
    if (speaks.kind !== 'order.placed') continue;
    const older = versions.filter((one) => one !== speaks && one.kind === 'order.placed');
    if (older.length > 0) placings.push([...older, stands]);
  }
  // A replaced statement may stand out of order.
  return { statements: kept.sort(compareStatements), duplicates, conflicts, placings };
}

function byId(statements: readonly Observation[]): Iterable<readonly Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const statement of statements) {
    const key = `${statement.system}\u0000${statement.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [statement]);
    else group.push(statement);
  }
  return groups.values();
}

/** What differs among statements of one id, oldest version first; of equals the one that was heard first. */
function contentsOf(same: readonly Observation[]): readonly Observation[] {
  if (same.length === 1) return same;
  const heard = [...same].sort(byHearing);
  if (same.length > pairwiseMax) {
    const contents = new Map<string, Observation>();
    for (const statement of heard.reverse()) contents.set(contentOf(statement), statement);
    return [...contents.values()].sort(byVersion);
  }
  const contents: Observation[] = [];
  for (const statement of heard) {
    const index = contents.findIndex(
      (known) => statement === known || sameContent(statement, known),
    );
    const known = contents[index];
    if (known === undefined) contents.push(statement);
    else if (isWrittenBefore(statement, known)) contents[index] = statement;
  }
  return contents.sort(byVersion);
}

/** Of two notations of one content that were heard at once, the least speaks. */
function isWrittenBefore(left: Observation, right: Observation): boolean {
  const isOther = left.data.lines?.some(
    ({ price }, index) => price !== right.data.lines?.[index]?.price,
  );
  return isOther === true && left.seen === right.seen && byContent(left, right) < 0;
}

interface SettledOne {
  readonly speaks: Observation;
  readonly against: readonly Conflict[];
  /** All that `speaks` is the newest version of, oldest first. */
  readonly versions: readonly Observation[];
}

/** @param contents several under one id, oldest version first */
function settledOne(contents: readonly Observation[]): SettledOne {
  const standing = contents.filter((_, index) => !isReplaced(contents, index));
  // All contents that no version replaces stay; the least speaks.
  const [speaks, ...rivals] = standing.sort(byContent) as [Observation, ...Observation[]];
  return {
    speaks,
    against: rivals.map((rival) => ({
      why: 'same-id',
      statements: [speaks, rival].sort(compareStatements),
      name: speaks.id,
    })),
    versions: contents.filter((one) => one === speaks || areVersions(one, speaks)),
  };
}

/**
 * By the next one mostly: a record that is polled has thousands. Also by whoever says the same and more: of two
 * exports of one charge one has more columns.
 */
function isReplaced(contents: readonly Observation[], index: number): boolean {
  const own = contents[index];
  for (let later = index + 1; later < contents.length; later += 1) {
    const one = contents[later];
    if (own !== undefined && one !== undefined && areVersions(own, one)) return true;
  }
  return contents.some((one) => own !== undefined && one !== own && saysMore(one, own));
}
