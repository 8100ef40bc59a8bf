// What is sent in one turn goes as one message, and comes to what each statement alone would come to.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { sendTurnsTogether } from './one-message.js';

describe.skipIf(!hasEmbedded)('statements of one turn', () => {
  let server: Embedded;
  let client: pg.Client;
  /** Times that the server said that it had answered all of a message. */
  let answered = 0;

  beforeAll(async () => {
    server = await embedded();
    client = new pg.Client({ connectionString: server.url, pipeline: true });
    client.on('error', () => undefined);
    await client.connect();
    sendTurnsTogether(client, new pg.TypeOverrides());
    const { connection } = client as unknown as { readonly connection: pg.Connection };
    connection.on('readyForQuery', () => (answered += 1));
    await client.query('create table word (word text primary key)');
  }, 120_000);

  afterAll(async () => {
    await client.end().catch(() => undefined);
    await server.end();
  });

  beforeEach(async () => {
    await client.query('truncate word');
    answered = 0;
  });

  const say = async (word: string): Promise<unknown> =>
    client.query({ name: `say ${word}`, text: `insert into word values ('${word}')` });

  const words = async (): Promise<readonly string[]> => {
    const { rows } = await client.query<{ word: string }>('select word from word order by word');
    return rows.map(({ word }) => word);
  };

  it('are answered at once, each with its own rows', async () => {
    const nothing = Promise.resolve();
    const results = await Promise.all([
      client.query<{ n: number }>('select 1 as n'),
      client.query<{ n: number }>('select g as n from generate_series($1::integer, 4) g', [2]),
      client.query('create temporary table one_more (n integer)'),
      // Sent by a promise that goes on in the same turn.
      nothing.then(async () => client.query<{ n: number }>('select 5 as n')),
    ]);
    expect(results.map(({ rows }) => rows)).toEqual([
      [{ n: 1 }],
      [{ n: 2 }, { n: 3 }, { n: 4 }],
      [],
      [{ n: 5 }],
    ]);
    expect(answered).toBe(1);
  });

  it('fail together where one fails, and the session is as good as before', async () => {
    const failing = [say('one'), client.query('select 1 / 0'), say('two')];
    const faults = (await Promise.allSettled(failing)).map((one) =>
      one.status === 'rejected' ? (one.reason as { code?: string }).code : null,
    );
    expect(faults).toEqual(['22012', '22012', '22012']);
    expect(await words()).toEqual([]);
    // The one was prepared by then, the other was passed over.
    await Promise.all([say('one'), say('two')]);
    expect(await words()).toEqual(['one', 'two']);
  });

  it('are not committed where one before the commit fails', async () => {
    const sent = [client.query('begin'), say('one'), client.query('select 1 / 0')];
    const ended = await Promise.allSettled([...sent, client.query('commit')]);
    expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 'rejected'));
    await client.query('rollback');
    expect(await words()).toEqual([]);
    await Promise.all([client.query('begin'), say('one'), client.query('commit')]);
    expect(await words()).toEqual(['one']);
  });

  async function another(): Promise<pg.Client> {
    const other = new pg.Client({ connectionString: server.url, pipeline: true });
    other.on('error', () => undefined);
    await other.connect();
    sendTurnsTogether(other, new pg.TypeOverrides());
    return other;
  }

  it('have no effect where one of them can not be put into words', async () => {
    const other = await another();
    const wordless = {
      toPostgres: () => {
        throw new Error('no words');
      },
    };
    const ended = await Promise.allSettled([
      other.query('begin'),
      other.query("insert into word values ('one')"),
      other.query('insert into word values ($1)', [wordless]),
      other.query('commit'),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 'rejected'));
    expect(await words()).toEqual([]);
    await other.end().catch(() => undefined);
  });

  it('fail together where the session ends', async () => {
    const other = await another();
    const ended = await Promise.allSettled([
      other.query('select 1'),
      other.query('select pg_terminate_backend(pg_backend_pid())'),
      other.query('select 2'),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await other.end().catch(() => undefined);
  });
});
