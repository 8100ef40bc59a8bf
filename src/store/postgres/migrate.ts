// Brings a database to this version's schema: numbered migrations, each in one transaction with its
// own record, under a lock, so that it can be killed midway and run again, by several at once.
import type pg from 'pg';
import { ledger } from './migrations/001-ledger.js';
import { access } from './migrations/002-access.js';
import { quarantine } from './migrations/003-quarantine.js';
import { offsets } from './migrations/004-offsets.js';
import { modes } from './migrations/005-modes.js';
import { people } from './migrations/006-people.js';
import { secrets } from './migrations/007-secrets.js';
import { lanes } from './migrations/008-lanes.js';
import { folds } from './migrations/009-folds.js';
import { leases } from './migrations/010-leases.js';
import { seals } from './migrations/011-seals.js';
import { cursors } from './migrations/012-cursors.js';
import { clashes } from './migrations/013-clashes.js';
import { standing } from './migrations/014-standing.js';
import { inbox } from './migrations/015-inbox.js';
import { unread } from './migrations/016-unread.js';
import { erasures } from './migrations/017-erasures.js';
import { wordings } from './migrations/018-wordings.js';
import { rests } from './migrations/019-rests.js';
import { lines } from './migrations/020-lines.js';
import { lockMillis } from './session.js';

/** In order; the number of a migration is its place in the list, from 1. */
const migrations: readonly string[] = [
  ledger,
  access,
  quarantine,
  offsets,
  modes,
  people,
  secrets,
  lanes,
  folds,
  leases,
  seals,
  cursors,
  clashes,
  standing,
  inbox,
  unread,
  erasures,
  wordings,
  rests,
  lines,
];

/** Why Weir does not start on a database, as a full sentence with the remedy. */
export interface Unfit {
  readonly unfit: string;
}

const oldestServer = 150_000;
/** Any number, the same in every Weir: who migrates holds it. */
const lock = 7_400_001;

/** @param until the number of the last to be applied; all where it is not said. */
export async function migrate(
  client: pg.ClientBase,
  until = migrations.length,
): Promise<Unfit | null> {
  const unfit = await unfitServer(client);
  if (unfit !== null) return unfit;
  // Another may be at a migration that takes long: there is nothing to be done before it ends.
  await client.query('set lock_timeout = 0');
  await client.query('select pg_advisory_lock($1)', [lock]);
  await client.query(`set lock_timeout = ${lockMillis}`);
  try {
    return await brought(client, until, apply);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]);
  }
}

/** The same within a transaction of the caller's, until whose end whoever else migrates waits. */
export async function migrateWithin(client: pg.ClientBase, until: number): Promise<Unfit | null> {
  const unfit = await unfitServer(client);
  if (unfit !== null) return unfit;
  await client.query('set local lock_timeout = 0');
  await client.query('select pg_advisory_xact_lock($1)', [lock]);
  await client.query(`set local lock_timeout = ${lockMillis}`);
  return brought(client, until, applyWithin);
}

async function brought(
  client: pg.ClientBase,
  until: number,
  applied: typeof apply,
): Promise<Unfit | null> {
  await client.query(
    'create table if not exists weir_migration (number integer primary key, at timestamptz not null default now())',
  );
  const last = await schemaNumber(client);
  if (Math.max(last, until) > migrations.length) {
    return {
      unfit: `The database was written by a newer Weir (schema ${Math.max(last, until)}, this one knows ${migrations.length}): run that version, or restore a backup of before.`,
    };
  }
  for (const [index, statements] of migrations.slice(last, until).entries()) {
    await applied(client, statements, last + index + 1);
  }
  return null;
}

/** The number of the last migration that was applied. */
export async function schemaNumber(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ last: number }>(
    'select coalesce(max(number), 0) as last from weir_migration',
  );
  return rows[0]?.last ?? 0;
}

async function apply(client: pg.ClientBase, statements: string, number: number): Promise<void> {
  await client.query('begin');
  try {
    await applyWithin(client, statements, number);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function applyWithin(
  client: pg.ClientBase,
  statements: string,
  number: number,
): Promise<void> {
  await client.query(statements);
  await client.query('insert into weir_migration (number) values ($1)', [number]);
}

/** Each of them off: what was confirmed may be lost with the server's process or its machine. */
const durable = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

async function unfitServer(client: pg.ClientBase): Promise<Unfit | null> {
  const { rows } = await client.query<{ version: string; off: string[] }>(
    `select current_setting('server_version_num') as version,
            array(select name from unnest($1::text[]) as name
                  where current_setting(name) = 'off') as off`,
    [durable],
  );
  const [server] = rows;
  if (server === undefined || Number(server.version) < oldestServer) {
    return { unfit: 'The database is older than PostgreSQL 15: Weir needs 15 or newer.' };
  }
  if (server.off.length === 0) return null;
  const off = server.off.join(' and ');
  return {
    unfit: `The database has ${off} off, so what it has confirmed can be lost: set it on, for the server, the database and the user.`,
  };
}
