// The promises of the store, kept by PostgreSQL itself, on an embedded server of the suite's own.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { accessConformance } from '../../../test/access-conformance.js';
import { leasesConformance } from '../../../test/leases-conformance.js';
import { offsetsConformance } from '../../../test/offsets-conformance.js';
import { modesConformance } from '../../../test/modes-conformance.js';
import { peopleConformance } from '../../../test/people-conformance.js';
import { quarantineConformance } from '../../../test/quarantine-conformance.js';
import { listsConformance } from '../../../test/lists-conformance.js';
import { secretsConformance } from '../../../test/secrets-conformance.js';
import { turnsConformance } from '../../../test/turns-conformance.js';
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

  const open = async (): Promise<Store> => {
    const store = await postgresStore({ url: server?.url ?? '', sessions: 4 });
    if ('unfit' in store) throw new Error(store.unfit);
    opened.push(store);
    return store;
  };
  storeConformance(open);
  accessConformance(open);
  listsConformance(open);
  leasesConformance(open);
  offsetsConformance(open);
  modesConformance(open);
  peopleConformance(open);
  quarantineConformance(open);
  secretsConformance(open);
  turnsConformance(open);
});
