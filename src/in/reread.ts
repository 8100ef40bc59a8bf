// Reads again what could not be read, once the mapping is another: receipts with lines set aside by an
// older version. What can be read now is filed, the rest stays set aside under the version of today.
import type { Reading } from '../connectors/connector.js';
import type { Instant } from '../core/observation/instant.js';
import { readPage } from '../files/read-page.js';
import type { Arrival, Receipt, Store } from '../store/store.js';
import type { ReceiptRow } from '../store/quarantine.js';
import { documentInterpretation, documentMapping } from './documents.js';
import { interpreted } from './interpret.js';
import type { Interpreting } from './observations.js';
import { arrivalOf, linesMapping, mappingVersion } from './observations.js';

/** How the receipts of one source are read today. */
export interface SourceReading {
  /** Version of the mapping that reads it. */
  readonly mapping: (receipt: Receipt) => string;
  readonly read: (receipt: Receipt) => Promise<Arrival>;
}

export type SourceReadings = Readonly<Partial<Record<Receipt['source'], SourceReading>>>;

export interface Reread {
  /** Receipts that were read again. */
  readonly receipts: number;
  /** Statements that this brought. */
  readonly accepted: number;
  /** Lines of these receipts that are still set aside. */
  readonly quarantined: number;
  /** Receipts whose bytes were erased with the personal data in them: nothing is left to read. */
  readonly erased: number;
}

const pageMost = 100;

/** Idempotent: a second run finds nothing that another mapping set aside. */
export async function reread(
  store: Pick<Store, 'quarantine' | 'reread'>,
  readings: SourceReadings,
  { interpreting, system }: { readonly interpreting: Interpreting; readonly system: string | null },
): Promise<Reread> {
  const done = { receipts: 0, accepted: 0, quarantined: 0, erased: 0 };
  for (let after: string | null = null; ;) {
    const page = await store.quarantine.receipts({
      after,
      most: pageMost,
      state: 'quarantined',
      ...(system === null ? {} : { system }),
    });
    for (const row of page.rows) {
      if (row.erasedAt !== null) {
        done.erased += 1;
        continue;
      }
      const arrival = await readAgain(store, row, { readings, interpreting });
      if (arrival === null) continue;
      const { accepted } = await store.reread(arrival);
      done.receipts += 1;
      done.accepted += accepted;
      done.quarantined += arrival.quarantined.length;
    }
    if (page.next === null) return done;
    after = page.next;
  }
}

/** null: the mapping that reads it today is the one that could not. */
async function readAgain(
  { quarantine }: Pick<Store, 'quarantine'>,
  row: ReceiptRow,
  given: { readonly readings: SourceReadings; readonly interpreting: Interpreting },
): Promise<Arrival | null> {
  const reading = given.readings[row.source];
  const content = reading === undefined ? null : await quarantine.content(row.id);
  if (reading === undefined || content === null) return null;
  const receipt = { ...row, ...content };
  const today = mappingVersion(reading.mapping(receipt), given.interpreting);
  return row.mappings.every((mapping) => mapping === today) ? null : reading.read(receipt);
}

/** Observation lines, webhooks and pages of polls, as this hub reads them; files are taken anew whole. */
export function sourceReadings(interpreting: Interpreting): SourceReadings {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const lines: SourceReading = {
    mapping: () => linesMapping,
    read: async (receipt) => arrivalOf(receipt, decoder.decode(receipt.body), interpreting),
  };
  const readerOf = (system: string): string | null =>
    interpreting.contract.webhooks.get(system)?.reader ?? null;
  const webhooks: SourceReading = {
    mapping: ({ system }) => documentMapping(system, readerOf(system), interpreting),
    read: async (receipt) => {
      const reader = readerOf(receipt.system);
      const interpretation = await documentInterpretation(receipt, reader, interpreting);
      return interpreted(receipt, interpretation, interpreting);
    },
  };
  return { api: lines, answer: lines, webhook: webhooks, poll: pages(interpreting) };
}

/** A page is read as it was when it came: by its reader of today, at the time that it then was. */
function pages(interpreting: Interpreting): SourceReading {
  const { contract } = interpreting;
  const mapping = ({ system, headers }: Receipt): string =>
    documentMapping(system, headers['reader'] ?? null, interpreting);
  return {
    mapping,
    read: async (receipt) => {
      const { system, headers, body, at } = receipt;
      const { reader = '', came } = headers;
      const poll = contract.polls.get(system)?.find((one) => one.reader === reader);
      const page = await readPage(body, {
        contract,
        system,
        reader,
        changed: poll?.changed ?? null,
        came: came === undefined ? at : (Number(came) as Instant),
        graceMillis: 0,
      });
      const readings = page.kind === 'read' ? page.readings : unread(page.reason);
      return interpreted(receipt, { readings, mapping: mapping(receipt) }, interpreting);
    },
  };
}

function unread(reason: string): readonly Reading[] {
  return [{ kind: 'unreadable', line: 1, reason }];
}
