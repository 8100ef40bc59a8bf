// A session that the server ends says why, in words that help. On an embedded server of the suite's own.
import { setTimeout as passes } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { isTooLong } from '../group-commit.js';
import type { Sessions } from './session.js';
import { sessions, together } from './session.js';

describe.skipIf(!hasEmbedded)('a session', () => {
  let server: Embedded;

  beforeAll(async () => {
    server = await embedded();
  }, 60_000);

  afterAll(async () => server.end());

  // A pooler in between may pass over what a session asks for at its start, and an address replaces it.
  it('is set up as it has to be whatever the address asks for', async () => {
    const url = new URL(server.url);
    url.searchParams.set('options', '-c work_mem=8MB');
    const open = sessions(url.toString(), 'weir', 1);
    const asked = `
      select current_setting('work_mem') as memory, current_setting('lock_timeout') as lock,
             current_setting('idle_in_transaction_session_timeout') as idle,
             current_setting('enable_seqscan') as walk, current_setting('plan_cache_mode') as plan`;
    try {
      const ours = { memory: '8MB', lock: '5s', idle: '3s', walk: 'off' };
      expect(await open.query(asked, [])).toEqual([{ ...ours, plan: 'auto' }]);
      const { rows } = await open.transaction(async (client) => client.query(asked));
      expect(rows).toEqual([{ ...ours, plan: 'force_generic_plan' }]);
    } finally {
      await open.close();
    }
  });
});

describe.skipIf(!hasEmbedded)('a session that the server ends', () => {
  let server: Embedded;
  let open: Sessions;

  beforeAll(async () => {
    server = await embedded();
    open = sessions(server.url, 'weir', 1);
  }, 60_000);

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  /** Stands still in a transaction while `meanwhile` goes on, and then asks for something. */
  async function faultOf(
    setting: string,
    meanwhile: (pid: number) => Promise<void>,
  ): Promise<unknown> {
    return open
      .transaction(async (client) => {
        await client.query(setting);
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await meanwhile(rows[0]?.pid ?? 0);
        await client.query('select 1');
      })
      .catch((error: unknown) => error);
  }

  it('says so where it stood still for too long, and another takes its place', async () => {
    const setting = `set local idle_in_transaction_session_timeout = '100ms'`;
    const fault = await faultOf(setting, async () => passes(500));
    expect(String(fault)).toContain('had stood still in a transaction for 3 s');
    expect(isTooLong(fault)).toBe(true);
    expect(await open.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('says so where it was at something, too', async () => {
    const fault = await open
      .transaction(async (client) => client.query('select pg_terminate_backend(pg_backend_pid())'))
      .catch((error: unknown) => error);
    expect(String(fault)).toContain('somebody ended the session');
    expect(await open.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('says so where somebody ended it', async () => {
    const fault = await faultOf('select 1', async (pid) => {
      const other = new pg.Client({ connectionString: server.url });
      await other.connect();
      await other.query('select pg_terminate_backend($1, 5000)', [pid]);
      await other.end();
      await passes(100);
    });
    expect(String(fault)).toContain('somebody ended the session');
    expect(isTooLong(fault)).toBe(false);
    expect(await open.query('select 2 as two', [])).toEqual([{ two: 2 }]);
  });
});

describe.skipIf(!hasEmbedded)('a server that says nothing any more', () => {
  let server: Embedded;
  let open: Sessions;

  beforeAll(async () => {
    server = await embedded();
    open = sessions(server.url, 'weir', 1);
  }, 60_000);

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  const myself = 'select pg_backend_pid() as pid';

  async function told(asked: Promise<unknown>): Promise<string> {
    const patience = passes(40_000, 'still waits', { ref: false });
    return String(await Promise.race([asked.catch((error: unknown) => error), patience]));
  }

  it('is waited for no longer than it may take, by transactions and questions', async () => {
    const stopped: number[] = [];
    const stop = (pid = 0): void => {
      stopped.push(pid);
      process.kill(pid, 'SIGSTOP');
    };
    try {
      const [asked] = await open.query<{ pid: number }>(myself, []);
      stop(asked?.pid);
      const question = told(open.query('select 1', []));
      const transaction = told(
        open.transaction(async (client) => {
          const { rows } = await client.query<{ pid: number }>(myself);
          stop(rows[0]?.pid);
          await Promise.all([client.query('select 1'), client.query('select 2')]);
        }),
      );
      const said = expect.stringContaining('the database has said nothing for 20 s') as unknown;
      expect([await question, await transaction]).toEqual([said, said]);
      expect(await open.query('select 1 as one', [])).toEqual([{ one: 1 }]);
      const { rows } = await open.transaction(async (client) => client.query('select 2 as two'));
      expect(rows).toEqual([{ two: 2 }]);
    } finally {
      for (const pid of stopped) process.kill(pid, 'SIGCONT');
    }
  }, 60_000);
});

describe.skipIf(!hasEmbedded)('a commit that is sent with the last statements', () => {
  let server: Embedded;
  let open: Sessions;

  beforeAll(async () => {
    server = await embedded();
    open = sessions(server.url, 'weir', 2);
    await open.query('create table said (word text constraint name_pkey primary key)', []);
  }, 60_000);

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  const words = async (): Promise<unknown> =>
    (await open.query<{ word: string }>('select word from said order by word', [])).map(
      ({ word }) => word,
    );

  it('keeps them', async () => {
    await open.transaction(async (client, commit) =>
      together([client.query("insert into said values ('one')"), commit()]),
    );
    expect(await words()).toEqual(['one']);
  });

  it('keeps none of them where one fails', async () => {
    const failing = open.transaction(async (client, commit) =>
      together([
        client.query("insert into said values ('two')"),
        client.query('insert into said values (null)'),
        commit(),
      ]),
    );
    await expect(failing).rejects.toThrow('null value');
    expect(await words()).toEqual(['one']);
  });

  it('lets nothing follow it, and the session is as good as before', async () => {
    const late = open.transaction(async (client, commit) => {
      await commit();
      await client.query("insert into said values ('late')");
    });
    await expect(late).rejects.toThrow('was to follow the commit');
    await open.transaction(async (client) => client.query("insert into said values ('three')"));
    expect(await words()).toEqual(['one', 'three']);
  });

  it('is tried again where another was faster with a name', async () => {
    let tries = 0;
    await open.transaction(async (client, commit) => {
      tries += 1;
      const word = tries === 1 ? 'one' : 'four';
      await together([client.query('insert into said values ($1)', [word]), commit()]);
    });
    expect(tries).toBe(2);
    expect(await words()).toEqual(['four', 'one', 'three']);
  });
});
