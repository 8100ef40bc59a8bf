// What the verbs that read the hub's ledger share: it is opened, asked and closed, whether the hub
// runs or not.
import type { Instant } from '../../core/observation/instant.js';
import type { Store } from '../../store/store.js';
import { existingLedger, openLedger } from '../hub/ledger.js';
import type { ExitCode, Output } from './verb.js';
import { codeOf } from './verb.js';

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
  /** It begins a ledger where there is none; any other verb has nothing to say there. */
  readonly makes?: true;
}

export async function withLedger(
  verb: string,
  { data, doors, makes }: LedgerVerb,
  ask: (store: Store) => Promise<ExitCode>,
): Promise<ExitCode> {
  const open = makes === true ? openLedger : existingLedger;
  const ledger = await open({
    data: data ?? '.weir',
    databaseUrl: process.env['DATABASE_URL'] ?? null,
    now: doors.now,
  });
  if ('failed' in ledger) {
    doors.err(`weir ${verb}: ${ledger.failed}\n`);
    return codeOf(ledger);
  }
  try {
    return await ask(ledger.store);
  } finally {
    await ledger.close();
  }
}
