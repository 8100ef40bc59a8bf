// What the scan of all files says of the run as a whole: its systems and their names, its times, and
// the lines that can't be read.
import type { SystemCoverage } from '../core/observation/coverage.js';
import { kinds } from '../core/observation/kinds.js';
import type { ByteRange } from './byte-range.js';
import type { Crew } from './crew.js';
import type { RoutedRange } from './route.js';
import type { BadLine, RangeScan, ScanNames } from './scan.js';
import type { Trims } from './trims.js';
import type { ShownFact, SpokenDay, Window } from './window.js';
import { coverageOf, windowOf } from './window.js';

export interface Surveyed {
  readonly ranges: readonly RoutedRange[];
  readonly systems: readonly string[];
  readonly namespaces: readonly string[];
  /** Stock items that any line names. */
  readonly skus: readonly string[];
  readonly lines: number;
  readonly window: Window | null;
  readonly coverage: ReadonlyMap<string, SystemCoverage>;
  readonly bad: readonly BadLine[];
  /** Range -> lines of it that can't be read. */
  readonly badCounts: ReadonlyMap<number, number>;
}

/** Scans every range with all threads, and puts their numbers on one footing. */
export async function survey(
  ranges: readonly ByteRange[],
  crew: Crew,
  trims: Trims,
  progress: (done: number) => void,
): Promise<Surveyed> {
  await crew.all({ task: 'open-scan', trims });
  const tasks = ranges.map((range) => ({ task: 'scan', range }) as const);
  const scans: { thread: number; scan: RangeScan }[] = [];
  for (const result of await crew.spread(tasks, progress)) {
    if (result.task === 'scanned') scans.push(result);
  }
  const names = new Map<number, ScanNames>();
  for (const result of await crew.all({ task: 'scan-names' })) {
    if (result.task === 'names') names.set(result.thread, result.names);
  }
  // All lines of observations are one source: what they cover, they cover together.
  const sources = ranges.map(({ input, exported }) => (exported ? input : allLines));
  return new Footing(names, sources).surveyed(scans);
}

/** Source of all lines of observations; that of an export is its place among the inputs. */
const allLines = -1;

/** One numbering of systems and namespaces for all threads: by name, so that it is always the same. */
class Footing {
  readonly #names: ReadonlyMap<number, ScanNames>;
  readonly #systems: readonly string[];
  readonly #namespaces: readonly string[];
  /** Range -> where it comes from. */
  readonly #sources: readonly number[];

  constructor(names: ReadonlyMap<number, ScanNames>, sources: readonly number[]) {
    this.#sources = sources;
    this.#names = names;
    const all = [...names.values()];
    this.#systems = [...new Set(all.flatMap((one) => one.systems))].sort();
    this.#namespaces = [...new Set(all.flatMap((one) => one.namespaces))].sort();
  }

  surveyed(scans: readonly { thread: number; scan: RangeScan }[]): Surveyed {
    const systemNumbers = this.#numbers((names) => names.systems, this.#systems);
    const namespaceNumbers = this.#numbers((names) => names.namespaces, this.#namespaces);
    const none = new Uint16Array(0);
    const ranges = scans.map(({ thread, scan }) => ({
      columns: scan.columns,
      systems: systemNumbers.get(thread) ?? none,
      namespaces: namespaceNumbers.get(thread) ?? none,
      buckets: new Int32Array(new SharedArrayBuffer(scan.columns.count * 4)),
    }));
    const days = scans.flatMap(({ thread, scan }) => this.#days(thread, scan));
    const window = windowOf(days);
    return {
      ranges,
      systems: this.#systems,
      namespaces: this.#namespaces,
      skus: [...new Set([...this.#names.values()].flatMap((one) => one.skus))].sort(),
      lines: scans.reduce((sum, { scan }) => sum + scan.columns.count, 0),
      window,
      coverage: window === null ? new Map() : coverageOf(days, this.#facts(scans), window),
      bad: scans.flatMap(({ scan }) => scan.bad),
      badCounts: new Map(scans.map(({ scan }) => [scan.range, scan.badCount])),
    };
  }

  #numbers(
    texts: (names: ScanNames) => readonly string[],
    sorted: readonly string[],
  ): Map<number, Uint16Array> {
    const index = new Map(sorted.map((text, number) => [text, number]));
    return new Map(
      [...this.#names].map(([thread, names]) => [
        thread,
        Uint16Array.from(texts(names), (text) => index.get(text) ?? 0),
      ]),
    );
  }

  #days(thread: number, scan: RangeScan): SpokenDay[] {
    const systems = this.#names.get(thread)?.systems ?? [];
    const source = this.#sources[scan.range] ?? allLines;
    return scan.days.map(({ system, ...spoken }) => ({
      system: systems[system] ?? '',
      source,
      ...spoken,
    }));
  }

  #facts(scans: readonly { thread: number; scan: RangeScan }[]): ShownFact[] {
    return scans.flatMap(({ thread, scan }) =>
      scan.facts.map((fact) => ({
        system: this.#names.get(thread)?.systems[fact >>> 8] ?? '',
        source: this.#sources[scan.range] ?? allLines,
        kind: kinds[fact & 255],
      })),
    );
  }
}
