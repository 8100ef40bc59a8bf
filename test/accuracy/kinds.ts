// The kinds of company that the audit is measured on, and what it must reach on each (issue 2, "Right").
import type { PatternScore, Score } from './score.js';

export const kinds = [
  'broken',
  'healthy',
  'thin-broken',
  'thin-healthy',
  'exports-broken',
  'exports-healthy',
] as const;
export type Kind = (typeof kinds)[number];

/** What `weir simulate` is asked for, beside seed and size. */
export const simulateArguments: Readonly<Record<Kind, readonly string[]>> = {
  broken: [],
  healthy: ['--faults', 'none'],
  'thin-broken': ['--thin=lines'],
  'thin-healthy': ['--thin=lines', '--faults', 'none'],
  'exports-broken': ['--thin'],
  'exports-healthy': ['--thin', '--faults', 'none'],
};

/** Shares from 0 to 1. Precision and cause of thin companies are held to what full ones must reach. */
interface Targets {
  readonly precision: number;
  readonly recall: number;
  readonly cause: number;
}

const full: Targets = { precision: 0.99, recall: 0.99, cause: 0.97 };
const thin: Targets = { precision: 0.99, recall: 0.95, cause: 0.97 };

/** What was missed, in words; nothing where all targets were met. `scores`: the sums of each kind. */
export function missedTargets(scores: ReadonlyMap<Kind, Score>): string[] {
  return [...scores].flatMap(([kind, sum]) => {
    const of = (patterns: Score['patterns'], targets: Targets): string[] =>
      [...patterns].flatMap(([pattern, counts]) =>
        shortfalls(counts, targets).map((said) => `${kind}, ${pattern}: ${said}`),
      );
    switch (kind) {
      case 'broken':
      case 'exports-broken':
        return of(sum.patterns, full);
      case 'thin-broken':
        return of(sum.patterns, thin);
      case 'healthy':
      case 'thin-healthy':
      case 'exports-healthy':
        return faultsOfHealthy(kind, sum);
    }
  });
}

function faultsOfHealthy(kind: Kind, { false: found }: Score): string[] {
  const faults = found.filter(({ level }) => level === 'fault');
  const patterns = [...new Set(faults.map(({ pattern }) => pattern))].join(', ');
  return faults.length === 0 ? [] : [`${kind}: ${faults.length} faults (${patterns})`];
}

function shortfalls(counts: PatternScore, targets: Targets): string[] {
  const { precision, recall, cause } = sharesOf(counts);
  const said: string[] = [];
  const judge = (name: string, share: number | null, target: number): void => {
    if (share !== null && share < target) said.push(`${name} ${share.toFixed(3)} < ${target}`);
  };
  judge('precision', precision, targets.precision);
  judge('recall', recall, targets.recall);
  judge('cause right', cause, targets.cause);
  return said;
}

export interface Shares {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly cause: number | null;
}

/** Null where there was nothing to be right or wrong about. */
export function sharesOf(counts: PatternScore): Shares {
  const right = counts.found + counts.foundUnproven;
  return {
    precision: share(right, right + counts.false),
    recall: share(counts.found, counts.found + counts.missed),
    cause: share(counts.causeRight, counts.causeKnown),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
