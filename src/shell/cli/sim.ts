// `weir sim`: runs seeded worlds of the hub, each checked by the auditors, and says which seed broke what.
// One seed alone is replayed with everything that happened in it.
import type { ExitCode, Output } from './verb.js';

export interface BrokenPromise {
  readonly invariant: string;
  readonly says: string;
}

export interface WorldVerdict {
  readonly seed: number;
  readonly violations: readonly BrokenPromise[];
}

/** What worlds were made of, so that it can be seen that they were no idyll. */
export interface WorldFigures {
  readonly happenings: number;
  readonly statements: number;
  readonly deliveries: number;
  /** Answers that nobody heard. */
  readonly lost: number;
  readonly effects: number;
  /** Calls to the database that were cut off, before their commit or after it. */
  readonly cut: number;
  /** What only some worlds have -> how many of these had it. */
  readonly features: Readonly<Record<string, number>>;
  /** Point -> how many processes ended there. */
  readonly ends: Readonly<Record<string, number>>;
  /** Carriage of live handoffs when all was over -> how many. */
  readonly carriages: Readonly<Record<string, number>>;
}

export interface WorldSummary {
  readonly seeds: number;
  /** Of all threads together. */
  readonly cpuMillis: number;
  readonly figures: WorldFigures;
  readonly broken: readonly WorldVerdict[];
}

export interface PlantedVerdict {
  readonly breaks: string;
  readonly module: string;
  /** The first seed that noticed it; null: none did within the time. */
  readonly seed: number | null;
  readonly noticed: string;
}

/** The made-up worlds, given by main.ts, for only it may know both. */
export interface Worlds {
  readonly sweep: (
    range: { readonly from: number; readonly runs: number },
    threads: number,
    done: (verdict: WorldVerdict) => void,
  ) => Promise<WorldSummary>;
  readonly replay: (seed: number) => Promise<WorldVerdict & { readonly trace: readonly string[] }>;
  /** Plants one fault after another and looks for a seed that notices it. */
  readonly hunt: (
    minutes: number,
    done: (verdict: PlantedVerdict) => void,
  ) => Promise<readonly PlantedVerdict[]>;
}

export interface SimOptions {
  readonly seed?: string;
  readonly runs?: string;
  readonly threads?: string;
  /** True where the flag stands alone. */
  readonly planted?: true | string;
  readonly json?: boolean;
}

const standardRuns = 200;
const standardThreads = 2;
const standardMinutes = 10;
const shownBroken = 5;
const progressEvery = 100;

export async function runSim(
  options: SimOptions,
  worlds: Worlds,
  output: Output,
): Promise<ExitCode> {
  const numbers = numbersOf(options);
  if (typeof numbers === 'string') {
    output.err(`${numbers}\n`);
    return 2;
  }
  if (numbers.minutes !== null) return hunted(numbers.minutes, { options, worlds, output });
  if (options.runs === undefined && options.seed !== undefined) {
    return replayed(numbers.seed, { options, worlds, output });
  }
  return swept(numbers, { options, worlds, output });
}

interface Numbers {
  readonly seed: number;
  readonly runs: number;
  readonly threads: number;
  readonly minutes: number | null;
}

/** Either the numbers of the call, or the line that says why it can't be used. */
function numbersOf({ seed, runs, threads, planted }: SimOptions): Numbers | string {
  const found: Numbers = {
    seed: Number(seed ?? 1),
    runs: Number(runs ?? standardRuns),
    threads: Number(threads ?? standardThreads),
    minutes: planted === undefined ? null : Number(planted === true ? standardMinutes : planted),
  };
  for (const [name, value] of Object.entries(found) as [string, number | null][]) {
    if (value === null || (Number.isSafeInteger(value) && value > 0)) continue;
    return `--${name === 'minutes' ? 'planted' : name}: say a whole number above 0.`;
  }
  return found;
}

interface Given {
  readonly options: SimOptions;
  readonly worlds: Worlds;
  readonly output: Output;
}

async function replayed(seed: number, { options, worlds, output }: Given): Promise<ExitCode> {
  const { trace, violations } = await worlds.replay(seed);
  if (options.json === true) {
    output.out(`${JSON.stringify({ seed, violations, trace })}\n`);
  } else {
    output.out(trace.map((line) => `${line}\n`).join(''));
    output.out(wordsOf({ seed, violations }));
    if (violations.length === 0) output.out(`seed ${seed}: every promise was kept.\n`);
  }
  return violations.length === 0 ? 0 : 1;
}

async function swept(
  { seed, runs, threads }: Numbers,
  { options, worlds, output }: Given,
): Promise<ExitCode> {
  let done = 0;
  let bad = 0;
  const summary = await worlds.sweep({ from: seed, runs }, threads, (verdict) => {
    done += 1;
    if (verdict.violations.length > 0) {
      bad += 1;
      output.err(wordsOf(verdict));
    }
    if (done % progressEvery === 0) {
      output.err(`${done} of ${runs} seeds, ${bad} with a broken promise\n`);
    }
  });
  const { seeds, cpuMillis, figures, broken } = summary;
  if (options.json === true) output.out(`${JSON.stringify(summary)}\n`);
  else {
    for (const [name, figure] of Object.entries(figures) as [string, Figure][]) {
      output.out(`${name}: ${typeof figure === 'number' ? figure : listed(figure)}\n`);
    }
    output.out(`CPU a seed: ${Math.round(cpuMillis / Math.max(1, seeds))} ms\n`);
    output.out(`${seeds} seeds from ${seed}, ${broken.length} with a broken promise.\n`);
  }
  return broken.length === 0 ? 0 : 1;
}

async function hunted(minutes: number, { options, worlds, output }: Given): Promise<ExitCode> {
  const found = await worlds.hunt(minutes, ({ breaks, module, seed, noticed }) => {
    const how = seed === null ? 'NOT NOTICED' : `seed ${seed}: ${noticed}`;
    output.err(`${module}: ${breaks}\n  ${how}\n`);
  });
  const missed = found.filter(({ seed }) => seed === null).length;
  if (options.json === true) output.out(`${JSON.stringify(found)}\n`);
  else output.out(`${found.length} planted faults, ${missed} not noticed.\n`);
  return missed === 0 ? 0 : 1;
}

type Figure = WorldFigures[keyof WorldFigures];

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join('; ');
}

function wordsOf({ seed, violations }: WorldVerdict): string {
  if (violations.length === 0) return '';
  const shown = violations.slice(0, shownBroken).map(({ invariant, says }) => {
    return `  ${invariant}: ${says}\n`;
  });
  const more = violations.length - shownBroken;
  const rest = more > 0 ? `  and ${more} more\n` : '';
  return `seed ${seed} breaks a promise; see it again with: weir sim --seed ${seed}\n${shown.join('')}${rest}`;
}
