// Folds that end their process instead of failing: what every worker would die of again. Each fold is
// noted before it decides, in a commit of its own, and the note goes with the fold. Where one outlives its
// worker, its partitions are folded more and more carefully.
import type pg from 'pg';
import { limits } from '../../core/limits.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Life } from './life.js';
import { livingWorkers } from './life.js';
import type { Sessions } from './session.js';
import { together } from './session.js';

/** From so many on a partition is folded alone, one row at a time. */
const crashesOfCare = 2;
const sweepMillis = 1_000;

export interface Suspect {
  readonly id: number;
  /** How often folding it has ended a process. */
  readonly crashes: number;
}

/** Which of the partitions are folded, the oldest first, and how. */
type Care = 'together' | 'row by row' | 'held';

export function careOf<Held extends Suspect>(
  held: readonly Held[],
): { readonly care: Care; readonly partitions: readonly Held[] } {
  const [first] = held;
  if (first === undefined || first.crashes < crashesOfCare) {
    const partitions = held.filter(({ crashes }) => crashes < crashesOfCare);
    return { care: 'together', partitions };
  }
  return {
    care: first.crashes < limits.foldCrashesMax ? 'row by row' : 'held',
    partitions: [first],
  };
}

/** They were folded and the process lives: with the fold's transaction. */
export async function acquit(client: pg.ClientBase, partitions: readonly Suspect[]): Promise<void> {
  const suspects = partitions.filter(({ crashes }) => crashes > 0).map(({ id }) => id);
  if (suspects.length === 0) return;
  await together([
    client.query(
      `delete from fold_crash c where partition = any($1::smallint[])
       and (crashes < $2 or not exists (select from inbox i where i.partition = c.partition))`,
      [suspects, crashesOfCare],
    ),
    // The row that was folded was not it: the next one is tried as often.
    client.query('update fold_crash set crashes = $2 where partition = any($1::smallint[])', [
      suspects,
      crashesOfCare,
    ]),
  ]);
}

/** The note of one fold. */
interface Begun {
  /** With the fold's transaction. */
  readonly done: (client: pg.ClientBase) => Promise<void>;
  /** It failed, and the process lives. */
  readonly failed: () => Promise<void>;
}

export class Crashes {
  readonly #life: Life;
  #folds = 0;
  #sweptAt = -sweepMillis;

  constructor(life: Life) {
    this.#life = life;
  }

  /** Committed when it resolves, though not on the disk: a process may die of the fold, the server does not. */
  async begin(partitions: readonly number[]): Promise<Begun> {
    const key = [this.#life.worker, (this.#folds += 1)];
    await this.#life.query({
      name: 'fold-begun',
      text: `insert into fold_begun (worker, fold, partitions)
             select $1, $2, $3 from set_config('synchronous_commit', 'off', true)`,
      values: [...key, partitions],
    });
    const text = 'delete from fold_begun where worker = $1 and fold = $2';
    const end = { name: 'fold-ended', text, values: key };
    return {
      done: async (client) => {
        await client.query(end);
      },
      failed: async () => this.#life.query(end).catch(() => undefined),
    };
  }

  /** Counts the folds whose workers are gone. */
  async count(query: Sessions['query'], now: Instant): Promise<void> {
    const passed = now - this.#sweptAt;
    // A clock that was set back would have it wait for as long.
    if (passed >= 0 && passed < sweepMillis) return;
    this.#sweptAt = now;
    await query(
      `with gone as (
         delete from fold_begun where worker not in (${livingWorkers})
         returning partitions
       )
       insert into fold_crash (partition, crashes)
       select partition, count(*)
       from gone cross join lateral unnest(gone.partitions) as p (partition)
       group by partition order by partition
       on conflict (partition) do update
       set crashes = fold_crash.crashes + excluded.crashes`,
      [],
    );
  }
}
