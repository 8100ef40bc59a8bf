// Components that turn out to be one: the older takes the younger in. Each is decided only by the
// fold that holds its own partition; they speak to each other through their inboxes, and what the
// younger hands over is read at the fold of the older that its message brings about.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { InboxRow } from './folding.js';
import { partitionOf } from './partitions.js';

/** Does what the rows' messages ask, and returns the rows whose component is still here. */
export async function moveComponents(
  client: pg.ClientBase,
  inbox: readonly InboxRow[],
): Promise<readonly InboxRow[]> {
  const moved = await tombstones(client, inbox);
  await moveAway(client, inbox, moved);
  const forwarded = inbox.filter(
    ({ component, message }) => moved.has(component) && message?.moved === undefined,
  );
  await post(
    client,
    forwarded.map((row) => ({ ...row, component: moved.get(row.component) ?? row.component })),
  );
  const here = inbox.filter(({ component }) => !moved.has(component));
  await takeIn(client, here);
  return here;
}

async function tombstones(client: pg.ClientBase, inbox: readonly InboxRow[]): Promise<Map<Id, Id>> {
  const { rows } = await client.query<{ id: Id; moved_to: Id }>(
    'select id, moved_to from component where moved_to is not null and id = any($1::bigint[])',
    [inbox.map(({ component }) => component)],
  );
  return new Map(rows.map(({ id, moved_to }) => [id, moved_to]));
}

/** The younger's part: its statements, handoffs and findings go to the older, a tombstone stays. */
async function moveAway(
  client: pg.ClientBase,
  inbox: readonly InboxRow[],
  moved: Map<Id, Id>,
): Promise<void> {
  for (const { component, message } of inbox) {
    const to = message?.moved;
    if (to === undefined || to === component) continue;
    const before = moved.get(component);
    if (before !== undefined) {
      await tie(client, before, to);
      continue;
    }
    await client.query(
      `insert into component (id, moved_to) values ($1, $2)
       on conflict (id) do update set moved_to = excluded.moved_to, wake = null`,
      [component, to],
    );
    await client.query(
      `with gone as (delete from fact where component = $1 returning observation, verdict, reason)
       insert into fact (component, observation, verdict, reason)
       select $2, observation, verdict, reason from gone on conflict do nothing`,
      [component, to],
    );
    for (const table of ['handoff', 'finding', 'attempt']) {
      await client.query(`update ${table} set component = $2 where component = $1`, [
        component,
        to,
      ]);
    }
    await client.query('delete from subject where component = $1', [component]);
    moved.set(component, to);
    await post(client, [{ id: 0, component: to, observation: null, message: null }]);
  }
}

/** One component was called by two: then these two are one as well. */
async function tie(client: pg.ClientBase, one: Id, other: Id): Promise<void> {
  if (one === other) return;
  const message = { ties: [Math.max(one, other)] };
  await post(client, [{ id: 0, component: Math.min(one, other), observation: null, message }]);
}

/** The older's part: names lead to it from now on, and the younger is told to come. */
async function takeIn(client: pg.ClientBase, here: readonly InboxRow[]): Promise<void> {
  for (const { component, message } of here) {
    const ties = (message?.ties ?? []).filter((other) => other !== component);
    if (ties.length === 0) continue;
    await client.query('update name set component = $1 where component = any($2::bigint[])', [
      component,
      ties,
    ]);
    await post(
      client,
      ties.map((other) => ({
        id: 0,
        component: other,
        observation: null,
        message: { moved: component },
      })),
    );
  }
}

async function post(client: pg.ClientBase, rows: readonly InboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into inbox (partition, component, observation, message)
     select * from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::jsonb[])`,
    [
      rows.map(({ component }) => partitionOf(component)),
      rows.map(({ component }) => component),
      rows.map(({ observation }) => observation),
      rows.map(({ message }) => (message === null ? null : JSON.stringify(message))),
    ],
  );
}
