// One fold: some partitions are held by their row locks, their inboxes are read, every component in
// them is decided by the core, and all that came of it is written and sealed, in one transaction. It
// takes what nobody holds and waits for nothing, so that many may fold at once.
import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { Folded, Turn } from '../store.js';
import { endsProcess, outcomesOf } from '../outcomes-of.js';
import type { Crashes, Suspect } from './crashes.js';
import { acquit, careOf } from './crashes.js';
import type { Arrived, Decided, InboxRow, Loaded } from './folding.js';
import { hold } from './hold.js';
import { loaded } from './load.js';
import type { LowWater } from './low-water.js';
import { moveComponents } from './move.js';
import type { Chain, Sealed } from './seal.js';
import { seal } from './seal.js';
import type { Commit } from './session.js';
import { together, withoutTheDisk } from './session.js';
import { written } from './written.js';

/** What a fold is watched by. */
export interface Guard {
  readonly lowWater: LowWater;
  readonly crashes: Crashes;
  /** Is told what is folded, before it is. */
  readonly took: (inbox: readonly InboxRow[]) => void;
  readonly commit: Commit;
}

type Held = Suspect & Chain;

/** Few enough that others find work beside it, enough that a fold is worth its round trips. */
const partitionsMost = 16;
/** So many it decides before others of its process have a turn: a few milliseconds' work. */
const componentsOfSlice = 32;

export async function fold(
  client: pg.ClientBase,
  turn: Turn,
  { lowWater, crashes, took, commit }: Guard,
): Promise<Folded | null> {
  const low = lowWater.from(turn.now);
  const [, free] = await together([
    client.query(withoutTheDisk),
    holdPartitions(client, low, Math.min(partitionsMost, turn.rows)),
  ]);
  if (free.length === 0) return null;
  const { care, partitions: held } = careOf(free);
  const [inbox, begun] = await together([
    inboxOf(client, held, { low, rows: care === 'together' ? turn.rows : 1 }),
    crashes.begin(held.map(({ id }) => id)),
  ]);
  const [first] = inbox;
  if (first !== undefined) lowWater.saw(first.id, turn.now);
  took(inbox);
  try {
    const end: End = async () => together([acquit(client, held), begun.done(client), commit()]);
    if (care !== 'held' || first === undefined) {
      return await foldRows(client, inbox, { turn, held, end });
    }
    const folded = await hold(client, first, { reason: endsProcess, digest: turn.digest });
    await end();
    return folded;
  } catch (error) {
    await begun.failed();
    throw error;
  }
}

/** Sends what ends the transaction of a fold. */
type End = () => Promise<unknown>;

interface Folding {
  readonly turn: Turn;
  readonly held: readonly Held[];
  readonly end: End;
}

async function foldRows(
  client: pg.ClientBase,
  inbox: readonly InboxRow[],
  { turn, held, end }: Folding,
): Promise<Folded> {
  const here = await moveComponents(client, inbox);
  const { components, arrived } = await loaded(client, here);
  const decided = await decidedBy(turn, components);
  await together([
    written(client, decided, here),
    seal(client, held, { statements: byPartition(arrived), digest: turn.digest }),
    client.query({
      name: 'inbox-done',
      text: `delete from inbox using unnest($1::smallint[], $2::bigint[]) as done (partition, id)
             where inbox.partition = done.partition and inbox.id = done.id`,
      values: [inbox.map(({ partition }) => partition), inbox.map(({ id }) => id)],
    }),
    end(),
  ]);
  return { rows: inbox.length, components: components.length };
}

/** In slices: whoever asks something of this process meanwhile is not kept waiting for all of them. */
async function decidedBy(turn: Turn, components: readonly Loaded[]): Promise<readonly Decided[]> {
  const decided: Decided[] = [];
  for (const component of components) {
    decided.push({ component, outcomes: outcomesOf(component, component.subjects, turn) });
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
    text: `select i.partition, i.id, i.component, i.observations::float8[] as observations, i.message,
                  c.moved_to as "movedTo", c.wake, c.id is not null as known
           from unnest($1::smallint[]) as held (id)
           cross join lateral (
             select * from inbox where partition = held.id and id >= $2 order by id limit $3
           ) i
           -- Row by row: a plan for any backlog would join the whole table.
           left join lateral (select * from component where id = i.component limit 1) c on true
           order by i.id`,
    values: [held.map(({ id }) => id), low, Math.floor(most / held.length)],
  });
  return rows;
}

function byPartition(arrived: readonly Arrived[]): ReadonlyMap<number, readonly Sealed[]> {
  const groups = new Map<number, Sealed[]>();
  for (const one of arrived) {
    const group = groups.get(one.partition);
    if (group === undefined) groups.set(one.partition, [one]);
    else group.push(one);
  }
  return groups;
}
