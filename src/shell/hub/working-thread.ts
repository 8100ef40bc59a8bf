// The thread that folds and delivers: a store, a loop and lanes of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { OrderNames } from '../../core/identity/names.js';
import type { Instant } from '../../core/observation/instant.js';
import { postgresStore } from '../../store/postgres/postgres-store.js';
import type { Store } from '../../store/store.js';
import { telling } from './changes.js';
import { timedFold } from '../metrics.js';
import type { FoldFigures } from '../metrics.js';
import { unsealed } from '../secrets/unsealed.js';
import { digest } from './ledger.js';
import { Pressure } from './pressure.js';
import type { ThreadGiven, ThreadOrder, ThreadWord } from './working-apart.js';
import { working } from './working.js';
import type { Working } from './working.js';

const sessionsMost = 5;
/** So often it says how it stands, where that is another than before. */
const standingMillis = 500;
/** No more are kept of what changed. */
const changesMost = 1_000;

const given = workerData as ThreadGiven;
const now = (): Instant => Date.now() as Instant;

function say(word: ThreadWord): void {
  parentPort?.postMessage(word);
}

/** Each fold is told to the doors' thread once it is committed. */
function told(store: Store): Store {
  let last: FoldFigures | null = null;
  const timed = timedFold(store, (fold) => {
    last = fold;
  });
  return telling(
    { ...store, fold: timed },
    {
      tell: (changes) => {
        if (last !== null)
          say({ word: 'folded', fold: last, changes: changes.slice(-changesMost) });
      },
    },
  );
}

async function open(): Promise<void> {
  const { contract, url } = given;
  const complain = (line: string): void => {
    say({ word: 'fault', line });
  };
  const kept = await postgresStore({ url, sessions: sessionsMost, complain });
  if ('unfit' in kept) {
    say({ word: 'unfit', failed: kept.unfit, ofCall: true });
    return;
  }
  const store = told(kept);
  const interpreting = { contract, names: new OrderNames(contract.joins), digest, ids: store.ids };
  // What does not open has been said by the doors' thread.
  const { environmentOf } = await unsealed({ ...given, store });
  const { lookMillis } = given;
  const doors = new Pressure(given.doors);
  const inside = { contract, store, interpreting, environmentOf, now, complain };
  const work = await working({ ...inside, lookMillis, doors });
  if ('failed' in work) {
    await store.close();
    say({ word: 'unfit', ...work });
    return;
  }
  const timer = setInterval(standingTold(work), standingMillis);
  parentPort?.on('message', (order: ThreadOrder) => {
    switch (order) {
      case 'look':
        work.look();
        return;
      case 'end':
        clearInterval(timer);
        void work
          .end()
          .then(store.close)
          .finally(() => parentPort?.close());
    }
  });
  say({ word: 'open' });
  work.look();
}

function standingTold(work: Working): () => void {
  let before = '';
  return () => {
    const standing = { figures: work.figures(now()), failing: work.failing() };
    const text = JSON.stringify(standing);
    if (text !== before) say({ word: 'standing', standing });
    before = text;
  };
}

await open();
