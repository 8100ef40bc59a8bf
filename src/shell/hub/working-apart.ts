// Folding and delivering in a thread of its own, as the doors' thread sees it: neither waits for the
// other. The two share the database and nothing else.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Contract } from '../../core/contract/contract.js';
import type { Change } from './changes.js';
import type { FoldFigures, LaneFigures } from '../metrics.js';
import type { NoLedger } from './ledger.js';
import type { Working } from './working.js';

/** What the thread begins with. */
export interface ThreadGiven {
  readonly contract: Contract;
  /** Of the database. */
  readonly url: string;
  readonly data: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly lookMillis: number;
  /** How hard the doors are pressed, as they share it. */
  readonly doors: SharedArrayBuffer;
}

/** What the thread says. */
export type ThreadWord =
  | { readonly word: 'open' }
  | ({ readonly word: 'unfit' } & NoLedger)
  | { readonly word: 'fault'; readonly line: string }
  | {
      readonly word: 'folded';
      readonly fold: FoldFigures;
      readonly changes: readonly Change[];
    }
  | { readonly word: 'standing'; readonly standing: Standing };

interface Standing {
  /** Of its lanes. */
  readonly figures: readonly LaneFigures[];
  /** Why it does not fold. */
  readonly failing: string | null;
}

/** What it is told: something arrived, or it is to end. */
export type ThreadOrder = 'look' | 'end';

export interface ThreadWatch {
  readonly complain: (line: string) => void;
  readonly folded: (fold: FoldFigures, changes: readonly Change[]) => void;
}

/** Room for what is newly made: most of it lives no longer than its fold. */
const youngMegabytes = 64;

export async function workingApart(
  given: ThreadGiven,
  { complain, folded }: ThreadWatch,
): Promise<Omit<Working, 'deciding'> | NoLedger> {
  const worker = threadWith(given);
  let standing: Standing = { figures: [], failing: null };
  const opened = new Promise<NoLedger | null>((resolve) => {
    worker.on('message', (said: ThreadWord) => {
      switch (said.word) {
        case 'open':
          resolve(null);
          return;
        case 'unfit':
          resolve(said);
          return;
        case 'fault':
          complain(said.line);
          return;
        case 'folded':
          folded(said.fold, said.changes);
          return;
        case 'standing':
          ({ standing } = said);
          return;
      }
    });
  });
  // A fault of ours ends the process, as it would without a thread.
  worker.on('error', (error) => {
    throw error;
  });
  const ended = once(worker, 'exit');
  const unfit = await opened;
  if (unfit !== null) {
    await ended;
    return unfit;
  }
  const tell = (order: ThreadOrder): void => {
    worker.postMessage(order);
  };
  return {
    look: onceATurn(() => {
      tell('look');
    }),
    figures: () => standing.figures,
    failing: () => standing.failing,
    end: async () => {
      tell('end');
      await ended;
    },
  };
}

function threadWith({ environment, ...rest }: ThreadGiven): Worker {
  return new Worker(new URL('./working-thread.js', import.meta.url), {
    // The environment of a process is no plain object.
    workerData: { ...rest, environment: { ...environment } },
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
}

/** What one commit made durable was sent by many: the thread is told once. */
function onceATurn(tell: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      tell();
    });
  };
}
