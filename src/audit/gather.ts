// Third stage: the lines of a partition (a run of buckets) are brought together from all files, each
// bucket's lines beside each other, so that they can be read and judged bucket by bucket.
import { lineBreak } from './ascii.js';
import type { ByteRange } from './byte-range.js';
import { RangeReader } from './byte-range.js';
import type { LineColumns } from './line-table.js';

/** A range as the gathering needs it. */
export interface GatheredRange {
  readonly range: ByteRange;
  readonly columns: Pick<LineColumns, 'count' | 'offsets' | 'lengths'>;
  readonly buckets: Int32Array;
}

/** Buckets `from` up to but not including `until`. */
export interface Partition {
  readonly from: number;
  readonly until: number;
  /** Which of the gathering's ranges hold lines of these buckets. */
  readonly ranges: readonly number[];
}

/** One bucket's lines: slots `first..end` of the gathered partition. */
export interface GatheredBucket {
  readonly bucket: number;
  readonly first: number;
  readonly end: number;
}

export interface LinePlace {
  readonly range: number;
  readonly offset: number;
}

/** Gathers partitions, one at a time, into memory that is used again. */
export class Gathering {
  readonly #ranges: readonly GatheredRange[];
  readonly #reader = new RangeReader();
  #starts = new Float64Array(0);
  #slotRanges = new Uint32Array(0);
  #slotOffsets = new Uint32Array(0);
  #slots = 0;
  bytes = Buffer.alloc(0);

  constructor(ranges: readonly GatheredRange[]) {
    this.#ranges = ranges;
  }

  close(): void {
    this.#reader.close();
  }

  /** Where the line of a slot begins and ends in `bytes`. */
  start(slot: number): number {
    return this.#starts[slot] ?? 0;
  }

  end(slot: number): number {
    return (this.#starts[slot + 1] ?? 0) - 1;
  }

  /** Index of the range in which the line of a slot stands. */
  rangeOf(slot: number): number {
    return this.#slotRanges[slot] ?? 0;
  }

  place(slot: number): LinePlace {
    return { range: this.#slotRanges[slot] ?? 0, offset: this.#slotOffsets[slot] ?? 0 };
  }

  /** Brings a partition's lines together; what was gathered before is gone. */
  gather({ from, until, ranges }: Partition): GatheredBucket[] {
    const held = ranges.flatMap((index) => this.#ranges[index] ?? []);
    const counts = countLines(held, from, until);
    const buckets: GatheredBucket[] = [];
    const next = new Uint32Array(until - from);
    let slots = 0;
    for (let index = 0; index < next.length; index += 1) {
      const count = counts[index] ?? 0;
      next[index] = slots;
      if (count > 0) buckets.push({ bucket: from + index, first: slots, end: slots + count });
      slots += count;
    }
    this.#slots = slots;
    const filled = this.#fillSlots(held, from, next);
    this.#copyLines(filled);
    return buckets;
  }

  /** Sorts the lines into slots by bucket; returns, range by range, the slots of its lines. */
  #fillSlots(held: readonly GatheredRange[], from: number, next: Uint32Array): RangeSlots[] {
    const until = from + next.length;
    this.#slotRanges = sized(this.#slotRanges, this.#slots);
    this.#slotOffsets = sized(this.#slotOffsets, this.#slots);
    const lengths = new Uint32Array(this.#slots);
    const filled: RangeSlots[] = [];
    const taken = new Uint32Array(this.#slots);
    const lines = new Uint32Array(this.#slots);
    let total = 0;
    for (const { range, columns, buckets } of held) {
      const first = total;
      for (let line = 0; line < columns.count; line += 1) {
        const bucket = buckets[line] ?? -1;
        if (bucket < from || bucket >= until) continue;
        const slot = next[bucket - from] ?? 0;
        next[bucket - from] = slot + 1;
        this.#slotRanges[slot] = range.index;
        this.#slotOffsets[slot] = columns.offsets[line] ?? 0;
        lengths[slot] = columns.lengths[line] ?? 0;
        taken[total] = slot;
        lines[total] = line;
        total += 1;
      }
      if (total > first) {
        filled.push({
          range,
          columns,
          slots: taken.subarray(first, total),
          lines: lines.subarray(first, total),
        });
      }
    }
    this.#startSlots(lengths);
    return filled;
  }

  #startSlots(lengths: Uint32Array): void {
    if (this.#starts.length < this.#slots + 1) this.#starts = new Float64Array(this.#slots + 1);
    let start = 0;
    for (let slot = 0; slot < this.#slots; slot += 1) {
      this.#starts[slot] = start;
      start += (lengths[slot] ?? 0) + 1;
    }
    this.#starts[this.#slots] = start;
    if (this.bytes.length < start) this.bytes = Buffer.allocUnsafeSlow(start);
  }

  #copyLines(filled: readonly RangeSlots[]): void {
    for (const { range, columns, slots, lines } of filled) {
      const { offsets, lengths } = columns;
      const first = lines[0] ?? 0;
      const last = lines[lines.length - 1] ?? 0;
      // Files are mostly written in order of time: the lines of a partition lie in a part of a range.
      const origin = offsets[first] ?? 0;
      const until = (offsets[last] ?? 0) + (lengths[last] ?? 0);
      const bytes = this.#reader.part(range, origin, until);
      for (let index = 0; index < slots.length; index += 1) {
        const line = lines[index] ?? 0;
        const start = this.#starts[slots[index] ?? 0] ?? 0;
        const from = (offsets[line] ?? 0) - origin;
        const length = lengths[line] ?? 0;
        bytes.copy(this.bytes, start, from, from + length);
        this.bytes[start + length] = lineBreak;
      }
    }
  }
}

function countLines(held: readonly GatheredRange[], from: number, until: number): Uint32Array {
  const counts = new Uint32Array(until - from);
  for (const { columns, buckets } of held) {
    for (let line = 0; line < columns.count; line += 1) {
      const bucket = buckets[line] ?? -1;
      if (bucket >= from && bucket < until)
        counts[bucket - from] = (counts[bucket - from] ?? 0) + 1;
    }
  }
  return counts;
}

interface RangeSlots {
  readonly range: ByteRange;
  readonly columns: GatheredRange['columns'];
  readonly slots: Uint32Array;
  readonly lines: Uint32Array;
}

function sized(column: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  return column.length >= length ? column : new Uint32Array(length);
}
