// Where statements are filed: names and their components, and the inbox of each component's partition.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import { filings, newNames } from '../filing.js';
import type { Filed } from '../store.js';
import { partitionOf } from './partitions.js';

/**
 * @param known components of the names, as far as there are any; what is added is noted in it.
 * @returns the components that are going to be folded for it.
 */
export async function file(
  client: pg.ClientBase,
  fresh: readonly Filed[],
  known: Map<string, Id>,
): Promise<ReadonlySet<Id>> {
  const added = newNames(fresh, known);
  if (added.length > 0) {
    const { rows } = await client.query<{ name: string }>({
      name: 'add-names',
      text: `insert into name (name, component) select * from unnest($1::text[], $2::bigint[])
       on conflict do nothing returning name`,
      values: [added.map(([name]) => name), added.map(([, component]) => component)],
    });
    const ours = new Set(rows.map(({ name }) => name));
    for (const [name, component] of added) if (ours.has(name)) known.set(name, component);
    // Another intake was faster with these.
    const raced = added.map(([name]) => name).filter((name) => !ours.has(name));
    const { components } = await namesKnown(client, raced);
    for (const [name, component] of components) known.set(name, component);
  }
  const rows = filings(fresh, known);
  await client.query({
    name: 'file',
    text: `insert into inbox (partition, component, observation, message)
     select * from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::jsonb[])`,
    values: [
      rows.map(({ component }) => partitionOf(component)),
      rows.map(({ component }) => component),
      rows.map(({ observation }) => observation),
      rows.map(({ ties }) => (ties.length === 0 ? null : JSON.stringify({ ties }))),
    ],
  });
  return new Set(rows.map(({ component }) => component));
}

export interface KnownNames {
  readonly components: Map<string, Id>;
  /** Those of whom nothing personal is kept any more. */
  readonly erased: ReadonlySet<string>;
}

export async function namesKnown(
  client: pg.ClientBase,
  names: readonly string[],
): Promise<KnownNames> {
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
