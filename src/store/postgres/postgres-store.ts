// The store on PostgreSQL, 15 or newer: each method of the seam is one transaction here.
import type { Store } from '../store.js';
import { postgresAccess } from './access.js';
import { Crashes } from './crashes.js';
import { guardedFold } from './guarded-fold.js';
import { blocks } from './ids.js';
import { Life } from './life.js';
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
}

/** Connects, brings the schema up to date, and takes a worker's number. */
export async function postgresStore({
  url,
  sessions: most,
}: PostgresOptions): Promise<Store | Unfit> {
  const unfit = await migrated(url);
  if (unfit !== null) return unfit;
  return storeOn(sessions(url, 'weir', most), await Life.begin(url));
}

const pooled =
  'DATABASE_URL leads to a pooler of transactions, and a worker lives as long as its session: name the database itself, or have the pooler pool sessions.';

async function migrated(url: string): Promise<Unfit | null> {
  if (await isPooled(url)) return { unfit: pooled };
  const client = await sessionAlone(connection(url, 'weir migration'));
  try {
    await client.query('set statement_timeout = 0');
    const unfit = await migrate(client);
    if (unfit === null) await beginOwedEpoch(client);
    return unfit;
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
