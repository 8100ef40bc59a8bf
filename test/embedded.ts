// A PostgreSQL of a suite's own, in a folder that goes when the suite ends.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { packageFolder } from '../src/store/postgres/embedded/binaries.js';
import { embeddedServer } from '../src/store/postgres/embedded/server.js';
import { postgresStore } from '../src/store/postgres/postgres-store.js';
import type { Store } from '../src/store/store.js';

/** There is none for this platform: suites that need it are left out, and say so. */
export const hasEmbedded = packageFolder() !== null;

export interface Embedded {
  readonly url: string;
  /** A store of so many sessions, which is closed with all of it. */
  readonly open: (sessions: number) => Promise<Store>;
  readonly end: () => Promise<void>;
}

export async function embedded(): Promise<Embedded> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-pg-'));
  // PostgreSQL does not run as root, and its user has to reach it.
  chmodSync(folder, 0o755);
  const server = await embeddedServer(folder, { now: Date.now, token: randomUUID });
  if ('failed' in server) throw new Error(server.failed);
  const { url } = server;
  const opened: Store[] = [];
  return {
    url,
    open: async (sessions) => {
      const store = await storeAt(url, sessions);
      opened.push(store);
      return store;
    },
    end: async () => {
      for (const store of opened) await store.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The url of a new database beside the one of a server. */
export async function databaseOf(server: string, name: string): Promise<string> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function storeAt(url: string, sessions = 3): Promise<Store> {
  const store = await postgresStore({ url, sessions });
  if ('unfit' in store) throw new Error(store.unfit);
  return store;
}
