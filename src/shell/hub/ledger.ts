// The database under a verb: a hub's own, which runs or not. The embedded one is adopted where it runs
// and started where it does not, and ends with the last that uses it.
import { hash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Instant } from '../../core/observation/instant.js';
import { reasonOf } from '../../core/reason.js';
import { isMade } from '../../store/postgres/embedded/made.js';
import { embeddedServer } from '../../store/postgres/embedded/server.js';
import { foundAt } from '../../store/postgres/found-at.js';
import { postgresStore } from '../../store/postgres/postgres-store.js';
import type { Store } from '../../store/store.js';

export interface LedgerOptions {
  /** Folder of the embedded database. */
  readonly data: string;
  /** A database of one's own; null: the embedded one. */
  readonly databaseUrl: string | null;
  readonly now: () => Instant;
  /** Of a hub: its embedded database is started again where it ends; that is said, and what the ledger lacks. */
  readonly complain?: (line: string) => void;
}

export interface Ledger {
  readonly store: Store;
  /** Of its database. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface NoLedger {
  readonly failed: string;
  /** What the call named is at fault, and neither we nor the machine. */
  readonly ofCall?: true;
}

const sessionsMost = 5;

/** Makes it where there is none. */
export async function openLedger(options: LedgerOptions): Promise<Ledger | NoLedger> {
  return ledgerOn(await openServer(options), options);
}

/** One that was made before: an empty one in its place would be read as health. */
export async function existingLedger(options: LedgerOptions): Promise<Ledger | NoLedger> {
  return ledgerOn(await existingServer(options), options);
}

async function ledgerOn(
  server: OpenServer | NoLedger,
  { complain = () => undefined }: Pick<LedgerOptions, 'complain'>,
): Promise<Ledger | NoLedger> {
  if ('failed' in server) return server;
  const store = await postgresStore({ url: server.url, sessions: sessionsMost, complain });
  if ('unfit' in store) {
    await server.stop();
    return { failed: store.unfit, ofCall: true };
  }
  return {
    store,
    url: server.url,
    close: async () => {
      await store.close();
      await server.stop();
    },
  };
}

/** A database that listens; `stop` ends the embedded one with the last that uses it. */
export interface OpenServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Makes the embedded one where there is none. */
export async function openServer(options: LedgerOptions): Promise<OpenServer | NoLedger> {
  const { data, databaseUrl, now, complain } = options;
  if (databaseUrl !== null) {
    const server = ownServer(databaseUrl);
    if ('failed' in server) return server;
    const found = await foundAt(server.url);
    return typeof found === 'string' ? server : unreachable(found.unreachable);
  }
  return (
    refusedFolder(data) ??
    inFolder(data, async () =>
      embeddedServer(data, {
        now,
        token: randomUUID,
        ...(complain === undefined ? {} : { complain }),
      }),
    )
  );
}

/** One that holds a ledger. */
export async function existingServer(options: LedgerOptions): Promise<OpenServer | NoLedger> {
  const { data, databaseUrl } = options;
  if (databaseUrl === null && !isMade(data)) return noLedger(options);
  const server = await openServer(options);
  if ('failed' in server) return server;
  if ((await foundAt(server.url)) === 'ledger') return server;
  await server.stop();
  return noLedger(options);
}

function noLedger({ data, databaseUrl }: LedgerOptions): NoLedger {
  const failed =
    databaseUrl === null
      ? `there is no ledger in ${data}: give another --data, or run weir up, which makes one.`
      : 'there is no ledger in the database of DATABASE_URL: mend DATABASE_URL, or run weir up, which makes one.';
  return { failed, ofCall: true };
}

/** What is no address is not shown: it may be a password. */
function ownServer(url: string): OpenServer | NoLedger {
  if (/^(postgres(ql)?:|socket:|\/)/i.test(url))
    return { url, stop: async () => Promise.resolve() };
  const failed =
    'DATABASE_URL is no address of a PostgreSQL: write postgres://USER:PASSWORD@HOST:PORT/DATABASE, or leave it out.';
  return { failed, ofCall: true };
}

function unreachable(why: string): NoLedger {
  const failed = `the database of DATABASE_URL can't be reached (${why}): start it, or mend DATABASE_URL.`;
  return { failed, ofCall: true };
}

/** Makes Weir's data folder where it does not exist; null: it is there. */
export function refusedFolder(data: string): NoLedger | null {
  try {
    mkdirSync(data, { recursive: true });
    return null;
  } catch (error) {
    return unusable(data, error);
  }
}

/** What the file system does not let us do in the folder is the call's fault; anything else is ours. */
async function inFolder<Opened>(
  data: string,
  open: () => Promise<Opened>,
): Promise<Opened | NoLedger> {
  try {
    return await open();
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException;
    if (path?.startsWith(resolve(data)) !== true) throw error;
    return unusable(data, error);
  }
}

function unusable(data: string, error: unknown): NoLedger {
  const { code = reasonOf(error) } = error as NodeJS.ErrnoException;
  const failed = `${data} can't be used as the data folder (${code}): give another --data.`;
  return { failed, ofCall: true };
}

/** SHA-256, hexadecimal. */
export function digest(content: string | Uint8Array): string {
  return hash('sha256', content);
}
