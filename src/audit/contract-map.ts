// The integration map of a contract by itself, before any file was read.
import type { Contract } from '../core/contract/contract.js';
import { emptyTally } from '../core/detect/tally.js';
import { integrationMap } from '../core/map/build.js';
import type { IntegrationMap } from '../core/map/integration-map.js';
import type { Instant } from '../core/observation/instant.js';

export function mapOfContract(contract: Contract): IntegrationMap {
  return integrationMap({
    contract,
    coverage: { systems: new Map(), until: 0 as Instant },
    tally: emptyTally(),
    standing: [],
    staleness: [],
    gaps: [],
  });
}
