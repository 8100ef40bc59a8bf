// The verb that runs made-up worlds of the hub, with its options.
import type { Command } from 'commander';
import { runSim } from './sim.js';
import type { SimOptions, Worlds } from './sim.js';
import type { Output } from './verb.js';
import type { Ends } from './options.js';

export function addSim(
  program: Command,
  doors: Output & { readonly worlds: Worlds },
  ends: Ends,
): void {
  program
    .command('sim')
    .description('run the hub in made-up worlds full of faults, and check what it promises')
    .option('--seed <n>', 'the first seed; alone, replay this one and tell what happened in it')
    .option('--runs <n>', 'how many seeds; 200 if absent')
    .option('--threads <n>', 'threads to use; 2 if absent')
    .option(
      '--planted [minutes]',
      'plant faults in the hub, and look for a seed that notices each; 10 minutes if absent',
    )
    .option('--json', 'print one JSON document')
    .action(async (options: SimOptions) => ends(runSim(options, doors.worlds, doors)));
}
