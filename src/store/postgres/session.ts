// Sessions on the database: what each sets, how a transaction runs, and which faults are worth
// another try. A killed client must not hold a lock for longer than a moment.
import pg from 'pg';
import { codeOf } from '../group-commit.js';
import { addressNow } from './address.js';
import { sendTurnsTogether } from './one-message.js';
import { waitAsLongAsItTakes, whileHeard } from './silence.js';

export interface Sessions {
  /** Commits when the work resolves, if it has not done so itself; rolls back when it rejects. */
  readonly transaction: <Result>(
    work: (client: pg.PoolClient, commit: Commit) => Promise<Result>,
  ) => Promise<Result>;
  readonly query: <Row extends pg.QueryResultRow>(
    statement: string,
    values: readonly unknown[],
  ) => Promise<Row[]>;
  readonly close: () => Promise<void>;
}

/**
 * Sent together with the last statements of a transaction it saves a round trip of its own. Where one of
 * them fails the server rolls back instead. No statement may follow it.
 */
export type Commit = () => Promise<void>;

/** So long a statement waits for a lock that somebody else holds. */
export const lockMillis = 5_000;

const settings: Readonly<Record<string, string>> = {
  idle_in_transaction_session_timeout: '3000',
  statement_timeout: '10000',
  lock_timeout: String(lockMillis),
  client_connection_check_interval: '500',
  timezone: 'UTC',
  // A plan that was made while a table was small must not read it whole when it has grown.
  enable_seqscan: 'off',
  // From PostgreSQL 17 on a transaction as a whole has a limit; earlier ones don't know the name.
  transaction_timeout: '15000',
};

/**
 * Said in the session: what is asked for at its start is passed over by a pooler that is told to, and
 * replaced by what the address itself asks for.
 */
const setAll = `
  select set_config(key, value, false) from jsonb_each_text($1)
  where current_setting(key, true) is not null`;

/** So long a new session may take to be ready. */
const readyMillis = 5_000;

async function settle(
  client: pg.ClientBase,
  more?: Readonly<Record<string, string>>,
): Promise<void> {
  const values = [JSON.stringify({ ...settings, ...more })];
  await client.query({ text: setAll, values, query_timeout: readyMillis } as pg.QueryConfig);
}

/** Serialization failure, deadlock, lock timeout: the whole transaction is tried again. */
const passing: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);
/** Constraints that only a transaction beside this one can have it break: tried again it sees what that wrote. */
const raced: ReadonlySet<string> = new Set(['name_pkey']);
const triesMax = 5;

const types = new pg.TypeOverrides();
/** bigint: ids and instants, all below 2^53. */
types.setTypeParser(20, Number);

export function connection(url: string, name: string): pg.ClientConfig {
  return {
    connectionString: addressNow(url),
    application_name: name,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    connectionTimeoutMillis: readyMillis,
    types,
    // What is sent without waiting for the answer before it goes out at once.
    pipeline: true,
  };
}

/** Rejects where nothing is to be written in a new session. */
export type Fit = (client: pg.ClientBase) => Promise<void>;

const anyFits: Fit = async () => Promise.resolve();

/** A session beside the pools, which its caller ends. */
export async function sessionAlone(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await settle(client);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/**
 * Of a transaction's statements each is planned once: what it costs to plan one for the few rows of a small
 * batch is more than any plan for them saves. A question is planned for what it asks.
 */
const plannedOnce = { plan_cache_mode: 'force_generic_plan' } as const;

/** Of questions, which have sessions of their own: however many people ask, transactions find one. */
const ofQuestions = {
  max: 3,
  // A question does not notice that its session has come to a standby, or stayed with a primary of
  // yesterday: it is answered from there for so long at most.
  maxLifetimeSeconds: 30,
} as const;

/** The pool waits for it, whatever its types say. */
interface Settling extends Omit<pg.PoolConfig, 'onConnect'> {
  readonly onConnect: (client: pg.ClientBase) => Promise<void>;
}

/** @param url where the database is, looked up anew for each session. */
function poolOf(
  url: string,
  config: pg.PoolConfig,
  fit: Fit,
  more?: Readonly<Record<string, string>>,
): pg.Pool {
  class Session extends pg.Client {
    constructor(given?: pg.ClientConfig) {
      super({ ...given, connectionString: addressNow(url) });
    }
  }
  const settling: Settling = {
    ...config,
    Client: Session,
    onConnect: async (client) => {
      // Ended by the server between two statements: the next one fails, and the process must not.
      client.on('error', () => undefined);
      await settle(client, more);
      await fit(client);
      sendTurnsTogether(client, types);
    },
  };
  const pool = new pg.Pool(settling);
  // A session that the server ends while it is idle is replaced at the next need.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * @param most transactions at once.
 * @param fit is asked of each session before its first transaction.
 */
export function sessions(url: string, name: string, most: number, fit = anyFits): Sessions {
  const config = connection(url, name);
  const pool = poolOf(url, { ...config, max: most }, fit, plannedOnce);
  const questions = poolOf(url, { ...config, ...ofQuestions }, anyFits);
  const once = async <Result>(
    work: (client: pg.PoolClient, commit: Commit) => Promise<Result>,
  ): Promise<Result> => whileHeard(await pool.connect(), async (client) => through(client, work));
  return {
    transaction: async (work) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await once(work);
        } catch (error) {
          if (tries === triesMax || !isPassing(error)) throw error;
        }
      }
    },
    query: async <Row extends pg.QueryResultRow>(statement: string, values: readonly unknown[]) => {
      const client = await questions.connect();
      let failed = true;
      try {
        const { rows } = await whileHeard(client, async () =>
          client.query<Row>(statement, [...values]),
        );
        failed = false;
        return rows;
      } finally {
        client.release(failed);
      }
    },
    close: async () => {
      await pool.end();
      await questions.end();
    },
  };
}

/** One transaction on a session, which is given back. */
async function through<Result>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient, commit: Commit) => Promise<Result>,
): Promise<Result> {
  const query = Reflect.get<pg.PoolClient, 'query'>(client, 'query');
  let broken = false;
  let lost: unknown = null;
  const lose = (error: unknown): void => {
    lost ??= error;
  };
  let committed: Promise<unknown> | undefined;
  const commit: Commit = async () => {
    committed ??= client.query({ name: 'commit', text: 'commit' });
    client.query = pastTheCommit;
    await committed;
  };
  client.on('error', lose);
  try {
    const [, result] = await together([
      client.query({ name: 'begin', text: 'begin' }),
      work(client, commit),
    ]);
    await commit();
    return result;
  } catch (error) {
    client.query = query;
    await client.query('rollback').catch(() => (broken = true));
    // After a failover another session may find the primary; this one would be told so for ever.
    broken ||= codeOf(error) === readOnly;
    throw plainly(codeOf(error) in ends ? error : (lost ?? error));
  } finally {
    client.query = query;
    client.off('error', lose);
    client.release(broken);
  }
}

/** What a later synced commit carries need not wait for the disk: there is one log. */
export const withoutTheDisk = {
  name: 'without-the-disk',
  text: 'set local synchronous_commit = off',
} as const;

/**
 * For a question of the hub's own that goes through much: it may take its time, and is planned for what it
 * asks.
 */
export async function withoutLimits(client: pg.ClientBase): Promise<void> {
  waitAsLongAsItTakes(client);
  await client.query(
    `select set_config('statement_timeout', '0', true), set_config('plan_cache_mode', 'auto', true)`,
  );
  await client.query(
    `select set_config('transaction_timeout', '0', true)
     where current_setting('server_version_num')::integer >= 170000`,
  );
}

function pastTheCommit(): never {
  throw new Error('a statement was to follow the commit of its transaction');
}

/**
 * What statements that were sent together come to. It waits for all of them where one fails: what one of
 * them led to must not be sent after the transaction has been rolled back.
 */
export async function together<const Sent extends readonly Promise<unknown>[]>(
  sent: Sent,
): Promise<{ -readonly [Place in keyof Sent]: Awaited<Sent[Place]> }> {
  await Promise.allSettled(sent);
  return Promise.all(sent);
}

/** The server takes nothing in: it is a standby, or was made read-only. */
export const readOnly = '25006';

/** Why a session came to its end, by SQLSTATE: what the server says itself, or nothing, helps nobody. */
const ends: Readonly<Record<string, string>> = {
  [readOnly]:
    'the database is read-only: DATABASE_URL leads to a standby, or to a server that was made read-only',
  '25P03':
    'the database ended a session that had stood still in a transaction for 3 s: this process was stopped, or had too little of its processor',
  '25P04': 'the database ended a transaction that took longer than 15 s',
  '57P01': 'the database is being stopped, or somebody ended the session',
};

export function plainly(error: unknown): unknown {
  const code = codeOf(error);
  const why = ends[code];
  return why === undefined ? error : Object.assign(new Error(why, { cause: error }), { code });
}

function isPassing(error: unknown): boolean {
  const { constraint } = error as { readonly constraint?: string };
  return passing.has(codeOf(error)) || (constraint !== undefined && raced.has(constraint));
}
