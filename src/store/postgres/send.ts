// What goes out: handoffs are claimed before they are sent, answers are kept as they come, and claims
// of workers that are gone become unknown. A worker lives as long as the lock on its number is held.
import type pg from 'pg';
import type { Instant } from '../../core/observation/instant.js';
import type { Id } from '../../core/ledger/ledger.js';
import type { Answer, Claim, ClaimRequest } from '../store.js';
import { partitionOf } from './partitions.js';
import type { HandoffRow } from './rows.js';
import { handoffOf } from './rows.js';

/** First key of the advisory locks that say which workers live. */
export const workerLocks = 7_402;

export async function claim(
  client: pg.ClientBase,
  { to, now, most, firstId }: ClaimRequest,
  worker: number,
): Promise<readonly Claim[]> {
  const { rows } = await client.query<HandoffRow & { attempt: Id; number: number; lost: boolean }>({
    name: 'claim',
    text: `with next as (
             -- A fold that began before a claim may have queued the handoff anew: it did not know of it.
             select handoff from send where destination = $1 and not_before <= $2
               and (select count(*) from attempt a where a.handoff = send.handoff)
                   = (select h.attempts from handoff h where h.key = send.handoff)
             order by not_before limit $3 for update skip locked
           ), taken as (
             delete from send using next where send.handoff = next.handoff returning send.handoff
           ), numbered as (
             select handoff, row_number() over (order by handoff) - 1 as place,
                    (select count(*) from attempt a where a.handoff = taken.handoff)::integer + 1 as number,
                    coalesce((select a.outcome = 'unknown' from attempt a where a.handoff = taken.handoff
                              order by a.id desc limit 1), false) as lost
             from taken
           ), attempted as (
             insert into attempt (id, handoff, component, worker, at)
             select $4::bigint + n.place, h.key, h.component, $5, $2
             from numbered n join handoff h on h.key = n.handoff
             returning id, handoff
           )
           select h.*, a.id as attempt, n.number, n.lost
           from attempted a join handoff h on h.key = a.handoff join numbered n on n.handoff = a.handoff`,
    values: [to, now, most, firstId, worker],
  });
  return rows.map((row) => ({
    attempt: row.attempt,
    number: row.number,
    lost: row.lost,
    handoff: handoffOf(row),
  }));
}

export async function answer(client: pg.ClientBase, answers: readonly Answer[]): Promise<void> {
  if (answers.length === 0) return;
  const { rows } = await client.query<{ component: Id }>(
    `update attempt set outcome = a.outcome, answered_at = a.at, retry_at = a.retry_at, answer = a.answer
     from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])
          as a (id, outcome, at, retry_at, answer)
     where attempt.id = a.id and attempt.outcome is null
     returning attempt.component`,
    [
      answers.map(({ attempt }) => attempt),
      answers.map(({ outcome }) => outcome),
      answers.map(({ at }) => at),
      answers.map(({ retryAt }) => retryAt),
      answers.map(({ answer: text }) => text),
    ],
  );
  await look(
    client,
    rows.map(({ component }) => component),
  );
}

/** Claims whose worker no longer holds its lock: whether they were sent, nobody knows. */
export async function orphaned(client: pg.ClientBase, now: Instant): Promise<number> {
  const { rows } = await client.query<{ component: Id }>(
    `update attempt set outcome = 'unknown', answered_at = $1, answer = 'the worker ended before the answer'
     where outcome is null and worker not in (
       select objid from pg_locks where locktype = 'advisory' and classid = $2 and granted
     )
     returning component`,
    [now, workerLocks],
  );
  await look(
    client,
    rows.map(({ component }) => component),
  );
  return rows.length;
}

export async function wake(client: pg.ClientBase, now: Instant, most: number): Promise<number> {
  const { rows } = await client.query<{ id: Id }>(
    `update component set wake = null where id in (
       select id from component where wake <= $1 order by wake limit $2 for update skip locked
     )
     returning id`,
    [now, most],
  );
  await look(
    client,
    rows.map(({ id }) => id),
  );
  return rows.length;
}

/** Has components folded again though no statement of theirs has arrived. */
async function look(client: pg.ClientBase, components: readonly Id[]): Promise<void> {
  if (components.length === 0) return;
  const ids = [...new Set(components)];
  await client.query(
    `insert into inbox (partition, component)
     select * from unnest($1::smallint[], $2::bigint[])`,
    [ids.map(partitionOf), ids],
  );
}
