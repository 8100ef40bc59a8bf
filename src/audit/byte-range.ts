// A piece of a file of lines, and how its bytes are read: whole lines only, each in exactly one
// piece, so that pieces can go to any thread in any order.
import { lineBreak } from './ascii.js';
import { closeSync, openSync, readSync } from 'node:fs';
import { limits } from '../core/limits.js';

/** The lines that begin in bytes `from..until` of a file on disk. */
export interface ByteRange {
  /** Index in the run's list of ranges: ranges of one file follow each other. */
  readonly index: number;
  /** Index in the run's list of inputs. */
  readonly input: number;
  /** The file was made from an export: what it covers is its own. */
  readonly exported: boolean;
  readonly file: string;
  readonly from: number;
  readonly until: number;
  /** Where the file's first line begins: after a byte order mark. */
  readonly fileStart: number;
}

const rangeBytes = 8 * 1_048_576;
const tailBytes = 65_536;

export function rangesOf(file: {
  readonly input: number;
  readonly exported: boolean;
  readonly file: string;
  readonly start: number;
  readonly size: number;
}): Omit<ByteRange, 'index'>[] {
  const ranges: Omit<ByteRange, 'index'>[] = [];
  for (let from = file.start; from < file.size; from += rangeBytes) {
    const until = Math.min(from + rangeBytes, file.size);
    const { input, exported, file: name, start } = file;
    ranges.push({ input, exported, file: name, from, until, fileStart: start });
  }
  return ranges;
}

/** What was read of a range; `bytes` belongs to the reader and holds only until its next read. */
export interface RangeBytes {
  readonly bytes: Buffer;
  /** Index in `bytes` of the range's first byte. */
  readonly origin: number;
  /** Index of the first byte of the first line, and the end of what was read. */
  readonly start: number;
  readonly end: number;
}

/** Reads ranges into one buffer that is used again. */
export class RangeReader {
  #buffer = Buffer.allocUnsafeSlow(rangeBytes + tailBytes + 1);
  #file = '';
  #descriptor = -1;

  read(range: ByteRange): RangeBytes {
    this.#open(range.file);
    // One byte before the range tells whether a line begins at its first byte.
    const before = range.from > range.fileStart ? 1 : 0;
    const wanted = range.until - range.from + before;
    let end = this.#fill(0, range.from - before, this.#buffer.length);
    while (end === this.#buffer.length && this.#lastLineIsOpen(wanted, end)) {
      const larger = Buffer.allocUnsafeSlow(this.#buffer.length + limits.lineBytesMax);
      this.#buffer.copy(larger);
      this.#buffer = larger;
      end = this.#fill(end, range.from - before + end, larger.length - end);
    }
    const bytes = this.#buffer;
    const start = before === 0 ? 0 : bytes.subarray(0, wanted).indexOf(lineBreak) + 1;
    const none = before === 1 && start === 0;
    return { bytes, origin: before, start: none ? end : start, end };
  }

  /** Reads bytes `from..until` of a range, counted from its start. */
  part(range: ByteRange, from: number, until: number): Buffer {
    this.#open(range.file);
    const length = until - from;
    if (this.#buffer.length < length) this.#buffer = Buffer.allocUnsafeSlow(length);
    this.#fill(0, range.from + from, length);
    return this.#buffer;
  }

  /** Whether the last line that begins in the range may go on after what was read. */
  #lastLineIsOpen(wanted: number, end: number): boolean {
    const begin = this.#buffer.subarray(0, wanted - 1).lastIndexOf(lineBreak) + 1;
    const closed = this.#buffer.subarray(wanted - 1, end).includes(lineBreak);
    return !closed && end - begin <= limits.lineBytesMax;
  }

  #open(file: string): void {
    if (file === this.#file) return;
    this.close();
    this.#descriptor = openSync(file, 'r');
    this.#file = file;
  }

  #fill(at: number, position: number, length: number): number {
    let end = at;
    const stop = Math.min(at + length, this.#buffer.length);
    while (end < stop) {
      const count = readSync(this.#descriptor, this.#buffer, end, stop - end, position + end - at);
      if (count === 0) break;
      end += count;
    }
    return end;
  }

  close(): void {
    if (this.#descriptor !== -1) closeSync(this.#descriptor);
    this.#descriptor = -1;
    this.#file = '';
  }
}
