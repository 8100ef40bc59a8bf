// The verbs by which a person has handoffs carried: replayed, compared, moved from mode to mode.
import type { Command } from 'commander';
import type { CutoverOptions } from './cutover.js';
import type { LedgerVerbDoors } from './ledger-verb.js';
import type { ReplayOptions } from './replay.js';
import type { ShadowOptions } from './shadow.js';
import type { Ends } from './options.js';
import { contractOption, dataOption } from './options.js';

export function addCarriage(program: Command, doors: LedgerVerbDoors, ends: Ends): void {
  program
    .command('replay')
    .description('try handoffs anew that are dead, refused or unknown')
    .option('--handoff <id>', 'this one')
    .option('--finding <id>', 'those of a finding')
    .option('--filter <filter>', 'all that fit: rule=, to=, state=, subject=')
    .option('--dry-run', 'only show what it would do')
    .option('--yes', 'do it')
    .option('--not-there', 'somebody looked: the effect is not there, send without looking it up')
    .option('--reason <text>', 'why, for the record')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (options: ReplayOptions) => {
      const { runReplay } = await import('./replay.js');
      return ends(runReplay(options, doors));
    });
  program
    .command('cutover')
    .description('move a rule to another mode, into live through its gate')
    .argument('<rule>')
    .requiredOption('--to <mode>', 'observe, shadow or live')
    .option('--old-path <name>', 'what carries it today')
    .option('--old-path-off', 'the old path is switched off')
    .option('--overlap <duration>', 'look up what was triggered so long before: 24h; 0 for none')
    .option('--force', 'go live though the gate is closed; the journal says so')
    .option('--reason <text>', 'why, for the journal')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (rule: string, options: CutoverOptions) => {
      const { runCutover } = await import('./cutover.js');
      return ends(runCutover(rule, options, doors));
    });
  program
    .command('shadow')
    .description('what a rule in shadow would have done')
    .command('report')
    .description('what it would have sent, beside what the destination was seen to hold')
    .argument('<rule>')
    .option(...contractOption)
    .option(...dataOption)
    .option('--json', 'print one JSON document')
    .action(async (rule: string, options: ShadowOptions) => {
      const { runShadowReport } = await import('./shadow.js');
      return ends(runShadowReport(rule, options, doors));
    });
}
