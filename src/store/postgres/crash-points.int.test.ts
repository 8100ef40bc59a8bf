// Crash points of what runs beside the hub: the session of an export, an import and an erasure ends before each
// of its commits and after it, and in the middle. Nothing is half done; again, it is done; and what a backup
// left open is looked up, however its import ended.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import type { Component, HandoffState, Outcomes } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Store } from '../store.js';
import { exported, imported } from './backup.js';
import { postgresStore } from './postgres-store.js';

const now = 1_772_582_400_000 as Instant;
const patience = 300_000;
const key = 'order-to-erp/erp/shop/order=A-1';

/** One handoff of a live rule, ready to be sent, of one order. */
function ready({ facts, findings }: Component): Outcomes {
  const handoff: HandoffState = {
    ...{ key, subject: 'A-1', rule: 'order-to-erp', to: 'erp', state: 'ready', carriage: 'ready' },
    ...{ errand: 'send', waitingFor: null, due: null, notBefore: null, attempts: 0 },
    ...{ command: '{}', detail: JSON.stringify({ mode: 'live', triggered: now }) },
  };
  const verdicts = facts.map(({ id }) => ({ id, verdict: 'applied', reason: '' }) as const);
  const subject = { type: 'order', key: 'A-1', headline: '', names: ['A-1'], state: '{}' } as const;
  const rest = { findings, retired: [], wake: null };
  return { verdicts, subjects: [subject], handoffs: [handoff], ...rest };
}

async function ledgerIn(store: Store): Promise<void> {
  const id = await store.ids(1);
  const filed = {
    ...{ id, text: `{"who":"${id}.0"}`, system: 'shop', kind: 'order.placed', at: now, key: 'k' },
    ...{ content: 'c', names: ['order\u001fA-1'], global: true, container: false },
    person: { values: ['"Ada"'], bare: 'bare' },
  };
  const receipt = {
    ...({
      id: await store.ids(1),
      system: 'shop',
      source: 'api',
      position: null,
      at: now,
    } as const),
    ...{ headers: {}, body: Buffer.from('Ada'), digest: 'd' },
  };
  await store.receive([{ receipt, filed: [filed], quarantined: [] }]);
  const turn = { now, rows: 10, decide: ready, digest: (text: string) => text };
  while ((await store.fold(turn)) !== null);
}

/** Whether a session ends at a statement. */
type Ends = (text: string, side: 'before' | 'after') => boolean;

/** What puts back how sessions ask. */
const restores: (() => void)[] = [];

function restore(): void {
  for (const one of restores.splice(0)) one();
}

type Query = (...given: unknown[]) => Promise<unknown>;

/** Several statements that go as one message: pg answers them, and not the call. */
interface OneMessage {
  readonly texts: readonly string[];
  readonly handleError: (error: Error, connection: unknown) => void;
  handleReadyForQuery: (connection: unknown) => void;
}

/** Ends a session at its first statement of that kind, as a process that is killed does. */
function ending(ends: Ends): { readonly ended: () => boolean } {
  let isEnded = false;
  const original = Reflect.get(pg.Client.prototype, 'query') as Query;
  const isAt = (texts: readonly string[], side: 'before' | 'after'): boolean =>
    !isEnded && texts.some((text) => ends(text, side));
  async function end(client: pg.Client): Promise<Error> {
    isEnded = true;
    await client.end().catch(() => undefined);
    return new Error('the process was killed');
  }
  async function one(this: pg.Client, ...given: unknown[]): Promise<unknown> {
    const [first] = given;
    const text = typeof first === 'string' ? first : String((first as { text?: string }).text);
    if (isAt([text], 'before')) throw await end(this);
    const result = await original.apply(this, given);
    if (isAt([text], 'after')) throw await end(this);
    return result;
  }
  function several(this: pg.Client, message: OneMessage): void {
    const fail = (connection: unknown): void => {
      void end(this).then((fault) => {
        message.handleError(fault, connection);
      });
    };
    if (isAt(message.texts, 'before')) {
      fail({ submittedNamedStatements: {} });
      return;
    }
    const answered = message.handleReadyForQuery.bind(message);
    message.handleReadyForQuery = (connection) => {
      if (isAt(message.texts, 'after')) fail(connection);
      else answered(connection);
    };
    void original.call(this, message);
  }
  function query(this: pg.Client, ...given: unknown[]): unknown {
    const [first] = given;
    const isMessage = typeof first === 'object' && first !== null && 'texts' in first;
    if (!isMessage) return one.apply(this, given);
    several.call(this, first as OneMessage);
    return undefined;
  }
  const spied: { query: unknown } = pg.Client.prototype;
  spied.query = query;
  restores.push(() => (spied.query = original));
  return { ended: () => isEnded };
}

/** Before and after each statement of a kind, the first to the last. */
function* commits(): Generator<readonly ['before' | 'after', number]> {
  for (let nth = 1; ; nth += 1) {
    yield ['before', nth];
    yield ['after', nth];
  }
}

async function pushed(lines: string[], line: string): Promise<void> {
  lines.push(line);
  return Promise.resolve();
}

describe.skipIf(!hasEmbedded)('a session that is killed', () => {
  let server: Embedded;
  let source: Store;
  const lines: string[] = [];
  let databases = 0;
  const stores: Store[] = [];

  beforeAll(async () => {
    server = await embedded();
    source = await server.open(2);
    await ledgerIn(source);
    await exported(server.url, now, async (line) => pushed(lines, line));
    const empty = await postgresStore({ url: await database('template0'), sessions: 1 });
    if ('unfit' in empty) throw new Error(empty.unfit);
    await empty.close();
  }, patience);

  afterEach(async () => {
    restore();
    for (const store of stores.splice(0)) await store.close();
  });

  afterAll(async () => {
    await server.end();
  });

  async function database(template = 'crash_1'): Promise<string> {
    databases += 1;
    const name = `crash_${databases}`;
    const client = new pg.Client(server.url);
    await client.connect();
    // With the schema of today: how migrations end in the middle is shown elsewhere.
    await client.query(`create database ${name} template ${template}`);
    await client.end();
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async function open(url: string): Promise<Store> {
    const store = await postgresStore({ url, sessions: 2 });
    if ('unfit' in store) throw new Error(store.unfit);
    stores.push(store);
    return store;
  }

  async function* fileLines(): AsyncGenerator<string> {
    for (const line of lines) yield await Promise.resolve(line);
  }

  /** @returns how often it was killed. */
  async function everywhere(
    work: (url: string) => Promise<unknown>,
    check: (url: string, at: string) => Promise<void>,
  ): Promise<number> {
    let times = 0;
    for (const [side, nth] of commits()) {
      const url = await database();
      let seen = 0;
      const killed = ending((text, of) => {
        if (text !== 'commit' || of !== side) return false;
        seen += 1;
        return seen === nth;
      });
      await work(url).catch((error: unknown) => {
        if (!killed.ended()) throw error;
      });
      restore();
      if (!killed.ended()) return times;
      times += 1;
      await check(url, `${side} commit ${nth}`);
    }
    return times;
  }

  it(
    'importing leaves nothing, or a ledger whose open handoffs are looked up before they are sent',
    async () => {
      const times = await everywhere(
        async (url) => imported(url, fileLines()),
        async (url, at) => {
          const store = await open(url);
          const { receipts } = await store.counts();
          if (receipts === 0) expect(await imported(url, fileLines()), at).toHaveProperty('rows');
          expect((await store.handoff(key))?.attempts, at).toBe(1);
          const story = await store.story('order', 'A-1');
          expect(story?.attempts[0]?.answer, at).toContain('the ledger was restored');
          expect(story?.attempts, at).toHaveLength(1);
        },
      );
      // What is taken in, and the epoch.
      expect(times).toBe(4);
    },
    patience,
  );

  it(
    'exporting leaves a file that is refused, and the ledger as it was',
    async () => {
      const written: string[] = [];
      const killed = ending((text, side) => text.includes('next_rows($1') && side === 'after');
      const run = exported(server.url, now, async (line) => pushed(written, line));
      await expect(run).rejects.toThrow('killed');
      restore();
      expect(killed.ended()).toBe(true);
      async function* part(): AsyncGenerator<string> {
        for (const line of written) yield await Promise.resolve(line);
      }
      const url = await database();
      expect(await imported(url, part())).toHaveProperty('unfit');
      expect((await (await open(url)).counts()).receipts).toBe(0);
      expect((await source.handoff(key))?.attempts).toBe(0);
    },
    patience,
  );

  it(
    'erasing has erased all or nothing, and again it is done',
    async () => {
      const filled = async (): Promise<string> => {
        const url = await database();
        await ledgerIn(await open(url));
        return url;
      };
      const subject = { type: 'order', key: 'A-1' } as const;
      for (const kill of ['lock table', 'delete from person', 'commit']) {
        for (const side of ['before', 'after'] as const) {
          const url = await filled();
          let isArmed = false;
          const killed = ending(
            (text, of) => isArmed && of === side && text.replaceAll(/\s+/g, ' ').includes(kill),
          );
          const store = await open(url);
          isArmed = true;
          await store.people.erase(subject, now).catch(() => undefined);
          restore();
          expect(killed.ended(), `${side} ${kill}`).toBe(true);
          const again = await open(url);
          const isDone = kill === 'commit' && side === 'after';
          const left = await again.people.holding(subject);
          expect([left?.statements, left?.receipts], `${side} ${kill}`).toEqual(
            isDone ? [0, 0] : [1, 1],
          );
          await again.people.erase(subject, now);
          expect(await again.people.holding(subject)).toMatchObject({ statements: 0, receipts: 0 });
        }
      }
    },
    patience,
  );
});
