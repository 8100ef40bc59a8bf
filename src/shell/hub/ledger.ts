// The database under a verb: a hub's own, which runs or not. The embedded one is adopted where it runs
// and started where it does not, and ends with the last that uses it.
import { hash, randomUUID } from 'node:crypto';
import type { Instant } from '../../core/observation/instant.js';
import { embeddedServer } from '../../store/postgres/embedded/server.js';
import { postgresStore } from '../../store/postgres/postgres-store.js';
import type { Store } from '../../store/store.js';

export interface LedgerOptions {
  /** Folder of the embedded database. */
  readonly data: string;
  /** A database of one's own; null: the embedded one. */
  readonly databaseUrl: string | null;
  readonly now: () => Instant;
}

export interface Ledger {
  readonly store: Store;
  /** Of its database. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface NoLedger {
  readonly failed: string;
}

const sessionsMost = 5;

export async function openLedger(options: LedgerOptions): Promise<Ledger | NoLedger> {
  const server = await openServer(options);
  if ('failed' in server) return server;
  const store = await postgresStore({ url: server.url, sessions: sessionsMost });
  if ('unfit' in store) {
    await server.stop();
    return { failed: store.unfit };
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

export async function openServer(options: LedgerOptions): Promise<OpenServer | NoLedger> {
  const { data, databaseUrl, now } = options;
  return databaseUrl === null
    ? embeddedServer(data, { now, token: randomUUID })
    : { url: databaseUrl, stop: async () => Promise.resolve() };
}

/** SHA-256, hexadecimal. */
export function digest(content: string | Uint8Array): string {
  return hash('sha256', content);
}
