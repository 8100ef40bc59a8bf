// First stage: every line of a range is found, and what decides where it belongs. Nothing is parsed
// but lines that are odd; those that can't be read end here, with their reason.
import { carriageReturn, lineBreak } from './ascii.js';
import { limits } from '../core/limits.js';
import { kinds } from '../core/observation/kinds.js';
import type { Digest } from '../core/observation/read.js';
import { isUnreadable } from '../core/observation/read.js';
import { refValues } from '../core/observation/observation.js';
import type { ByteRange } from './byte-range.js';
import { RangeReader } from './byte-range.js';
import { readLine, tooLong } from '../core/observation/read-line.js';
import type { LineColumns } from './line-table.js';
import { LineTable } from './line-table.js';
import type { Trims } from './trims.js';
import { LineScanner } from './scan-line.js';
import type { DayOfSystem } from './time-table.js';
import { TimeTable } from './time-table.js';

/** A line that can't be used; `offset` from the start of its range. */
export interface BadLine {
  readonly range: number;
  readonly offset: number;
  readonly reason: string;
}

export interface RangeScan {
  readonly range: number;
  readonly columns: LineColumns;
  readonly bad: readonly BadLine[];
  readonly badCount: number;
  readonly days: readonly DayOfSystem[];
  /** `system * 256 + kind`, for each kind that a system states in the range. */
  readonly facts: readonly number[];
}

/** Texts for one scanning thread's numbers. */
export interface ScanNames {
  readonly systems: readonly string[];
  readonly namespaces: readonly string[];
  /** Stock items that the thread's lines name. */
  readonly skus: readonly string[];
}

const unknownKind = 255;
const numbersMax = 60_000;
const kindNumbers: ReadonlyMap<string, number> = new Map(kinds.map((kind, index) => [kind, index]));

/** One thread's scanner: it keeps its numbers for systems and namespaces from range to range. */
export class Scan {
  readonly #scanner: LineScanner;
  readonly #reader = new RangeReader();
  readonly #table = new LineTable();
  readonly #digest: Digest;
  #kindNumbers: number[] = [];
  #bad: BadLine[] = [];
  #badCount = 0;

  constructor(trims: Trims, digest: Digest) {
    this.#scanner = new LineScanner(trims);
    this.#digest = digest;
  }

  names(): ScanNames {
    const { systems, namespaces, skus } = this.#scanner;
    return { systems: systems.texts, namespaces: namespaces.texts, skus: skus.texts };
  }

  close(): void {
    this.#reader.close();
  }

  range(range: ByteRange): RangeScan {
    const { bytes, origin, start, end } = this.#reader.read(range);
    const stop = origin + range.until - range.from;
    const times = new TimeTable();
    const facts = new Set<number>();
    this.#table.clear();
    this.#bad = [];
    this.#badCount = 0;
    for (let from = start; from < stop && from < end;) {
      const found = bytes.indexOf(lineBreak, from);
      const next = found === -1 || found >= end ? end : found;
      const to = bytes[next - 1] === carriageReturn && next > from ? next - 1 : next;
      const offset = from - origin;
      if (this.#line(bytes, from, to, { range: range.index, offset })) {
        const { system, at } = this.#scanner;
        const kind = this.#kindNumbers[this.#scanner.kind] ?? unknownKind;
        this.#table.addLine({ offset, length: to - from, system, kind, at });
        times.add(system, at);
        facts.add(system * 256 + kind);
      }
      from = next + 1;
    }
    return {
      range: range.index,
      columns: this.#table.columns(),
      bad: this.#bad,
      badCount: this.#badCount,
      days: times.days(),
      facts: [...facts],
    };
  }

  /** Whether the line bears an observation, as far as a scan can tell. */
  #line(bytes: Buffer, from: number, to: number, place: Omit<BadLine, 'reason'>): boolean {
    if (to - from > limits.lineBytesMax) return this.#reject(place, tooLong);
    const verdict = this.#scanner.scan(bytes, from, to, this.#table);
    if (verdict === 'blank') return false;
    if (verdict === 'found' && this.#knownKind() && this.#fewNames()) return true;
    return this.#odd(bytes.subarray(from, to), place);
  }

  #knownKind(): boolean {
    const number = this.#scanner.kind;
    let kind = this.#kindNumbers[number];
    if (kind === undefined) {
      kind = kindNumbers.get(this.#scanner.kinds.texts[number] ?? '') ?? unknownKind;
      this.#kindNumbers[number] = kind;
    }
    return kind !== unknownKind;
  }

  #fewNames(): boolean {
    const { systems, namespaces } = this.#scanner;
    return systems.texts.length < numbersMax && namespaces.texts.length < numbersMax;
  }

  #odd(line: Buffer, place: Omit<BadLine, 'reason'>): boolean {
    this.#table.keyCount = this.#table.lastKeyEnd();
    const read = readLine(line, this.#digest);
    if (isUnreadable(read)) return this.#reject(place, read.unreadable);
    if (!this.#fewNames()) return this.#reject(place, 'the run names more systems than can be so');
    const names = Object.keys(read.refs).map(
      (namespace) => [namespace, refValues(read.refs, namespace)] as const,
    );
    this.#scanner.enter({ system: read.system, kind: read.kind, at: read.at, names }, this.#table);
    return this.#knownKind();
  }

  #reject(place: Omit<BadLine, 'reason'>, reason: string): false {
    this.#badCount += 1;
    if (this.#bad.length < limits.unreadableListed) this.#bad.push({ ...place, reason });
    return false;
  }
}
