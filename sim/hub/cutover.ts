// A rule that goes live while orders are under way, and goes back; and the old path beside it.
import type { VirtualClock } from './clock.js';
import type { Database } from './database.js';
import type { History } from './history.js';
import type { OldPathGiven } from './old-path.js';
import { startOldPath } from './old-path.js';

interface CutoverGiven extends Omit<OldPathGiven, 'isBegun' | 'isHeard'> {
  readonly clock: VirtualClock;
  readonly database: Database;
  readonly histories: readonly History[];
  readonly note: (line: string) => void;
}

/** So long before it orders are ours already, and looked up first: all that there are. */
const overlapMillis = 3_600_000;

export function planCutover(given: CutoverGiven): void {
  const { clock, cutover, database, histories } = given;
  const { claims, arrivals } = database.commits;
  startOldPath(histories, {
    ...given,
    isBegun: (key) => [...claims.values()].includes(key),
    isHeard: (order) =>
      arrivals.some(({ filed }) =>
        filed.some(({ kind, text }) => kind === 'order.placed' && text.includes(`"${order}"`)),
      ),
  });
  clock.after(cutover.goes, () => void changed('live', 2, given));
  clock.after(cutover.returns, () => void changed('observe', 3, given));
}

async function changed(
  mode: 'live' | 'observe',
  sequence: number,
  { clock, database, note }: CutoverGiven,
): Promise<void> {
  note(`order-to-erp goes ${mode}`);
  const { now } = clock;
  const change = { rule: 'order-to-erp', sequence, mode, at: now, effectiveFrom: now };
  const told = { oldPath: 'nightly job', by: 'ann', reason: '', forced: false };
  const overlap = { overlapMillis: mode === 'live' ? overlapMillis : 0 };
  await clock.outside(database.store.modes.changeMode({ ...change, ...told, ...overlap }));
}
