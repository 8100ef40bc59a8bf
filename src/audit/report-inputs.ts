// The report's list of inputs: what was read of each, and the lines that could not be, with the
// numbers that an editor shows.
import { lineBreak } from './ascii.js';
import { limits } from '../core/limits.js';
import type { ReportInput } from '../core/detect/report.js';
import type { ByteRange } from './byte-range.js';
import { RangeReader } from './byte-range.js';
import type { GatheredInputs } from './gather-inputs.js';
import type { Judged } from './judge-all.js';
import type { BadLine } from './scan.js';

/** Lines that the scan could not make anything of. */
export interface LostLines {
  readonly bad: readonly BadLine[];
  /** Range -> how many. */
  readonly badCounts: ReadonlyMap<number, number>;
}

export function reportInputs(
  { inputs, ranges }: GatheredInputs,
  lost: LostLines,
  judged: Judged,
): ReportInput[] {
  const bad = listed(ranges, [...lost.bad, ...judged.bad]);
  const numbers = new LineNumbers(ranges);
  const observations = summed(ranges, [judged.readCounts]);
  const counts = summed(ranges, [lost.badCounts, judged.badCounts]);
  const result = inputs.map((input, index): ReportInput => {
    const { path, reader, proven, origins } = input;
    const rows = (bad.get(index) ?? []).map((line) => {
      const number = numbers.of(line);
      return { line: origins?.[number - 1] ?? number, reason: line.reason };
    });
    return {
      path,
      reader,
      proven,
      observations: observations.get(index) ?? 0,
      unreadable: [...input.rows, ...rows].slice(0, limits.unreadableListed),
      unreadable_count: (counts.get(index) ?? 0) + input.rowCount,
    };
  });
  numbers.close();
  return result;
}

/** Input -> the first of its lines that can't be read. */
function listed(ranges: readonly ByteRange[], bad: readonly BadLine[]): Map<number, BadLine[]> {
  const byInput = new Map<number, BadLine[]>();
  const sorted = [...bad].sort((a, b) => a.range - b.range || a.offset - b.offset);
  for (const line of sorted) {
    const input = ranges[line.range]?.input ?? 0;
    const lines = byInput.get(input) ?? [];
    if (lines.length < limits.unreadableListed) lines.push(line);
    byInput.set(input, lines);
  }
  return byInput;
}

function summed(
  ranges: readonly ByteRange[],
  counts: readonly ReadonlyMap<number, number>[],
): Map<number, number> {
  const sums = new Map<number, number>();
  for (const byRange of counts) {
    for (const [range, count] of byRange) {
      const input = ranges[range]?.input ?? 0;
      sums.set(input, (sums.get(input) ?? 0) + count);
    }
  }
  return sums;
}

/** Line numbers are counted only for lines that are shown: a file is read again up to there. */
class LineNumbers {
  readonly #ranges: readonly ByteRange[];
  readonly #reader = new RangeReader();
  /** Range -> lines of its file that begin before it. */
  readonly #before = new Map<number, number>();
  #counted: { readonly range: number; offset: number; line: number } | null = null;

  constructor(ranges: readonly ByteRange[]) {
    this.#ranges = ranges;
  }

  /** Lines are asked for in the order in which they stand. */
  of(line: BadLine): number {
    const range = this.#ranges[line.range];
    if (range === undefined) return 0;
    if (this.#counted?.range !== line.range) {
      this.#counted = { range: line.range, offset: 0, line: this.#linesBefore(range) };
    }
    const counted = this.#counted;
    const { bytes, origin } = this.#reader.read(range);
    counted.line += breaks(bytes, origin + counted.offset, origin + line.offset);
    counted.offset = line.offset;
    return counted.line + 1;
  }

  #linesBefore(range: ByteRange): number {
    const known = this.#before.get(range.index);
    if (known !== undefined) return known;
    const previous = this.#ranges[range.index - 1];
    if (range.from === range.fileStart || previous === undefined) return 0;
    const { bytes, origin } = this.#reader.read(previous);
    const inside = breaks(bytes, origin, origin + previous.until - previous.from);
    const before = this.#linesBefore(previous) + inside;
    this.#before.set(range.index, before);
    return before;
  }

  close(): void {
    this.#reader.close();
  }
}

function breaks(bytes: Buffer, from: number, until: number): number {
  let count = 0;
  for (let at = bytes.indexOf(lineBreak, from); at !== -1 && at < until; count += 1) {
    at = bytes.indexOf(lineBreak, at + 1);
  }
  return count;
}
