// `weir reread`: reads again what was set aside, by the contract and the readers of today, and has the
// words judged again that no vocabulary knew. A hub that runs folds what comes of it at once.
import { OrderNames } from '../../core/identity/names.js';
import { reread } from '../../in/reread.js';
import { sourceReadings } from '../../in/source-readings.js';
import { knownWords } from '../http/filters.js';
import { digest } from '../hub/ledger.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { loadedContract } from './loaded-contract.js';
import type { ExitCode } from './verb.js';

export interface RereadOptions extends LedgerVerbOptions {
  readonly contract?: string;
}

export async function runReread(
  system: string | null,
  { contract: file, data, json }: RereadOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const contract = await loadedContract('reread', file, doors);
  if (contract === null) return 2;
  if (system !== null && !contract.systems.has(system)) {
    const known = knownWords([...contract.systems.keys()].sort());
    doors.err(`weir reread: the contract has no system ${system}. ${known}\n`);
    return 2;
  }
  return withLedger('reread', { data, doors }, async (store) => {
    const names = new OrderNames(contract.joins);
    const interpreting = { contract, names, digest, ids: store.ids };
    const done = await reread(store, sourceReadings(interpreting), { interpreting, system });
    const judged = await store.quarantine.foldUnmapped();
    const { receipts, accepted, quarantined, erased, files } = done;
    doors.out(
      json === true
        ? `${JSON.stringify({ receipts, accepted, quarantined, erased, files, judged_again: judged })}\n`
        : `${receipts} receipts were read again: ${accepted} statements came of it, ${quarantined} of their lines stay set aside.\n` +
            (erased === 0
              ? ''
              : `${erased} receipts were erased with the personal data in them: nothing of them can be read again.\n`) +
            (files === 0
              ? ''
              : `${files} files stay set aside: the hub takes a file anew from where it lies, at its next start with another contract.\n`) +
            `${judged} records hold words that nobody knew; they are judged again.\n`,
    );
    return 0;
  });
}
