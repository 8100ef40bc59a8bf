// The verbs for who may ask the hub, with their options.
import type { Command } from 'commander';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import type { KeysCreateOptions } from './keys.js';
import type { Ends } from './options.js';
import { dataOption } from './options.js';

export function addKeys(program: Command, doors: LedgerVerbDoors, ends: Ends): void {
  const keys = program.command('keys').description('API keys: who may ask the hub, and for what');
  keys
    .command('create')
    .description('make a key; it is printed once, and kept nowhere')
    .argument('<name>', 'whom it is for')
    .option('--scopes <list>', 'of observe,read,operate,admin; the first three if absent')
    .option('--expires <time>', 'when it ends: 90d, 12h; never if absent')
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: KeysCreateOptions) => {
      const { runKeysCreate } = await import('./keys.js');
      return ends(runKeysCreate(name, options, doors));
    });
  keys
    .command('list')
    .description('all keys there ever were, by their beginnings')
    .option(...dataOption)
    .option('--json', 'print one JSON object a line')
    .action(async (options: LedgerVerbOptions) => {
      const { runKeysList } = await import('./keys.js');
      return ends(runKeysList(options, doors));
    });
  keys
    .command('revoke')
    .description('end a key now')
    .argument('<name>', 'whom it was for')
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: LedgerVerbOptions) => {
      const { runKeysRevoke } = await import('./keys.js');
      return ends(runKeysRevoke(name, options, doors));
    });
  keys
    .command('rekey')
    .description('seal the credentials of weir connect under a new key')
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (options: LedgerVerbOptions) => {
      const { runRekey } = await import('./rekey.js');
      return ends(runRekey(options, doors));
    });
}
