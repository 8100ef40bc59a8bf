// How what each source brings is read today: the same at the door, where it was kept to be read later, and
// where another mapping could not read it.
import type { Reading } from '../connectors/connector.js';
import type { Instant } from '../core/observation/instant.js';
import { readPage } from '../files/read-page.js';
import type { Arrival, Receipt } from '../store/store.js';
import { documentInterpretation, documentMapping } from './documents.js';
import { interpreted } from './interpret.js';
import type { Interpreting } from './observations.js';
import { arrivalOf, linesMapping } from './observations.js';

/** How the receipts of one source are read today. */
export interface SourceReading {
  /** Version of the mapping that reads it. */
  readonly mapping: (receipt: Receipt) => string;
  readonly read: (receipt: Receipt) => Promise<Arrival>;
}

export type SourceReadings = Readonly<Partial<Record<Receipt['source'], SourceReading>>> & {
  readonly webhook: SourceReading;
};

/** Observation lines, webhooks and pages of polls, as this hub reads them; files are taken anew whole. */
export function sourceReadings(interpreting: Interpreting): SourceReadings {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const lines: SourceReading = {
    mapping: () => linesMapping,
    read: async (receipt) => arrivalOf(receipt, decoder.decode(receipt.body), interpreting),
  };
  return {
    api: lines,
    answer: lines,
    webhook: webhooks(interpreting),
    poll: pages(interpreting),
  };
}

function webhooks(interpreting: Interpreting): SourceReading {
  const readerOf = (system: string): string | null =>
    interpreting.contract.webhooks.get(system)?.reader ?? null;
  return {
    mapping: ({ system }) => documentMapping(system, readerOf(system), interpreting),
    read: async (receipt) => {
      const reader = readerOf(receipt.system);
      const interpretation = await documentInterpretation(receipt, reader, interpreting);
      return interpreted(receipt, interpretation, interpreting);
    },
  };
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
      const readings = page.kind === 'read' ? page.readings : unreadable(page.reason);
      return interpreted(receipt, { readings, mapping: mapping(receipt) }, interpreting);
    },
  };
}

function unreadable(reason: string): readonly Reading[] {
  return [{ kind: 'unreadable', line: 1, reason }];
}
