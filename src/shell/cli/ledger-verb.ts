// What the verbs that read the hub's ledger share: it is opened, asked and closed, whether the hub
// runs or not.
import type { Instant } from '../../core/observation/instant.js';
import type { Store } from '../../store/store.js';
import { openLedger } from '../hub/ledger.js';
import type { ExitCode, Output } from './verb.js';

export interface LedgerVerbOptions {
  readonly data?: string;
  readonly json?: boolean;
}

export interface LedgerVerbDoors extends Output {
  readonly now: () => Instant;
}

interface LedgerVerb {
  readonly data: string | undefined;
  readonly doors: LedgerVerbDoors;
}

export async function withLedger(
  verb: string,
  { data, doors }: LedgerVerb,
  ask: (store: Store) => Promise<ExitCode>,
): Promise<ExitCode> {
  const ledger = await openLedger({
    data: data ?? '.weir',
    databaseUrl: process.env['DATABASE_URL'] ?? null,
    now: doors.now,
  });
  if ('failed' in ledger) {
    doors.err(`weir ${verb}: ${ledger.failed}\n`);
    return 3;
  }
  try {
    return await ask(ledger.store);
  } finally {
    await ledger.close();
  }
}
