// Some names of each column as they are written. A scan keeps hashes only, so that the lines of a few
// names, chosen by their hashes, are read again.
import { closeSync, openSync, readSync } from 'node:fs';
import type { NamedSystem } from '../core/identity/find-joins.js';
import { refValues } from '../core/observation/observation.js';
import { isUnreadable } from '../core/observation/read.js';
import type { ByteRange } from './byte-range.js';
import type { NamesInput } from './columns-of-names.js';
import { digestOf, eachName, nameOf, namespaceOf } from './columns-of-names.js';
import { readLine } from '../core/observation/read-line.js';
import { hashName } from './name-hash.js';

/** Names sampled of a column, about. */
const sampled = 64;

/** A name's line, and what the name is of. */
interface Spot {
  readonly column: string;
  readonly namespace: string;
  readonly digest: number;
  readonly range: number;
  readonly offset: number;
  readonly length: number;
}

type Samples = ReadonlyMap<string, readonly string[]>;

export function columnKey(system: string, namespace: string): string {
  return `${system}\u0000${namespace}`;
}

export function digestOfName(name: string): number {
  const { first, second } = hashName(name);
  return digestOf(first, second);
}

/** Samples of all columns of these systems, by `columnKey`. */
export function sampleNames(
  input: NamesInput,
  systems: readonly NamedSystem[],
  ranges: readonly ByteRange[],
): Samples {
  const samples = new Map<string, string[]>();
  const reader = new SpotReader(ranges);
  for (const spot of spotsOf(input, systems)) {
    const found = reader.names(spot).find((name) => digestOfName(name) === spot.digest);
    if (found === undefined) continue;
    const known = samples.get(spot.column);
    if (known === undefined) samples.set(spot.column, [found]);
    else known.push(found);
  }
  reader.close();
  return samples;
}

/** The lines of the names whose hashes are least, each name once. */
function spotsOf(input: NamesInput, systems: readonly NamedSystem[]): Spot[] {
  const limits = limitsOf(input, systems);
  const taken = new Map<number, Set<number>>();
  const spots: Spot[] = [];
  const width = input.namespaces.length;
  const indexOf = new Map(input.ranges.map((range, index) => [range, index]));
  eachName(input, (range, line, key) => {
    const { columns } = range;
    const system = range.systems[columns.systems[line] ?? 0] ?? 0;
    const column = system * width + namespaceOf(range, key);
    if (spread(columns.keyFirsts[key] ?? 0) >= (limits[column] ?? 0)) return;
    const digest = nameOf(range, key);
    const known = taken.get(column) ?? new Set<number>();
    if (known.has(digest)) return;
    taken.set(column, known.add(digest));
    const namespace = input.namespaces[namespaceOf(range, key)] ?? '';
    spots.push({
      column: columnKey(input.systems[system] ?? '', namespace),
      namespace,
      digest,
      range: indexOf.get(range) ?? 0,
      offset: columns.offsets[line] ?? 0,
      length: columns.lengths[line] ?? 0,
    });
  });
  return spots;
}

/** The hashes of numbers that follow each other lie near each other; so that they do not. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
}

/** System × namespace: what is sampled has a spread hash below it. */
function limitsOf(input: NamesInput, systems: readonly NamedSystem[]): Float64Array {
  const width = input.namespaces.length;
  const limits = new Float64Array(input.systems.length * width);
  for (const { columns } of systems) {
    for (const { system, namespace, names } of columns) {
      const column = input.systems.indexOf(system) * width + input.namespaces.indexOf(namespace);
      limits[column] = (2 ** 32 * sampled) / names.size;
    }
  }
  return limits;
}

class SpotReader {
  readonly #ranges: readonly ByteRange[];
  #file = '';
  #descriptor = -1;

  constructor(ranges: readonly ByteRange[]) {
    this.#ranges = ranges;
  }

  /** The names that the line states in the namespace. */
  names({ namespace, range, offset, length }: Spot): readonly string[] {
    const piece = this.#ranges[range];
    if (piece === undefined) return [];
    this.#open(piece.file);
    const bytes = new Uint8Array(length);
    readSync(this.#descriptor, bytes, 0, length, piece.from + offset);
    const read = readLine(bytes, () => '');
    return isUnreadable(read) ? [] : refValues(read.refs, namespace);
  }

  #open(file: string): void {
    if (file === this.#file) return;
    this.close();
    this.#descriptor = openSync(file, 'r');
    this.#file = file;
  }

  close(): void {
    if (this.#descriptor !== -1) closeSync(this.#descriptor);
    this.#descriptor = -1;
    this.#file = '';
  }
}
