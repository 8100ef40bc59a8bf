// What the database refuses holds up nothing but itself. On an embedded server of the suite's own.
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { oneSubjectOrRefused } from '../../../test/store/one-subject.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Arrival, Store, Turn } from '../store.js';
import { postgresStore } from './postgres-store.js';

const now = 1_772_582_400_000 as Instant;

async function arrival(store: Store, name: string): Promise<Arrival> {
  const [receipt, id] = [await store.ids(1), await store.ids(1)];
  const body = Buffer.from(name);
  const rest = { system: 'shop', kind: 'order.placed', at: now, global: false, container: false };
  return {
    receipt: {
      id: receipt,
      system: 'shop',
      source: 'api',
      position: null,
      at: now,
      headers: {},
      body,
      digest: name,
    },
    filed: [{ id, text: name, key: name, content: name, names: [name], ...rest }],
    quarantined: [],
  };
}

const turn: Turn = {
  now,
  rows: 100,
  digest: (text) => text.slice(0, 9),
  decide: oneSubjectOrRefused,
};

/** Ends all sessions of Weir, as the end of its process does, before it returns. */
function cutOff(url: string): void {
  const script = `
    const { Client } = require('pg');
    const client = new Client(process.argv[1]);
    client.connect()
      .then(() => client.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name like 'weir%'"))
      .then(() => client.end());`;
  const { status } = spawnSync(process.execPath, ['-e', script, url], { stdio: 'inherit' });
  expect(status).toBe(0);
}

describe.skipIf(!hasEmbedded)('a fold of what the database refuses', () => {
  let server: Embedded;
  let store: Store | null = null;

  beforeAll(async () => {
    server = await embedded();
    store = await server.open(2);
  }, 60_000);

  afterAll(async () => {
    await server.end();
  });

  it('holds the one statement, and the others go on', async () => {
    if (store === null) throw new Error('the store is not open');
    const names = ['before', 'bad', 'after'];
    for (const name of names) await store.receive([await arrival(store, name)]);
    for (let folds = 0; (await store.fold(turn)) !== null; folds += 1) {
      expect(folds, 'the folds come to an end').toBeLessThan(10);
    }
    expect(await store.named('before', 1)).toHaveLength(1);
    expect(await store.named('after', 1)).toHaveLength(1);
    expect((await store.counts()).verdicts).toEqual({ applied: 2, held: 1 });
  });

  it('finds one among many by halves', async () => {
    if (store === null) throw new Error('the store is not open');
    const before = (await store.counts()).verdicts;
    const names = Array.from({ length: 64 }, (_, place) =>
      place === 41 ? 'bad one' : `n${place}`,
    );
    for (const name of names) await store.receive([await arrival(store, name)]);
    let decided = 0;
    const counting: Turn = {
      ...turn,
      decide: (component) => {
        decided += 1;
        return oneSubjectOrRefused(component);
      },
    };
    while ((await store.fold(counting)) !== null);
    const { applied = 0, held = 0 } = before;
    expect((await store.counts()).verdicts).toEqual({ applied: applied + 63, held: held + 1 });
    // One by one it would be 64 + 63 + … of them.
    expect(decided).toBeLessThan(64 * 6);
  });

  it('tries less at once where that takes longer than a statement may', async () => {
    if (store === null) throw new Error('the store is not open');
    const before = (await store.counts()).verdicts.applied ?? 0;
    const client = new pg.Client(server.url);
    await client.connect();
    // As the server says it of a statement of more than ten seconds.
    await client.query(`
      create function slow() returns trigger language plpgsql as $$ begin
        if (select count(*) from written) > 4 then
          raise exception 'canceling statement due to statement timeout' using errcode = '57014';
        end if;
        return null;
      end $$;
      create trigger slow after insert on fact referencing new table as written
      for each statement execute function slow()`);
    for (let n = 0; n < 16; n += 1) await store.receive([await arrival(store, `slow ${n}`)]);
    for (let folded: unknown = 0, folds = 0; folded !== null; folds += 1) {
      expect(folds, 'the folds come to an end').toBeLessThan(30);
      folded = await store.fold(turn).catch(() => 'failed');
    }
    await client.query('drop trigger slow on fact');
    await client.end();
    expect((await store.counts()).verdicts.applied).toBe(before + 16);
  });

  it('gives what can not be less as long as it takes', async () => {
    if (store === null) throw new Error('the store is not open');
    const before = (await store.counts()).verdicts.applied ?? 0;
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`
      create function endless() returns trigger language plpgsql as $$ begin
        if current_setting('statement_timeout') <> '0' then
          raise exception 'canceling statement due to statement timeout' using errcode = '57014';
        end if;
        return null;
      end $$;
      create trigger endless after insert on fact for each statement execute function endless()`);
    for (let n = 0; n < 4; n += 1) await store.receive([await arrival(store, `endless ${n}`)]);
    for (let folded: unknown = 0, folds = 0; folded !== null; folds += 1) {
      expect(folds, 'the folds come to an end').toBeLessThan(30);
      folded = await store.fold(turn).catch(() => 'failed');
    }
    await client.query('drop trigger endless on fact');
    await client.end();
    expect((await store.counts()).verdicts.applied).toBe(before + 4);
  });

  it('gives one arrival as long as it takes, and no more of them together', async () => {
    if (store === null) throw new Error('the store is not open');
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`
      create function lasting() returns trigger language plpgsql as $$ begin
        if current_setting('statement_timeout') <> '0' then
          raise exception 'canceling statement due to statement timeout' using errcode = '57014';
        end if;
        return null;
      end $$;
      create trigger lasting after insert on observation
      for each statement execute function lasting()`);
    const [one, another] = [await arrival(store, 'lasting 1'), await arrival(store, 'lasting 2')];
    await expect(store.receive([one, another])).rejects.toThrow('statement timeout');
    const received = { receipt: one.receipt.id, accepted: 1, duplicate: 0 };
    expect(await store.receive([one])).toEqual([received]);
    expect(await store.refile([another])).toEqual([
      { receipt: another.receipt.id, accepted: 0, duplicate: 0 },
    ]);
    await client.query('drop trigger lasting on observation');
    await client.end();
    while ((await store.fold(turn)) !== null);
  });

  it('wakes fewer at once where more take longer than a statement may', async () => {
    if (store === null) throw new Error('the store is not open');
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`
      create function sleepy() returns trigger language plpgsql as $$ begin
        if (select count(*) from woken) > 4 then
          raise exception 'canceling statement due to statement timeout' using errcode = '57014';
        end if;
        return null;
      end $$;
      update component set wake = ${now};
      create trigger sleepy after update on component referencing new table as woken
      for each statement execute function sleepy()`);
    const due = async (): Promise<number> => {
      const { rowCount } = await client.query('select from component where wake is not null');
      return rowCount ?? 0;
    };
    expect(await due()).toBeGreaterThan(16);
    for (let wakes = 0; (await due()) > 0; wakes += 1) {
      expect(wakes, 'they come to an end').toBeLessThan(60);
      expect(await store.wake(now, 32)).toBeLessThanOrEqual(4);
    }
    await client.query('drop trigger sleepy on component');
    await client.end();
    while ((await store.fold(turn)) !== null);
  });

  it('holds the row that failed, while another worker is at an older one', async () => {
    if (store === null) throw new Error('the store is not open');
    await store.receive([await arrival(store, 'older')]);
    const other = new pg.Client(server.url);
    await other.connect();
    await other.query('begin');
    await other.query('select from partition where id = (select partition from inbox) for update');
    // Of another partition than the one that is held.
    for (let more = 0; more < 8; more += 1) {
      await store.receive([await arrival(store, `bad ${more}`)]);
    }
    while ((await store.fold(turn)) !== null);
    await other.query('rollback');
    await other.end();
    while ((await store.fold(turn)) !== null);
    expect(await store.named('older', 1)).toHaveLength(1);
    expect((await store.counts()).verdicts).toEqual({ applied: 87, held: 10 });
  });

  it('holds a row that ends the process four times, and folds the others', async () => {
    const { url } = server;
    const names = ['early', 'deadly', 'late'];
    const ends = { starts: 0, deadly: 0 };
    for (let done = false; !done; ends.starts += 1) {
      expect(ends.starts, 'it comes to an end').toBeLessThan(6);
      const process = await postgresStore({ url, sessions: 2 });
      if ('unfit' in process) throw new Error(process.unfit);
      for (const name of names.splice(0)) {
        await process.receive([await arrival(process, name)]);
      }
      const dying: Turn = {
        ...turn,
        decide: (component) => {
          if (component.facts.some(({ text }) => text === 'deadly')) {
            ends.deadly += 1;
            cutOff(url);
          }
          return oneSubjectOrRefused(component);
        },
      };
      done = await process
        .fold(dying)
        .then(
          async (folded) => {
            let more = folded;
            while (more !== null) more = await process.fold(dying);
            return true;
          },
          () => false,
        )
        .catch(() => false);
      await process.close();
    }
    expect(ends).toEqual({ starts: 5, deadly: 4 });
    if (store === null) throw new Error('the store is not open');
    expect(await store.named('early', 1)).toHaveLength(1);
    expect(await store.named('late', 1)).toHaveLength(1);
    expect((await store.counts()).verdicts).toEqual({ applied: 89, held: 11 });
  });
});
