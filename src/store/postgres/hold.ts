// A row of an inbox that can't be folded: it is taken out, and its statement is held with the reason.
import type pg from 'pg';
import type { Folded } from '../store.js';
import type { InboxRow } from './folding.js';

/** Whoever folds its partition meanwhile comes first, and may have found it folded by then. */
export async function hold(
  client: pg.ClientBase,
  { partition, id }: Pick<InboxRow, 'partition' | 'id'>,
  reason: string,
): Promise<Folded> {
  await client.query('select from partition where id = $1 for update', [partition]);
  const { rows } = await client.query({
    name: 'hold-row',
    text: `with taken as (
             delete from inbox where partition = $1 and id = $2 returning component, observation
           )
           insert into fact (component, observation, verdict, reason)
           select component, observation, 'held', $3 from taken where observation is not null
           on conflict (component, observation)
           do update set verdict = excluded.verdict, reason = excluded.reason
           returning observation`,
    values: [partition, id, reason],
  });
  return { rows: 1, components: rows.length };
}
