// The verbs for the ways to foreign systems: their credentials, their lanes, and whether all of it holds.
import type { Command } from 'commander';
import type { ConnectDoors, ConnectOptions } from './connect.js';
import type { DoctorDoors, DoctorOptions } from './doctor.js';
import type { LedgerVerbOptions } from './ledger-verb.js';
import type { PauseOptions } from './pause.js';
import type { ExitCode } from './verb.js';
import type { Ends } from './options.js';
import { contractOption, dataOption } from './options.js';

type GivenConnect = ConnectOptions & { readonly list?: boolean; readonly forget?: string };

export function addConnection(
  program: Command,
  doors: ConnectDoors & DoctorDoors,
  ends: Ends,
): void {
  program
    .command('connect')
    .description('take the credentials that the contract names for a system, test and seal them')
    .argument('[system]', 'asked for on the terminal; else NAME=value, a line each, on stdin')
    .option('--untested', 'seal them without asking the system')
    .option('--list', 'which are sealed, and for which hosts')
    .option('--forget <name>', 'forget this one of the system')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print JSON')
    .action(async (system: string | undefined, options: GivenConnect) =>
      ends(connect(system ?? null, options, doors)),
    );
  program
    .command('pause')
    .description('send nothing more to a destination')
    .argument('<destination>')
    .option('--reason <text>', 'why, for whoever reads it later')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (to: string, options: PauseOptions) => {
      const { runPause } = await import('./pause.js');
      return ends(runPause(to, options, doors));
    });
  program
    .command('resume')
    .description('let the lane to a paused destination go on')
    .argument('<destination>')
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (to: string, options: LedgerVerbOptions) => {
      const { runResume } = await import('./pause.js');
      return ends(runResume(to, options, doors));
    });
  program
    .command('doctor')
    .description('what is installed, configured, reachable, missing or broken, and what to do')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON object a line')
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('./doctor.js');
      return ends(runDoctor(options, doors));
    });
}

async function connect(
  system: string | null,
  { list, forget, ...options }: GivenConnect,
  doors: ConnectDoors,
): Promise<ExitCode> {
  const { runConnect, runConnectForget, runConnectList } = await import('./connect.js');
  if (list === true) return runConnectList(system, options, doors);
  if (system === null) {
    doors.err('weir connect: name a system, or give --list.\n');
    return 2;
  }
  if (forget !== undefined) return runConnectForget(system, forget, { ...options, doors });
  return runConnect(system, options, doors);
}
