// The hub put together: a database, what arrives, what is true, and the doors. It owns the clock and
// the loops; the rooms behind it are given both.
import { join } from 'node:path';
import type { Contract } from '../../core/contract/contract.js';
import { OrderNames } from '../../core/identity/names.js';
import { Intake } from '../../in/intake.js';
import { webhooksOf } from '../../in/webhook.js';
import { Changes, telling } from '../http/changes.js';
import type { Log } from '../log.js';
import { Metrics } from '../metrics.js';
import { unsealed } from '../secrets/unsealed.js';
import { noLanes, openLanes } from './lanes.js';
import type { LedgerOptions, NoLedger } from './ledger.js';
import { digest, openLedger } from './ledger.js';
import type { Listening, Place } from './listening.js';
import { listen } from './listening.js';
import { openSources } from './open-sources.js';
import { sourceReasons } from './sources.js';
import { truthLoop } from './truth-loop.js';

/** What one process does of the whole; several may share a database. */
export const roles = ['all', 'intake', 'worker'] as const;

export type Role = (typeof roles)[number];

export interface HubOptions extends LedgerOptions, Place {
  /** `intake` opens the doors, `worker` folds and delivers; absent: all of it. */
  readonly role?: Role;
  readonly contract: Contract;
  /** Variables by which the contract names secrets that are not sealed, and the key of those that are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Faults that a person should know of and that end nothing. */
  readonly complain: (line: string) => void;
  readonly log: Log;
  /** Of Weir. */
  readonly version: string;
}

export interface Hub extends Pick<Listening, 'isKeyless'> {
  /** null: a worker has no doors. */
  readonly url: string | null;
  /** Takes in what is under way, folds it, and closes the doors; the next start goes on from there. */
  readonly close: () => Promise<void>;
}

const limits = { commits: 2, statements: 2_000, waiting: 10_000 };
/** So often a process folds without being told: a worker is told of nothing that arrives. */
const lookMillis: Readonly<Record<Role, number | null>> = { all: 1_000, worker: 100, intake: null };

export async function openHub(options: HubOptions): Promise<Hub | NoLedger> {
  const ledger = await openLedger(options);
  if ('failed' in ledger) return ledger;
  const { contract, now, complain } = options;
  const metrics = new Metrics();
  const changes = new Changes();
  const store = telling(metrics.measured(ledger.store), changes);
  const intake = new Intake(store, limits);
  const names = new OrderNames(contract.joins);
  const interpreting = { contract, names, digest, ids: store.ids };
  const role = options.role ?? 'all';
  const loop = truthLoop({ store, contract, now, complain, lookMillis: lookMillis[role], intake });
  const open = new Open(ledger.close, loop.end);
  const { environmentOf, shut } = await unsealed({ ...options, store });
  for (const sentence of shut) complain(sentence);
  const given = { ...options, environmentOf, store, interpreting, kept: loop.look };
  const lanes = role === 'intake' ? noLanes : openLanes(given);
  if ('failed' in lanes) return open.closed(lanes);
  open.add(lanes.end);
  loop.folded(lanes.pump);
  if (role === 'worker') {
    loop.look();
    return { url: null, isKeyless: false, close: open.close };
  }
  const webhooks = webhooksOf(contract, environmentOf);
  for (const sentence of webhooks.closed) complain(sentence);
  // Another contract may know words that this ledger was told and nobody knew.
  await store.quarantine.foldUnmapped();
  const spool = join(options.data, 'spool');
  const sources = await openSources({ ...given, intake, spool });
  if ('failed' in sources) return open.closed(sources);
  open.add(sources.end);
  metrics.watch(sources.states);
  const door = await listen(options, {
    store,
    intake,
    interpreting,
    webhooks: webhooks.open,
    now,
    arrived: loop.look,
    complain,
    log: options.log,
    version: options.version,
    metrics,
    changes,
    deciding: loop.deciding,
    lanes: () => lanes.figures(now()),
    reasons: () => [...shut, ...sourceReasons(sources.states())],
  });
  if ('failed' in door) return open.closed(door);
  open.add(door.close);
  loop.look();
  return { url: door.url, isKeyless: door.isKeyless, close: open.close };
}

/** What stands already: it is closed in the other order. */
class Open {
  readonly #ends: (() => Promise<void>)[];

  constructor(...ends: readonly (() => Promise<void>)[]) {
    this.#ends = [...ends];
  }

  add(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  readonly close = async (): Promise<void> => {
    for (const end of this.#ends.toReversed()) await end();
  };

  async closed(why: NoLedger): Promise<NoLedger> {
    await this.close();
    return why;
  }
}
