// `weir keys rekey`: puts another key in the place of the one that credentials are sealed under.
import { rekey } from '../secrets/rekey.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

export async function runRekey(
  { data, json }: LedgerVerbOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('keys rekey', { data, doors }, async (store) => {
    const place = { environment: process.env, data: data ?? '.weir' };
    const rekeyed = await rekey({ ...place, store, now: doors.now() });
    if ('failed' in rekeyed) {
      doors.err(`weir keys rekey: ${rekeyed.failed}\n`);
      return 2;
    }
    const { sealed, file } = rekeyed;
    const what = `${sealed} credentials are sealed under the new key.`;
    const where =
      file === null
        ? 'Give it as WEIR_KEY from now on, to every process.'
        : `It is in ${file.now}; that of before is in ${file.before}: backups of before need it.`;
    const shown = { sealed, key_file: file?.now ?? null, key_before: file?.before ?? null };
    doors.out(json === true ? `${JSON.stringify(shown)}\n` : `${what} ${where}\n`);
    return 0;
  });
}
