// Scans a run and finds which names of two systems mean the same: first names as they
// stand, then, where that leaves systems apart, names that a constant text sets apart. After this every
// line can be judged by itself, in any thread.
import type { Contract, Join } from '../core/contract/contract.js';
import type { SystemHint } from '../core/contract/infer.js';
import { roleOfName } from '../core/contract/infer.js';
import type { Naming as SystemNaming } from '../core/identity/comparable.js';
import type { FoundJoin, JoinSearch, NamedSystem } from '../core/identity/find-joins.js';
import { findJoins } from '../core/identity/find-joins.js';
import type { ProposedJoin } from '../core/identity/find-trims.js';
import { fewestTrimmed, proposeTrims } from '../core/identity/find-trims.js';
import type { ByteRange } from './byte-range.js';
import { columnsOfNames, namingOf, statedNames } from './columns-of-names.js';
import type { NamesInput } from './columns-of-names.js';
import type { Crew } from './crew.js';
import { columnKey, digestOfName, sampleNames } from './sample-names.js';
import type { Surveyed } from './survey.js';
import { survey } from './survey.js';
import { trimsOf } from './trims.js';

export interface SearchRequest {
  readonly ranges: readonly ByteRange[];
  readonly crew: Crew;
  /** Nothing is sought where its joins speak. */
  readonly contract: Contract | null;
  readonly hints: ReadonlyMap<string, SystemHint>;
  readonly progress: (done: number) => void;
}

export interface SurveyedNames {
  readonly surveyed: Surveyed;
  readonly found: readonly FoundJoin[];
  /** Pairs that name some of each other's orders and too few. */
  readonly partial: readonly FoundJoin[];
  /** The declared joins and those that were found. */
  readonly joins: readonly Join[];
  readonly naming: SystemNaming;
  /** What every system names, made anew at each call. */
  readonly named: () => readonly NamedSystem[];
}

/** Scans once where no trim is found, twice where one holds. */
export async function surveyNames(request: SearchRequest): Promise<SurveyedNames> {
  let isProposed = false;
  let trimmed: readonly ProposedJoin[] = [];
  for (;;) {
    const search = await searchWith(request, trimmed);
    const held = trimmed.filter((one) => holds(one, search));
    if (held.length < trimmed.length) trimmed = held;
    else if (isProposed) return search.result;
    else {
      isProposed = true;
      trimmed = search.propose();
      if (trimmed.length === 0) return search.result;
    }
  }
}

export function nameOfEnd({ system, namespace }: Join['left']): string {
  return `${system}.${namespace}`;
}

interface Search {
  readonly result: SurveyedNames;
  readonly systems: readonly NamedSystem[];
  readonly declared: readonly Join[];
  readonly propose: () => ProposedJoin[];
}

async function searchWith(
  { ranges, crew, contract, hints, progress }: SearchRequest,
  trimmed: readonly ProposedJoin[],
): Promise<Search> {
  const trims = trimmed.map(({ join }) => join);
  const written = contract?.joins ?? [];
  const declared = written.map((join) => trims.find((one) => isOfSame(one, join)) ?? join);
  const isStorefront = (name: string): boolean =>
    (contract?.systems.get(name)?.role ?? hints.get(name)?.role ?? roleOfName(name)) ===
    'storefront';
  const surveyed = await survey(ranges, crew, trimsOf([...declared, ...trims]), progress);
  const input = { ...surveyed, windows: surveyed.coverage };
  const stated = statedNames(input);
  // A system whose names the contract joins already is taken at the contract's word.
  const spoken = new Set(declared.flatMap(({ left, right }) => [left.system, right.system]));
  const isOpen = [...stated.loose].some((system) => !spoken.has(system));
  const systems = isOpen ? columnsOfNames(input) : [];
  const search = findJoins(systems, declared, isStorefront);
  const found = search.joins.map((one) => {
    const join = trims.find((trim) => isOfSame(trim, one.join));
    return join === undefined ? one : { ...one, join };
  });
  const joins = [...declared, ...found.map(({ join }) => join)];
  return {
    result: {
      surveyed,
      found,
      partial: search.partial,
      joins,
      naming: namingOf(input, stated, joins),
      named: () => columnsOfNames(input),
    },
    systems,
    declared,
    propose: () => proposals({ input, systems, search, joins }, ranges),
  };
}

function isOfSame(one: Join, other: Join): boolean {
  const ends = ({ left, right }: Join): string =>
    [left, right]
      .map(({ system, namespace }) => columnKey(system, namespace))
      .sort()
      .join('\u0000');
  return ends(one) === ends(other);
}

interface Searched {
  readonly input: NamesInput;
  readonly systems: readonly NamedSystem[];
  readonly search: JoinSearch;
  readonly joins: readonly Join[];
}

function proposals(
  { input, systems, search, joins }: Searched,
  ranges: readonly ByteRange[],
): ProposedJoin[] {
  const { unjoined } = search;
  const apart = new Set(unjoined.flat());
  const open = systems.filter(({ system }) => apart.has(system));
  const samples = sampleNames(input, open, ranges);
  return proposeTrims({
    systems: open,
    unjoined,
    joins,
    sampleOf: ({ system, namespace }) => samples.get(columnKey(system, namespace)) ?? [],
    digestOf: digestOfName,
  });
}

/** Whether all names bear out what the samples spoke for, and no two names became one by it. */
function holds({ join, carriers }: ProposedJoin, { result, systems, declared }: Search): boolean {
  const isWhole = carriers.every(({ column: { system, namespace }, names }) => {
    const columns = systems.find((one) => one.system === system)?.columns;
    return columns?.find((one) => one.namespace === namespace)?.names.size === names;
  });
  if (!isWhole) return false;
  if (declared.includes(join)) return true;
  return result.found.some((one) => one.join === join && one.matched >= fewestTrimmed);
}
