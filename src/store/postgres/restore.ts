// A restored ledger does not know what was delivered after its backup was made: a new epoch begins, in
// which whatever was open then is looked up before it is sent.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { idsOfBlock } from './ids.js';
import { look } from './inbox.js';
import { lockMillis } from './session.js';

interface Epoch {
  readonly exportedAt: Instant;
  readonly now: Instant;
}

/** Any number, the same in every Weir: who begins an epoch holds it. */
const lock = 7_400_002;

/** What systems say of themselves may reach us so late, and their clocks differ. */
const marginMillis = 24 * 3_600_000;
/** No worker's number. */
const nobody = 0;

/** Part of the transaction that takes in a backup: whoever opens the ledger after it begins the epoch first. */
export async function epochIsOwed(client: pg.ClientBase, exportedAt: Instant): Promise<void> {
  await client.query('create table epoch_owed (exported_at bigint not null)');
  await client.query('insert into epoch_owed values ($1)', [exportedAt]);
}

/** Begins the epoch that a backup owes, all of it or nothing; without one it does nothing. */
export async function beginOwedEpoch(client: pg.ClientBase): Promise<void> {
  await client.query('begin');
  // Another may be at it, however long that takes.
  await client.query('set local lock_timeout = 0');
  await client.query('select pg_advisory_xact_lock($1)', [lock]);
  await client.query(`set local lock_timeout = ${lockMillis}`);
  const { rows: found } = await client.query<{ owed: boolean }>(
    "select to_regclass('epoch_owed') is not null as owed",
  );
  if (found[0]?.owed === true) {
    const { rows } = await client.query<Epoch>(
      `select exported_at as "exportedAt",
              (extract(epoch from clock_timestamp()) * 1000)::bigint as now from epoch_owed`,
    );
    for (const epoch of rows) await begin(client, epoch);
    await client.query('drop table epoch_owed');
  }
  await client.query('commit');
}

async function begin(client: pg.ClientBase, epoch: Epoch): Promise<void> {
  await checkTriggersSince(client, epoch);
  let marked = idsOfBlock;
  while (marked === idsOfBlock) marked = await loseOpen(client, epoch);
}

/** Each live rule begins anew: triggers since the backup are looked up, for they may have been sent. */
async function checkTriggersSince(
  client: pg.ClientBase,
  { exportedAt, now }: Epoch,
): Promise<void> {
  await client.query(
    `insert into mode_change (rule, sequence, mode, at, effective_from, overlap, old_path, made_by,
                              reason, forced)
     select rule, sequence + 1, mode, $1, $1, $2, old_path, 'import', $3, false
     from (select distinct on (rule) * from mode_change order by rule, sequence desc) as last
     where mode = 'live'`,
    [
      now,
      now - exportedAt + marginMillis,
      'restored from an export: what it does not know is looked up',
    ],
  );
}

/** What was to be sent gets an attempt whose answer is lost, as if a worker had ended in the midst. */
async function loseOpen(client: pg.ClientBase, { now }: Epoch): Promise<number> {
  const { rows } = await client.query<{ component: Id }>(
    `with open as (
       select key, component, coalesce(last.number, 0) + 1 as number,
              row_number() over (order by key) - 1 as place,
              (select nextval('id_block')) * $2 as base
       from handoff
       -- Not as the handoff counts them: what was claimed has not been folded.
       left join lateral (
         select number, answer from attempt where attempt.handoff = handoff.key
         order by number desc limit 1
       ) last on true
       where carriage in ('ready', 'waiting') and detail::jsonb ->> 'mode' = 'live'
         and last.answer is distinct from $3
       order by key limit $2
     ), lost as (
       insert into attempt (id, handoff, number, component, worker, at, outcome, answered_at, answer)
       select base + place, key, number, component, $4, $1, 'unknown', $1, $3 from open
     ), counted as (
       update handoff set attempts = open.number from open where handoff.key = open.key
     ), unqueued as (
       delete from send using open where send.handoff = open.key
     )
     select component from open`,
    [now, idsOfBlock, 'the ledger was restored: it may have been sent since its export', nobody],
  );
  await look(
    client,
    rows.map(({ component }) => component),
  );
  return rows.length;
}
