// Whatever is changed by hand in what was sealed is found; an erasure is not a change. On an embedded server
// of the suite's own, whose owner may do everything.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { oneSubjectOrRefused } from '../../../test/store/one-subject.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Examined } from '../seals.js';
import type { Arrival, Filed, Store, Turn } from '../store.js';
import type { Sealed } from './seal.js';
import { linkText } from './seal.js';
import { sealedOf } from './seals.js';

const now = 1_772_582_400_000 as Instant;

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const turn: Turn = { now, rows: 4, digest, decide: oneSubjectOrRefused };

describe.skipIf(!hasEmbedded)('the chain of seals', () => {
  let server: Embedded;
  let store: Store;
  let client: pg.Client;
  let received: Arrival[] = [];

  beforeAll(async () => {
    server = await embedded();
    store = await server.open(2);
    client = new pg.Client({ connectionString: server.url });
    await client.connect();
    received = [
      await taken(['a'], ['b']),
      await taken(['c']),
      await taken(['bad one']),
      // Joins two that were apart.
      await taken(['a c', 'a', 'c']),
      await taken(['person']),
    ];
    while ((await store.fold(turn)) !== null);
  }, 60_000);

  afterAll(async () => {
    await client.end();
    await server.end();
  });

  /** A receipt of statements, each its text and the names that it has besides. */
  async function taken(...statements: readonly (readonly string[])[]): Promise<Arrival> {
    const rest = { system: 'shop', kind: 'order.placed', at: now, global: false, container: false };
    const filed: Filed[] = [];
    for (const [text = '', ...names] of statements) {
      const personal = text === 'person' ? { person: { values: ['"Jane"'], bare: 'bare' } } : {};
      const id = await store.ids(1);
      const own = { id, text, key: text, content: text, names: [text, ...names].sort() };
      filed.push({ ...own, ...rest, ...personal });
    }
    const body = Buffer.from(JSON.stringify(statements));
    const receipt = {
      ...{
        id: await store.ids(1),
        system: 'shop',
        source: 'api' as const,
        position: null,
        at: now,
      },
      ...{ headers: {}, body, digest: digest(body) },
    };
    const arrival = { receipt, filed, quarantined: [] };
    await store.receive([arrival]);
    return arrival;
  }

  async function examined(): Promise<Omit<Examined, 'links'>> {
    const { links, ...rest } = await store.seals.examine(digest);
    expect(links).toBeGreaterThan(0);
    return rest;
  }

  /** What is found once it has been changed by hand; then it is as it was. */
  async function foundAfter(...statements: readonly string[]): Promise<Omit<Examined, 'links'>> {
    const tables = ['observation', 'receipt', 'receipt_body', 'seal'];
    for (const table of tables) await client.query(`create table kept_${table} as table ${table}`);
    for (const statement of statements) {
      expect((await client.query(statement)).rowCount, statement).toBeGreaterThan(0);
    }
    const found = await examined();
    for (const table of tables) {
      await client.query(`delete from ${table}`);
      await client.query(`insert into ${table} table kept_${table}`);
      await client.query(`drop table kept_${table}`);
    }
    return found;
  }

  const whole = { statements: 6, uncovered: 0, broken: [], altered: [], receipts: [] };

  it('covers what was folded, what was held, and what was joined', async () => {
    expect((await store.counts()).verdicts).toEqual({ applied: 5, held: 1 });
    expect(await examined()).toEqual(whole);
  });

  it('finds a statement that was changed, taken out or put in', async () => {
    const { id } = received[0]?.filed[1] ?? { id: 0 };
    const changed = await foundAfter(`update observation set content = 'B' where id = ${id}`);
    expect(changed.altered.flatMap(({ statements }) => statements)).toContain(id);
    const out = await foundAfter(`delete from observation where id = ${id}`);
    expect(out.altered.flatMap(({ statements }) => statements)).toContain(id);
    const put = await foundAfter(
      `insert into observation select 1, receipt, system, kind, at, 'Z' from observation where id = ${id}`,
    );
    expect(put).toEqual({ ...whole, uncovered: 1 });
  });

  it('finds a receipt that was changed, however carefully', async () => {
    const { id } = received[1]?.receipt ?? { id: 0 };
    const body = `update receipt_body set bytes = 'other' where receipt = ${id}`;
    expect(await foundAfter(body)).toEqual({ ...whole, receipts: [id] });
    const mend = `update receipt set digest = '${digest('other')}'`;
    const found = { ...whole, receipts: [id] };
    expect(await foundAfter(body, `${mend} where id = ${id}`)).toEqual(found);
    expect(await foundAfter(body, `${mend}, salt = null where id = ${id}`)).toEqual(found);
    const sealed = `sha256(uuid_send(salt) || convert_to('${digest('other')}', 'UTF8'))`;
    for (const commitment of ['null', sealed]) {
      const careful = `${mend}, commitment = ${commitment} where id = ${id}`;
      const { altered, receipts } = await foundAfter(body, careful);
      expect(receipts).toEqual([]);
      expect(altered).toHaveLength(1);
    }
  });

  it('finds a link that is missing, and one that was made up', async () => {
    const { rows } = await client.query<{ partition: number; sequence: number }>(
      `select s.partition, s.sequence::integer from seal s join partition p on p.id = s.partition
       where s.sequence = p.sealed and s.statements <> '{}' limit 1`,
    );
    const { partition = 0, sequence = 0 } = rows[0] ?? {};
    const last = `where partition = ${partition} and sequence = ${sequence}`;
    expect((await foundAfter(`delete from seal ${last}`)).broken).toEqual([partition]);
    const emptied = await foundAfter(`update seal set statements = '{}' ${last}`);
    expect(emptied).toMatchObject({ altered: [{ partition, sequence }] });
    const other = await foundAfter(`update seal set digest = 'other' ${last}`);
    expect(other.broken).toEqual([partition]);
  });

  it('is whole where all of it was made anew, and only its ends of before say so', async () => {
    const heads = await store.seals.heads();
    expect(await store.seals.linksAt(heads)).toEqual(heads.map((head) => head.digest));
    expect(await store.seals.linksAt([{ partition: 0, sequence: 1_000 }])).toEqual([null]);
    const { id } = received[0]?.filed[1] ?? { id: 0 };
    const { rows } = await client.query<{ partition: number; sequence: number; previous: string }>(
      `select s.partition, s.sequence::integer, s.previous from seal s
       join partition p on p.id = s.partition
       where s.sequence = p.sealed and s.statements = array[$1::bigint]`,
      [id],
    );
    const [link = { partition: -1, sequence: 0, previous: '' }] = rows;
    const { rows: kept } = await client.query<Sealed>(sealedOf, [[id]]);
    const anew = linkText(
      link.sequence,
      link.previous,
      kept.map((one) => ({ ...one, id, text: 'B' })),
    );
    const at = `partition = ${link.partition} and sequence = ${link.sequence}`;
    const end = `update partition set head = $1 where id = ${link.partition}`;
    const before = heads.find(({ partition }) => partition === link.partition)?.digest;
    await client.query(end, [digest(anew)]);
    const found = await foundAfter(
      `update observation set content = 'B' where id = ${id}`,
      `update seal set digest = '${digest(anew)}' where ${at}`,
    );
    await client.query(end, [before]);
    expect(found).toEqual(whole);
    expect(digest(anew)).not.toBe(before);
  });

  it('stays whole when a person is erased, and nothing is left to try out', async () => {
    const erased = await store.people.erase({ type: 'order', key: 'person' }, now);
    expect(erased?.statements).toBe(1);
    expect(await examined()).toEqual(whole);
    const { rows } = await client.query<{ digest: string; salt: string | null }>(
      'select digest, salt from receipt where id = $1',
      [received.at(-1)?.receipt.id],
    );
    expect(rows).toEqual([{ digest: '', salt: null }]);
  });
});
