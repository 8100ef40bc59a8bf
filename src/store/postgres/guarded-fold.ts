// A fold that its own content can't hold up: the one row that the database refuses is found by halves, and
// its statement is held with the reason, so that all others go on. What takes longer than a statement may gets
// smaller in the same way, down to one row, and that has as long as it takes.
import { reasonOf } from '../../core/reason.js';
import { isOfContent, isTooLong } from '../group-commit.js';
import { ourFaults } from '../outcomes-of.js';
import type { Folded, Turn } from '../store.js';
import type { Guard } from './fold.js';
import { fold } from './fold.js';
import type { InboxRow } from './folding.js';
import { hold } from './hold.js';
import type { Narrowing } from './narrowing.js';
import type { Sessions } from './session.js';
import { withoutLimits } from './session.js';

export interface Guarding extends Omit<Guard, 'took' | 'commit'> {
  readonly narrowing: Narrowing;
}

export async function guardedFold(
  open: Sessions,
  turn: Turn,
  guard: Guarding,
): Promise<Folded | null> {
  const { crashes, narrowing } = guard;
  const { transaction, query } = open;
  await crashes.count(query, turn.now);
  for (;;) {
    let taken: readonly InboxRow[] = [];
    const rows = narrowing.most(turn.rows);
    const took = (inbox: readonly InboxRow[]): void => {
      taken = inbox;
    };
    try {
      const folded = await transaction(async (client, commit) =>
        fold(client, { ...turn, rows }, { ...guard, took, commit }),
      );
      narrowing.folded(folded?.rows ?? 0);
      return folded;
    } catch (error) {
      // The caller tries again, with less, where there is less.
      if (isTooLong(error) && narrowing.failed(taken.length)) {
        return patientFold(open, turn, guard);
      }
      const [first] = taken;
      if (!isOfContent(error) || first === undefined) throw error;
      if (!narrowing.failed(taken.length)) continue;
      const reason = `${ourFaults.unkept}: ${reasonOf(error)}`;
      const { digest } = turn;
      return transaction(async (client) => hold(client, first, { reason, digest }));
    }
  }
}

async function patientFold(
  { transaction }: Sessions,
  turn: Turn,
  guard: Guarding,
): Promise<Folded | null> {
  const took = (): void => undefined;
  return transaction(async (client, commit) => {
    await withoutLimits(client);
    return fold(client, { ...turn, rows: 1 }, { ...guard, took, commit });
  });
}
