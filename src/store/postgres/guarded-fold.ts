// A fold that its own content can't hold up: what the database refuses is found by folding one row
// alone, and that row's statement is held with the reason, so that all others go on.
import type pg from 'pg';
import { isOfContent } from '../group-commit.js';
import type { Folded, Turn } from '../store.js';
import type { Guard } from './fold.js';
import { fold } from './fold.js';
import type { InboxRow } from './folding.js';
import { hold } from './hold.js';
import type { Sessions } from './session.js';

export async function guardedFold(
  { transaction, query }: Sessions,
  turn: Turn,
  guard: Guard,
): Promise<Folded | null> {
  await guard.crashes.count(query, turn.now);
  try {
    return await transaction(async (client) => fold(client, turn, guard));
  } catch (error) {
    if (!isOfContent(error)) throw error;
  }
  let row: InboxRow | undefined;
  const alone = async (client: pg.ClientBase): Promise<Folded | null> =>
    fold(client, turn, {
      ...guard,
      alone: (taken) => {
        row = taken;
      },
    });
  try {
    return await transaction(alone);
  } catch (error) {
    if (!isOfContent(error) || row === undefined) throw error;
    const reason = `the database can't hold what it comes to: ${error instanceof Error ? error.message : ''}`;
    const failed = row;
    return transaction(async (client) => hold(client, failed, reason));
  }
}
