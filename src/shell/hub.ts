// The hub put together: a database, what arrives, what is true, and the doors. It owns the clock and
// the loops; the rooms behind it are given both.
import { join } from 'node:path';
import { setImmediate as rest } from 'node:timers/promises';
import type { Contract } from '../core/contract/contract.js';
import { OrderNames } from '../core/identity/names.js';
import { limits } from '../core/limits.js';
import { reasonOf } from '../core/reason.js';
import { Intake } from '../in/intake.js';
import { sourceReadings } from '../in/source-readings.js';
import { webhooksOf } from '../in/webhook.js';
import type { Store } from '../store/store.js';
import { startRules } from '../truth/truth.js';
import type { Listening, Place } from './http/listening.js';
import { listen } from './http/listening.js';
import { Changes, telling } from './hub/changes.js';
import { presentUntil } from './hub/deafness.js';
import { headsFile, notingHeads } from './hub/heads.js';
import { Hearing } from './hub/hearing.js';
import { judgeAnew, judgeOpenAnew } from './hub/judging-anew.js';
import { Leasing } from './hub/leasing.js';
import type { LedgerOptions, NoLedger } from './hub/ledger.js';
import { digest, openLedger } from './hub/ledger.js';
import { openSources } from './hub/open-sources.js';
import { Pressure } from './hub/pressure.js';
import { sourceReasons } from './hub/sources.js';
import { unreadLoop } from './hub/unread-loop.js';
import type { Inside, Working } from './hub/working.js';
import { deciding, working } from './hub/working.js';
import { workingApart } from './hub/working-apart.js';
import type { Log } from './log.js';
import { Metrics } from './metrics.js';
import { unsealed } from './secrets/unsealed.js';

/** What one process does of the whole; several may share a database. */
export const roles = ['all', 'intake', 'worker'] as const;

export type Role = (typeof roles)[number];

export interface HubOptions extends LedgerOptions, Place {
  /** `intake` opens the doors, `worker` folds and delivers; absent: all of it. */
  readonly role?: Role;
  /**
   * Folds and delivers in a thread of its own, which no door waits for. It goes by the machine's clock,
   * and is there in the built product only.
   */
  readonly apart?: boolean;
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

const intakeLimits = { commits: 1, statements: 2_000, waiting: limits.waitingBodiesMax };
/** So often a process folds without being told: a worker is told of nothing that arrives. */
const lookMillis = { all: 1_000, worker: 100 } as const;

export async function openHub(options: HubOptions): Promise<Hub | NoLedger> {
  const ledger = await openLedger(options);
  if ('failed' in ledger) return ledger;
  const { contract, now, complain } = options;
  const metrics = new Metrics();
  const changes = new Changes();
  const hearing = new Hearing(ledger.store.offsets);
  const store = hearing.noting(telling(metrics.measured(ledger.store), changes));
  const names = new OrderNames(contract.joins);
  const interpreting = { contract, names, digest, ids: store.ids, rest };
  const role = options.role ?? 'all';
  const open = new Open(ledger.close);
  open.add(hearing.end);
  open.add(headsNoted(options, store).end);
  const { environmentOf, shut } = await unsealed({ ...options, store });
  for (const sentence of shut) complain(sentence);
  const inside: Inside = { contract, store, interpreting, environmentOf, now, complain };
  // Before anything is folded that was not heard meanwhile.
  if (role !== 'worker') {
    const setBack = async (): Promise<void> => judgeOpenAnew(store.modes);
    open.add(await presentUntil({ ...inside, setBack }, now));
  }
  const doors = new Pressure();
  const work = await workOf(options, inside, { url: ledger.url, metrics, changes, doors });
  if ('failed' in work) return open.closed(work);
  open.add(work.end);
  if (role === 'worker') {
    work.look();
    return { url: null, isKeyless: false, close: open.close };
  }
  await ready(inside);
  const door = await openDoors(options, inside, { work, doors, open, metrics, changes, shut });
  if ('failed' in door) return open.closed(door);
  work.look();
  return { url: door.url, isKeyless: door.isKeyless, close: open.close };
}

interface Behind {
  readonly work: Working;
  /** How hard they are pressed, where folds are to stand back. */
  readonly doors: Pressure;
  /** Takes what is opened, to be closed with the hub. */
  readonly open: Open;
  readonly metrics: Metrics;
  readonly changes: Changes;
  /** Secrets that can't be used, a sentence each. */
  readonly shut: readonly string[];
}

/** All that something comes in by: the sources that are asked, and the doors. */
async function openDoors(
  options: HubOptions,
  inside: Inside,
  { work, doors, open, metrics, changes, shut }: Behind,
): Promise<Listening | NoLedger> {
  const { contract, store, interpreting, environmentOf, now, complain } = inside;
  const webhooks = webhooksOf(contract, environmentOf);
  for (const sentence of webhooks.closed) complain(sentence);
  const pressure = new Pressure();
  const leasing = new Leasing(store.leases, complain);
  open.add(leasing.end);
  const kept = work.look;
  const readings = sourceReadings(interpreting);
  const reading = unreadLoop({ ...inside, readings, leasing, pressure, kept });
  open.add(reading.end);
  const receive: Store['receive'] = async (arrivals) => {
    pressure.begins(arrivals.length);
    // What lags too far behind is to be folded as well.
    const isPressed = reading.isLater();
    if (isPressed) doors.begins(arrivals.length);
    try {
      return await store.receive(arrivals);
    } finally {
      pressure.ends();
      if (isPressed) doors.ends();
    }
  };
  const intake = new Intake({ receive }, intakeLimits);
  const spool = join(options.data, 'spool');
  const sources = await openSources({ ...inside, intake, leasing, spool, kept });
  if ('failed' in sources) return sources;
  open.add(sources.end);
  metrics.watch(sources.states);
  const door = await listen(options, {
    store,
    intake,
    interpreting,
    webhooks: webhooks.open,
    webhookReading: () => (reading.isLater() ? null : readings.webhook),
    keptUnread: reading.noted,
    now,
    arrived: work.look,
    complain,
    log: options.log,
    version: options.version,
    metrics,
    changes,
    deciding: work.deciding,
    lanes: () => work.figures(now()),
    folding: work.failing,
    reasons: () => [...shut, ...sourceReasons(sources.states())],
  });
  if (!('failed' in door)) open.add(door.close);
  return door;
}

/** Before anything can come in: the rules start, for nobody may fold yet, and what comes is theirs. */
async function ready({ store, contract, now, complain }: Inside): Promise<void> {
  const changes = await store.modes.modeChanges();
  await startRules(store.modes, contract, { changes, now: now() });
  try {
    await judgeAnew(store, contract);
  } catch (error) {
    // What stood there stands: nothing that arrives waits for it.
    const why = reasonOf(error);
    complain(
      `what another contract or version may judge otherwise is judged anew at the next start: ${why}`,
    );
  }
}

function headsNoted(options: HubOptions, { seals }: Store): ReturnType<typeof notingHeads> {
  const { now, complain, log } = options;
  const note = (of: string): void => {
    log.info({ event: 'chain', digest: of });
  };
  return notingHeads({ seals, file: headsFile(options), now, note, complain });
}

interface Watching {
  /** Of the database. */
  readonly url: string;
  readonly metrics: Metrics;
  readonly changes: Changes;
  readonly doors: Pressure;
}

/** Who folds and delivers: this thread, one beside it, or another process. */
async function workOf(
  { role = 'all', apart = false, data, environment }: HubOptions,
  given: Inside,
  { url, metrics, changes, doors }: Watching,
): Promise<Working | NoLedger> {
  if (role === 'intake') return deciding(given);
  if (role === 'worker' || !apart) {
    return working({ ...given, lookMillis: lookMillis[role], doors });
  }
  const { contract, complain } = given;
  const { shared } = doors;
  const thread = {
    ...{ contract, url, data, environment },
    ...{ lookMillis: lookMillis.all, doors: shared },
  };
  const beside = await workingApart(thread, {
    complain,
    folded: (fold, told) => {
      metrics.folded(fold);
      changes.tell(told);
    },
  });
  return 'failed' in beside ? beside : { ...deciding(given), ...beside };
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
