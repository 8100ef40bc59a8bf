// What becomes of each statement as such: applied once, a duplicate, or two contents under one id.
// The result is sorted, so that everything after it is free of the order of arrival.
import { compareTexts } from '../observation/compare-texts.js';
import type { Observation } from '../observation/observation.js';
import { contentText } from '../observation/read.js';
import { mayBeRestated } from '../observation/restated.js';
import type { Conflict } from './record.js';

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

/** An export or a poll states an event again as it knows it then: the newer version replaces. */
function versionsOfOne(left: Observation, right: Observation): boolean {
  const stated = left.version !== undefined && right.version !== undefined;
  return stated && left.version !== right.version;
}

/** Whether two statements are the same one: equal in all but `seen`, whatever the order of fields. */
function sameContent(left: Observation, right: Observation): boolean {
  return sameFields(left, right, 'seen');
}

function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null || Array.isArray(left) !== Array.isArray(right)) return false;
  return sameFields(left, right, null);
}

function sameFields(left: object, right: object, but: string | null): boolean {
  const ours = Object.keys(left);
  if (ours.length !== Object.keys(right).length) return false;
  const [own, other] = [left as Fields, right as Fields];
  return ours.every((field) => field === but || sameValue(own[field], other[field]));
}

type Fields = Readonly<Record<string, unknown>>;

/** The content as text: where two contents stand under one id, the least speaks. */
function contentOf(statement: Observation): string {
  return contentText({ ...statement });
}

/** Whether two versions say the same, and both only by when it had happened. */
function sameByThen(left: Observation, right: Observation): boolean {
  return (
    left.basis === 'no-later-than' &&
    right.basis === 'no-later-than' &&
    left.kind === right.kind &&
    left.native === right.native &&
    left.canonical === right.canonical &&
    sameValue(left.refs, right.refs) &&
    sameValue(left.data, right.data)
  );
}

/**
 * Any change of a record makes a version with a later "by then". What an earlier one said of the same
 * fact still holds, so that a record which is touched again moves no deadline.
 */
function narrowed(newest: Observation, versions: readonly Observation[]): Observation {
  let { at, until } = newest;
  for (const version of versions) {
    if (!sameByThen(version, newest)) continue;
    if (version.at > at) at = version.at;
    if (version.until < until) until = version.until;
  }
  return at > until || (at === newest.at && until === newest.until)
    ? newest
    : { ...newest, at, until };
}

function byVersion(left: Observation, right: Observation): number {
  return (
    compareVersions(left.version ?? left.at, right.version ?? right.at) ||
    left.seen - right.seen ||
    compareTexts(contentOf(left), contentOf(right))
  );
}

/** Versions compare only within one domain: numbers with numbers, text with text. */
function compareVersions(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [one, other] = [String(left), String(right)];
  // A count may be written as text: 10 comes after 9.
  const areCounts = count.test(one) && count.test(other);
  return (areCounts ? one.length - other.length : 0) || compareTexts(one, other);
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
  let duplicates = 0;
  const byId = new Map<string, number>();
  const versions = new Map<number, Observation[]>();
  for (const statement of sorted) {
    const key = `${statement.system}\u0000${statement.id}`;
    const index = byId.get(key);
    const known = index === undefined ? undefined : kept[index];
    if (index === undefined || known === undefined) {
      byId.set(key, kept.length);
      kept.push(statement);
    } else if (statement === known || sameContent(statement, known)) {
      duplicates += 1;
      if (statement.seen < known.seen) kept[index] = statement;
    } else if (
      (mayBeRestated(statement) && mayBeRestated(known)) ||
      versionsOfOne(statement, known)
    ) {
      const earlier = versions.get(index);
      if (earlier === undefined) versions.set(index, [known, statement]);
      else earlier.push(statement);
      kept[index] = byVersion(statement, known) >= 0 ? statement : known;
    } else {
      conflicts.push({ why: 'same-id', statements: [known, statement], name: statement.id });
      // Both contents stay; the least speaks.
      if (contentOf(statement) < contentOf(known)) kept[index] = statement;
    }
  }
  const placings: (readonly Observation[])[] = [];
  for (const [index, all] of versions) {
    const newest = kept[index];
    if (newest === undefined) continue;
    const stands = narrowed(newest, all);
    kept[index] = stands;
    if (newest.kind !== 'order.placed') continue;
    const older = all.filter((one) => one !== newest && one.kind === 'order.placed');
    placings.push([...older.sort(byVersion), stands]);
  }
  // A replaced statement may stand out of order.
  return { statements: kept.sort(compareStatements), duplicates, conflicts, placings };
}
