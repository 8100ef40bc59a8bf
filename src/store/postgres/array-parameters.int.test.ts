// Lists that go as bytes arrive as the same lists that go as text.
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { arrayBytes } from './array-parameters.js';

const nullable = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> =>
  fc.array(fc.option(values, { nil: null }), { maxLength: 20 });

const storable = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', ''));

const lists = {
  text: nullable(storable),
  jsonb: nullable(
    fc.record({ a: fc.integer(), b: storable }).map((value) => JSON.stringify(value)),
  ),
  boolean: nullable(fc.boolean()),
  bigint: nullable(fc.maxSafeInteger()),
  integer: nullable(fc.integer()),
  smallint: nullable(fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 })),
};

describe.skipIf(!hasEmbedded)('a list as bytes', () => {
  let server: Embedded;
  let client: pg.Client;

  beforeAll(async () => {
    server = await embedded();
    client = new pg.Client({ connectionString: server.url });
    await client.connect();
  }, 120_000);

  afterAll(async () => {
    await client.end();
    await server.end();
  });

  it.each(Object.entries(lists))('is the same of %s', async (name, list) => {
    const element = name as keyof typeof lists;
    await fc.assert(
      fc.asyncProperty(list, async (values) => {
        const bytes = arrayBytes(values, element);
        const { rows } = await client.query<{ same: boolean }>(
          `select $1::${name}[] is not distinct from $2::${name}[] as same`,
          [bytes, values],
        );
        expect([bytes === null, rows]).toEqual([false, [{ same: true }]]);
      }),
      { numRuns: 50 },
    );
  });

  it('stays text where a value is not of its type', () => {
    expect(arrayBytes([1, '2'], 'text')).toBeNull();
    expect(arrayBytes([1.5], 'bigint')).toBeNull();
    expect(arrayBytes([2 ** 31], 'integer')).toBeNull();
    expect(arrayBytes(['x'], 'boolean')).toBeNull();
  });
});
