// Brings a database to this version's schema: numbered migrations, each in one transaction with its
// own record, under a lock, so that it can be killed midway and run again, by several at once.
import type pg from 'pg';
import { ledger } from './migrations/001-ledger.js';

/** In order; the number of a migration is its place in the list, from 1. */
const migrations: readonly string[] = [ledger];

/** Why Weir does not start on a database, as a full sentence with the remedy. */
export interface Unfit {
  readonly unfit: string;
}

const oldestServer = 150_000;
/** Any number, the same in every Weir: who migrates holds it. */
const lock = 7_400_001;

export async function migrate(client: pg.ClientBase): Promise<Unfit | null> {
  const unfit = await unfitServer(client);
  if (unfit !== null) return unfit;
  await client.query('select pg_advisory_lock($1)', [lock]);
  try {
    await client.query(
      'create table if not exists weir_migration (number integer primary key, at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ last: number }>(
      'select coalesce(max(number), 0) as last from weir_migration',
    );
    const last = rows[0]?.last ?? 0;
    if (last > migrations.length) {
      return {
        unfit: `The database was written by a newer Weir (schema ${last}, this one knows ${migrations.length}): run that version, or restore a backup of before.`,
      };
    }
    for (const [index, statements] of migrations.slice(last).entries()) {
      await apply(client, statements, last + index + 1);
    }
    return null;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]);
  }
}

async function apply(client: pg.ClientBase, statements: string, number: number): Promise<void> {
  await client.query('begin');
  try {
    await client.query(statements);
    await client.query('insert into weir_migration (number) values ($1)', [number]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function unfitServer(client: pg.ClientBase): Promise<Unfit | null> {
  const { rows } = await client.query<{ version: string; fsync: string; writes: string }>(
    `select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
            current_setting('full_page_writes') as writes`,
  );
  const [server] = rows;
  if (server === undefined || Number(server.version) < oldestServer) {
    return { unfit: 'The database is older than PostgreSQL 15: Weir needs 15 or newer.' };
  }
  if (server.fsync !== 'on' || server.writes !== 'on') {
    return {
      unfit:
        'The database has fsync or full_page_writes off, so what it has confirmed can be lost: set both to on and restart it.',
    };
  }
  return null;
}
