// Offsets of sources on PostgreSQL.
import type pg from 'pg';
import type { Offset, Offsets } from '../offsets.js';
import type { Sessions } from './session.js';

export function postgresOffsets({ query, transaction }: Sessions): Offsets {
  return {
    at: async (source) => {
      const [row] = await query<{ cursor: string }>(
        'select cursor from source_offset where source = $1',
        [source],
      );
      return row?.cursor ?? null;
    },
    under: async (prefix) =>
      query<{ source: string; cursor: string }>(
        `select source, cursor from source_offset
         where starts_with(source, $1) and source >= $1 order by source`,
        [prefix],
      ),
    keep: async (offset) => transaction(async (client) => keepOffsets(client, [offset])),
  };
}

/** Within the transaction of what was read; of several for one source the last holds. */
export async function keepOffsets(
  client: pg.ClientBase,
  offsets: readonly Offset[],
): Promise<void> {
  if (offsets.length === 0) return;
  const last = new Map(offsets.map(({ source, cursor }) => [source, cursor]));
  const sources = [...last.keys()].sort();
  await client.query(
    `insert into source_offset (source, cursor) select * from unnest($1::text[], $2::text[])
     on conflict (source) do update set cursor = excluded.cursor`,
    [sources, sources.map((source) => last.get(source))],
  );
}
