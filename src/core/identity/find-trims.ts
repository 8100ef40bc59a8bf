// Joins that show only when a constant text is taken off names: `WEB-1001` at the channel is `1001` in the ERP,
// or `#1001-US`. Trims are read off samples of names; a join by one is exact after it, as all are.
import type { Join, Trim } from '../contract/contract.js';
import type { NameColumn, NamedSystem } from './find-joins.js';

type End = Join['left'];

/** A join that the samples speak for; whether it holds, only all names tell. */
export interface ProposedJoin {
  readonly join: Join;
  /** The columns whose names bear what is taken off, and how many names each has. */
  readonly carriers: readonly Carrier[];
}

interface Carrier {
  readonly column: End;
  readonly trim: Trim;
  readonly names: number;
}

export interface TrimSearch {
  readonly systems: readonly NamedSystem[];
  /** Pairs of systems that no join holds together. */
  readonly unjoined: readonly (readonly [string, string])[];
  /** Declared joins, and those that were found without a trim. */
  readonly joins: readonly Join[];
  /** Some names of a column as they are written. */
  readonly sampleOf: (column: End) => readonly string[];
  /** The digest by which `NameColumn` knows a name; one leading `#` left out. */
  readonly digestOf: (name: string) => number;
}

/** Fewer names than these speak for a trim by chance too easily. */
export const fewestTrimmed = 20;
/** Of the sampled names, what must bear the text; of the smaller side's, what must be matched. */
const enough = 0.8;
const fewestSampled = 5;
const shortestRest = 3;
const longestTrim = 24;
const weekSeconds = 604_800;
const pairSeconds = 172_800;
const noTrim: Trim = { prefix: '', suffix: '' };

/** One side of a pair: a column and the names of it that were sampled. */
interface Side {
  readonly column: NameColumn;
  readonly sample: readonly string[];
}

/** The best trim of each pair of systems that has any. */
export function proposeTrims(search: TrimSearch): ProposedJoin[] {
  const { systems, unjoined } = search;
  const sides = new Map(systems.map((system) => [system.system, sidesOf(system, search)]));
  const proposed: ProposedJoin[] = [];
  for (const [left, right] of unjoined) {
    const ends = [sides.get(left) ?? [], sides.get(right) ?? []] as const;
    // Where one text explains the difference, no second one is sought.
    const best = bestOf(...ends, search) ?? bestOfBoth(...ends, search);
    if (best !== null) proposed.push(proposalOf(best));
  }
  return proposed.flatMap((one) => [
    one,
    ...one.carriers.flatMap((carrier) => spread(carrier, search.joins)),
  ]);
}

function bestOf(left: readonly Side[], right: readonly Side[], search: TrimSearch): Scored | null {
  let best: Scored | null = null;
  const pairs = left.flatMap((one) => right.map((other) => [one, other] as const));
  for (const [one, other] of pairs) {
    for (const scored of [scoreOf(one, other, search), scoreOf(other, one, search)]) {
      if (scored !== null && (best === null || scored.share > best.share)) best = scored;
    }
  }
  return best;
}

function sidesOf({ columns }: NamedSystem, { sampleOf }: TrimSearch): Side[] {
  return columns
    .filter(({ names }) => names.size >= fewestTrimmed)
    .map((column) => ({ column, sample: sampleOf(column) }));
}

interface Scored {
  readonly one: NameColumn;
  readonly other: NameColumn;
  /** What is taken off the one side's names and the other's. */
  readonly trims: readonly [Trim, Trim];
  /** Of the sampled names, matched. */
  readonly share: number;
}

/** The best trim of the carrier's names by which they are the plain side's, or null. */
function scoreOf(carrier: Side, plain: Side, search: TrimSearch): Scored | null {
  if (carrier.column.names.loose === 0 && plain.column.names.loose === 0) return null;
  const global = carrier.column.namespace === 'order' && plain.column.namespace === 'order';
  if (global || isTrimmed(carrier.column, search.joins)) return null;
  let best: Scored | null = null;
  for (const trim of markedTrimsOf(carrier.sample)) {
    if (plain.sample.some((name) => name.startsWith('#') || bears(name, trim))) continue;
    const share = matchedShare(carrier, plain.column, [trim, noTrim], search);
    if (share === null || (best !== null && share <= best.share)) continue;
    best = { one: carrier.column, other: plain.column, trims: [trim, noTrim], share };
  }
  return best;
}

/** The best pair of texts, one a side, by which two columns of systems' own names are the same. */
function bestOfBoth(
  left: readonly Side[],
  right: readonly Side[],
  search: TrimSearch,
): Scored | null {
  // `order` is one column for all systems: what is taken off one's would go off all.
  const own = (side: Side): boolean =>
    side.column.namespace !== 'order' && !isTrimmed(side.column, search.joins);
  let best: Scored | null = null;
  for (const one of left.filter(own)) {
    for (const other of right.filter(own)) {
      const found = scoreOfBoth(one, other, search);
      if (found !== null && (best === null || found.share > best.share)) best = found;
    }
  }
  return best;
}

function scoreOfBoth(one: Side, other: Side, search: TrimSearch): Scored | null {
  let best: Scored | null = null;
  for (const own of markedTrimsOf(one.sample)) {
    for (const theirs of markedTrimsOf(other.sample)) {
      const trims = [own, theirs] as const;
      const share = matchedShare(one, other.column, trims, search);
      if (share === null || (best !== null && share <= best.share)) continue;
      best = { one: one.column, other: other.column, trims, share };
    }
  }
  return best;
}

/** As `trimsOf`, and with the `#` where most names have it: digests leave it out, and exact names do not. */
function markedTrimsOf(sample: readonly string[]): Trim[] {
  const trims = trimsOf(sample);
  const marked = sample.filter((name) => name.startsWith('#')).length;
  if (marked < enough * sample.length) return trims;
  const ends = [noTrim, ...trims.filter(({ prefix }) => prefix === '')];
  return [
    ...trims.filter(({ prefix }) => prefix.startsWith('#')),
    ...ends.map(({ suffix }) => ({ prefix: '#', suffix })),
  ];
}

/** Whether a join takes something off the column's names already. */
function isTrimmed(column: End, joins: readonly Join[]): boolean {
  return joins.some(
    ({ left, right, prefix, suffix }) =>
      prefix + suffix !== '' && (sameEnd(left, column) || sameEnd(right, column)),
  );
}

function sameEnd(left: End, right: End): boolean {
  return left.system === right.system && left.namespace === right.namespace;
}

function bears(name: string, { prefix, suffix }: Trim): boolean {
  return (prefix !== '' && name.startsWith(prefix)) || (suffix !== '' && name.endsWith(suffix));
}

function without(name: string, { prefix, suffix }: Trim): string {
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return suffix !== '' && rest.endsWith(suffix) ? rest.slice(0, -suffix.length) : rest;
}

/**
 * How many of the carrier's sampled names the other side has after the trim, as a share, or null where
 * that would be too few of the smaller side, or where the two state them at quite other times: two
 * counters that pass through the same numbers.
 */
function matchedShare(
  { column, sample }: Side,
  other: NameColumn,
  [own, { prefix, suffix }]: readonly [Trim, Trim],
  { digestOf }: TrimSearch,
): number | null {
  // Two texts taken off make two counters alike by chance more easily than one.
  const isPair = prefix + suffix !== '';
  const nearSeconds = isPair ? pairSeconds : weekSeconds;
  let matched = 0;
  let near = 0;
  for (const name of sample) {
    const second = other.names.secondOf(digestOf(prefix + without(name, own) + suffix));
    if (second === undefined) continue;
    matched += 1;
    const stated = column.names.secondOf(digestOf(name)) ?? Number.NEGATIVE_INFINITY;
    if (Math.abs(second - stated) <= nearSeconds) near += 1;
  }
  const share = matched / sample.length;
  const smaller = Math.min(column.names.size, other.names.size);
  // A sample is off by some; all names are counted before the join is believed.
  const isEnough = share * column.names.size >= (enough / 2) * smaller;
  const isNear = near >= matched * (isPair ? enough : 0.5);
  return matched >= fewestSampled && isEnough && isNear ? share : null;
}

/** What most of the names begin with, end with, or both, cut only where one kind of text ends. */
export function trimsOf(names: readonly string[]): Trim[] {
  const prefixes = commonest(names, (name) => cuts(name).map((cut) => name.slice(0, cut)));
  const suffixes = commonest(names, (name) => cuts(name).map((cut) => name.slice(cut)));
  const trims: Trim[] = [];
  for (const prefix of ['', ...prefixes]) {
    for (const suffix of ['', ...suffixes]) {
      const isTrim = prefix !== '' || suffix !== '';
      if (isTrim && names.every((name) => leavesName(name, { prefix, suffix }))) {
        trims.push({ prefix, suffix });
      }
    }
  }
  return trims;
}

function leavesName(name: string, trim: Trim): boolean {
  return (
    !bears(name, trim) || name.length - trim.prefix.length - trim.suffix.length >= shortestRest
  );
}

/** The texts that enough of the names have; `#` alone is left out of every name anyway. */
function commonest(
  names: readonly string[],
  textsOf: (name: string) => readonly string[],
): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const text of textsOf(name)) {
      if (text.length <= longestTrim) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const common = [...counts].filter(
    ([text, count]) => text !== '#' && count >= enough * names.length,
  );
  return common.map(([text]) => text).sort();
}

/** A number is never cut in two, nor is a word: `WEB-1001` is cut before and after its dash. */
function cuts(name: string): number[] {
  const found: number[] = [];
  for (let index = 1; index < name.length; index += 1) {
    const before = kindAt(name, index - 1);
    if (before === 'mark' || before !== kindAt(name, index)) found.push(index);
  }
  return found;
}

function kindAt(name: string, index: number): 'digit' | 'letter' | 'mark' {
  const character = name.charAt(index);
  if (/[0-9]/.test(character)) return 'digit';
  // Half of a character is no place to cut.
  return /[\p{L}\p{M}\p{Cs}]/u.test(character) ? 'letter' : 'mark';
}

function proposalOf({ one, other, trims: [own, theirs] }: Scored): ProposedJoin {
  const sides: readonly [Carrier, Carrier] = [carrierOf(one, own), carrierOf(other, theirs)];
  const [left, right] = one.system < other.system ? sides : ([sides[1], sides[0]] as const);
  const carriers = sides.filter(({ trim }) => trim.prefix + trim.suffix !== '');
  const [sole, second] = carriers;
  const trims =
    second === undefined ? (sole?.trim ?? noTrim) : { ...left.trim, rightTrim: right.trim };
  return { join: { left: left.column, right: right.column, ...trims }, carriers };
}

function carrierOf({ system, namespace, names }: NameColumn, trim: Trim): Carrier {
  return { column: { system, namespace }, trim, names: names.size };
}

/** The joins of columns whose names are the carrier's as they stand: they bear the same text. */
function spread(carrier: Carrier, joins: readonly Join[]): ProposedJoin[] {
  const reached = [carrier.column];
  const found: ProposedJoin[] = [];
  for (const end of reached) {
    for (const other of joins) {
      if (!sameEnd(other.left, end) && !sameEnd(other.right, end)) continue;
      if (found.some((one) => one.join.left === other.left && one.join.right === other.right))
        continue;
      found.push({ join: { ...other, ...carrier.trim }, carriers: [carrier] });
      reached.push(sameEnd(other.left, end) ? other.right : other.left);
    }
  }
  return found;
}
