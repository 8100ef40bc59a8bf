// Sealed credentials on PostgreSQL.
import type { SealedSecret, Secrets } from '../secrets.js';
import type { Sessions } from './session.js';

export function postgresSecrets({ query }: Sessions): Secrets {
  return {
    all: async () =>
      query<SealedSecret & Record<string, unknown>>(
        'select system, name, hosts, sealed, at from secret order by system, name',
        [],
      ),
    keep: async (secrets) => {
      await query(
        `insert into secret (system, name, hosts, sealed, at)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
         on conflict (system, name)
         do update set hosts = excluded.hosts, sealed = excluded.sealed, at = excluded.at`,
        [
          secrets.map(({ system }) => system),
          secrets.map(({ name }) => name),
          secrets.map(({ hosts }) => hosts),
          secrets.map(({ sealed }) => sealed),
          secrets.map(({ at }) => at),
        ],
      );
    },
    forget: async (system, name) => {
      const rows = await query(
        'delete from secret where system = $1 and name = $2 returning name',
        [system, name],
      );
      return rows.length > 0;
    },
  };
}
