// Folds what has arrived and says which trigger gaps the ledger finds: of what, how they stand, in which words.
import { nativeReader } from '../src/connectors/registry.js';
import type { Contract } from '../src/core/contract/contract.js';
import type { Instant } from '../src/core/observation/instant.js';
import { digest } from '../src/shell/hub/ledger.js';
import type { Store } from '../src/store/store.js';
import { Truth } from '../src/truth/truth.js';
import { allFolded } from './all-folded.js';

export async function triggerGaps(
  store: Store,
  contract: Contract,
  now: Instant,
): Promise<readonly (readonly [subject: string, state: string, explanation: string])[]> {
  const read = nativeReader(contract);
  await allFolded(new Truth({ store, contract, read, digest, rows: 100 }), now);
  const { rows } = await store.findings({ pattern: 'trigger-gap', after: null, most: 10 });
  return rows.map(({ subject, state, detail }) => {
    const { explanation } = JSON.parse(detail) as { readonly explanation: string };
    return [subject, state, explanation];
  });
}
