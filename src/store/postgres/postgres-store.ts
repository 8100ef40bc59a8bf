// The store on PostgreSQL, 15 or newer: each method of the seam is one transaction here.
import type pg from 'pg';
import type { Store } from '../store.js';
import { postgresAccess } from './access.js';
import { Crashes } from './crashes.js';
import { guardedFold } from './guarded-fold.js';
import { blocks } from './ids.js';
import { Life } from './life.js';
import { onItsLine } from './line.js';
import { postgresLeases } from './leases.js';
import { postgresLists } from './lists.js';
import { LowWater } from './low-water.js';
import type { Unfit } from './migrate.js';
import { migrate } from './migrate.js';
import { postgresModes } from './modes.js';
import { Narrowing } from './narrowing.js';
import { counts } from './counts.js';
import * as questions from './questions.js';
import { postgresPauses } from './pauses.js';
import { postgresQuarantine } from './quarantine.js';
import { refile, receive } from './receive.js';
import { handoffUnder, replay } from './replay.js';
import { beginOwedEpoch } from './restore.js';
import { postgresSeals } from './seals.js';
import { postgresSecrets } from './secrets.js';
import { answer, claim, orphaned, wake } from './send.js';
import { postgresOffsets } from './offsets.js';
import { keeping, keepingPatiently } from './erase.js';
import { postgresPeople } from './people.js';
import { postgresRequests } from './requests.js';
import { beginUnread, unreadSince } from './unread.js';
import { isPooled } from './pooled.js';
import { connection, sessionAlone, sessions } from './session.js';
import type { Sessions } from './session.js';
import { postgresVitals } from './vitals.js';

export interface PostgresOptions {
  readonly url: string;
  /** Of transactions. Three more answer questions, and one says that this worker lives. */
  readonly sessions: number;
  /** Is told where the database goes on from an earlier moment. */
  readonly complain?: (line: string) => void;
}

/** Connects, brings the schema up to date, and takes a worker's number. */
export async function postgresStore({
  url,
  sessions: most,
  complain = () => undefined,
}: PostgresOptions): Promise<Store | Unfit> {
  const unfit = await migrated(url, complain);
  if (unfit !== null) return unfit;
  const fit = onItsLine(async () => beginsAnew(url, complain));
  return storeOn(sessions(url, 'weir', most, fit), await Life.begin(url, fit));
}

const pooled =
  'DATABASE_URL leads to a pooler of transactions, and a worker lives as long as its session: name the database itself, or have the pooler pool sessions.';

type Complain = NonNullable<PostgresOptions['complain']>;

async function migrated(url: string, complain: Complain): Promise<Unfit | null> {
  if (await isPooled(url)) return { unfit: pooled };
  return patiently(url, async (client) => {
    const unfit = await migrate(client);
    if (unfit === null && (await beginOwedEpoch(client))) complain(goesOnElsewhere);
    return unfit;
  });
}

const goesOnElsewhere =
  'the database goes on from an earlier moment: a standby has taken over, or a backup was restored. What was open then, and what was triggered since, is looked up before it is sent; what came in since is missing where it is not told again';

/** Of a ledger whose server has become another one meanwhile. */
async function beginsAnew(url: string, complain: Complain): Promise<void> {
  if (await patiently(url, beginOwedEpoch)) complain(goesOnElsewhere);
}

async function patiently<Result>(
  url: string,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await sessionAlone(connection(url, 'weir migration'));
  try {
    await client.query('set statement_timeout = 0');
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function storeOn(open: Sessions, life: Life): Store {
  const { transaction } = open;
  const guard = {
    lowWater: new LowWater(),
    crashes: new Crashes(life),
    narrowing: new Narrowing(),
  };
  return {
    access: postgresAccess(open),
    requests: postgresRequests(open),
    modes: postgresModes(open),
    offsets: postgresOffsets(open),
    leases: postgresLeases(open),
    seals: postgresSeals(open),
    secrets: postgresSecrets(open),
    pauses: postgresPauses(open),
    people: postgresPeople(open),
    quarantine: postgresQuarantine(open),
    ids: blocks(open),
    receive: async (arrivals) => {
      const kept = arrivals.length > 1 ? keeping : keepingPatiently;
      return kept(open, async (client, commit) => receive(client, arrivals, commit));
    },
    beginUnread: async (request) => beginUnread(open, request),
    unreadSince: async () => unreadSince(open),
    refile: async (arrivals) =>
      keepingPatiently(open, async (client, commit) => refile(client, arrivals, commit)),
    fold: async (turn) => guardedFold(open, turn, guard),
    wake: async (now, most) => wake(open, now, most),
    claim: async (request) =>
      transaction(async (client, commit) =>
        claim(client, request, { worker: life.worker, commit }),
      ),
    answer: async (answers) =>
      keeping(open, async (client, commit) => answer(client, answers, commit)),
    handoff: async (key) => handoffUnder(open, key),
    replay: async (request) => transaction(async (client) => replay(client, request)),
    delivering: async () => life.delivering(),
    orphaned: async (now) => orphaned(open, now),
    named: async (name, most) => questions.named(open, name, most),
    story: async (type, key) => questions.story(open, type, key),
    ...postgresLists(open),
    ...postgresVitals(open),
    sightings: async () => questions.sightings(open),
    counts: async () => counts(open),
    close: async () => {
      await open.close();
      await life.end();
    },
  };
}
