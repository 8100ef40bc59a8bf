// Reads again what could not be read, once the mapping is another: receipts with lines set aside by an
// older version. What can be read now is filed, the rest stays set aside under the version of today.
import { pagesOf } from '../store/lists.js';
import type { Arrival, Store } from '../store/store.js';
import type { ReceiptRow } from '../store/quarantine.js';
import type { Interpreting } from './observations.js';
import { mappingVersion } from './observations.js';
import type { SourceReadings } from './source-readings.js';

export interface Reread {
  /** Receipts that were read again. */
  readonly receipts: number;
  /** Statements that this brought. */
  readonly accepted: number;
  /** Lines of these receipts that are still set aside. */
  readonly quarantined: number;
  /** Receipts whose bytes were erased with the personal data in them: nothing is left to read. */
  readonly erased: number;
  /** Receipts of files: a hub takes a file anew whole, from where it lies, once it starts with another mapping. */
  readonly files: number;
  /** Receipts that today's mapping could not read already: reading them again would change nothing. */
  readonly same: number;
}

const pageMost = 100;

/** Idempotent: a second run finds nothing that another mapping set aside. */
export async function reread(
  store: Pick<Store, 'quarantine' | 'refile'>,
  readings: SourceReadings,
  { interpreting, system }: { readonly interpreting: Interpreting; readonly system: string | null },
): Promise<Reread> {
  const done = { receipts: 0, accepted: 0, quarantined: 0, erased: 0, files: 0, same: 0 };
  const asked = {
    most: pageMost,
    state: 'quarantined',
    ...(system === null ? {} : { system }),
  } as const;
  const pages = pagesOf(async (after) => store.quarantine.receipts({ ...asked, after }));
  for await (const page of pages) {
    for (const row of page) {
      if (row.erasedAt !== null) {
        done.erased += 1;
        continue;
      }
      if (row.source === 'file') {
        done.files += 1;
        continue;
      }
      const arrival = await readAgain(store, row, { readings, interpreting });
      if (arrival === null) done.same += 1;
      if (arrival === 'failed') done.quarantined += row.quarantined;
      if (arrival === null || arrival === 'failed') continue;
      const [received] = await store.refile([arrival]);
      done.receipts += 1;
      done.accepted += received?.accepted ?? 0;
      done.quarantined += arrival.quarantined.length;
    }
  }
  return done;
}

/** null: the mapping that reads it today is the one that could not; failed: a fault of ours still keeps it from that. */
async function readAgain(
  { quarantine }: Pick<Store, 'quarantine'>,
  row: ReceiptRow,
  given: { readonly readings: SourceReadings; readonly interpreting: Interpreting },
): Promise<Arrival | null | 'failed'> {
  const reading = given.readings[row.source];
  const content = reading === undefined ? null : await quarantine.content(row.id);
  if (reading === undefined || content === null) return null;
  const receipt = { ...row, ...content };
  const today = mappingVersion(reading.mapping(receipt), given.interpreting);
  if (row.mappings.every((mapping) => mapping === today)) return null;
  return reading.read(receipt).catch(() => 'failed');
}
