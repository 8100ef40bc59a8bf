// `weir audit PATH…`: from files to a diagnosis. Reads what the call names, runs the audit, prints.
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AuditOutcome } from '../../audit/run.js';
import { audit } from '../../audit/run.js';
import type { Crew } from '../../audit/crew.js';
import { inlineCrew } from '../../audit/crew.js';
import { withoutAddresses } from '../../report/mask.js';
import { terminalReport } from '../../report/terminal.js';
import type { Answers } from '../../core/contract/answers.js';
import { noAnswers } from '../../core/contract/answers.js';
import type { Contract } from '../../core/contract/contract.js';
import type { Report } from '../../core/detect/report.js';
import type { Instant } from '../../core/observation/instant.js';
import { offsetOfZone } from '../../files/zones.js';
import { threadCount, threadedBytesMin, threadsMax, workers } from './audit-threads.js';
import { answersBeside, loadContract, refusalOf } from '../contract/load.js';
import { serveReport, toldToEnd } from './audit-serve.js';
import { contractFileName } from './contract.js';
import { ProgressLine } from './print.js';
import { noReport, reportAt } from './report-json.js';
import { reportPieces, writeReport } from './report-file.js';
import { momentOf } from './moment.js';
import { portOf } from './options.js';
import { unwritable } from './unwritable.js';
import type { ExitCode, Output } from './verb.js';

export interface AuditOptions {
  readonly paths: readonly string[];
  readonly contract?: string;
  readonly out?: string;
  readonly since?: string;
  readonly until?: string;
  readonly asOf?: string;
  readonly zone?: string;
  readonly baseline?: string;
  readonly failOn?: string;
  readonly withPii?: boolean;
  readonly threads?: string;
  readonly json?: boolean;
  /** `true`, or the port as it was written. */
  readonly serve?: string | true;
}

export interface AuditDoors extends Output {
  readonly version: string;
  readonly now: () => Instant;
  /** Columns of the terminal, and whether it takes colour. */
  readonly columns: number;
  readonly colour: boolean;
}

/** The call can't be used: one line that says what, where, and how to mend it. */
class Refusal extends Error {}

/** @param threads those that were started already; null: a run that needs some starts them. */
export async function runAudit(
  options: AuditOptions,
  doors: AuditDoors,
  threads: Crew | null,
): Promise<ExitCode> {
  try {
    const prepared = await prepare(options);
    const crew = (bytes: number): Crew =>
      bytes < threadedBytesMin ? inlineCrew() : (threads ?? workers(prepared.threads));
    const outcome = await judge(options, prepared, doors, crew);
    if (outcome.kind === 'refused') return refused(outcome, doors);
    return await printed(options, outcome, doors);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    doors.err(`${error.message}\n`);
    return 2;
  }
}

interface Prepared {
  readonly contract: Contract | null;
  readonly answers: Answers;
  readonly baseline: Report | null;
  readonly since: Instant | null;
  readonly until: Instant | null;
  readonly asOf: Instant | null;
  readonly zone: string | null;
  readonly threads: number;
  readonly notes: readonly string[];
}

async function prepare(options: AuditOptions): Promise<Prepared> {
  const { failOn, paths } = options;
  if (paths.length === 0) {
    throw new Refusal('weir audit: name the files or folders to read, or say --what-to-export.');
  }
  if (failOn !== undefined && failOn !== 'any' && failOn !== 'structural') {
    throw new Refusal(`--fail-on ${failOn}: say any or structural.`);
  }
  checkServe(options);
  const zone = zoneOf(options.zone);
  const since = instantOption('--since', options.since, zone);
  const until = instantOption('--until', options.until, zone);
  const asOf = instantOption('--as-of', options.asOf, zone);
  const given = await contractOf(options);
  return {
    contract: given.contract,
    answers: given.answers,
    baseline: options.baseline === undefined ? null : await baselineOf(options.baseline),
    since,
    until: asOf ?? until,
    asOf,
    zone,
    threads: threadsOf(options.threads),
    notes: given.notes,
  };
}

function zoneOf(zone: string | undefined): string | null {
  if (zone === undefined || offsetOfZone(zone) !== null) return zone ?? null;
  throw new Refusal(
    `--zone ${zone}: there is no such zone; write America/New_York, UTC or an offset such as +02:00.`,
  );
}

function checkServe({ serve, out }: AuditOptions): void {
  if (serve === undefined) return;
  if (out === undefined) throw new Refusal('--serve: name a folder for the report with --out.');
  if (serve !== true && portOf(serve) === null)
    throw new Refusal(`--serve ${serve}: say a port, 0 to 65535.`);
}

function instantOption(
  name: string,
  text: string | undefined,
  zone: string | null,
): Instant | null {
  if (text === undefined) return null;
  const instant = momentOf(text, zone);
  if (instant === null) {
    throw new Refusal(`${name} ${text}: write a day (2026-03-04) or a time with an offset.`);
  }
  return instant;
}

function threadsOf(text: string | undefined): number {
  const threads = threadCount(text);
  if (threads !== null) return threads;
  throw new Refusal(`--threads ${text ?? ''}: say a whole number from 1 to ${threadsMax}.`);
}

interface GivenContract {
  readonly contract: Contract | null;
  readonly answers: Answers;
  readonly notes: readonly string[];
}

/** The contract that the call names, else the one in the audited folder or here, which is told. */
async function contractOf(options: AuditOptions): Promise<GivenContract> {
  const found = options.contract ?? (await contractNear(options.paths));
  if (found === null) return { contract: null, answers: noAnswers, notes: [] };
  const notes = options.contract === undefined ? [`The contract ${found} was used.`] : [];
  const load = await loadContract(found);
  if (load.kind !== 'loaded') throw new Refusal(refusalOf(load));
  const answers = await answersBeside(found);
  if (answers !== null && answers.kind !== 'loaded') throw new Refusal(refusalOf(answers));
  return { contract: load.contract, answers: answers?.answers ?? noAnswers, notes };
}

async function contractNear(paths: readonly string[]): Promise<string | null> {
  for (const folder of [...paths, '.']) {
    const file = join(folder, contractFileName);
    if (await isFile(file)) return file;
  }
  return null;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function baselineOf(path: string): Promise<Report> {
  const report = await reportAt(path);
  if (report === null) throw new Refusal(`--baseline ${noReport(path)}`);
  return report;
}

async function judge(
  options: AuditOptions,
  prepared: Prepared,
  doors: AuditDoors,
  crew: (bytes: number) => Crew,
): Promise<AuditOutcome> {
  const progress = new ProgressLine();
  try {
    return await audit({
      ...prepared,
      paths: options.paths,
      version: doors.version,
      generatedAt: doors.now(),
      crew,
      progress: (stage, done, of) => {
        const share = of === 0 ? 100 : Math.floor((100 * done) / of);
        progress.show(stage === 'scan' ? `Reading ${share} %` : `Judging ${share} %`);
      },
    });
  } finally {
    progress.clear();
  }
}

function refused(outcome: Extract<AuditOutcome, { kind: 'refused' }>, doors: Output): ExitCode {
  doors.err(`weir audit: ${outcome.reason}.\n`);
  for (const { path, unreadable } of outcome.inputs.slice(0, 20)) {
    const [first] = unreadable;
    if (first === undefined) continue;
    const line = first.line ?? null;
    doors.err(`${path}${line === null ? '' : `:${line}`}: ${first.reason}\n`);
  }
  return 2;
}

async function printed(
  options: AuditOptions,
  { report: whole }: Extract<AuditOutcome, { kind: 'audited' }>,
  doors: AuditDoors,
): Promise<ExitCode> {
  const report = options.withPii === true ? whole : withoutAddresses(whole);
  const { out, json, serve } = options;
  const files = out === undefined ? [] : await written(report, out);
  if (json === true) for (const piece of reportPieces(report)) doors.out(piece);
  else {
    const { columns, colour } = doors;
    const brief = serve !== undefined;
    doors.out(terminalReport(report, { columns, colour, brief, written: writtenText(files) }));
  }
  if (serve !== undefined) await served(files, serve, json === true ? doors.err : doors.out);
  return holds(report, options.failOn) ? 0 : 1;
}

async function written(report: Report, folder: string): Promise<string[]> {
  return writeReport(report, folder).catch((error: unknown) => {
    throw new Refusal(unwritable(folder, error));
  });
}

/** The clean-up files, of which there may be many, are one line. */
function writtenText([page, data, ...lists]: readonly string[]): string[] {
  const [first] = lists;
  if (page === undefined || data === undefined) return [];
  if (first === undefined) return [page, data];
  if (lists.length === 1) return [page, data, first];
  const all = join(dirname(first), 'cleanup-*.csv');
  return [page, data, `${all}: ${lists.length} clean-up files, one a fault`];
}

async function served(
  files: readonly string[],
  serve: string | true,
  tell: Output['out'],
): Promise<void> {
  const port = serve === true ? null : portOf(serve);
  const serving = await serveReport(files, port);
  if (serving === null)
    throw new Refusal(`--serve ${String(serve)}: the port is taken; name another.`);
  tell(`\nThe whole report: ${serving.url}  (Ctrl-C ends it)\n`);
  await toldToEnd();
  await serving.close();
}

function holds(report: Report, failOn: string | undefined): boolean {
  if (failOn === 'structural') return report.verdict.kind !== 'structural';
  if (failOn !== 'any') return true;
  return !report.findings.some(({ level, state }) => level === 'fault' && state !== 'ignored');
}
