// One run of the audit: files in, report out. Nothing here knows what an order is: it brings lines to
// the core, bucket by bucket, and the core's answers together.
import { vocabularies } from '../connectors/registry.js';
import type { Answers } from '../core/contract/answers.js';
import type { Contract, Join } from '../core/contract/contract.js';
import type { SystemHint } from '../core/contract/infer.js';
import { inferContract } from '../core/contract/infer.js';
import { conclude } from '../core/detect/conclude.js';
import type { Report, ReportNote } from '../core/detect/report.js';
import type { Naming } from '../core/identity/comparable.js';
import type { Coverage, SystemCoverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';
import type { Vocabularies } from '../core/observation/native-words.js';
import type { Crew } from './crew.js';
import type { GatheredInputs } from './gather-inputs.js';
import { gatherPlaced } from './gather-placed.js';
import { judgeAll } from './judge-all.js';
import type { LostLines } from './report-inputs.js';
import { reportInputs } from './report-inputs.js';
import type { Route } from './route.js';
import { route } from './route.js';
import type { GatheredRange } from './gather.js';
import type { Window } from './window.js';
import type { SurveyedNames } from './search-joins.js';
import { nameOfEnd, surveyNames } from './search-joins.js';
import type { Surveyed } from './survey.js';
import { readTimelines } from './timelines.js';
import { patternWords } from '../core/detect/words.js';

export interface AuditRequest {
  readonly paths: readonly string[];
  /** Null: nobody wrote one, and systems and rules are inferred. */
  readonly contract: Contract | null;
  readonly answers: Answers;
  readonly baseline: Report | null;
  /** Findings before it are left out; all lines stay evidence. */
  readonly since: Instant | null;
  /** IANA name: zone of times in export files that nothing else places. */
  readonly zone: string | null;
  /** When the export files were made, where a person says so. */
  readonly asOf?: Instant | null;
  /** Statements after it are left out, and it is the run's `now`. */
  readonly until: Instant | null;
  readonly version: string;
  readonly generatedAt: Instant;
  /** Who does the work, given the bytes that there are to read; closed when the run ends. */
  readonly crew: (bytes: number) => Crew;
  /** What the caller wants said among the report's notes. */
  readonly notes: readonly string[];
  readonly progress: (stage: 'scan' | 'judge', done: number, of: number) => void;
}

export type AuditOutcome =
  | { readonly kind: 'audited'; readonly report: Report }
  | { readonly kind: 'refused'; readonly reason: string; readonly inputs: Report['inputs'] };

export async function audit(request: AuditRequest): Promise<AuditOutcome> {
  const { paths, contract, zone, asOf } = request;
  const options = { contract, zone, extract: asOf ?? null };
  const gathered = await gatherPlaced(paths, options, request.crew);
  try {
    if (gathered.kind === 'refused') return { ...gathered, inputs: [] };
    return await withCrew(request, gathered);
  } finally {
    await gathered.remove();
  }
}

async function withCrew(request: AuditRequest, gathered: GatheredInputs): Promise<AuditOutcome> {
  const crew = request.crew(
    gathered.ranges.reduce((sum, { from, until }) => sum + until - from, 0),
  );
  try {
    return await auditFiles(request, gathered, crew);
  } finally {
    await crew.close();
  }
}

async function auditFiles(
  request: AuditRequest,
  gathered: GatheredInputs,
  crew: Crew,
): Promise<AuditOutcome> {
  const plan = await planned(request, gathered, crew);
  const { window, contract, coverage } = plan;
  const judged = await judgeAll({
    ...plan,
    crew,
    progress: (done, of) => request.progress('judge', done, of),
  });
  // What the threads hold is let go before the report, the largest thing in memory, is made.
  await crew.close();
  const inputs = reportInputs(gathered, plan, judged);
  if (judged.read === 0) {
    return { kind: 'refused', reason: 'nothing in these inputs can be read', inputs };
  }
  const { since } = request;
  const candidates =
    since === null
      ? judged.candidates
      : judged.candidates.filter((found) => found.at === null || found.at >= since);
  const report = conclude({
    version: request.version,
    generatedAt: request.generatedAt,
    window,
    inputs,
    joins: plan.joins,
    coverage,
    contract,
    candidates,
    tally: judged.tally,
    answers: request.answers,
    baseline: request.baseline,
    staleness: judged.staleness,
    words: patternWords,
  });
  const told = [...request.notes.map(inputNote), ...gathered.notes, ...plan.notes.map(inputNote)];
  const timelines = readTimelines(report, judged, plan);
  return { kind: 'audited', report: { ...report, timelines, notes: [...told, ...report.notes] } };
}

function inputNote(text: string): ReportNote {
  return { kind: 'input', text, count: 1 };
}

/** Where every line lies and belongs, and by what it is judged. */
interface Plan extends Settled, LostLines {
  readonly ranges: readonly GatheredRange[];
  readonly routed: Route;
  readonly window: Window | null;
  readonly coverage: Coverage;
  readonly now: Instant;
  readonly vocabularies: Vocabularies;
}

/** Scans and routes all lines; their names, most of what a scan holds, end here. */
async function planned(request: AuditRequest, gathered: GatheredInputs, crew: Crew): Promise<Plan> {
  const { ranges } = gathered;
  const names = await surveyNames({
    ranges,
    crew,
    contract: request.contract,
    hints: gathered.hints,
    progress: (done) => request.progress('scan', done, ranges.length),
  });
  const { surveyed } = names;
  const agreed = settled(names, request.contract, gathered.hints);
  const { joins, items } = agreed.contract;
  const { window, bad, badCounts } = surveyed;
  const now = request.until ?? window?.until ?? request.generatedAt;
  return {
    ...agreed,
    routed: route({ ...surveyed, joins, items }),
    ranges: ranges.flatMap((range, index) => {
      const found = surveyed.ranges[index];
      if (found === undefined) return [];
      const { count, offsets, lengths } = found.columns;
      return [{ range, columns: { count, offsets, lengths }, buckets: found.buckets }];
    }),
    window,
    vocabularies,
    coverage: { systems: clipped(surveyed, now), until: now },
    now,
    bad,
    badCounts,
  };
}

interface Settled {
  readonly contract: Contract;
  readonly naming: Naming;
  readonly joins: Report['joins'];
  readonly notes: readonly string[];
}

/** The contract with the joins that were found, and every system that spoke. */
function settled(
  { surveyed, found, partial, joins, naming }: SurveyedNames,
  written: Contract | null,
  hints: ReadonlyMap<string, SystemHint>,
): Settled {
  const contract = written ?? inferContract(surveyed.coverage.keys(), hints).contract;
  const notes = partial.map(
    ({ join, matched, of }) =>
      `Only ${matched} of ${of} names are matched by ${sidesOf(join)}: ` +
      'nothing is concluded from what is absent between the two.',
  );
  return {
    contract: { ...contract, joins },
    naming,
    joins: found.map(({ join, matched, of }) => ({
      between: [nameOfEnd(join.left), nameOfEnd(join.right)],
      matched,
      of,
      trim: join.prefix === '' ? null : join.prefix,
      ...(join.suffix === '' ? {} : { suffix: join.suffix }),
      ...rightOf(join),
    })),
    notes,
  };
}

function sidesOf({ left, right }: Join): string {
  return `${nameOfEnd(left)} = ${nameOfEnd(right)}`;
}

function rightOf({ rightTrim }: Join): Pick<Report['joins'][number], 'right'> {
  return rightTrim === undefined
    ? {}
    : { right: { trim: rightTrim.prefix, suffix: rightTrim.suffix } };
}

function clipped(surveyed: Surveyed, now: Instant): Coverage['systems'] {
  return new Map(
    [...surveyed.coverage]
      .filter(([, covered]) => covered.from <= now)
      .map(([system, covered]) => [
        system,
        covered.until <= now ? covered : clippedTo(covered, now),
      ]),
  );
}

function clippedTo(covered: SystemCoverage, now: Instant): SystemCoverage {
  const { spans, ...whole } = { ...covered, until: now };
  if (spans === undefined) return whole;
  const begun = [...spans].filter(([, { from }]) => from <= now);
  return {
    ...whole,
    kinds: new Set(begun.map(([kind]) => kind)),
    spans: new Map(
      begun.map(([kind, { from, until }]) => [
        kind,
        { from, until: Math.min(until, now) as Instant },
      ]),
    ),
  };
}
