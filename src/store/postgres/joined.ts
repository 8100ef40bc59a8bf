// Components that are one, or are becoming one: between the arrival of what ties them and the last fold of
// their joining, names, statements and subjects lie with both.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';

/**
 * These and all that they are tied to, by a message that waits or by where a component has gone: of one
 * moment, and whatever is folded afterwards moves within them.
 */
export async function joinedWith(
  client: pg.ClientBase,
  components: readonly Id[],
): Promise<readonly Id[]> {
  const { rows } = await client.query<{ id: Id }>(
    `with recursive tie as materialized (
       select i.component as one, other::bigint
       from inbox i cross join lateral jsonb_array_elements_text(i.message -> 'ties') as other
       where i.message is not null
       union all
       select component, (message ->> 'moved')::bigint from inbox where message is not null
     ), reached as (
       select unnest($1::bigint[]) as id
       union
       select next.id
       from reached r cross join lateral (
         select other as id from tie where one = r.id
         union all select one from tie where other = r.id
         union all select moved_to from component where id = r.id
         union all select id from component where moved_to = r.id
       ) next
       where next.id is not null
     )
     select id from reached order by id`,
    [components],
  );
  return rows.map(({ id }) => id);
}
