// What the doctor says of the journal: whether it is as it was sealed, and whether the chain of seals is the
// one that was written down elsewhere.
import type { AlteredLink, Examined, Seals } from '../../store/seals.js';
import type { Check } from './examination.js';
import type { Compared } from './heads.js';
import { comparedHeads } from './heads.js';
import { digest } from './ledger.js';

const about = 'journal';
const keep = 'keep the database as it is, and restore a backup elsewhere to compare';
const shownMost = 5;

/** @param file where the ends of the chains are written. */
export async function chainChecks(seals: Seals, file: string): Promise<readonly Check[]> {
  const examined = await seals.examine(digest);
  const compared = await comparedHeads(seals, file);
  const faults = [...faultsOf(examined)].map((says): Check => ({ about, state: 'broken', says }));
  const { statements, uncovered, links } = examined;
  const whole = `Its ${statements} statements and their receipts are as they were sealed, in ${links} links.`;
  const bare = `No link covers ${uncovered} statements: they were taken in before links did, or put in by hand.`;
  return [
    ...(faults.length === 0 ? [{ about, state: 'holds', says: whole } as const] : faults),
    ...(uncovered === 0 ? [] : [{ about, state: 'note', says: bare } as const]),
    headsCheck(compared, file),
  ];
}

function* faultsOf({ broken, altered, receipts }: Examined): Generator<string> {
  if (broken.length > 0) {
    yield `Links of its chain are missing or were changed in ${broken.length} of its partitions (${shown(broken)}): ${keep}.`;
  }
  for (const link of altered.slice(0, shownMost)) yield alteredText(link);
  if (altered.length > shownMost) {
    yield `So it is with ${altered.length - shownMost} more links, or with even more.`;
  }
  if (receipts.length > 0) {
    yield `The bytes of ${receipts.length} receipts are not those that came (${shown(receipts)}): ${keep}.`;
  }
}

function alteredText({ partition, sequence, statements }: AlteredLink): string {
  const which = `link ${sequence} of partition ${partition}`;
  return statements.length === 0
    ? `A statement that ${which} covered is gone from it: ${keep}.`
    : `Of the statements that ${which} covers (${shown(statements)}), or of their receipts, one was changed or is gone: ${keep}.`;
}

function shown(numbers: readonly number[]): string {
  const more = numbers.length > shownMost ? ', …' : '';
  return numbers.slice(0, shownMost).join(', ') + more;
}

function headsCheck(compared: Compared | null, file: string): Check {
  if (compared === null) {
    const says = `Nothing outside the database says yet how its chain stood, so that whoever may do everything there could have made it anew; a hub that runs writes it to ${file} every hour.`;
    return { about, state: 'note', says };
  }
  const { agrees, differs } = compared;
  if (differs === null) {
    return {
      about,
      state: 'holds',
      says: `Its chain leads on from what was written to ${file} at ${agrees ?? ''}.`,
    };
  }
  const since =
    agrees === null ? 'with nothing that was written there' : `last with that of ${agrees}`;
  const says = `Its chain is not the one that was written to ${file} at ${differs}; it agrees ${since}. It was made anew, or the database is an older one: where you did not restore a backup, ${keep}; where you did, move the file away, and the hub begins another.`;
  return { about, state: 'broken', says };
}
