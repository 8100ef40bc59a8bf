// The promises of the store, kept by PostgreSQL itself, on an embedded server of the suite's own.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { accessConformance } from '../../../test/access-conformance.js';
import { heldConformance } from '../../../test/held-conformance.js';
import { leasesConformance } from '../../../test/leases-conformance.js';
import { offsetsConformance } from '../../../test/offsets-conformance.js';
import { modesConformance } from '../../../test/modes-conformance.js';
import { peopleConformance } from '../../../test/people-conformance.js';
import { quarantineConformance } from '../../../test/quarantine-conformance.js';
import { listsConformance } from '../../../test/lists-conformance.js';
import { sameIdConformance } from '../../../test/same-id-conformance.js';
import { secretsConformance } from '../../../test/secrets-conformance.js';
import { turnsConformance } from '../../../test/turns-conformance.js';
import { storeConformance } from '../conformance.js';
import type { Store } from '../store.js';

describe.skipIf(!hasEmbedded)('on PostgreSQL', () => {
  let server: Embedded;

  beforeAll(async () => {
    server = await embedded();
  }, 60_000);

  afterAll(async () => {
    await server.end();
  });

  const open = async (): Promise<Store> => server.open(4);
  storeConformance(open);
  accessConformance(open);
  listsConformance(open);
  heldConformance(open);
  leasesConformance(open);
  offsetsConformance(open);
  modesConformance(open);
  peopleConformance(open);
  quarantineConformance(open);
  sameIdConformance(open);
  secretsConformance(open);
  turnsConformance(open);
});
