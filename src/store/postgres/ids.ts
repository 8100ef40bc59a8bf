// Ids of what is kept: blocks of them come from the database, and a process counts in its own.
import type { Id } from '../../core/ledger/ledger.js';
import { limits } from '../../core/limits.js';
import type { Store } from '../store.js';
import type { Sessions } from './session.js';

/** So many that a lane which reserves ids for claims that find nothing seldom asks for a block. */
export const idsOfBlock = 100_000;

/** Ids as PostgreSQL writes an array of them: an array of arrays of several lengths can not be sent as one. */
export function idsText(ids: readonly Id[]): string {
  return `{${ids.join()}}`;
}

/** Counts inside blocks that the database hands out, so that an id costs no round trip. */
export function blocks({ transaction }: Pick<Sessions, 'transaction'>): Store['ids'] {
  let next = 0;
  let end = 0;
  let drawing: Promise<void> | null = null;
  const draw = async (): Promise<void> => {
    // As what waits for the ids: however many people ask something, it finds a session.
    const { rows } = await transaction(async (client) =>
      client.query<{ block: Id }>(`select nextval('id_block') as block`),
    );
    next = (rows[0]?.block ?? 0) * idsOfBlock;
    end = next + idsOfBlock;
  };
  return async (count) => {
    if (count > limits.idsMax)
      throw new Error(`${count} ids at once are more than ${limits.idsMax}`);
    while (next + count > end) {
      // Many wait for one block, or each would throw away the block of the others.
      drawing ??= draw().finally(() => {
        drawing = null;
      });
      await drawing;
    }
    const first = next;
    next += count;
    return first;
  };
}
