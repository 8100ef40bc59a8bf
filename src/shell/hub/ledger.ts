// The database under a verb: a hub's own, which runs or not. The embedded one is adopted where it runs
// and started where it does not, and ends with the last that uses it.
import { createHash, randomUUID } from 'node:crypto';
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
  readonly close: () => Promise<void>;
}

export interface NoLedger {
  readonly failed: string;
}

const sessionsMost = 8;

export async function openLedger(options: LedgerOptions): Promise<Ledger | NoLedger> {
  const { data, databaseUrl, now } = options;
  const server =
    databaseUrl === null
      ? await embeddedServer(data, { now, token: randomUUID })
      : { url: databaseUrl, stop: async () => Promise.resolve() };
  if ('failed' in server) return server;
  const store = await postgresStore({ url: server.url, sessions: sessionsMost });
  if ('unfit' in store) {
    await server.stop();
    return { failed: store.unfit };
  }
  return {
    store,
    close: async () => {
      await store.close();
      await server.stop();
    },
  };
}

/** SHA-256, hexadecimal. */
export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
