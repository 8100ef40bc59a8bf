// One fold: some partitions are held by their row locks, their inboxes are read, every component in
// them is decided by the core, and all that came of it is written and sealed, in one transaction. It
// takes what nobody holds and waits for nothing, so that many may fold at once.
import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { Folded, Turn } from '../store.js';
import { outcomesOf } from '../outcomes-of.js';
import type { Crashes, Suspect } from './crashes.js';
import { acquit, careOf } from './crashes.js';
import type { Decided, InboxRow, Loaded } from './folding.js';
import { hold } from './hold.js';
import { loaded } from './load.js';
import type { LowWater } from './low-water.js';
import { moveComponents } from './move.js';
import { partitionOf } from './partitions.js';
import { together } from './session.js';
import { written } from './written.js';

/** What a fold is watched by. */
export interface Guard {
  readonly lowWater: LowWater;
  readonly crashes: Crashes;
  /** Is told the one row that is folded; absent: as many as the turn wants. */
  readonly alone?: (row: InboxRow) => void;
}

interface Held extends Suspect {
  readonly sealed: number;
  readonly head: string;
}

/** Few enough that others find work beside it, enough that a fold is worth its round trips. */
const partitionsMost = 48;
/** So many it decides before others of its process have a turn: a few milliseconds' work. */
const componentsOfSlice = 32;

export async function fold(
  client: pg.ClientBase,
  turn: Turn,
  { lowWater, crashes, alone }: Guard,
): Promise<Folded | null> {
  const low = lowWater.from(turn.now);
  // A later synced commit carries it: one log (engine.md section 5).
  const [, free] = await together([
    client.query('set local synchronous_commit = off'),
    holdPartitions(client, low, alone === undefined ? partitionsMost : 1),
  ]);
  if (free.length === 0) return null;
  const { care, partitions: held } = careOf(free);
  const isAlone = alone !== undefined || care !== 'together';
  const [inbox, begun] = await together([
    inboxOf(client, held, { low, rows: isAlone ? 1 : turn.rows }),
    crashes.begin(held.map(({ id }) => id)),
  ]);
  const [first] = inbox;
  if (first !== undefined) {
    lowWater.saw(first.id, turn.now);
    alone?.(first);
  }
  try {
    const folded =
      care === 'held' && first !== undefined
        ? await hold(client, first, deadly)
        : await foldRows(client, inbox, { turn, held });
    await together([acquit(client, held), begun.done(client)]);
    return folded;
  } catch (error) {
    await begun.failed();
    throw error;
  }
}

const deadly = 'folding it ended the process again and again';

async function foldRows(
  client: pg.ClientBase,
  inbox: readonly InboxRow[],
  { turn, held }: { readonly turn: Turn; readonly held: readonly Held[] },
): Promise<Folded> {
  const here = await moveComponents(client, inbox);
  const components = await loaded(client, here);
  const decided = await decidedBy(turn, components);
  await together([
    written(client, decided, here),
    seal(client, held, { decided, turn }),
    client.query({
      name: 'inbox-done',
      text: `delete from inbox using unnest($1::smallint[], $2::bigint[]) as done (partition, id)
             where inbox.partition = done.partition and inbox.id = done.id`,
      values: [inbox.map(({ partition }) => partition), inbox.map(({ id }) => id)],
    }),
  ]);
  return { rows: inbox.length, components: components.length };
}

/** In slices: whoever asks something of this process meanwhile is not kept waiting for all of them. */
async function decidedBy(turn: Turn, components: readonly Loaded[]): Promise<readonly Decided[]> {
  const decided: Decided[] = [];
  for (const component of components) {
    decided.push({ component, outcomes: outcomesOf(component, turn) });
    if (decided.length % componentsOfSlice === 0) await setImmediate();
  }
  return decided;
}

/** The partitions whose oldest rows are oldest, of those that nobody holds. */
async function holdPartitions(
  client: pg.ClientBase,
  low: number,
  most: number,
): Promise<readonly Held[]> {
  const { rows } = await client.query<Held>({
    name: 'hold-partitions',
    text: `select p.id, p.sealed, p.head,
                  coalesce((select k.crashes from fold_crash k where k.partition = p.id), 0)
                    as crashes
           from partition p
           cross join lateral (
             select i.id from inbox i where i.partition = p.id and i.id >= $1 order by i.id limit 1
           ) oldest
           order by oldest.id
           limit $2
           for update of p skip locked`,
    values: [low, most],
  });
  return rows;
}

async function inboxOf(
  client: pg.ClientBase,
  held: readonly Held[],
  { low, rows: most }: { readonly low: number; readonly rows: number },
): Promise<readonly InboxRow[]> {
  const { rows } = await client.query<InboxRow>({
    name: 'inbox',
    text: `select i.partition, i.id, i.component, i.observation, i.message,
                  c.moved_to as "movedTo", c.wake, c.id is not null as known
           from unnest($1::smallint[]) as held (id)
           cross join lateral (
             select * from inbox where partition = held.id and id >= $2 order by id limit $3
           ) i
           left join component c on c.id = i.component
           order by i.id`,
    values: [held.map(({ id }) => id), low, Math.ceil(most / held.length)],
  });
  return rows;
}

/** One link of each partition's chain: what was decided, after what was decided before. */
async function seal(
  client: pg.ClientBase,
  held: readonly Held[],
  { decided, turn }: { readonly decided: readonly Decided[]; readonly turn: Turn },
): Promise<void> {
  const contents = new Map<number, unknown[]>(held.map(({ id }) => [id, []]));
  for (const { component, outcomes } of decided) {
    contents.get(partitionOf(component.id))?.push([component.id, outcomes.verdicts]);
  }
  const links = held.map(({ id, sealed, head }) => ({
    id,
    sequence: sealed + 1,
    previous: head,
    digest: turn.digest(`${sealed + 1}\n${head}\n${JSON.stringify(contents.get(id))}`),
  }));
  await client.query({
    name: 'seal',
    text: `with link as (
             select * from unnest($1::smallint[], $2::bigint[], $3::text[], $4::text[])
                      as l (partition, sequence, previous, digest)
           ), added as (
             insert into seal (partition, sequence, previous, digest) select * from link
           )
           update partition set sealed = link.sequence, head = link.digest
           from link where partition.id = link.partition`,
    values: [
      links.map(({ id }) => id),
      links.map(({ sequence }) => sequence),
      links.map(({ previous }) => previous),
      links.map(({ digest }) => digest),
    ],
  });
}
