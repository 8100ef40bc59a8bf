// The verbs of the hub and its ledger, with their options: what they do is loaded for the one that is called.
import type { Command } from 'commander';
import type { Instant } from '../../core/observation/instant.js';
import { addArrivals } from './arrivals-verb.js';
import type { BackupOptions } from './backup.js';
import { addCarriage } from './carriage-verb.js';
import { addConnection } from './connection-verb.js';
import { addKeys } from './keys-verb.js';
import type { LedgerVerbOptions } from './ledger-verb.js';
import type { FindingsOptions, HandoffsOptions } from './lists.js';
import type { Ends } from './options.js';
import { contractOption, dataOption } from './options.js';
import type { SecretInput } from './secret-input.js';
import type { UpDoors, UpOptions } from './up.js';
import type { Output } from './verb.js';

/** What the composition root hands in for the hub's verbs. */
export interface HubDoors extends Output {
  readonly version: string;
  readonly now: () => Instant;
  readonly pair: UpDoors['pair'];
  readonly secretInput: SecretInput;
}

export function addHub(program: Command, doors: HubDoors, ends: Ends): void {
  addUp(program, doors, ends);
  addLists(program, doors, ends);
  addKeys(program, doors, ends);
  addArrivals(program, doors, ends);
  addCarriage(program, doors, ends);
  addConnection(program, doors, ends);
}

function addUp(program: Command, doors: HubDoors, ends: Ends): void {
  program
    .command('up')
    .description('run the hub')
    .option(...contractOption)
    .option(...dataOption)
    .option('--host <host>', 'where it listens; 127.0.0.1 if absent')
    .option('--port <n>', 'the port; 7400 if absent')
    .option(
      '--role <role>',
      'intake opens the doors, worker folds and delivers, on one database; all of it if absent',
    )
    .action(async (options: UpOptions) => {
      const { runUp } = await import('./up.js');
      return ends(runUp(options, doors));
    });
  program
    .command('trace')
    .description('everything that the hub knows of one subject, as a timeline')
    .argument('<ref>', "any of its names, or namespace:value where a name is several's")
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (ref: string, options: LedgerVerbOptions) => {
      const { runTrace } = await import('./trace.js');
      return ends(runTrace(ref, options, doors));
    });
  program
    .command('export')
    .description('write everything that the hub holds to one file: the backup')
    .argument('<file>', 'a new file; packed, so that its name may end in .jsonl.gz')
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: BackupOptions) => {
      const { runExport } = await import('./backup.js');
      return ends(runExport(file, options, doors));
    });
  program
    .command('import')
    .description('read such a file into an empty database; what was open is looked up first')
    .argument('<file>', 'a file of weir export')
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: BackupOptions) => {
      const { runImport } = await import('./backup.js');
      return ends(runImport(file, options, doors));
    });
}

function addLists(program: Command, doors: HubDoors, ends: Ends): void {
  program
    .command('handoffs')
    .description(
      'what is still owed, by whom, and how far it has come; with a filter, all that it names',
    )
    .option(
      '--state <word>',
      'only those that stand so: open, waiting, overdue, unknown, acknowledged, …',
    )
    .option('--rule <rule>', 'only those of a rule')
    .option('--to <system>', 'only those to a system')
    .option('--since <time>', 'only those due then or later')
    .option('--ref <name>', 'only those of one subject, by any of its names')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON object a line')
    .action(async (options: HandoffsOptions) => {
      const { runHandoffs } = await import('./lists.js');
      return ends(runHandoffs(options, doors));
    });
  program
    .command('findings')
    .description('what is wrong, why, and what to do')
    .option('--state <word>', 'only those that stand so: open, seen, healed, resolved, ignored')
    .option('--pattern <id>', 'only those of a pattern')
    .option('--cause <word>', 'only those of a cause')
    .option('--handoff <rule>', 'only those of a rule')
    .option('--system <system>', 'only those that concern a system')
    .option('--since <time>', 'only those of what happened then or later')
    .option('--ref <name>', 'only those of one subject, by any of its names')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON object a line')
    .action(async (options: FindingsOptions) => {
      const { runFindings } = await import('./lists.js');
      return ends(runFindings(options, doors));
    });
}
