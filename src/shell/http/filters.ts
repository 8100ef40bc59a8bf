// Filters of the API as the store's questions have them, and of the verbs that list the same.
import type { Contract } from '../../core/contract/contract.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantOf } from '../../core/observation/instant.js';
import type { Page } from '../../store/lists.js';
import type { Store } from '../../store/store.js';
import type { Doors } from './doors.js';
import { RequestFault } from './validation.js';

/** Those that are given: a filter that is absent is no filter by nothing. */
export function givenOnly<Filters extends object>(
  filters: Filters,
): { [Name in keyof Filters]?: Exclude<Filters[Name], undefined> } {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as {
    [Name in keyof Filters]?: Exclude<Filters[Name], undefined>;
  };
}

export function sinceOf({ since }: { readonly since?: string | undefined }): Instant | undefined {
  return since === undefined ? undefined : instantOf(since);
}

const candidatesMost = 200;

export interface Candidates {
  readonly candidates: readonly {
    readonly type: string;
    readonly key: string;
    readonly headline: string;
  }[];
}

/** The filter by a subject that is given by any of its names; several may bear it. */
export async function subjectOf(
  store: Pick<Store, 'named'>,
  name: string | undefined,
): Promise<{ readonly subject?: string } | Candidates> {
  if (name === undefined) return {};
  const found = await store.named(name, candidatesMost);
  if (found.length > 1) {
    return { candidates: found.map(({ type, key, headline }) => ({ type, key, headline })) };
  }
  return { subject: found[0]?.key ?? name };
}

export interface NamedFilters {
  readonly system?: string | undefined;
  readonly rule?: string | undefined;
}

export interface Knowing {
  readonly store: Pick<Store, 'sightings'>;
  /** null: none could be read. */
  readonly contract: Pick<Contract, 'systems' | 'rules'> | null;
}

export interface UnknownName {
  readonly filter: keyof NamedFilters;
  /** What there is, sorted. */
  readonly known: readonly string[];
}

/**
 * The filter whose name neither the contract nor the ledger has; null: there is none. To be asked where a list
 * is empty: what it holds under a name that the contract had once is listed all the same.
 */
export async function unknownName(
  { system, rule }: NamedFilters,
  { store, contract }: Knowing,
): Promise<UnknownName | null> {
  const rules = contract?.rules.map(({ id }) => id);
  if (rule !== undefined && rules?.includes(rule) === false) {
    return { filter: 'rule', known: rules.toSorted() };
  }
  if (system === undefined || contract?.systems.has(system) === true) return null;
  const heard = (await store.sightings()).map((sighting) => sighting.system);
  if (heard.includes(system)) return null;
  const known = [...new Set([...(contract?.systems.keys() ?? []), ...heard])].sort();
  return { filter: 'system', known };
}

/** `There is none yet.`, or all that there are. */
export function knownWords(known: readonly string[]): string {
  if (known.length < 2)
    return known[0] === undefined ? 'There is none yet.' : `There is only ${known[0]}.`;
  return `There are ${known.join(', ')}.`;
}

interface Listing {
  readonly named: NamedFilters;
  readonly cursor: string | undefined;
}

/** A misspelt name finds nothing, and would look like health. */
export async function refuseUnknown(
  { rows, next }: Page<unknown>,
  { named, cursor }: Listing,
  { store, interpreting }: Pick<Doors, 'store' | 'interpreting'>,
): Promise<void> {
  if (rows.length > 0 || next !== null || cursor !== undefined) return;
  const unknown = await unknownName(named, { store, contract: interpreting.contract });
  if (unknown === null) return;
  const { filter, known } = unknown;
  const [parameter, owner] =
    filter === 'rule'
      ? ['handoff', 'the contract has no rule']
      : ['system', 'neither the contract nor the ledger has a system'];
  throw new RequestFault(400, `${parameter}: ${owner} of this name. ${knownWords(known)}`);
}
