// Which statements have been received before, word for word, and which bear the key of another order's.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Seen } from '../filing.js';
import { freshOf, withClashes } from '../filing.js';
import type { Arrival, Filed } from '../store.js';

export interface Unseen {
  readonly fresh: readonly Filed[];
  /** The same, each under all names that it is filed under. */
  readonly filed: readonly Filed[];
}

/**
 * Notes the statements of arrivals under their keys, as far as their receipts are kept.
 * @returns the keys that had not been seen.
 */
export async function noteSeen(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
): Promise<ReadonlySet<string>> {
  const rows = arrivals
    .flatMap(({ receipt, filed }) => filed.map((one) => ({ receipt: receipt.id, one })))
    .sort((a, b) => (a.one.key < b.one.key ? -1 : a.one.key > b.one.key ? 1 : 0));
  if (rows.length === 0) return new Set();
  const { rows: added } = await client.query<{ key: string }>({
    name: 'note-seen',
    text: `insert into seen (key, content, bound)
     select key, content, bound
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as s (key, content, bound, receipt)
     -- Not joined: the rows keep their order, in which the keys are locked.
     where (select true from receipt where receipt.id = s.receipt)
     on conflict do nothing returning key`,
    values: [
      rows.map(({ one }) => one.key),
      rows.map(({ one }) => one.content),
      rows.map(({ one }) => one.bound),
      rows.map(({ receipt }) => receipt),
    ],
  });
  return new Set(added.map(({ key }) => key));
}

/**
 * Statements that were not there word for word; one with another content is kept beside the first.
 * @param isNew whether a key had not been seen before these were noted.
 */
export async function unseen(
  client: pg.ClientBase,
  filed: readonly Filed[],
  isNew: ReadonlySet<string>,
): Promise<Unseen> {
  const keys = [...new Set(filed.map(({ key }) => key))].filter((key) => !isNew.has(key)).sort();
  const seen = await seenBefore(client, keys);
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
