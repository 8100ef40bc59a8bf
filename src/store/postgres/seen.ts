// Which statements have been received before, word for word, and which bear the key of another order's.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Seen } from '../filing.js';
import { freshOf, withClashes } from '../filing.js';
import type { Filed } from '../store.js';

export interface Unseen {
  readonly fresh: readonly Filed[];
  /** The same, each under all names that it is filed under. */
  readonly filed: readonly Filed[];
}

/** Statements that were not there word for word; one with another content is kept beside the first. */
export async function unseen(client: pg.ClientBase, filed: readonly Filed[]): Promise<Unseen> {
  if (filed.length === 0) return { fresh: [], filed: [] };
  const firsts = new Map<string, Filed>();
  for (const one of filed) if (!firsts.has(one.key)) firsts.set(one.key, one);
  const keys = [...firsts.keys()].sort();
  const { rows: added } = await client.query<{ key: string }>({
    name: 'unseen',
    text: `insert into seen (key, content, bound)
     select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict do nothing returning key`,
    values: [
      keys,
      keys.map((key) => firsts.get(key)?.content),
      keys.map((key) => firsts.get(key)?.bound),
    ],
  });
  const isNew = new Set(added.map(({ key }) => key));
  const seen = await seenBefore(
    client,
    keys.filter((key) => !isNew.has(key)),
  );
  const found = freshOf(filed, seen);
  const { fresh, clashing } = found;
  if (clashing.size === 0) return { fresh, filed: fresh };
  await keepClashes(client, seen, [...new Set(clashed(filed, clashing))]);
  return { fresh, filed: withClashes(found) };
}

async function seenBefore(
  client: pg.ClientBase,
  keys: readonly string[],
): Promise<Map<string, Seen>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{
    key: string;
    content: string;
    bound: string | null;
    clashes: number;
  }>({
    name: 'seen',
    text: `select key, content, bound, coalesce(clashes, 0) as clashes
           from seen where key = any($1::text[])`,
    values: [keys],
  });
  return new Map(
    rows.map(({ key, content, bound, clashes }) => [
      key,
      { content, clashes, ...(bound === null ? {} : { bound }) },
    ]),
  );
}

function clashed(filed: readonly Filed[], clashing: ReadonlyMap<Id, string>): readonly string[] {
  return filed.filter(({ id }) => clashing.has(id)).map(({ key }) => key);
}

/** Rarely there are any. They are locked in one order, as all rows of intake. */
async function keepClashes(
  client: pg.ClientBase,
  seen: ReadonlyMap<string, Seen>,
  keys: readonly string[],
): Promise<void> {
  await client.query(
    `with held as (select key from seen where key = any($1::text[]) order by key for update)
     update seen set clashes = greatest(coalesce(seen.clashes, 0), counted.clashes)
     from held join unnest($1::text[], $2::smallint[]) as counted (key, clashes) using (key)
     where seen.key = held.key`,
    [keys, keys.map((key) => seen.get(key)?.clashes)],
  );
}
