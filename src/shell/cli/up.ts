// `weir up`: runs the hub until it is told to end.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../core/contract/contract.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Hub, Role } from '../hub.js';
import { openHub, roles } from '../hub.js';
import { refusedFolder } from '../hub/ledger.js';
import { logTo } from '../log.js';
import { aboutPair } from './about-pair.js';
import { contractFileName } from './contract.js';
import { loadedContract } from './loaded-contract.js';
import { portOf } from './options.js';
import type { ExitCode, Output } from './verb.js';
import { codeOf } from './verb.js';

export interface UpOptions {
  readonly contract?: string;
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
  readonly role?: string;
}

/** Two made-up systems for a hub without a contract. */
export interface MadeUpPair {
  /** weir.yaml of the two. */
  readonly contract: string;
  /** Their secrets, by the variables that the contract names. */
  readonly environment: Readonly<Record<string, string>>;
  /** Begins to tell the hub at this address. */
  readonly begin: (hub: string) => void;
  readonly close: () => void;
}

export interface UpDoors extends Output {
  readonly now: () => Instant;
  readonly version: string;
  readonly pair: () => Promise<MadeUpPair>;
}

const defaultPort = 7_400;
/** Ending takes no longer: what is still under way then is taken up by the next start. */
const endMillis = 30_000;

export async function runUp(options: UpOptions, doors: UpDoors): Promise<ExitCode> {
  const port = options.port === undefined ? defaultPort : portOf(options.port);
  if (port === null) {
    doors.err(`weir up: --port ${options.port ?? ''}: say a port, 0 to 65535.\n`);
    return 2;
  }
  const role = roles.find((one) => one === (options.role ?? 'all'));
  if (role === undefined) {
    doors.err(`weir up: --role ${options.role ?? ''} is none: give ${roles.join(', ')}.\n`);
    return 2;
  }
  const data = options.data ?? '.weir';
  const folder = refusedFolder(data);
  if (folder !== null) {
    doors.err(`weir up: ${folder.failed}\n`);
    return codeOf(folder);
  }
  const agreed = await agreement(options, data, doors);
  if (agreed === null) return 2;
  try {
    return await serve(agreed, { ...options, data, port, role }, doors);
  } finally {
    agreed.pair?.close();
  }
}

interface Agreement {
  readonly contract: Contract;
  /** Where nobody has written a contract. */
  readonly pair: MadeUpPair | null;
}

async function agreement(
  options: UpOptions,
  data: string,
  doors: UpDoors,
): Promise<Agreement | null> {
  if (options.contract !== undefined || existsSync(contractFileName)) {
    const contract = await loadedContract('up', options.contract, doors);
    return contract === null ? null : { contract, pair: null };
  }
  const pair = await doors.pair();
  // There for whoever wants to read it, and for verbs that take --contract.
  const file = join(data, 'made-up.yaml');
  writeFileSync(file, pair.contract);
  const contract = await loadedContract('up', file, doors);
  if (contract !== null) return { contract, pair };
  pair.close();
  return null;
}

interface Serving {
  readonly data: string;
  readonly host?: string;
  readonly port: number;
  readonly role: Role;
}

async function serve(
  { contract, pair }: Agreement,
  { data, host, port, role }: Serving,
  doors: UpDoors,
): Promise<ExitCode> {
  const log = logTo({ write: doors.err });
  const databaseUrl = process.env['DATABASE_URL'] ?? null;
  if (databaseUrl === null && !existsSync(join(data, 'postgres'))) {
    doors.err(`Weir makes its database in ${data}: once, and a matter of seconds.\n`);
  }
  // Heard from the beginning: a hub that is told to end while it starts still ends in order.
  const told = toldToEnd();
  const hub = await openHub({
    contract,
    role,
    apart: true,
    data,
    databaseUrl,
    environment: { ...process.env, ...pair?.environment },
    host: host ?? '127.0.0.1',
    port,
    now: doors.now,
    log,
    version: doors.version,
    complain: (line) => {
      log.error({ event: 'fault' }, line);
    },
  });
  if ('failed' in hub) {
    doors.err(`weir up: ${hub.failed}\n`);
    return codeOf(hub);
  }
  const what = hub.url === null ? 'folds and delivers' : `listens on ${hub.url}`;
  doors.out(`Weir ${what}. Ctrl-C ends it.\n`);
  if (hub.isKeyless) {
    doors.err(
      'No API key exists, so whoever sits at this machine may do everything; weir keys create NAME ends that.\n',
    );
  }
  if (pair !== null && hub.url !== null) {
    pair.begin(hub.url);
    doors.out(aboutPair(hub.url, hub.isKeyless));
  }
  await told;
  log.info({ event: 'ending' });
  return ended(hub, doors);
}

/** A group of processes is told at once, and who started this passes it on: it may be told twice. */
async function toldToEnd(): Promise<void> {
  return new Promise((tell) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        tell();
      });
    }
  });
}

async function ended(hub: Hub, { err }: UpDoors): Promise<ExitCode> {
  const hurry = setTimeout(() => {
    err('weir up: something under way does not end; the next start takes it up.\n');
    process.exit(3);
  }, endMillis);
  await hub.close();
  clearTimeout(hurry);
  return 0;
}
