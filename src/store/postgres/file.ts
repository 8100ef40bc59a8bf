// Where statements are filed: names and their components, and the inbox of each component's partition.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import { filings, newNames } from '../filing.js';
import type { Filed } from '../store.js';
import { post } from './inbox.js';
import { together } from './session.js';

/** What is to be written of a batch. */
export interface Filings {
  /** Names that the ledger did not know -> their components, in the order of names. */
  readonly added: readonly (readonly [name: string, component: Id])[];
  /** Component -> what of it is folded, which is all of the batch. */
  readonly rows: ReadonlyMap<Id, Grouped>;
}

interface Grouped {
  readonly observations: readonly Id[];
  readonly ties: ReadonlySet<Id>;
}

/** @param known components of the names, as far as there are any. */
export function filingsOf(fresh: readonly Filed[], known: ReadonlyMap<string, Id>): Filings {
  const added = newNames(fresh, known);
  const rows = new Map<Id, { observations: Id[]; ties: Set<Id> }>();
  for (const { component, observation, ties } of filings(fresh, new Map([...known, ...added]))) {
    const row = rows.get(component) ?? { observations: [], ties: new Set<Id>() };
    rows.set(component, row);
    row.observations.push(observation);
    for (const other of ties) row.ties.add(other);
  }
  return { added, rows };
}

/**
 * All in one round trip. Where another intake was faster with a name the transaction fails, and finds that
 * name when it is tried again.
 */
export async function file(client: pg.ClientBase, { added, rows }: Filings): Promise<void> {
  const posted = [...rows].map(([component, { observations, ties }]) => ({
    ...{ component, observations },
    message: ties.size === 0 ? null : { ties: [...ties] },
  }));
  await together([addNames(client, added), post(client, posted)]);
}

async function addNames(client: pg.ClientBase, added: Filings['added']): Promise<void> {
  if (added.length === 0) return;
  await client.query({
    name: 'add-names',
    text: 'insert into name (name, component) select * from unnest($1::text[], $2::bigint[])',
    values: [added.map(([name]) => name), added.map(([, component]) => component)],
  });
}

export interface KnownNames {
  readonly components: ReadonlyMap<string, Id>;
  /** Those of whom nothing personal is kept any more. */
  readonly erased: ReadonlySet<string>;
}

export async function namesKnown(
  client: pg.ClientBase,
  filed: readonly Filed[],
): Promise<KnownNames> {
  const names = [...new Set(filed.flatMap((one) => one.names))].sort();
  if (names.length === 0) return { components: new Map(), erased: new Set() };
  const { rows } = await client.query<{ name: string; component: Id; erased: boolean }>({
    name: 'names-known',
    text: `select name, component, erased_at is not null as erased
           from name where name = any($1::text[])`,
    values: [names],
  });
  return {
    components: new Map(rows.map(({ name, component }) => [name, component])),
    erased: new Set(rows.filter(({ erased }) => erased).map(({ name }) => name)),
  };
}
