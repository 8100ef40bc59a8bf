// `weir erase`: deletes what the ledger holds of the person behind a subject, once it has shown how much
// that is. What was owed, moved and sold stays.
import type { Holding } from '../../store/people.js';
import { namedSubject } from '../hub/erasing.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

export interface EraseOptions extends LedgerVerbOptions {
  readonly yes?: boolean;
}

export async function runErase(
  ref: string,
  { data, json, yes }: EraseOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('erase', { data, doors }, async (store) => {
    const subject = await namedSubject(store, ref);
    if ('failed' in subject) {
      doors.err(`weir erase: ${subject.failed}\n`);
      return 2;
    }
    const { people } = store;
    const isPreview = yes !== true;
    const holding = isPreview
      ? await people.holding(subject)
      : await people.erase(subject, doors.now());
    if (holding === null) {
      doors.err(
        `weir erase: ${ref} has just become a part of another subject, and nothing was erased: say it again.\n`,
      );
      return 2;
    }
    doors.out(
      json === true
        ? `${JSON.stringify({ ...holding, erased: !isPreview })}\n`
        : told(holding, isPreview),
    );
    if (isPreview) doors.err('Nothing was done: say it again with --yes.\n');
    return 0;
  });
}

function told(
  { subjects, statements, receipts, quarantined }: Holding,
  isPreview: boolean,
): string {
  const names = subjects.map(({ type, key }) => `${type} ${key}`).join(', ');
  return (
    `${isPreview ? 'Would erase' : 'Erased'} what is personal of ${names}:\n` +
    `  ${statements}  statements lose their personal data\n` +
    `  ${receipts}  receipts lose the bytes that came\n` +
    `  ${quarantined}  lines set aside in them can not be read again, whoever they are about\n`
  );
}
