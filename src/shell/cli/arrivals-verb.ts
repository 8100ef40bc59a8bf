// The verbs for what has arrived, with their options.
import type { Command } from 'commander';
import type { BackfillOptions } from './backfill.js';
import type { EraseOptions } from './erase.js';
import type { LedgerVerbDoors } from './ledger-verb.js';
import type { ReceiptsOptions } from './receipts.js';
import type { RereadOptions } from './reread.js';
import type { Ends } from './options.js';
import { contractOption, dataOption } from './options.js';

export function addArrivals(program: Command, doors: LedgerVerbDoors, ends: Ends): void {
  program
    .command('receipts')
    .description('what has arrived, and what of it could not be read')
    .option('--state <state>', 'quarantined | read | unread')
    .option('--system <system>', 'what this system sent')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON object a line')
    .action(async (options: ReceiptsOptions) => {
      const { runReceipts } = await import('./receipts.js');
      return ends(runReceipts(options, doors));
    });
  program
    .command('reread')
    .description('read again what could not be read, once the contract or a reader has changed')
    .argument('[system]', 'what this system sent; everything if absent')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (system: string | undefined, options: RereadOptions) => {
      const { runReread } = await import('./reread.js');
      return ends(runReread(system ?? null, options, doors));
    });
  program
    .command('erase')
    .description('delete the personal data of an order for good; what was sold and paid stays')
    .argument('<ref>', "any of its names, or namespace:value where a name is several's")
    .option('--yes', 'do it; without it, only what it would delete is shown')
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (ref: string, options: EraseOptions) => {
      const { runErase } = await import('./erase.js');
      return ends(runErase(ref, options, doors));
    });
  program
    .command('backfill')
    .description('have a polled system tell everything since a time')
    .argument('<system>')
    .requiredOption('--since <time>', 'a day, 2026-03-04, or a time with its offset')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON object a reader')
    .action(async (system: string, options: BackfillOptions) => {
      const { runBackfill } = await import('./backfill.js');
      return ends(runBackfill(system, options, doors));
    });
}
