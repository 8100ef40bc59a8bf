// Joins that show only when a constant text is taken off one side's names: `WEB-1001` at the channel is
// `1001` in the ERP. Trims are read off samples of names; a join by one is exact after it, as all are.
import type { Join } from '../contract/contract.js';
import type { NameColumn, NamedSystem } from './find-joins.js';

type End = Join['left'];

/** A join that the samples speak for; whether it holds, only all names tell. */
export interface ProposedJoin {
  readonly join: Join;
  /** The side whose names bear what is taken off, and how many names it has. */
  readonly carrier: End;
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

interface Trim {
  readonly prefix: string;
  readonly suffix: string;
}

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
    const best = bestOf(sides.get(left) ?? [], sides.get(right) ?? [], search);
    if (best !== null) proposed.push(proposalOf(best));
  }
  return proposed.flatMap((one) => [one, ...spread(one, search.joins)]);
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
  readonly carrier: NameColumn;
  readonly plain: NameColumn;
  readonly trim: Trim;
  /** Of the sampled names, matched. */
  readonly share: number;
}

/** The best trim of the carrier's names by which they are the plain side's, or null. */
function scoreOf(carrier: Side, plain: Side, search: TrimSearch): Scored | null {
  if (carrier.column.names.loose === 0 && plain.column.names.loose === 0) return null;
  const global = carrier.column.namespace === 'order' && plain.column.namespace === 'order';
  if (global || isTrimmed(carrier.column, search.joins)) return null;
  let best: Scored | null = null;
  for (const trim of trimsOf(carrier.sample)) {
    if (plain.sample.some((name) => name.startsWith('#') || bears(name, trim))) continue;
    const share = matchedShare(carrier, plain.column, trim, search);
    if (share === null || (best !== null && share <= best.share)) continue;
    best = { carrier: carrier.column, plain: plain.column, trim, share };
  }
  return best;
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
  plain: NameColumn,
  trim: Trim,
  { digestOf }: TrimSearch,
): number | null {
  let matched = 0;
  let near = 0;
  for (const name of sample) {
    const second = plain.names.secondOf(digestOf(without(name, trim)));
    if (second === undefined) continue;
    matched += 1;
    const own = column.names.secondOf(digestOf(name)) ?? Number.NEGATIVE_INFINITY;
    if (Math.abs(second - own) <= weekSeconds) near += 1;
  }
  const share = matched / sample.length;
  const smaller = Math.min(column.names.size, plain.names.size);
  // A sample is off by some; all names are counted before the join is believed.
  const isEnough = share * column.names.size >= (enough / 2) * smaller;
  return matched >= fewestSampled && isEnough && near * 2 >= matched ? share : null;
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

function proposalOf({ carrier, plain, trim }: Scored): ProposedJoin {
  const ends = [carrier, plain]
    .map(({ system, namespace }) => ({ system, namespace }))
    .sort((a, b) => (a.system < b.system ? -1 : 1)) as [End, End];
  const { system, namespace } = carrier;
  return {
    join: { left: ends[0], right: ends[1], ...trim },
    carrier: { system, namespace },
    names: carrier.names.size,
  };
}

/** The joins of columns whose names are the carrier's as they stand: they bear the same text. */
function spread({ join, carrier, names }: ProposedJoin, joins: readonly Join[]): ProposedJoin[] {
  const reached = [carrier];
  const found: ProposedJoin[] = [];
  for (const end of reached) {
    for (const other of joins) {
      if (!sameEnd(other.left, end) && !sameEnd(other.right, end)) continue;
      if (found.some((one) => one.join.left === other.left && one.join.right === other.right))
        continue;
      const { prefix, suffix } = join;
      found.push({ join: { ...other, prefix, suffix }, carrier, names });
      reached.push(sameEnd(other.left, end) ? other.right : other.left);
    }
  }
  return found;
}
