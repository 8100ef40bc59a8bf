// What goes out: handoffs are claimed before they are sent, answers are kept as they come, and claims
// of workers that are gone become unknown. A worker lives as long as the lock on its number is held.
import type pg from 'pg';
import type { Instant } from '../../core/observation/instant.js';
import type { Id } from '../../core/ledger/ledger.js';
import type { Answer, Claim, ClaimRequest, Earlier } from '../store.js';
import type { Ready } from '../claim-order.js';
import { inTurns } from '../claim-order.js';
import { isTooLong } from '../group-commit.js';
import { lookAt } from './inbox.js';
import { livingWorkers } from './life.js';
import { receive } from './receive.js';
import type { HandoffRow } from './rows.js';
import { handoffOf } from './rows.js';
import type { Commit, Sessions } from './session.js';
import { together, withoutTheDisk } from './session.js';

export async function claim(
  client: pg.ClientBase,
  { to, now, most, firstId, served, wordings = {} }: ClaimRequest,
  { worker, commit }: { readonly worker: number; readonly commit: Commit },
): Promise<readonly Claim[]> {
  const ready = await readyOnes(client, { to, now, most });
  if (ready.length === 0) return [];
  const claimed = client.query<ClaimedRow>({
    name: 'claim',
    text: `with ${putOff}, taken as (
             delete from send where handoff = any($3::text[])
               and not exists (select from pause where pause.destination = $1)
               and handoff not in (select handoff from put_off)
             returning handoff, number, version
           ), job as materialized (
             select row_number() over () - 1 as place, taken.number, taken.version,
                    $6::json ->> ${operation} as wording, handoff.*
             from taken join handoff on handoff.key = taken.handoff
           ), attempted as (
             insert into attempt (id, handoff, number, component, worker, errand, at, version, wording)
             select $4::bigint + place, key, number, component, $5, errand, $2, version, wording from job
             -- A fold that began before a claim may have queued the handoff anew: it did not know of it.
             on conflict (handoff, number) do nothing
             returning id
           ), opened as (
             insert into attempt_open (attempt, worker) select id, $5 from attempted
           )
           -- Not joined: the planner knows the length of neither, and goes over one for each row of the other.
           select job.*, $4::bigint + place as attempt, ${earlier} as earlier from job
           where $4::bigint + place = any(array(select id from attempted))`,
    values: [
      to,
      now,
      inTurns(ready, most, { served, now }),
      firstId,
      worker,
      JSON.stringify(wordings),
    ],
  });
  const [{ rows }] = await together([claimed, commit()]);
  return rows.map((row) => ({
    attempt: row.attempt,
    number: row.number,
    handoff: handoffOf(row),
    wording: row.wording,
    earlier: row.earlier ?? [],
  }));
}

interface ClaimedRow extends HandoffRow {
  readonly attempt: Id;
  readonly number: number;
  readonly wording: string | null;
  /** null: there is none. */
  readonly earlier: readonly Earlier[] | null;
}

/**
 * Commands begin with it. Not read as JSON: one text that PostgreSQL takes for none would hold up the lane. Nor by a
 * pattern, which takes eight times as long.
 */
const beforeOperation = '{"operation":"';
const operation = `split_part(substr(handoff.command, ${beforeOperation.length + 1}, 64), '"', 1)`;

/** Of a row of `job`. The first attempt, which is most of them, looks nowhere. */
const earlier = `
  case when job.number > 1 then (
    select json_agg(json_build_object('errand', one.errand, 'outcome', one.outcome,
                                      'wording', one.wording) order by one.number)
    from attempt one
    where one.handoff = job.key and one.number < job.number and one.wording is not null
      and one.version is not distinct from job.version
  ) end`;

/** So long a handoff that is not sent as it stands is left to the fold that it waits for. */
const foldMillis = 5_000;

/**
 * What is ready to be sent of a rule that has gone back from live, and that we have not begun: whoever has the
 * rule now may have carried it, so that it is looked up first, or is not ours. Only the fold says which; until
 * then it stays queued, so that nothing is left behind if the fold leaves it as it is: one that began before the
 * change does not know of it, and may queue it anew. A claim that was made when the change was is of before it.
 */
const putOff = `
  back as (
    select rule from mode_change group by rule
    having bool_or(mode = 'live') and (array_agg(mode order by sequence desc))[1] <> 'live'
  ), put_off as (
    update send set not_before = $2::bigint + ${foldMillis} from handoff
    -- Mostly no rule has gone back, and no handoff needs to be looked at.
    where exists (select from back)
      and send.handoff = any($3::text[]) and handoff.key = send.handoff
      and handoff.errand = 'send' and handoff.rule = any(array(select rule from back))
      and case when send.version is null then send.number = 1
               else send.version is distinct from (
                 select attempt.version from attempt
                 where attempt.handoff = send.handoff order by attempt.number desc limit 1
               ) end
    returning send.handoff, handoff.component
  ), looked as (
    ${lookAt('put_off')}
  )`;

/** The first of each class, locked: what is not taken of them is free again at the commit. */
async function readyOnes(
  client: pg.ClientBase,
  { to, now, most }: Pick<ClaimRequest, 'to' | 'now' | 'most'>,
): Promise<readonly Ready[]> {
  const { rows } = await client.query<Ready>({
    name: 'ready',
    text: `select * from (${firstBy('confirm_by', 'and confirm_by > $2')}) confirmation
           union all select * from (${firstBy('confirm_by', 'and confirm_by <= $2')}) passed
           union all select * from (${firstBy('since desc')}) fresh
           union all select * from (${firstBy('since')}) backlog`,
    values: [to, now, most],
  });
  return rows;
}

/** Before it asked, the clock was set back since: what it asked for lasts no longer by that. */
const resting = 'rest.at <= $2 and rest.until > $2';

function firstBy(order: string, only = ''): string {
  return `select handoff, since, confirm_by as "confirmBy" from send
          where destination = $1 and not_before <= $2 ${only}
            and not exists (select from pause where pause.destination = $1)
            and not exists (select from rest where rest.destination = $1 and ${resting})
          order by ${order} limit $3 for update skip locked`;
}

export async function answer(
  client: pg.ClientBase,
  answers: readonly Answer[],
  commit: Commit,
): Promise<void> {
  if (answers.length === 0) return;
  const said = answers.flatMap((one) => one.said ?? []);
  await together([
    // Lost with the database's process, it is looked up: no answer waits for the disk.
    client.query(withoutTheDisk),
    receive(client, said, async (components) =>
      together([close(client, answers, components), commit()]),
    ),
  ]);
}

/** @param folded components that are going to be folded in any case. */
async function close(
  client: pg.ClientBase,
  answers: readonly Answer[],
  folded: ReadonlySet<Id>,
): Promise<void> {
  await client.query({
    name: 'answer',
    text: `with closed as (
             delete from attempt_open where attempt = any($1::bigint[])
           ), answered as (
             update attempt
             set outcome = a.outcome, answered_at = a.at, retry_at = a.retry_at, answer = a.answer
             from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])
                  as a (id, outcome, at, retry_at, answer)
             where attempt.id = a.id and attempt.outcome is null
             returning attempt.component, attempt.handoff, attempt.answered_at, attempt.retry_at
           ), rested as (
             ${restsOf('answered')}
           )
           ${lookAt('answered')} where component <> all($6::bigint[])`,
    values: [
      answers.map(({ attempt }) => attempt),
      answers.map(({ outcome }) => outcome),
      answers.map(({ at }) => at),
      answers.map(({ retryAt }) => retryAt),
      answers.map(({ answer: text }) => text),
      [...folded],
    ],
  });
}

/** It outlives the lane that heard it, and holds for those of other processes. In one order, for who waits for whom. */
function restsOf(part: string): string {
  return `insert into rest (destination, at, until)
          select destination, max(answered_at), max(retry_at)
          from ${part} join handoff on handoff.key = ${part}.handoff
          where retry_at is not null
          group by destination order by destination
          on conflict (destination) do update
          set at = excluded.at,
              until = case when rest.at > excluded.at then excluded.until
                           else greatest(rest.until, excluded.until) end`;
}

/** Claims whose worker no longer holds its lock: whether they were sent, nobody knows. */
export async function orphaned({ query }: Sessions, now: Instant): Promise<number> {
  const [row] = await query<{ count: number }>(
    `with closed as (
       delete from attempt_open where worker not in (${livingWorkers})
       returning attempt
     ), answered as (
       update attempt
       set outcome = 'unknown', answered_at = $1, answer = 'the worker ended before the answer'
       from closed where attempt.id = closed.attempt and attempt.outcome is null
       returning attempt.component
     ), looked as (
       ${lookAt('answered')}
     )
     select count(*) as count from answered`,
    [now],
  );
  return row?.count ?? 0;
}

/** Fewer than asked for where so many take longer than a statement may. */
export async function wake(open: Sessions, now: Instant, most: number): Promise<number> {
  for (let some = most; ; some = Math.ceil(some / 2)) {
    try {
      return await woken(open, now, some);
    } catch (error) {
      if (!isTooLong(error) || some === 1) throw error;
    }
  }
}

/** A transaction of its own: before fewer are tried, none is held any more. */
async function woken({ transaction }: Sessions, now: Instant, most: number): Promise<number> {
  return transaction(async (client, commit) => {
    const [{ rows }] = await together([
      client.query<{ count: number }>(
        `with woken as (
           update component set wake = null where id in (
             select id from component where wake <= $1 order by wake limit $2
             for update skip locked
           )
           returning id as component
         ), looked as (
           ${lookAt('woken')}
         )
         select count(*) as count from woken`,
        [now, most],
      ),
      commit(),
    ]);
    return rows[0]?.count ?? 0;
  });
}
