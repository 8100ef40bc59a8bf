// The promises of the store, kept by PostgreSQL itself, on an embedded server of the suite's own.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { accessConformance } from '../../../test/store/access-conformance.js';
import { heldConformance } from '../../../test/store/held-conformance.js';
import { leasesConformance } from '../../../test/store/leases-conformance.js';
import { offsetsConformance } from '../../../test/store/offsets-conformance.js';
import { modesConformance } from '../../../test/store/modes-conformance.js';
import { peopleConformance } from '../../../test/store/people-conformance.js';
import { quarantineConformance } from '../../../test/store/quarantine-conformance.js';
import { listsConformance } from '../../../test/store/lists-conformance.js';
import { sameIdConformance } from '../../../test/store/same-id-conformance.js';
import { secretsConformance } from '../../../test/store/secrets-conformance.js';
import { turnsConformance } from '../../../test/store/turns-conformance.js';
import { storeConformance } from '../../../test/store/conformance.js';
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
