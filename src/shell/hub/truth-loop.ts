// Folds whenever something has arrived, and at intervals besides: deadlines pass, and other processes
// write without telling.
import { nativeReader } from '../../connectors/registry.js';
import type { Contract } from '../../core/contract/contract.js';
import type { Deciding } from '../../core/ledger/deciding.js';
import type { Instant } from '../../core/observation/instant.js';
import { reasonOf } from '../../core/reason.js';
import type { Store } from '../../store/store.js';
import { Truth } from '../../truth/truth.js';
import { digest } from './ledger.js';

export interface TruthLoop {
  /** There is work, or there may be. */
  readonly look: () => void;
  /** Whom to tell after each fold and each round. */
  readonly folded: (tell: () => void) => void;
  readonly deciding: () => Promise<Deciding>;
  /** Why what arrives is not folded now; null: it is. */
  readonly failing: () => string | null;
  readonly end: () => Promise<void>;
}

export interface TruthLoopGiven {
  readonly store: Store;
  readonly contract: Contract;
  readonly now: () => Instant;
  readonly complain: (line: string) => void;
  /** How often it looks by itself, milliseconds; null: never, others fold. */
  readonly lookMillis: number | null;
}

const rowsOfFold = 500;

export function truthLoop(given: TruthLoopGiven): TruthLoop {
  const { store, contract, now, complain, lookMillis } = given;
  let tell = (): void => undefined;
  // What a fold made ready need not wait for the round to end.
  const fold: Store['fold'] = async (turn) => {
    const folded = await store.fold(turn);
    if (folded !== null) tell();
    return folded;
  };
  const read = nativeReader(contract);
  const truth = new Truth({
    store: { ...store, fold },
    contract,
    read,
    digest,
    rows: rowsOfFold,
  });
  let wanted = false;
  let running: Promise<void> | null = null;
  let failing: string | null = null;
  let isEnded = false;
  const run = async (): Promise<void> => {
    while (wanted) {
      wanted = false;
      try {
        const { more } = await truth.catchUp(now());
        // Under constant load there is always more: the next start goes on with it.
        if (more && !isEnded) wanted = true;
        if (failing !== null) complain('what arrives is folded again');
        failing = null;
        tell();
      } catch (error) {
        // The next look tries again; nothing is lost meanwhile, for the inbox keeps it. A database
        // that is away is away at every look: it is said once, and once that it is back.
        const why = reasonOf(error);
        if (failing === null) complain(`folding failed: ${why}`);
        failing = why;
      }
    }
    running = null;
  };
  const look = (): void => {
    if (lookMillis === null) return;
    wanted = true;
    running ??= run();
  };
  const timer = lookMillis === null ? null : setInterval(look, lookMillis);
  return {
    look,
    folded: (whom) => {
      tell = whom;
    },
    deciding: async () => truth.deciding(now()),
    failing: () => failing,
    end: async () => {
      isEnded = true;
      if (timer !== null) clearInterval(timer);
      await running;
    },
  };
}
