// API keys, and the secret of the cursors, on PostgreSQL.
import type { Instant } from '../../core/observation/instant.js';
import type { Access, Scope } from '../access.js';
import type { Sessions } from './session.js';

interface KeyRow {
  readonly name: string;
  readonly prefix: string;
  readonly digest: string;
  readonly scopes: readonly Scope[];
  readonly created_at: Instant;
  readonly expires_at: Instant | null;
  readonly revoked_at: Instant | null;
}

export function postgresAccess({ query, transaction }: Sessions): Access {
  return {
    keepKey: async ({ name, prefix, digest, scopes, createdAt, expiresAt }) => {
      const rows = await query(
        `with expired as (
           update api_key set revoked_at = $5::bigint
           where name = $1 and revoked_at is null and expires_at <= $5::bigint returning digest
         )
         insert into api_key (name, prefix, digest, scopes, created_at, expires_at)
         -- Read, so that the name is free before it is taken.
         select $1, $2, $3, $4::text[], $5::bigint, $6::bigint from (select count(*) from expired) as ended
         on conflict do nothing returning digest`,
        [name, prefix, digest, scopes, createdAt, expiresAt],
      );
      return rows.length > 0;
    },
    keys: async () => {
      // As what it opens the door to: however many people ask something, it finds a session.
      const { rows } = await transaction(async (client) =>
        client.query<KeyRow>('select * from api_key order by created_at, digest'),
      );
      return rows.map(({ name, prefix, digest, scopes, ...row }) => ({
        name,
        prefix,
        digest,
        scopes,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        revokedAt: row.revoked_at,
      }));
    },
    revokeKey: async (name, at) => {
      const rows = await query(
        'update api_key set revoked_at = $2 where name = $1 and revoked_at is null returning digest',
        [name, at],
      );
      return rows.length > 0;
    },
    cursorSecret: async (drawn) => {
      await query('insert into cursor_secret (secret) values ($1) on conflict do nothing', [drawn]);
      const [row] = await query<{ secret: string }>('select secret from cursor_secret', []);
      return row?.secret ?? drawn;
    },
  };
}
