// Measures a report against what the simulator says that it did.
// Pure: one report and one truth in, one tally a pattern out; tallies of several companies add up.
import type { Report, ReportFinding } from '../../src/core/detect/report.js';
import type { TruthRow } from '../../sim/company/truth.js';

export interface Truth {
  readonly faults: readonly string[];
  readonly truth: readonly TruthRow[];
}

/** What the audit made of one pattern. Counts of rows of the truth, but for the last two. */
export interface PatternScore {
  readonly found: number;
  readonly missed: number;
  /** Found, or not found, although the files can't prove it: neither is held against the audit. */
  readonly foundUnproven: number;
  readonly leftUnproven: number;
  /** Of the found rows whose cause can be known. */
  readonly causeKnown: number;
  readonly causeRight: number;
  /** Findings that nothing in the truth accounts for. */
  readonly false: number;
  /** Findings that a row of another pattern names as `also`. */
  readonly also: number;
}

export interface Score {
  readonly patterns: ReadonlyMap<string, PatternScore>;
  readonly missed: readonly TruthRow[];
  readonly false: readonly ReportFinding[];
  readonly causeWrong: readonly (readonly [TruthRow, ReportFinding])[];
}

/** What of a report is measured. */
export type Diagnosis = Pick<Report, 'findings'>;

const nothing: PatternScore = {
  found: 0,
  missed: 0,
  foundUnproven: 0,
  leftUnproven: 0,
  causeKnown: 0,
  causeRight: 0,
  false: 0,
  also: 0,
};

export function score(report: Diagnosis, { truth }: Truth): Score {
  const rows = rowsByName(truth);
  const matched = new Map<TruthRow, ReportFinding>();
  const unmatched = report.findings.filter((finding) => {
    const row = rowOf(finding, rows, matched);
    if (row === undefined) return true;
    matched.set(row, finding);
    return false;
  });
  const patterns = new Map<string, PatternScore>();
  for (const row of truth) count(patterns, row.pattern, ofRow(row, matched.get(row)));
  const stray = unmatched.filter((finding) => !isAlso(finding, rows));
  for (const { pattern } of stray) count(patterns, pattern, { false: 1 });
  for (const finding of unmatched) {
    if (isAlso(finding, rows)) count(patterns, finding.pattern, { also: 1 });
  }
  return {
    patterns,
    missed: truth.filter((row) => row.provable && !matched.has(row)),
    false: stray,
    causeWrong: [...matched].filter(
      ([row, { cause }]) => row.cause_provable && row.cause !== cause,
    ),
  };
}

/** Adds up what several companies showed. */
export function sum(scores: Iterable<Score>): Score {
  const patterns = new Map<string, PatternScore>();
  const all = [...scores];
  for (const one of all) {
    for (const [pattern, counts] of one.patterns) count(patterns, pattern, counts);
  }
  return {
    patterns,
    missed: all.flatMap(({ missed }) => missed),
    false: all.flatMap((one) => one.false),
    causeWrong: all.flatMap(({ causeWrong }) => causeWrong),
  };
}

type RowsByName = ReadonlyMap<string, readonly TruthRow[]>;

function rowsByName(truth: readonly TruthRow[]): RowsByName {
  const rows = new Map<string, TruthRow[]>();
  for (const row of truth) {
    for (const name of [row.ref, ...row.names].map((one) => `${row.type} ${one}`)) {
      const known = rows.get(name);
      if (known === undefined) rows.set(name, [row]);
      else known.push(row);
    }
  }
  return rows;
}

/** The rows about the finding's subject, by its key and by any of its names. */
function rowsOf({ subject }: ReportFinding, rows: RowsByName): TruthRow[] {
  const names = new Set([subject.key, ...Object.values(subject.refs).flat()]);
  const found = [...names].flatMap((name) => rows.get(`${subject.type} ${name}`) ?? []);
  return [...new Set(found)];
}

/** A row is used once; of several that fit, a provable one comes first, then one with the finding's cause. */
function rowOf(
  finding: ReportFinding,
  rows: RowsByName,
  matched: ReadonlyMap<TruthRow, ReportFinding>,
): TruthRow | undefined {
  const fitting = rowsOf(finding, rows).filter(
    (row) => row.pattern === finding.pattern && !matched.has(row),
  );
  const merit = ({ provable, cause }: TruthRow): number =>
    (provable ? 2 : 0) + (cause === finding.cause ? 1 : 0);
  return fitting.sort((one, other) => merit(other) - merit(one))[0];
}

function isAlso(finding: ReportFinding, rows: RowsByName): boolean {
  return rowsOf(finding, rows).some(({ also }) => also.some((id) => id === finding.pattern));
}

function ofRow(row: TruthRow, finding: ReportFinding | undefined): Partial<PatternScore> {
  if (finding === undefined) return row.provable ? { missed: 1 } : { leftUnproven: 1 };
  if (!row.provable) return { foundUnproven: 1 };
  if (!row.cause_provable) return { found: 1 };
  return { found: 1, causeKnown: 1, causeRight: row.cause === finding.cause ? 1 : 0 };
}

function count(
  patterns: Map<string, PatternScore>,
  pattern: string,
  more: Partial<PatternScore>,
): void {
  const known = patterns.get(pattern) ?? nothing;
  patterns.set(pattern, {
    found: known.found + (more.found ?? 0),
    missed: known.missed + (more.missed ?? 0),
    foundUnproven: known.foundUnproven + (more.foundUnproven ?? 0),
    leftUnproven: known.leftUnproven + (more.leftUnproven ?? 0),
    causeKnown: known.causeKnown + (more.causeKnown ?? 0),
    causeRight: known.causeRight + (more.causeRight ?? 0),
    false: known.false + (more.false ?? 0),
    also: known.also + (more.also ?? 0),
  });
}
