// `weir trace`: everything that the ledger knows of one subject, as a timeline.
import { orderAnswer } from '../http/answers.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { storyText } from './story-text.js';
import type { ExitCode } from './verb.js';

const namedMost = 20;

export async function runTrace(
  ref: string,
  { data, json }: LedgerVerbOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('trace', { data, doors }, async (store) => {
    const found = await store.named(ref, namedMost);
    const [only] = found;
    if (only === undefined) {
      doors.err(`weir trace: no subject of the ledger bears the name ${ref}.\n`);
      return 2;
    }
    if (found.length > 1) {
      const keys = found.map(({ type, key }) => `${type} ${key}`).join(', ');
      doors.err(`weir trace: ${ref} names several: ${keys}. Give namespace:value.\n`);
      return 2;
    }
    const story = await store.story(only.type, only.key);
    if (story === null) {
      doors.err(`weir trace: ${ref} has become a part of another subject: say it again.\n`);
      return 2;
    }
    doors.out(json === true ? `${JSON.stringify(orderAnswer(story))}\n` : storyText(story));
    return 0;
  });
}
