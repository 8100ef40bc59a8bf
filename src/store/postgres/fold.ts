// One fold: a partition is held by its row lock, its inbox is read, every component in it is decided
// by the core, and all that came of it is written and sealed, in one transaction.
import type pg from 'pg';
import type { Folded, Turn } from '../store.js';
import { outcomesOf } from '../outcomes-of.js';
import type { Decided, InboxRow } from './folding.js';
import { loaded } from './load.js';
import { moveComponents } from './move.js';
import { written } from './written.js';

interface Held {
  readonly id: number;
  readonly sealed: number;
  readonly head: string;
}

export async function fold(client: pg.ClientBase, turn: Turn): Promise<Folded | null> {
  // A later synced commit carries it: one log (engine.md section 5).
  await client.query('set local synchronous_commit = off');
  const held = await holdPartition(client);
  if (held === null) return null;
  const { rows: inbox } = await client.query<InboxRow>(
    'select id, component, observation, message from inbox where partition = $1 order by id limit $2',
    [held.id, turn.rows],
  );
  const here = await moveComponents(client, inbox);
  const components = await loaded(client, here);
  const decided = components.map((component) => ({
    component,
    outcomes: outcomesOf(component, turn),
  }));
  await written(client, decided, here);
  await seal(client, held, { decided, turn });
  await client.query('delete from inbox where partition = $1 and id = any($2::bigint[])', [
    held.id,
    inbox.map(({ id }) => id),
  ]);
  return { partition: held.id, rows: inbox.length, components: components.length };
}

/** The partition whose oldest row is oldest, of those that nobody holds. */
async function holdPartition(client: pg.ClientBase): Promise<Held | null> {
  const { rows } = await client.query<Held>({
    name: 'hold-partition',
    text: `select p.id, p.sealed, p.head
           from partition p
           cross join lateral (
             select i.id from inbox i where i.partition = p.id order by i.id limit 1
           ) oldest
           order by oldest.id
           limit 1
           for update of p skip locked`,
  });
  return rows[0] ?? null;
}

/** One link of the partition's chain: what was decided, after what was decided before. */
async function seal(
  client: pg.ClientBase,
  { id, sealed, head }: Held,
  { decided, turn }: { readonly decided: readonly Decided[]; readonly turn: Turn },
): Promise<void> {
  const content = decided.map(({ component, outcomes }) => [component.id, outcomes.verdicts]);
  const digest = turn.digest(`${sealed + 1}\n${head}\n${JSON.stringify(content)}`);
  await client.query(
    'insert into seal (partition, sequence, previous, digest) values ($1, $2, $3, $4)',
    [id, sealed + 1, head, digest],
  );
  await client.query('update partition set sealed = $2, head = $3 where id = $1', [
    id,
    sealed + 1,
    digest,
  ]);
}
