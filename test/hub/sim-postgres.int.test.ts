// Whole made-up worlds on PostgreSQL itself: every promise that the model keeps, and the chain, which only
// PostgreSQL has: I12 of docs/concepts/simulator.md. A handful of seeds; WEIR_SIM_POSTGRES=100 runs as many.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backing } from '../../sim/hub/database.js';
import { planOf } from '../../sim/hub/plan.js';
import type { Run } from '../../sim/hub/run.js';
import { runOf } from '../../sim/hub/run.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { postgresStore } from '../../src/store/postgres/postgres-store.js';
import type { Store } from '../../src/store/store.js';
import type { Embedded } from '../embedded.js';
import { embedded, hasEmbedded } from '../embedded.js';

const seeds = Number(process.env['WEIR_SIM_POSTGRES'] ?? 4);
const patience = 120_000 + seeds * 60_000;
const pattern = 'sim_pattern';

interface Link {
  readonly partition: number;
  readonly sequence: string;
  readonly previous: string;
  readonly digest: string;
}

describe.skipIf(!hasEmbedded)('a made-up world on PostgreSQL', () => {
  let server: Embedded;

  beforeAll(async () => {
    server = await embedded();
    await asked('postgres', `create database ${pattern}`);
    await (await storeOf(pattern)).close();
  }, 120_000);

  afterAll(async () => {
    await server.end();
  });

  function urlOf(database: string): string {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    return url.href;
  }

  async function asked<Row>(database: string, text: string): Promise<readonly Row[]> {
    const client = new pg.Client({ connectionString: urlOf(database) });
    await client.connect();
    try {
      const { rows } = await client.query(text);
      return rows as readonly Row[];
    } finally {
      await client.end();
    }
  }

  async function storeOf(database: string): Promise<Store> {
    const store = await postgresStore({ url: urlOf(database), sessions: 3 });
    if ('unfit' in store) throw new Error(store.unfit);
    return store;
  }

  /** Sessions of their own on a database of the seed's own. */
  async function onDatabase(seed: number): Promise<{ run: Run; chain: readonly string[] }> {
    const database = `sim_${seed}`;
    await asked('postgres', `create database ${database} template ${pattern}`);
    const opened = new Set<Store>();
    const open = async (): Promise<Store> => {
      const store = await storeOf(database);
      opened.add(store);
      return store;
    };
    const backing: Backing = {
      store: await open(),
      knowsItsSessions: true,
      connect: async () => {
        const store = await open();
        const cut = async (): Promise<void> => {
          opened.delete(store);
          await store.close();
        };
        return { store, cut };
      },
    };
    try {
      const run = await runOf(planOf(seed), backing);
      return { run, chain: await chainFaults(database, run) };
    } finally {
      for (const store of opened) await store.close();
      await asked('postgres', `drop database ${database} with (force)`);
    }
  }

  /** I12: each link follows the one before without a gap, and is the digest of what was decided. */
  async function chainFaults(database: string, { commits }: Run): Promise<readonly string[]> {
    const links = await asked<Link>(database, 'select * from seal order by partition, sequence');
    const heads = await asked<{ id: number; sealed: string; head: string }>(
      database,
      'select id, sealed, head from partition',
    );
    const said: string[] = [];
    const last = new Map<number, Link>();
    for (const link of links) {
      const before = last.get(link.partition);
      const place = `link ${link.sequence} of partition ${link.partition}`;
      if (Number(link.sequence) !== Number(before?.sequence ?? 0) + 1) said.push(`${place}: a gap`);
      if (link.previous !== (before?.digest ?? '')) said.push(`${place}: follows another`);
      const text = commits.links.get(link.digest);
      if (text === undefined || digest(text) !== link.digest) said.push(`${place}: of nothing`);
      else if (!text.startsWith(`${link.sequence}\n${link.previous}\n`))
        said.push(`${place}: moved`);
      last.set(link.partition, link);
    }
    for (const { id, sealed, head } of heads) {
      const link = last.get(id);
      if (Number(sealed) === Number(link?.sequence ?? 0) && head === (link?.digest ?? '')) continue;
      said.push(`the head of partition ${id} is not its last link`);
    }
    return links.length === 0 ? ['there is no chain'] : said;
  }

  it(
    'keeps every promise, and an unbroken chain',
    async () => {
      for (let seed = 1; seed <= seeds; seed += 1) {
        const { run, chain } = await onDatabase(seed);
        expect(run.violations, `seed ${seed}`).toEqual([]);
        expect(chain, `seed ${seed}`).toEqual([]);
        expect(run.figures.statements, `seed ${seed}`).toBeGreaterThan(0);
      }
    },
    patience,
  );
});
