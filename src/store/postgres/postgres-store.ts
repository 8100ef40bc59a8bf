// The store on PostgreSQL, 15 or newer: each method of the seam is one transaction here.
import pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Store } from '../store.js';
import { fold } from './fold.js';
import type { Unfit } from './migrate.js';
import { migrate } from './migrate.js';
import * as questions from './questions.js';
import { receive } from './receive.js';
import { answer, claim, orphaned, wake, workerLocks } from './send.js';
import { connection, sessions } from './session.js';
import type { Sessions } from './session.js';

const idsOfBlock = 1_000;

export interface PostgresOptions {
  readonly url: string;
  /** Sessions that may be open at once, besides the one that says that this worker lives. */
  readonly sessions: number;
}

/** Connects, brings the schema up to date, and takes a worker's number. */
export async function postgresStore(options: PostgresOptions): Promise<Store | Unfit> {
  const life = new pg.Client(connection(options.url, 'weir worker'));
  life.on('error', () => undefined);
  await life.connect();
  await life.query('set statement_timeout = 0');
  const unfit = await migrate(life);
  if (unfit !== null) {
    await life.end();
    return unfit;
  }
  const { rows } = await life.query<{ number: number }>(
    `select nextval('worker_number') as number`,
  );
  const worker = rows[0]?.number ?? 0;
  await life.query('select pg_advisory_lock($1, $2)', [workerLocks, worker]);
  return storeOn(sessions(options.url, 'weir', options.sessions), { life, worker });
}

interface Worker {
  readonly life: pg.Client;
  readonly worker: number;
}

function storeOn(open: Sessions, { life, worker }: Worker): Store {
  const { transaction } = open;
  return {
    ids: blocks(open),
    receive: async (arrivals) => transaction(async (client) => receive(client, arrivals)),
    fold: async (turn) => transaction(async (client) => fold(client, turn)),
    wake: async (now, most) => transaction(async (client) => wake(client, now, most)),
    claim: async (request) => transaction(async (client) => claim(client, request, worker)),
    answer: async (answers) => transaction(async (client) => answer(client, answers)),
    orphaned: async (now) => transaction(async (client) => orphaned(client, now)),
    named: async (name, most) => questions.named(open, name, most),
    story: async (type, key) => questions.story(open, type, key),
    handoffs: async (question) => questions.handoffs(open, question),
    findings: async (question) => questions.findings(open, question),
    sightings: async () => questions.sightings(open),
    counts: async () => questions.counts(open),
    close: async () => {
      await open.close();
      await life.end();
    },
  };
}

/** Counts inside blocks that the database hands out, so that an id costs no round trip. */
function blocks({ query }: Sessions): Store['ids'] {
  let next = 0;
  let end = 0;
  return async (count) => {
    if (count > idsOfBlock) throw new Error(`${count} ids at once are more than a block has`);
    if (next + count > end) {
      const [row] = await query<{ block: Id }>(`select nextval('id_block') as block`, []);
      next = (row?.block ?? 0) * idsOfBlock;
      end = next + idsOfBlock;
    }
    const first = next;
    next += count;
    return first;
  };
}
