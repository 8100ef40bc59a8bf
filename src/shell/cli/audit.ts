// `weir audit PATH…`: from files to a diagnosis. Reads what the call names, runs the audit, prints.
import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditOutcome } from '../../audit/run.js';
import { audit } from '../../audit/run.js';
import type { Crew } from '../../audit/crew.js';
import { inlineCrew, threadCrew } from '../../audit/crew.js';
import { withoutAddresses } from '../../report/mask.js';
import { terminalReport } from '../../report/terminal.js';
import type { Answers } from '../../core/contract/answers.js';
import { noAnswers } from '../../core/contract/answers.js';
import type { Contract } from '../../core/contract/contract.js';
import type { Report } from '../../core/detect/report.js';
import type { Instant } from '../../core/observation/instant.js';
import { answersFileOf, loadAnswers, loadContract } from '../contract/load.js';
import { portOf, serveReport, toldToEnd } from './audit-serve.js';
import { contractFileName } from './contract.js';
import { ProgressLine } from './print.js';
import { reportPieces, writeReport } from './report-file.js';
import { momentOf } from './moment.js';
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

/** Heap of a worker: what it judges at once is bounded by partitions, and small beside this. */
const workerHeapMegabytes = 2_048;
const threadsMax = 16;
/** Below this, starting threads takes longer than they save: even one, by its room for what is new. */
const threadedBytesMin = 24 * 1_048_576;

export async function runAudit(options: AuditOptions, doors: AuditDoors): Promise<ExitCode> {
  try {
    const prepared = await prepare(options);
    const outcome = await judge(options, prepared, doors);
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
  const zone = options.zone ?? null;
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

function checkServe({ serve, out }: AuditOptions): void {
  if (serve === undefined) return;
  if (out === undefined) throw new Refusal('--serve: name a folder for the report with --out.');
  if (portOf(serve) === null)
    throw new Refusal(`--serve ${String(serve)}: say a port, 0 to 65535.`);
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
  if (text === undefined) return Math.min(availableParallelism(), threadsMax);
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= threadsMax) return threads;
  throw new Refusal(`--threads ${text}: say a whole number from 1 to ${threadsMax}.`);
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
  if (load.kind === 'unreadable') throw new Refusal(`${load.file}: ${load.reason}. ${load.remedy}`);
  if (load.kind === 'faulty') {
    const [first] = load.faults;
    const where = first === undefined ? load.file : `${first.file}:${first.line}:${first.column}`;
    throw new Refusal(`${where}: ${first?.message ?? 'it has faults.'} See weir contract check.`);
  }
  const answersFile = answersFileOf(found);
  if (!(await isFile(answersFile))) return { contract: load.contract, answers: noAnswers, notes };
  const answers = await loadAnswers(answersFile);
  if (answers.kind === 'loaded')
    return { contract: load.contract, answers: answers.answers, notes };
  throw new Refusal(`${answersFile}: it can't be used. See weir contract check.`);
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
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null && 'clusters' in value && 'format' in value) {
      return value as Report;
    }
  } catch {
    // Told below, together with a file that is JSON and no report.
  }
  throw new Refusal(`--baseline ${path}: it is not a report.json of weir audit.`);
}

async function judge(
  options: AuditOptions,
  prepared: Prepared,
  doors: AuditDoors,
): Promise<AuditOutcome> {
  const progress = new ProgressLine();
  const crew = (bytes: number): Crew =>
    bytes < threadedBytesMin ? inlineCrew() : threadCrew(prepared.threads, workerHeapMegabytes);
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
  const files = out === undefined ? [] : await writeReport(report, out);
  if (json === true) for (const piece of reportPieces(report)) doors.out(piece);
  else {
    const { columns, colour } = doors;
    const brief = serve !== undefined;
    doors.out(terminalReport(report, { columns, colour, brief, written: writtenText(files) }));
  }
  if (serve !== undefined) await served(files, serve, json === true ? doors.err : doors.out);
  return holds(report, options.failOn) ? 0 : 1;
}

/** The clean-up files, of which there may be many, are one line. */
function writtenText([page, data, ...lists]: readonly string[]): string[] {
  const [first] = lists;
  if (page === undefined || data === undefined) return [];
  if (first === undefined) return [page, data];
  const files = lists.length === 1 ? 'one clean-up file' : `${lists.length} clean-up files`;
  return [page, data, `${join(dirname(first), 'cleanup-*.csv')}: ${files}, one a fault`];
}

async function served(
  files: readonly string[],
  serve: string | true,
  tell: Output['out'],
): Promise<void> {
  const serving = await serveReport(files, portOf(serve) ?? undefined);
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
