// The promises of the store, kept by PostgreSQL itself, on an embedded server of the suite's own.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { storeConformance } from '../conformance.js';
import type { Store } from '../store.js';
import { packageFolder } from './embedded/binaries.js';
import type { EmbeddedServer } from './embedded/server.js';
import { embeddedServer } from './embedded/server.js';
import { postgresStore } from './postgres-store.js';

describe.skipIf(packageFolder() === null)('on PostgreSQL', () => {
  let folder = '';
  let server: EmbeddedServer | null = null;
  const opened: Store[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-store-'));
    chmodSync(folder, 0o755);
    const started = await embeddedServer(folder, { now: Date.now, token: randomUUID });
    if ('failed' in started) throw new Error(started.failed);
    server = started;
  }, 60_000);

  afterAll(async () => {
    for (const store of opened) await store.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  storeConformance(async () => {
    const store = await postgresStore({ url: server?.url ?? '', sessions: 4 });
    if ('unfit' in store) throw new Error(store.unfit);
    opened.push(store);
    return store;
  });
});
