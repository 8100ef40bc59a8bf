// `weir up`: runs the hub until it is told to end.
import { once } from 'node:events';
import type { Instant } from '../../core/observation/instant.js';
import { loadContract } from '../contract/load.js';
import { openHub } from '../hub/hub.js';
import { contractFileName } from './contract.js';
import type { ExitCode, Output } from './verb.js';

export interface UpOptions {
  readonly contract?: string;
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
}

export interface UpDoors extends Output {
  readonly now: () => Instant;
}

const defaultPort = 7_400;

export async function runUp(options: UpOptions, doors: UpDoors): Promise<ExitCode> {
  const port = Number(options.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    doors.err(`weir up: --port ${options.port ?? ''} is no port: give a number up to 65535.\n`);
    return 2;
  }
  const file = options.contract ?? contractFileName;
  const load = await loadContract(file);
  if (load.kind === 'unreadable') {
    doors.err(`weir up: ${load.file}: ${load.reason}. ${load.remedy}\n`);
    return 2;
  }
  if (load.kind === 'faulty') {
    doors.err(`weir up: ${load.file} has faults: see weir contract check ${load.file}.\n`);
    return 2;
  }
  const hub = await openHub({
    contract: load.contract,
    data: options.data ?? '.weir',
    databaseUrl: process.env['DATABASE_URL'] ?? null,
    environment: process.env,
    host: options.host ?? '127.0.0.1',
    port,
    now: doors.now,
    complain: (line) => {
      doors.err(`weir up: ${line}\n`);
    },
  });
  if ('failed' in hub) {
    doors.err(`weir up: ${hub.failed}\n`);
    return 3;
  }
  doors.out(`Weir listens on ${hub.url}. Ctrl-C ends it.\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await hub.close();
  return 0;
}
