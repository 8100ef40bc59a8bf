// `weir reread`: reads again what was set aside, by the contract and the readers of today, and has the
// words judged again that no vocabulary knew. A hub that runs folds what comes of it at once.
import { counted } from '../../core/detect/pattern-names.js';
import { OrderNames } from '../../core/identity/names.js';
import type { Reread } from '../../in/reread.js';
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
    const held = await store.quarantine.foldHeld(true);
    doors.out(
      json === true
        ? `${JSON.stringify(answerOf(done, { judged, held }))}\n`
        : textOf(done, { judged, held }),
    );
    return 0;
  });
}

/** Records that are judged again. */
interface Anew {
  /** For words that nobody knew. */
  readonly judged: number;
  /** For what could not be folded. */
  readonly held: number;
}

function answerOf(
  { receipts, accepted, quarantined, erased, files, same }: Reread,
  { judged, held }: Anew,
): Readonly<Record<string, number>> {
  return { receipts, accepted, quarantined, erased, files, same, judged_again: judged + held };
}

function textOf(
  { receipts, accepted, quarantined, erased, files, same }: Reread,
  { judged, held }: Anew,
): string {
  const stay = (count: number, what: string): string =>
    `${counted(count, what)} ${count === 1 ? 'stays' : 'stay'} set aside`;
  const aside = quarantined === 0 ? '' : `, and ${stay(quarantined, 'line')}`;
  const came = `${counted(accepted, 'statement')} came of it`;
  const were = receipts === 1 ? 'was' : 'were';
  const lines = [
    [
      receipts + quarantined,
      `${counted(receipts, 'receipt')} ${were} read again: ${came}${aside}.`,
    ],
    [
      same,
      `${stay(same, 'receipt')}: the contract and its readers are those that could not read ${same === 1 ? 'it' : 'them'}.`,
    ],
    [
      erased,
      `${counted(erased, 'receipt')} ${erased === 1 ? 'was' : 'were'} erased with the personal data there: nothing can be read again.`,
    ],
    [
      files,
      `${stay(files, 'file')}: the hub takes a file anew from where it lies, at its next start with another contract.`,
    ],
    [
      judged,
      `${counted(judged, 'record')} with words that nobody knew ${judged === 1 ? 'is' : 'are'} judged again.`,
    ],
    [
      held,
      `${counted(held, 'record')} that could not be folded ${held === 1 ? 'is' : 'are'} judged again.`,
    ],
  ] as const;
  const said = lines.flatMap(([count, text]) => (count === 0 ? [] : [text]));
  return `${(said.length === 0 ? ['Nothing is set aside.'] : said).join('\n')}\n`;
}
