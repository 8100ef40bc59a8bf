// Sealed credentials on PostgreSQL.
import type pg from 'pg';
import type { SealedSecret, Secrets } from '../secrets.js';
import type { Sessions } from './session.js';

const kept = 'select system, name, hosts, sealed, at from secret order by system, name';

export function postgresSecrets({ query, transaction }: Sessions): Secrets {
  return {
    all: async () => query<SealedSecret & Record<string, unknown>>(kept, []),
    keep: async (secrets) => transaction(async (client) => keep(client, secrets)),
    reseal: async (decide) =>
      transaction(async (client) => {
        await client.query('lock table secret in share row exclusive mode');
        const { rows } = await client.query<SealedSecret>(kept);
        const secrets = decide(rows);
        if (secrets !== null) await keep(client, secrets);
      }),
    forget: async (system, name) => {
      const rows = await query(
        'delete from secret where system = $1 and name = $2 returning name',
        [system, name],
      );
      return rows.length > 0;
    },
  };
}

async function keep(client: pg.ClientBase, secrets: readonly SealedSecret[]): Promise<void> {
  await client.query(
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
}
