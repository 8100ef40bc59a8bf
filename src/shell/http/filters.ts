// Filters of the API as the store's questions have them.
import type { Instant } from '../../core/observation/instant.js';
import { instantOf } from '../../core/observation/instant.js';
import type { Store } from '../../store/store.js';

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
