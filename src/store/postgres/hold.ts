// A row of an inbox that can't be folded: it is taken out, and its statements are held with the reason.
import type pg from 'pg';
import type { Folded } from '../store.js';
import type { InboxRow } from './folding.js';
import { arrivedOf } from './load.js';
import type { Chain } from './seal.js';
import { seal } from './seal.js';

export interface Holding {
  readonly reason: string;
  /** SHA-256 of a text, hexadecimal. */
  readonly digest: (text: string) => string;
}

/** Whoever folds its partition meanwhile comes first, and may have found it folded by then. */
export async function hold(
  client: pg.ClientBase,
  row: InboxRow,
  { reason, digest }: Holding,
): Promise<Folded> {
  const { partition, id } = row;
  const { rows: chains } = await client.query<Chain>(
    'select id, sealed, head from partition where id = $1 for update',
    [partition],
  );
  const { rows } = await client.query({
    name: 'hold-row',
    text: `with taken as (
             delete from inbox where partition = $1 and id = $2 returning component, observations
           )
           insert into fact (component, observation, verdict, reason)
           select component, unnest(observations), 'held', $3 from taken
           on conflict (component, observation)
           do update set verdict = excluded.verdict, reason = excluded.reason
           returning observation`,
    values: [partition, id, reason],
  });
  if (rows.length > 0) {
    const statements = new Map([[partition, await arrivedOf(client, [row])]]);
    await seal(client, chains, { statements, digest });
  }
  return { rows: 1, components: Math.min(1, rows.length) };
}
