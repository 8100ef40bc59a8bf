// The line of a server's history that a database is on. Where a standby takes over, a server is recovered to a
// moment or a dump is restored, the ledger goes on along another, and may lack the end of what was kept.
import type pg from 'pg';
import { codeOf } from '../group-commit.js';
import type { Fit } from './session.js';
import { plainly, readOnly } from './session.js';

/** The server, the line of its log, and the database in it. */
const current = `(
  select system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' ||
         (select oid from pg_database where datname = current_database())
  from pg_control_system())`;

/** null: the server keeps it to itself. */
export async function lineOf(client: pg.ClientBase): Promise<string | null> {
  return unlessHidden(async () => {
    const { rows } = await client.query<{ line: string }>(`select ${current} as line`);
    return rows[0]?.line ?? null;
  });
}

/** null: none was kept yet. */
export async function keptLine(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ line: string }>('select line from server_line');
  return rows[0]?.line ?? null;
}

export async function keepLine(client: pg.ClientBase, line: string): Promise<void> {
  await client.query(
    `insert into server_line (line) values ($1)
     on conflict ("only") do update set line = excluded.line`,
    [line],
  );
}

interface Place {
  readonly standby: boolean;
  /** null: a standby is on the line of its primary. */
  readonly elsewhere: boolean | null;
}

/**
 * Where a session has come to another line, nothing is written in it before the ledger has begun anew; what a
 * standby takes for the present may be another tomorrow.
 */
export function onItsLine(beginsAnew: () => Promise<void>): Fit {
  return async (client) => {
    const place = await unlessHidden(async () => {
      const { rows } = await client.query<Place>(
        `select pg_is_in_recovery() as standby,
                case when not pg_is_in_recovery() then
                  coalesce((select line from server_line) <> ${current}, false)
                end as elsewhere`,
      );
      return rows[0] ?? null;
    });
    if (place?.standby === true) {
      throw plainly(Object.assign(new Error('a standby'), { code: readOnly }));
    }
    if (place?.elsewhere === true) await beginsAnew();
  };
}

/** A service may let nobody ask for it: what the server refuses is null. */
async function unlessHidden<Told>(ask: () => Promise<Told | null>): Promise<Told | null> {
  try {
    return await ask();
  } catch (error) {
    // Insufficient privilege, no such function, not supported, not in this state.
    if (['42501', '42883', '0A000', '55000'].includes(codeOf(error))) return null;
    throw error;
  }
}
