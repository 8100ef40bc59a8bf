// An erasure beside what goes on: components that are becoming one, doors that must not wait for it. On an
// embedded server of the suite's own.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { oneSubject } from '../../../test/store/one-subject.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Arrival, Store } from '../store.js';

const now = 1_772_582_400_000 as Instant;

describe.skipIf(!hasEmbedded)('an erasure on PostgreSQL', () => {
  let server: Embedded;
  let store: Store;
  let client: pg.Client;

  beforeAll(async () => {
    server = await embedded();
    store = await server.open(3);
    client = new pg.Client({ connectionString: server.url });
    await client.connect();
  }, 60_000);

  afterAll(async () => {
    await client.end();
    await server.end();
  });

  /** A statement about somebody, in a receipt of its own. */
  async function say(text: string, ...names: readonly string[]): Promise<Arrival> {
    const body = Buffer.from(text);
    const receipt = {
      ...{ id: await store.ids(1), system: 'shop', source: 'api' as const, position: null },
      ...{ at: now, headers: {}, body, digest: 'd' },
    };
    const filed = {
      ...{ id: await store.ids(1), text, system: 'shop', kind: 'order.placed', at: now },
      ...{ key: text, content: text, names: names.toSorted(), global: false, container: false },
      person: { values: [JSON.stringify(`Jane of ${text}`)], bare: `bare ${text}` },
    };
    const arrival = { receipt, filed: [filed], quarantined: [] };
    await store.receive([arrival]);
    return arrival;
  }

  const turn = { now, rows: 1, decide: oneSubject, digest: String };

  async function foldAll(): Promise<void> {
    while ((await store.fold(turn)) !== null);
  }

  async function persons(): Promise<readonly string[]> {
    const { rows } = await client.query<{ content: string }>('select content from person');
    return rows.map(({ content }) => content);
  }

  async function bodies(): Promise<readonly string[]> {
    const { rows } = await client.query<{ body: string }>(
      "select convert_from(bytes, 'UTF8') as body from receipt_body",
    );
    return rows.map(({ body }) => body);
  }

  it.each([0, 1, 2, 3])(
    'forgets all of components that are becoming one, after %d folds of their joining',
    async (folds) => {
      const of = (name: string): string => `${name}-${folds}`;
      await say(of('a'), of('#7'));
      await say(of('b'), of('O-7'));
      await foldAll();
      // What nobody has folded, of the younger; then what ties the two.
      await say(of('d'), of('O-7'), of('pay'));
      await say(of('c'), of('#7'), of('O-7'));
      for (let fold = 0; fold < folds; fold += 1) await store.fold(turn);
      const key = (await store.named(of('b'), 1)).length > 0 ? of('b') : of('a');
      const [subject] = await store.named(key, 1);
      expect(await store.people.erase(subject ?? { type: 'order', key }, now)).not.toBeNull();
      await foldAll();
      await say(of('e'), of('O-7'));
      await say(of('f'), of('#7'));
      await say(of('g'), of('pay'));
      await foldAll();
      expect([await persons(), await bodies()]).toEqual([[], []]);
    },
  );

  it('reaches names that were given to a component after it had gone', async () => {
    await say('h', 'h1');
    const { filed } = await say('i', 'i1');
    await say('j', 'h1', 'i1');
    await foldAll();
    // As an intake leaves it that began before the two became one.
    await client.query("insert into name (name, component) values ('i2', $1)", [filed[0]?.id]);
    await say('k', 'i2');
    await store.people.erase({ type: 'order', key: 'h' }, now);
    await foldAll();
    await say('l', 'i2');
    expect([await persons(), await bodies()]).toEqual([[], []]);
  });

  it('searches what was set aside while doors go on, all of it', async () => {
    await say('m', 'order\u001fO-77');
    await foldAll();
    const first = await store.ids(1_000);
    const rows = 300;
    const some = [0, 149, 299];
    // Of 100 kB each: several pages.
    await client.query(
      `insert into receipt (id, system, source, at, headers, size, digest)
       select $1::bigint + g, 'shop', 'webhook', $2, '{}', 100000, 'd' from generate_series(0, ${rows - 1}) g`,
      [first, now],
    );
    await client.query(
      `insert into receipt_body
       select $1::bigint + g, 0, convert_to(repeat(g || ' words of a payload that nobody knows, ', 2500)
         || case when g = any($2::integer[]) then 'O-77' else 'O-770' end, 'UTF8')
       from generate_series(0, ${rows - 1}) g`,
      [first, some],
    );
    await client.query(
      `insert into quarantine (id, receipt, line, kind, reason, content, mapping)
       select $1::bigint + g, $1::bigint + g, 1, 'unreadable', 'r', 'x', 'm' from generate_series(0, ${rows - 1}) g`,
      [first],
    );
    const subject = { type: 'order', key: 'm' } as const;
    expect(await store.people.holding(subject)).toMatchObject({ receipts: 4, quarantined: 3 });
    const ended = new Set<string>();
    const erasing = store.people.erase(subject, now).finally(() => ended.add('erasing'));
    let looks = 0;
    let locked = 0;
    while (ended.size === 0) {
      const { rowCount } = await client.query(
        "select from pg_locks where mode = 'ExclusiveLock' and relation = 'receipt'::regclass",
      );
      looks += 1;
      locked += rowCount === 0 ? 0 : 1;
    }
    expect(await erasing).toMatchObject({ receipts: 4, quarantined: 3 });
    expect(looks).toBeGreaterThan(10);
    expect(locked).toBeLessThan(looks / 2);
    const { rows: blank } = await client.query<{ place: number }>(
      'select (id - $1::bigint)::integer as place from receipt where id >= $1 and erased_at is not null order by id',
      [first],
    );
    expect(blank.map(({ place }) => place)).toEqual(some);
    expect(await store.people.erase(subject, now)).toMatchObject({ receipts: 0, quarantined: 0 });
  });
});
