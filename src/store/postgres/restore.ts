// A restored ledger does not know what was delivered after its backup was made: a new epoch begins, in
// which whatever was open then is looked up before it is sent. So it is where a standby takes over that lacked
// the end of the log, or the database was recovered to an earlier moment.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { idsOfBlock } from './ids.js';
import { look } from './inbox.js';
import { keepLine, keptLine, lineOf } from './line.js';
import { lockMillis } from './session.js';

interface Epoch {
  /** The ledger knows what happened up to then. */
  readonly knownAt: Instant;
  readonly now: Instant;
}

/** Why one begins: who is said to have begun it, and the words for a rule and for a handoff. */
interface Cause {
  readonly madeBy: string;
  readonly reason: string;
  readonly lost: string;
}

const byImport: Cause = {
  madeBy: 'import',
  reason: 'restored from an export: what it does not know is looked up',
  lost: 'the ledger was restored: it may have been sent since its export',
};
const byRecovery: Cause = {
  madeBy: 'recovery',
  reason: 'the database goes on from an earlier moment: what it does not know is looked up',
  lost: 'the database goes on from an earlier moment: it may have been sent since',
};

/** Any number, the same in every Weir: who begins an epoch holds it. */
const lock = 7_400_002;

/** What systems say of themselves may reach us so late, and their clocks differ. */
const marginMillis = 24 * 3_600_000;
/** No worker's number. */
const nobody = 0;
/** Blocks of ids that may have been handed out with what is missing. */
const blocksMissing = 1_000;

const nowText = '(extract(epoch from clock_timestamp()) * 1000)::bigint as now';

/** Part of the transaction that takes in a backup: whoever opens the ledger after it begins the epoch first. */
export async function epochIsOwed(client: pg.ClientBase, exportedAt: Instant): Promise<void> {
  await client.query('create table epoch_owed (exported_at bigint not null)');
  await client.query('insert into epoch_owed values ($1)', [exportedAt]);
}

/**
 * Begins the epoch that a backup or another line of the database owes, all of it or nothing; where none is owed
 * it does nothing.
 * @returns whether the database goes on from an earlier moment, and nobody had noticed yet.
 */
export async function beginOwedEpoch(client: pg.ClientBase): Promise<boolean> {
  const line = await lineOf(client);
  await client.query('begin');
  // Another may be at it, however long that takes.
  await client.query('set local lock_timeout = 0');
  await client.query('select pg_advisory_xact_lock($1)', [lock]);
  await client.query(`set local lock_timeout = ${lockMillis}`);
  const isImported = await beginImported(client);
  const kept = await keptLine(client);
  const isElsewhere = !isImported && line !== null && kept !== null && kept !== line;
  if (isElsewhere) await beginElsewhere(client);
  if (line !== null && kept !== line) await keepLine(client, line);
  await client.query('commit');
  return isElsewhere;
}

async function beginImported(client: pg.ClientBase): Promise<boolean> {
  const { rows: found } = await client.query<{ owed: boolean }>(
    "select to_regclass('epoch_owed') is not null as owed",
  );
  if (found[0]?.owed !== true) return false;
  const { rows } = await client.query<Epoch>(
    `select exported_at as "knownAt", ${nowText} from epoch_owed`,
  );
  for (const epoch of rows) await begin(client, epoch, byImport);
  await client.query('drop table epoch_owed');
  return true;
}

async function beginElsewhere(client: pg.ClientBase): Promise<void> {
  await client.query(`select setval('id_block', nextval('id_block') + $1)`, [blocksMissing]);
  const { rows } = await client.query<Epoch>(
    `select at as "knownAt", ${nowText}
     from (select greatest((select at from receipt order by id desc limit 1),
                           (select at from attempt order by id desc limit 1)) as at) last
     where at is not null`,
  );
  for (const epoch of rows) await begin(client, epoch, byRecovery);
}

async function begin(client: pg.ClientBase, epoch: Epoch, cause: Cause): Promise<void> {
  await checkTriggersSince(client, epoch, cause);
  let marked = idsOfBlock;
  while (marked === idsOfBlock) marked = await loseOpen(client, epoch, cause);
}

/** Each live rule begins anew: triggers since then are looked up, for they may have been sent. */
async function checkTriggersSince(
  client: pg.ClientBase,
  { knownAt, now }: Epoch,
  { madeBy, reason }: Cause,
): Promise<void> {
  await client.query(
    `insert into mode_change (rule, sequence, mode, at, effective_from, overlap, old_path, made_by,
                              reason, forced)
     select rule, sequence + 1, mode, $1, $1, $2, old_path, $4, $3, false
     from (select distinct on (rule) * from mode_change order by rule, sequence desc) as last
     where mode = 'live'`,
    [now, now - knownAt + marginMillis, reason, madeBy],
  );
}

/** What was to be sent gets an attempt whose answer is lost, as if a worker had ended in the midst. */
async function loseOpen(client: pg.ClientBase, { now }: Epoch, { lost }: Cause): Promise<number> {
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
    [now, idsOfBlock, lost, nobody],
  );
  await look(
    client,
    rows.map(({ component }) => component),
  );
  return rows.length;
}
