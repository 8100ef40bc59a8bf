// Handoffs that a person has tried anew: the last delivery of each says so (`isDelivery` of
// core/ledger/carriage.ts), and it is decided again.
import type pg from 'pg';
import type { HandoffState, Id } from '../../core/ledger/ledger.js';
import type { ReplayRequest } from '../store.js';
import { replayable } from '../../core/ledger/replay.js';
import type { HandoffRow } from './rows.js';
import { handoffOf } from './rows.js';
import { look } from './inbox.js';
import type { Sessions } from './session.js';

export async function handoffUnder({ query }: Sessions, key: string): Promise<HandoffState | null> {
  const [row] = await query<HandoffRow>('select * from handoff where key = $1', [key]);
  return row === undefined ? null : handoffOf(row);
}

export async function replay(
  client: pg.ClientBase,
  { keys, ...replayed }: ReplayRequest,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ component: Id; handoff: string }>(
    `update attempt set replayed = $2
     where replayed is null and outcome is not null and id in (
       -- By their numbers: the ids of several processes are in no order.
       select distinct on (a.handoff) a.id from attempt a join handoff h on h.key = a.handoff
       where a.handoff = any($1::text[])
         and a.errand <> 'read-back' and a.outcome is distinct from 'unsent'
         and h.carriage = any($3::text[]) and h.errand is null
       order by a.handoff, a.number desc
     )
     returning component, handoff`,
    [keys, JSON.stringify(replayed), replayable],
  );
  await look(
    client,
    rows.map(({ component }) => component),
  );
  return rows.map(({ handoff }) => handoff).sort();
}
