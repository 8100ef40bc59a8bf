// A ledger of large bodies into a file and back: however much there is, no more of it than a few rows is in
// memory or in a statement at once. On embedded servers of the suite's own.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import type { Instant } from '../../core/observation/instant.js';
import { exported, imported } from './backup.js';

const now = 1_772_582_400_000 as Instant;
const partBytes = 262_144;
const parts = 200;
const smallRows = 20_000;
/** In the text form of a row a byte is two characters. */
const charactersMax = 40_000_000;

/** Beside a few for each table. */
const asksMost = 250;

interface Spoken {
  readonly values?: readonly unknown[];
}

function charactersOf(values: readonly unknown[]): number {
  const texts = values.flat().filter((value) => typeof value === 'string');
  return texts.reduce((sum, text) => sum + text.length, 0);
}

describe.skipIf(!hasEmbedded)('a backup of large bodies', () => {
  let from: Embedded;
  let into: Embedded;

  beforeAll(async () => {
    from = await embedded();
    into = await embedded();
  }, 60_000);

  afterAll(async () => {
    vi.restoreAllMocks();
    await from.end();
    await into.end();
  });

  it('comes back whole, few large rows or many small ones at a time', async () => {
    await from.open(1);
    const client = new pg.Client({ connectionString: from.url });
    await client.connect();
    await client.query(
      `insert into receipt_body (receipt, part, bytes)
       select 7, part, decode(repeat('c3', $1), 'hex') from generate_series(0, $2 - 1) as part`,
      [partBytes, parts],
    );
    await client.query(
      `insert into name (name, component) select 'order:' || n, n from generate_series(1, $1) as n`,
      [smallRows],
    );
    await client.end();
    const lines: string[] = [];
    let most = 0;
    let asks = 0;
    const query = Reflect.get(pg.Client.prototype, 'query') as (...given: unknown[]) => unknown;
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
      this: pg.Client,
      ...given: unknown[]
    ) {
      const [config, values] = given as [Spoken | string, readonly unknown[] | undefined];
      const said = typeof config === 'string' ? values : config.values;
      most = Math.max(most, charactersOf(said ?? []));
      asks += 1;
      const asked = Reflect.apply(query, this, given) as Promise<pg.QueryResult>;
      return asked.then((answer) => {
        const rows = (answer.rows as Record<string, unknown>[] | undefined) ?? [];
        most = Math.max(most, charactersOf(rows.map((row) => row['row'])));
        return answer;
      });
    } as never);
    await exported(from.url, now, async (line) => {
      lines.push(line);
      return Promise.resolve();
    });
    expect(asks).toBeLessThan(asksMost);
    async function* read(): AsyncGenerator<string> {
      yield* lines;
      return Promise.resolve();
    }
    expect(await imported(into.url, read())).toHaveProperty('rows');
    vi.restoreAllMocks();
    expect(most).toBeGreaterThan(partBytes);
    expect(most).toBeLessThan(charactersMax);
    const other = new pg.Client({ connectionString: into.url });
    await other.connect();
    const { rows } = await other.query<{ parts: number; bytes: number }>(
      'select count(*)::integer as parts, sum(length(bytes))::integer as bytes from receipt_body',
    );
    await other.end();
    expect(rows).toEqual([{ parts, bytes: parts * partBytes }]);
  }, 120_000);
});
