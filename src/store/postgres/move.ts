// Components that turn out to be one: the older takes the younger in. Each is decided only by the
// fold that holds its own partition; they speak to each other through their inboxes, and what the
// younger hands over is read at the fold of the older that its message brings about.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { InboxRow } from './folding.js';
import { post } from './inbox.js';

/** Does what the rows' messages ask, and returns the rows whose component is still here. */
export async function moveComponents(
  client: pg.ClientBase,
  inbox: readonly InboxRow[],
): Promise<readonly InboxRow[]> {
  const moved = new Map<Id, Id>();
  for (const { component, movedTo } of inbox) if (movedTo !== null) moved.set(component, movedTo);
  await moveAway(client, inbox, moved);
  const forwarded = inbox.filter(
    ({ component, message }) => moved.has(component) && message?.moved === undefined,
  );
  // It may have been handed something after it had gone: by one that did not know.
  const goneBefore = new Map(
    forwarded.flatMap(({ component, movedTo }) =>
      movedTo === null ? [] : [[component, movedTo] as const],
    ),
  );
  for (const [component, to] of goneBefore) await handOver(client, component, to);
  await post(
    client,
    forwarded.map((row) => ({ ...row, component: moved.get(row.component) ?? row.component })),
  );
  const here = inbox.filter(({ component }) => !moved.has(component));
  await takeIn(client, here);
  // What it was just handed has to be read with it, though no fold has seen it before.
  const richer = new Set(moved.values());
  return here.map((row) => (richer.has(row.component) ? { ...row, known: true } : row));
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
    const root = rootOf(to, moved);
    await client.query(
      `insert into component (id, moved_to) values ($1, $2)
       on conflict (id) do update set moved_to = excluded.moved_to, wake = null`,
      [component, root],
    );
    await client.query('insert into component (id) values ($1) on conflict do nothing', [root]);
    await handOver(client, component, root);
    moved.set(component, root);
    await post(client, [{ component: root, observations: [], message: null }]);
  }
}

/** Where a component is now, as far as this fold knows. */
function rootOf(id: Id, moved: ReadonlyMap<Id, Id>): Id {
  let current = id;
  for (let to = moved.get(current); to !== undefined; to = moved.get(current)) current = to;
  return current;
}

async function handOver(client: pg.ClientBase, from: Id, to: Id): Promise<void> {
  await client.query(
    `with gone as (delete from fact where component = $1 returning *)
     insert into fact (component, observation, verdict, reason, past)
     select $2, observation, verdict, reason, past from gone on conflict do nothing`,
    [from, to],
  );
  for (const table of ['handoff', 'finding', 'attempt']) {
    await client.query(`update ${table} set component = $2 where component = $1`, [from, to]);
  }
  await client.query('delete from subject where component = $1', [from]);
}

/** One component was called by two: then these two are one as well. */
async function tie(client: pg.ClientBase, one: Id, other: Id): Promise<void> {
  if (one === other) return;
  const message = { ties: [Math.max(one, other)] };
  await post(client, [{ component: Math.min(one, other), observations: [], message }]);
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
        component: other,
        observations: [],
        message: { moved: component },
      })),
    );
  }
}
