// Leases of sources on PostgreSQL.
import type { Lease, Leases } from '../leases.js';
import type { Sessions } from './session.js';

export function postgresLeases({ query, transaction }: Sessions): Leases {
  return {
    hold: async ({ holder, sources, gone }) =>
      transaction(async (client) => {
        const wanted = [...new Set(sources)].sort();
        // A lease that a crash of the database forgets is taken anew.
        await client.query('set local synchronous_commit = off');
        await client.query({
          name: 'hold-leases',
          text: `insert into source_lease (source, holder, beat)
                 select source, $1, 1 from unnest($2::text[]) as wanted (source)
                 on conflict (source) do update
                 set holder = excluded.holder, beat = source_lease.beat + 1
                 where source_lease.holder = excluded.holder
                    or source_lease.beat || ' ' || source_lease.source = any ($3::text[])`,
          values: [holder, wanted, gone.map(({ source, beat }) => `${beat} ${source}`)],
        });
        const { rows } = await client.query<Lease>(
          'select source, holder, beat from source_lease where source = any ($1) order by source',
          [wanted],
        );
        return rows;
      }),
    release: async (holder) => {
      await query('delete from source_lease where holder = $1', [holder]);
    },
  };
}
