// The model keeps the promises that it is the model of.
import { describe } from 'vitest';
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
import { MemoryStore } from './memory-store.js';

describe('in memory', () => {
  storeConformance(async () => Promise.resolve(new MemoryStore()));
  listsConformance(async () => Promise.resolve(new MemoryStore()));
  accessConformance(async () => Promise.resolve(new MemoryStore()));
  heldConformance(async () => Promise.resolve(new MemoryStore()));
  leasesConformance(async () => Promise.resolve(new MemoryStore()));
  offsetsConformance(async () => Promise.resolve(new MemoryStore()));
  modesConformance(async () => Promise.resolve(new MemoryStore()));
  peopleConformance(async () => Promise.resolve(new MemoryStore()));
  quarantineConformance(async () => Promise.resolve(new MemoryStore()));
  turnsConformance(async () => Promise.resolve(new MemoryStore()));
  sameIdConformance(async () => Promise.resolve(new MemoryStore()));
  secretsConformance(async () => Promise.resolve(new MemoryStore()));
});
