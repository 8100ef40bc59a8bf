// The made-up company: one seed in; its files' lines, its contract and the truth about it out. It reads nothing
// and writes nothing, and it was written from the catalogue of failures alone, so that it can disagree with the
// detectors that are measured against it.
import { contractText } from './contract.js';
import { Coverage } from './coverage.js';
import type { Emission, SystemName } from './emission.js';
import { Joins } from './joins.js';
import { Exports } from './exports/all.js';
import type { FileRow } from './exports/shape.js';
import { FULL, drawThin, shows, viewThrough, type Lens } from './lens.js';
import { lineText } from './line.js';
import { PATTERNS, type Pattern } from './pattern.js';
import { Random } from './random.js';
import { Shuffle } from './shuffle.js';
import { subjects, type Told } from './subjects.js';
import { SYSTEM_NAMES } from './systems.js';
import { Ledger, type TruthRow } from './truth.js';
import type { View } from './view.js';
import { createWorld, type World } from './world.js';

export interface SimulateOptions {
  readonly seed: number;
  readonly orders?: number;
  /** The faults to inject; all of the catalogue where absent, none where empty. */
  readonly faults?: readonly Pattern[];
  /** The share of eligible subjects that carries each chosen fault. */
  readonly rate?: number;
  /**
   * Show less than all: `exports` are the files that people can download, `lines` observation lines that fall as
   * short as exports do.
   */
  readonly thin?: Thin;
}

export type Thin = 'exports' | 'lines';

export type CompanyEvent =
  | { readonly event: 'row'; readonly file: string; readonly text: string }
  | { readonly event: 'truth'; readonly row: TruthRow };

export interface Company {
  /** Name of each file → its header, where it has one. */
  readonly files: ReadonlyMap<string, string | undefined>;
  readonly contract: string;
  /** When the files were made, where they are exports: that is no column of theirs. */
  readonly exportedAt: number | undefined;
  readonly faults: readonly Pattern[];
  /** Tells the whole company from the start; each call tells it again, the same. */
  readonly events: () => Generator<CompanyEvent>;
}

const DEFAULT_ORDERS = 2_000;
const DEFAULT_RATE = 0.01;
/** The share of lines that a system writes twice, word for word. */
const REPEATED = 0.004;
const SETTLE_EVERY = 2_000;

/** One run's moving parts. */
interface Telling {
  readonly world: World;
  readonly coverage: Coverage;
  readonly joins: Joins;
  readonly ledger: Ledger;
  readonly writer: Writer;
}

/** How subjects become rows of files. */
interface Writer {
  readonly lens: Lens;
  readonly tell: (emissions: readonly Emission[]) => {
    readonly rows: readonly FileRow[];
    readonly view: View;
  };
  readonly close: () => readonly FileRow[];
}

/** A file of observation lines a system, never quite in order, and some lines in it twice. */
function lineWriter(world: World, lens: Lens): Writer {
  const shuffle = new Shuffle(new Random(world.seed, 'shuffle'));
  const repeats = new Random(world.seed, 'repeats');
  const linesOf = (emission: Emission): FileRow[] => {
    const line = { file: fileOf(emission.system), text: lineText(emission, lens) };
    const copies = repeats.chance(REPEATED) ? [line, line] : [line];
    return copies.flatMap((copy) => shuffle.push(copy) ?? []);
  };
  return {
    lens,
    tell: (emissions) => {
      const visible = emissions.filter((emission) => shows(lens, emission));
      const rows = visible.flatMap((emission) => linesOf(emission));
      return { rows, view: viewThrough(lens, new Set(visible)) };
    },
    close: () => shuffle.drain(),
  };
}

function fileOf(system: SystemName): string {
  return `${system}.jsonl`;
}

function exportWriter(exports: Exports): Writer {
  return {
    lens: exports.lens,
    tell: (emissions) => exports.tell(emissions),
    close: () => exports.close(),
  };
}

/** Nothing outside the window is ever written. */
function insideWindow({ from, until }: World, emissions: readonly Emission[]): readonly Emission[] {
  return emissions.filter(({ at }) => at >= from - 1 && at <= until);
}

function fileFaults(telling: Telling, { tale, faults }: Told, view: View): void {
  const { joins, ledger, world } = telling;
  const joined = (): boolean => world.naming === 'declared' || joins.found(tale.subjectClass);
  for (const fault of faults) ledger.file({ fault, view, joined });
}

function* rows(truth: readonly TruthRow[]): Generator<CompanyEvent> {
  for (const row of truth) yield { event: 'truth', row };
}

function* tell(telling: Telling, told: Iterable<Told>): Generator<CompanyEvent> {
  const { coverage, joins, ledger, world, writer } = telling;
  let count = 0;
  for (const subject of told) {
    const { rows: written, view } = writer.tell(insideWindow(world, subject.tale.emissions));
    for (const row of written) yield { event: 'row', ...row };
    for (const emission of view.visible) {
      if (view.covers(emission))
        coverage.note(emission.system, emission.kind, view.span(emission).from);
    }
    joins.note(view.visible, writer.lens.windows.get('erp'));
    fileFaults(telling, subject, view);
    count += 1;
    if (world.naming === 'declared' && count % SETTLE_EVERY === 0) yield* rows(ledger.settle());
  }
  for (const row of writer.close()) yield { event: 'row', ...row };
  yield* rows(ledger.close());
}

function beginTelling(world: World, thin: Thin | undefined): Telling {
  const coverage = new Coverage();
  const writer =
    thin === 'exports'
      ? exportWriter(new Exports(world))
      : lineWriter(world, thin === undefined ? FULL : drawThin(world));
  return { world, coverage, joins: new Joins(), ledger: new Ledger(coverage), writer };
}

function filesOf(world: World, thin: Thin | undefined): Company['files'] {
  if (thin === 'exports') return new Exports(world).files();
  return new Map(SYSTEM_NAMES.map((name) => [fileOf(name), undefined]));
}

/** Makes up the company of one seed. */
export function simulate(options: SimulateOptions): Company {
  const { seed, orders = DEFAULT_ORDERS, faults = PATTERNS, rate = DEFAULT_RATE, thin } = options;
  const undeclared = thin === 'lines' && new Random(seed, 'naming').chance(0.5);
  const world = createWorld(seed, orders, {
    naming: undeclared ? 'found' : 'declared',
    exported: thin === 'exports',
  });
  return {
    files: filesOf(world, thin),
    contract: contractText(world, thin === 'exports'),
    exportedAt: thin === 'exports' ? world.until : undefined,
    faults,
    events: () => tell(beginTelling(world, thin), subjects(world, { patterns: faults, rate })),
  };
}
