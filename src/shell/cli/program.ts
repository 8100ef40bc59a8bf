// The command line: every verb with its options, and nothing of what they do, which is loaded for the one
// that is called. Those of the hub stand in hub-verbs.ts.
import { Command, CommanderError } from 'commander';
import { earlyWorkers } from './audit-threads.js';
import type { AuditOptions } from './audit.js';
import type { NewConnectorOptions } from './new-connector.js';
import type { MapVerbOptions } from './map-verb.js';
import { addSim } from './sim-verb.js';
import type { Worlds } from './sim.js';
import type { Simulator, SimulateOptions } from './simulate.js';
import type { HubDoors } from './hub-verbs.js';
import { addHub } from './hub-verbs.js';
import { printingTo } from './print.js';
import type { ExitCode } from './verb.js';
import type { Ends } from './options.js';
import { contractOption } from './options.js';

/** What the composition root hands in: the world outside, and the simulator that shell may not know. */
export interface ProgramDoors extends HubDoors {
  readonly columns: number;
  readonly colour: boolean;
  readonly simulator: Simulator;
  readonly worlds: Worlds;
}

/** Options as commander gives them, without those that were left out. */
type Given<T> = Partial<Omit<T, 'paths'>>;

/** Runs one call. */
export async function runProgram(argv: readonly string[], doors: ProgramDoors): Promise<ExitCode> {
  let code: ExitCode = 0;
  const printing = printingTo(doors);
  const program = new Command('weir')
    .description("Makes a retailer's systems agree, and says which handoff failed and why.")
    .version(doors.version)
    .exitOverride()
    .configureOutput({ writeOut: printing.out, writeErr: printing.err })
    .showHelpAfterError('(weir --help shows the verbs)');
  const ends = async (verb: Promise<ExitCode> | ExitCode): Promise<void> => {
    code = await verb;
  };
  // The audit paints what it prints, and sees to foreign texts itself.
  addAudit(program, { ...printing, out: doors.out }, ends);
  addSimulate(program, printing, ends);
  addSim(program, printing, ends);
  addInit(program, printing, ends);
  addContract(program, printing, ends);
  addMap(program, printing, ends);
  addNew(program, printing, ends);
  addHub(program, printing, ends);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

type GivenAudit = Given<AuditOptions> & { readonly whatToExport?: true | string[] };

function addAudit(program: Command, doors: ProgramDoors, ends: Ends): void {
  program
    .command('audit')
    .description(
      'read exports, logs and observation lines, and print what is broken between systems',
    )
    .argument('[path...]', 'files and folders')
    .option(
      '--contract <file>',
      'the contract; weir.yaml in the audited or the working folder if absent',
    )
    .option('--out <folder>', 'write report.html, report.json and the clean-up files there')
    .option('--since <time>', 'leave out what went wrong before')
    .option('--until <time>', 'leave out what was said after')
    .option('--as-of <time>', 'judge as it stood at that time, when the files were exported')
    .option(
      '--zone <zone>',
      'zone of times that carry none, in files and in the call (an IANA name)',
    )
    .option('--baseline <file>', 'an older report.json to compare with')
    .option('--fail-on <what>', 'exit 1 on any fault, or on a structural verdict: any | structural')
    .option('--with-pii', "keep buyers' e-mail addresses in the report")
    .option(
      '--serve [port]',
      'then serve it on 127.0.0.1 until Ctrl-C; 7400 or a free port if absent',
    )
    .option('--threads <n>', 'threads to use; as many as there are cores if absent')
    .option(
      '--what-to-export [system...]',
      'print what to export from each system by hand, and read nothing',
    )
    .option('--json', 'print the report as one JSON document')
    .action(async (paths: string[], { whatToExport, ...options }: GivenAudit) => {
      if (whatToExport === undefined) return ends(audited({ ...options, paths }, doors));
      const systems = whatToExport === true ? paths : whatToExport;
      const { runWhatToExport } = await import('./what-to-export.js');
      return ends(runWhatToExport({ systems, json: options.json === true }, doors));
    });
}

/** Threads start while the audit is loaded. */
async function audited(options: AuditOptions, doors: ProgramDoors): Promise<ExitCode> {
  const threads = earlyWorkers(options.paths, options.threads);
  try {
    const { runAudit } = await import('./audit.js');
    return await runAudit(options, doors, threads);
  } finally {
    await threads?.close();
  }
}

function addSimulate(program: Command, doors: ProgramDoors, ends: Ends): void {
  program
    .command('simulate')
    .description("write a made-up company's files and logs, and the truth about them")
    .requiredOption('--seed <n>', 'the same seed gives the same company')
    .requiredOption('--out <folder>', 'where to write')
    .option('--orders <n>', 'how many orders')
    .option(
      '--faults <list>',
      'patterns to inject, by comma; all if absent; none for a healthy company',
    )
    .option('--rate <share>', 'share of the subjects that carries each fault, 0 to 1')
    .option(
      '--thin [form]',
      'as real exports are: the export files themselves (exports, if absent), or lines that fall as short (lines)',
    )
    .option('--json', 'print one JSON document')
    .action(async (options: SimulateOptions) => {
      const { runSimulate } = await import('./simulate.js');
      return ends(runSimulate(options, doors.simulator, doors));
    });
}

function addInit(program: Command, doors: ProgramDoors, ends: Ends): void {
  program
    .command('init')
    .description('write a commented weir.yaml and answers.yaml from the files that it is shown')
    .argument('[path...]', 'files and folders')
    .option('--out <folder>', 'where to write; the working folder if absent')
    .option('--force', 'overwrite what is there')
    .option('--json', 'print one JSON document')
    .action(async (paths: string[], options: { out?: string; force?: boolean; json?: boolean }) => {
      const { runInitVerb } = await import('./init-verb.js');
      return ends(runInitVerb({ ...options, paths }, doors));
    });
}

function addContract(program: Command, doors: ProgramDoors, ends: Ends): void {
  const contract = program.command('contract').description('check and explain the contract');
  contract
    .command('check')
    .description('every fault of the contract, with file, line, column and remedy')
    .argument('[file]', 'the contract; weir.yaml in the working folder if absent')
    .option('--json', 'print one JSON document')
    .action(async (file: string | undefined, options: { json?: boolean }) => {
      const { runContractCheck } = await import('./contract.js');
      return ends(runContractCheck({ ...options, ...(file === undefined ? {} : { file }) }, doors));
    });
  contract
    .command('explain')
    .description('what a rule means, in words')
    .argument('<rule>')
    .option(...contractOption)
    .option('--json', 'print one JSON document')
    .action(async (rule: string, options: { contract?: string; json?: boolean }) => {
      const { contract: file, ...rest } = options;
      const { runContractExplain } = await import('./contract.js');
      return ends(
        runContractExplain({ ...rest, rule, ...(file === undefined ? {} : { file }) }, doors),
      );
    });
  contract
    .command('schema')
    .description('the JSON Schema of weir.yaml, or of answers.yaml, for editors')
    .argument('[of]', 'contract | answers', 'contract')
    .action(async (of: string) => {
      const { runContractSchema } = await import('./contract.js');
      return ends(runContractSchema(of, doors));
    });
}

function addMap(program: Command, doors: ProgramDoors, ends: Ends): void {
  program
    .command('map')
    .description('the integration map and its gaps, from a contract or from files')
    .argument('[path...]', 'files and folders, or one report.json')
    .option(...contractOption)
    .option('--gaps', 'only the gaps, and the rules that close them')
    .option('--out <file>', 'draw it: a name that ends in .html, .svg or .json')
    .option('--json', 'print one JSON document')
    .action(async (paths: string[], options: Given<MapVerbOptions>) => {
      const { runMap } = await import('./map-verb.js');
      return ends(runMap({ ...options, paths }, doors));
    });
}

function addNew(program: Command, doors: ProgramDoors, ends: Ends): void {
  program
    .command('new')
    .description('begin something of your own, in a checkout of Weir')
    .command('connector')
    .description('write a connector whose tests pass, to be filled in')
    .argument('<name>', 'its folder, and `connector:` in the contract: acme-erp')
    .option('--role <role>', 'what its systems mostly are; erp if absent')
    .option('--webhooks', 'it sends webhooks, signed with HMAC-SHA256 of the body')
    .option('--into <folder>', 'the checkout; the working folder if absent')
    .action(async (name: string, options: NewConnectorOptions) => {
      const { runNewConnector } = await import('./new-connector.js');
      return ends(runNewConnector(name, options, doors));
    });
}
