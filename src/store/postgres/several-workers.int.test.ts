// What several processes do on one server: attempts of one handoff by two of them, and workers that are
// gone. On an embedded server of the suite's own.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { databaseOf, embedded, hasEmbedded, storeAt } from '../../../test/embedded.js';
import type { Component, Id, Outcome, Outcomes } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Arrival, Store, Turn } from '../store.js';
import { eventually } from '../../../test/eventually.js';

const now = 1_772_582_400_000 as Instant;

async function arrival(store: Store, name: string): Promise<Arrival> {
  const [receipt, id] = [await store.ids(1), await store.ids(1)];
  const of = { system: 'shop', kind: 'order.placed', at: now, global: false, container: false };
  const rest = { system: 'shop', source: 'api', position: null, at: now, headers: {} } as const;
  return {
    receipt: { id: receipt, ...rest, body: Buffer.from(name), digest: name },
    filed: [{ id, text: name, key: name, content: name, names: [name], ...of }],
    quarantined: [],
  };
}

/** One handoff to `erp`, which its last attempt leaves refused until a person has it tried anew. */
function decide({ facts, attempts, findings }: Component): Outcomes {
  const name = facts[0]?.text ?? '';
  const last = attempts.at(-1);
  const isRefused = last?.outcome === 'refused' && last.replayed === null;
  const standing = isRefused ? 'refused' : 'ready';
  return {
    verdicts: facts.map(({ id }) => ({ id, verdict: 'applied', reason: '' })),
    subjects: [{ type: 'order', key: name, headline: '', names: [name], state: '{}' }],
    handoffs: [
      {
        ...{ key: name, subject: name, rule: 'to-erp', to: 'erp', state: standing },
        ...{ carriage: standing, errand: isRefused ? null : 'send', waitingFor: null, due: null },
        ...{ notBefore: null, attempts: attempts.length, command: '{}' },
        detail: JSON.stringify({ triggered: now }),
      },
    ],
    findings,
    retired: [],
    wake: null,
  };
}

async function foldAll(store: Store, given: Partial<Turn> = {}): Promise<void> {
  while ((await store.fold({ now, rows: 100, digest: String, decide, ...given })) !== null);
}

async function claimed(store: Store): Promise<readonly Id[]> {
  const request = { to: 'erp', now, most: 10, firstId: await store.ids(10), served: 0 };
  return (await store.claim(request)).map(({ attempt }) => attempt);
}

async function attempted(store: Store, outcome: Outcome): Promise<void> {
  const [attempt = 0] = await claimed(store);
  await store.answer([{ attempt, handoff: '', at: now, outcome, retryAt: null, answer: outcome }]);
  await foldAll(store);
}

const opened = async (url: string): Promise<Store> => storeAt(url, 2);

describe.skipIf(!hasEmbedded)('several processes on one server', () => {
  let server: Embedded;

  beforeAll(async () => {
    server = await embedded();
  }, 60_000);

  afterAll(async () => {
    await server.end();
  });

  const database = async (name: string): Promise<string> => databaseOf(server.url, name);

  it('try a handoff anew after its last attempt, whoever made that', async () => {
    const url = await database('attempts');
    const [first, second] = [await opened(url), await opened(url)];
    // Each counts in a block of its own: the later block is of who attempts first.
    await first.ids(1);
    await second.ids(1);
    await first.receive([await arrival(first, 'O-1')]);
    await foldAll(first);
    await attempted(second, 'retry');
    await attempted(first, 'refused');
    const replay = { keys: ['O-1'], by: 'ann', at: now, reason: '', absent: false };
    expect(await first.replay(replay)).toEqual(['O-1']);
    await foldAll(first);
    expect(await first.handoff('O-1')).toMatchObject({ carriage: 'ready', errand: 'send' });
    expect(await first.replay(replay)).toEqual([]);
    const story = await first.story('order', 'O-1');
    expect(story?.attempts.map(({ outcome }) => outcome)).toEqual(['retry', 'refused']);
    await first.close();
    await second.close();
  });

  it('know who of them is gone, whoever lives on another database of the server', async () => {
    const url = await database('workers');
    const gone = await opened(url);
    // Its worker has the same number.
    const neighbour = await opened(await database('neighbours'));
    await gone.receive([await arrival(gone, 'O-1')]);
    await foldAll(gone);
    expect(await claimed(gone)).toHaveLength(1);
    await gone.close();
    const next = await opened(url);
    expect(await next.orphaned(now)).toBe(1);
    await next.close();
    await neighbour.close();
  });

  it('know how many of them deliver, whoever does on another database', async () => {
    const url = await database('deliverers');
    const [one, other, reader] = [await opened(url), await opened(url), await opened(url)];
    const neighbour = await opened(await database('elsewhere'));
    expect(await neighbour.delivering()).toBe(1);
    expect(await one.delivering()).toBe(1);
    expect(await other.delivering()).toBe(2);
    expect([await one.delivering(), await one.delivering()]).toEqual([2, 2]);
    await other.close();
    await eventually(async () => {
      expect(await one.delivering()).toBe(1);
    });
    for (const store of [one, reader, neighbour]) await store.close();
  });

  it('count the folds that ended one of them, whoever lives on another database', async () => {
    const url = await database('folds');
    await (await opened(url)).close();
    const neighbour = await opened(await database('others'));
    const client = new pg.Client(url);
    await client.connect();
    // What worker 1 leaves of a fold that its process does not outlive.
    await client.query('insert into fold_begun (worker, fold, partitions) values (1, 1, $1)', [
      [7],
    ]);
    const next = await opened(url);
    await next.fold({ now, rows: 1, digest: String, decide });
    const { rows } = await client.query('select partition, crashes from fold_crash');
    expect(rows).toEqual([{ partition: 7, crashes: 1 }]);
    await client.end();
    await next.close();
    await neighbour.close();
  });
});
