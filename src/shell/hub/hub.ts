// The hub put together: a database, what arrives, what is true, and the doors. It owns the clock and
// the loops; the rooms behind it are given both.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { nativeReader } from '../../connectors/registry.js';
import type { Contract } from '../../core/contract/contract.js';
import { OrderNames } from '../../core/identity/names.js';
import { Intake } from '../../in/intake.js';
import type { Store } from '../../store/store.js';
import { Truth } from '../../truth/truth.js';
import { doorsOf } from '../http/server.js';
import { openLanes } from './lanes.js';
import type { LedgerOptions, NoLedger } from './ledger.js';
import { digest, openLedger } from './ledger.js';

export interface HubOptions extends LedgerOptions {
  readonly contract: Contract;
  /** Variables by which the contract names secrets. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Faults that a person should know of and that end nothing. */
  readonly complain: (line: string) => void;
}

export interface Hub {
  readonly url: string;
  /** Takes in what is under way, folds it, and closes the doors; the next start goes on from there. */
  readonly close: () => Promise<void>;
}

const limits = { commits: 2, statements: 2_000, waiting: 10_000 };
const rowsOfFold = 500;
/** Deadlines pass and other processes write without telling: so often it looks by itself. */
const lookMillis = 1_000;

export async function openHub(options: HubOptions): Promise<Hub | NoLedger> {
  const ledger = await openLedger(options);
  if ('failed' in ledger) return ledger;
  const { store } = ledger;
  const { contract, now, complain } = options;
  const intake = new Intake(store, limits);
  const names = new OrderNames(contract.joins);
  const interpreting = { contract, names, digest, ids: store.ids };
  const loop = truthLoop(store, options);
  const lanes = openLanes({ ...options, store, intake, interpreting, kept: loop.look });
  if ('failed' in lanes) {
    await loop.end();
    await ledger.close();
    return lanes;
  }
  loop.folded(lanes.pump);
  const server = doorsOf({ store, intake, interpreting, now, arrived: loop.look, complain });
  await server.listen({ host: options.host, port: options.port });
  const { port } = server.server.address() as AddressInfo;
  loop.look();
  return {
    url: `http://${options.host}:${port}`,
    close: async () => {
      await server.close();
      await lanes.end();
      await loop.end();
      await ledger.close();
    },
  };
}

interface Loop {
  /** There is work, or there may be. */
  readonly look: () => void;
  /** Whom to tell after each catching up. */
  readonly folded: (tell: () => void) => void;
  readonly end: () => Promise<void>;
}

/** Folds whenever something has arrived, and once a second besides. */
function truthLoop(store: Store, { contract, now, complain }: HubOptions): Loop {
  const truth = new Truth({
    store,
    contract,
    read: nativeReader(contract),
    digest,
    worker: randomUUID(),
    rows: rowsOfFold,
  });
  let wanted = false;
  let tell = (): void => undefined;
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (wanted) {
      wanted = false;
      try {
        await truth.catchUp(now());
        tell();
      } catch (error) {
        // The next look tries again; nothing is lost meanwhile, for the inbox keeps it.
        complain(`folding failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    running = null;
  };
  const look = (): void => {
    wanted = true;
    running ??= run();
  };
  const timer = setInterval(look, lookMillis);
  return {
    look,
    folded: (whom) => {
      tell = whom;
    },
    end: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
