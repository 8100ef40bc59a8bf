// Says that this worker lives: a session of its own holds the lock on the worker's number, and says
// something every second. A process that is killed or stopped loses the lock in a moment, and its claims
// are taken up by others. Where the database was away, it comes back under another
// number.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Fit } from './session.js';
import { connection, sessionAlone } from './session.js';

/** First keys of the advisory locks that say which workers live, and which of them deliver. */
const workerLocks = 7_402;
const deliveringLocks = 7_403;

/** Numbers of the workers that live. The locks of all databases of the server are listed, each with its own. */
export const livingWorkers = holders(workerLocks);

function holders(locks: number): string {
  return `
  select objid from pg_locks
  where locktype = 'advisory' and classid = ${locks} and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())`;
}

const beatMillis = 700;
/** Whoever says nothing for so long is stopped, and its lock is free. */
const silentMillis = 2_500;

const unknown = 'the database does not know that this worker lives';

interface Held {
  readonly client: pg.Client;
  readonly number: Id;
  /** Others know that it delivers. */
  delivers: boolean;
}

export class Life {
  readonly #url: string;
  readonly #fit: Fit;
  readonly #timer: NodeJS.Timeout;
  #held: Held | null;
  #beating: Promise<void> | null = null;

  private constructor(url: string, fit: Fit, held: Held) {
    this.#url = url;
    this.#fit = fit;
    this.#held = held;
    this.#timer = setInterval(() => {
      this.#beating ??= this.#beat().finally(() => {
        this.#beating = null;
      });
    }, beatMillis);
    this.#timer.unref();
  }

  /** @param fit is asked of each session that is to hold a number. */
  static async begin(url: string, fit: Fit): Promise<Life> {
    return new Life(url, fit, await takeNumber(url, fit));
  }

  /** The number under which this process claims now; throws while it holds none. */
  get worker(): Id {
    if (this.#held === null) throw new Error(unknown);
    return this.#held.number;
  }

  /** On the session that holds the number, in a transaction of its own. */
  async query(statement: pg.QueryConfig): Promise<void> {
    if (this.#held === null) throw new Error(unknown);
    await this.#held.client.query(statement);
  }

  /** How many workers say that they deliver, this one among them from here on. */
  async delivering(): Promise<number> {
    const held = this.#held;
    if (held === null) throw new Error(unknown);
    if (!held.delivers) {
      await held.client.query('select pg_advisory_lock($1, $2)', [deliveringLocks, held.number]);
      held.delivers = true;
    }
    const { rows } = await held.client.query(holders(deliveringLocks));
    return rows.length;
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    await this.#held?.client.end().catch(() => undefined);
    this.#held = null;
  }

  async #beat(): Promise<void> {
    try {
      if (this.#held === null) this.#held = await takeNumber(this.#url, this.#fit);
      else await beat(this.#held.client);
    } catch {
      const lost = this.#held;
      this.#held = null;
      await lost?.client.end().catch(() => undefined);
    }
  }
}

/** Throws where the number is held on a server that is no primary any more: the new one knows nothing of it. */
async function beat(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ setting: string }>(
    `select current_setting('transaction_read_only') as setting`,
  );
  if (rows[0]?.setting !== 'off') throw new Error(unknown);
}

async function takeNumber(url: string, fit: Fit): Promise<Held> {
  const client = await sessionAlone({
    ...connection(url, 'weir worker'),
    // A database that was stopped itself does not hold up the beat.
    query_timeout: silentMillis,
  });
  try {
    await fit(client);
    const { rows } = await client.query<{ number: Id }>(
      `select nextval('worker_number') as number`,
    );
    const number = rows[0]?.number ?? 0;
    await client.query('select pg_advisory_lock($1, $2)', [workerLocks, number]);
    await client.query(`set idle_session_timeout = ${silentMillis}`);
    return { client, number, delivers: false };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
