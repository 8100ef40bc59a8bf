// The made-up company: one seed in; its files' lines, its contract and the truth about it out. It reads nothing
// and writes nothing, and it was written from the catalogue of failures alone, so that it can disagree with the
// detectors that are measured against it.
import { contractText } from './contract.js';
import { Coverage } from './coverage.js';
import type { Emission, SystemName } from './emission.js';
import { Joins } from './joins.js';
import { FULL, drawThin, shows, span, type Lens } from './lens.js';
import { lineText } from './line.js';
import { PATTERNS, type Pattern } from './pattern.js';
import { Random } from './random.js';
import { Shuffle, type FileLine } from './shuffle.js';
import { subjects, type Told } from './subjects.js';
import { SYSTEM_NAMES } from './systems.js';
import { Ledger, type TruthRow } from './truth.js';
import { createWorld, type World } from './world.js';

export interface SimulateOptions {
  readonly seed: number;
  readonly orders?: number;
  /** The faults to inject; all of the catalogue where absent, none where empty. */
  readonly faults?: readonly Pattern[];
  /** The share of eligible subjects that carries each chosen fault. */
  readonly rate?: number;
  /** Show the company as real exports would. */
  readonly thin?: boolean;
}

export type CompanyEvent =
  | { readonly event: 'line'; readonly system: SystemName; readonly text: string }
  | { readonly event: 'truth'; readonly row: TruthRow };

export interface Company {
  readonly systems: readonly SystemName[];
  readonly contract: string;
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
  readonly lens: Lens;
  readonly coverage: Coverage;
  readonly joins: Joins;
  readonly ledger: Ledger;
  readonly shuffle: Shuffle;
  readonly repeats: Random;
}

function beginTelling(world: World, lens: Lens): Telling {
  const coverage = new Coverage();
  return {
    world,
    lens,
    coverage,
    joins: new Joins(),
    ledger: new Ledger(lens, coverage),
    shuffle: new Shuffle(new Random(world.seed, 'shuffle')),
    repeats: new Random(world.seed, 'repeats'),
  };
}

/** What the files show of one subject: nothing after the window's end, and nothing that the lens hides. */
function visibleOf(telling: Telling, { tale }: Told): Set<Emission> {
  const { world, lens } = telling;
  const seen = tale.emissions.filter((emission) => {
    const inside = emission.at >= world.from - 1 && emission.at <= world.until;
    return inside && shows(lens, emission);
  });
  return new Set(seen);
}

function fileFaults(telling: Telling, told: Told, visible: ReadonlySet<Emission>): void {
  const { tale, faults } = told;
  const { joins, ledger, world } = telling;
  const joined = (): boolean => world.naming === 'declared' || joins.found(tale.subjectClass);
  for (const fault of faults) ledger.file({ fault, visible, joined });
}

function* linesOf(telling: Telling, visible: ReadonlySet<Emission>): Generator<FileLine> {
  const { coverage, lens, repeats, shuffle } = telling;
  for (const emission of visible) {
    const { system, kind } = emission;
    coverage.note(system, kind, span(lens, emission).from);
    const line = { system, text: lineText(emission, lens) };
    const copies = repeats.chance(REPEATED) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const out = shuffle.push(line);
      if (out !== undefined) yield out;
    }
  }
}

function* rows(truth: readonly TruthRow[]): Generator<CompanyEvent> {
  for (const row of truth) yield { event: 'truth', row };
}

function* tell(telling: Telling, told: Iterable<Told>): Generator<CompanyEvent> {
  const { joins, ledger, lens, shuffle, world } = telling;
  let count = 0;
  for (const subject of told) {
    const visible = visibleOf(telling, subject);
    for (const line of linesOf(telling, visible)) yield { event: 'line', ...line };
    joins.note(visible, lens.windows.get('erp'));
    fileFaults(telling, subject, visible);
    count += 1;
    if (world.naming === 'declared' && count % SETTLE_EVERY === 0) yield* rows(ledger.settle());
  }
  for (const line of shuffle.drain()) yield { event: 'line', ...line };
  yield* rows(ledger.close());
}

/** Makes up the company of one seed. */
export function simulate(options: SimulateOptions): Company {
  const {
    seed,
    orders = DEFAULT_ORDERS,
    faults = PATTERNS,
    rate = DEFAULT_RATE,
    thin = false,
  } = options;
  const undeclared = thin && new Random(seed, 'naming').chance(0.5);
  const world = createWorld(seed, orders, undeclared ? 'found' : 'declared');
  const lens = thin ? drawThin(world) : FULL;
  return {
    systems: SYSTEM_NAMES,
    contract: contractText(world),
    faults,
    events: () => tell(beginTelling(world, lens), subjects(world, { patterns: faults, rate })),
  };
}
