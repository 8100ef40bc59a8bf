// Walks the bytes of a line token by token. It knows the plainest JSON only: no escapes, nothing but
// ASCII. Whatever else a line holds, the careful way (line.ts) reads it.
import {
  backslash,
  closeList,
  closeObject,
  comma,
  dot,
  minus,
  nineDigit,
  openList,
  openObject,
  quote,
  space,
  tilde,
  zeroDigit,
} from './ascii.js';
import { firstSeed } from './name-hash.js';

const cacheSize = 8_192;
const longestCached = 48;
const digitsMax = 15;
/** Columns of values whose last text is kept; those beyond share the first. */
export const columnsMax = 256;
const highBits = 0x80808080 | 0;

/** What every Buffer has and its published types leave out: text, one character a byte. */
export interface Bytes extends Buffer {
  readonly latin1Slice: (from: number, to: number) => string;
}

export class Cursor {
  bytes = Buffer.alloc(0) as Bytes;
  /** The same bytes, to be read four at a time. */
  view: DataView = new DataView(new ArrayBuffer(0));
  position = 0;
  end = 0;
  /** Of the string that was walked last: its first byte, its end and its hash. */
  from = 0;
  to = 0;
  hash = 0;
  /** The bucket's text, whose first character is the byte at `base`. */
  #text = '';
  #base = 0;
  /** By column of values, the text that stood in it last: where it lies, with its closing quote. */
  readonly #lastFroms = new Int32Array(columnsMax);
  readonly #lastLengths = new Int32Array(columnsMax);
  readonly #lastTexts: string[] = new Array<string>(columnsMax).fill('');
  readonly #cache: string[] = new Array<string>(cacheSize).fill('');
  /** The bytes of the cached texts, `longestCached` a slot, and the same to be read four at a time. */
  readonly #cached = new Uint8Array(cacheSize * longestCached);
  readonly #words = new DataView(this.#cached.buffer);

  /** Takes up a partition's bytes. */
  open(bytes: Buffer): void {
    this.bytes = bytes as Bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#lastLengths.fill(0);
  }

  /** Takes up the bucket's part of them, whose text, one character a byte, strings are cut from. */
  turnTo(from: number, to: number): void {
    this.#base = from;
    this.#text = this.bytes.latin1Slice(from, to);
  }

  /** The next byte that is not a space, or -1 at the end. */
  next(): number {
    const { bytes, end } = this;
    let { position } = this;
    while (position < end) {
      const code = bytes[position] ?? 0;
      if (code !== space) {
        this.position = position;
        return code;
      }
      position += 1;
    }
    this.position = position;
    return -1;
  }

  /** Walks the string that comes next; false where there is none, or not a plain one. */
  string(): boolean {
    if (this.next() !== quote) return false;
    const { bytes, end } = this;
    let hash = 0x811c9dc5 | 0;
    const from = this.position + 1;
    for (let position = from; position < end; position += 1) {
      const code = bytes[position] ?? 0;
      if (code === quote) {
        this.from = from;
        this.to = position;
        this.hash = hash;
        this.position = position + 1;
        return true;
      }
      if (code === backslash || code < space || code > tilde) return false;
      hash = Math.imul(hash ^ code, 0x01000193);
    }
    return false;
  }

  /**
   * Walks the text that begins at `from` up to its closing quote; false where it is not plain. Four
   * bytes at a time, as long as none of them is a quote, a backslash, a control or beyond ASCII.
   */
  quoted(from: number): boolean {
    const { bytes, view } = this;
    const lastWord = bytes.length - 4;
    let hash = firstSeed;
    let position = from;
    while (position <= lastWord) {
      const word = view.getInt32(position, true);
      const quotes = word ^ 0x22222222;
      const slashes = word ^ 0x5c5c5c5c;
      const special =
        word |
        ((word - 0x20202020) & ~word) |
        ((quotes - 0x01010101) & ~quotes) |
        ((slashes - 0x01010101) & ~slashes);
      if ((special & highBits) !== 0) break;
      hash = Math.imul(hash ^ word, 0x01000193) ^ (hash >>> 15);
      position += 4;
    }
    for (; ; position += 1) {
      const code = bytes[position] ?? 0;
      if (code === quote) break;
      if (code === backslash || code < space || code > tilde) return false;
      hash = Math.imul(hash ^ code, 0x01000193);
    }
    this.from = from;
    this.to = position;
    this.hash = hash;
    return true;
  }

  /**
   * The text that begins at `from`, of a column whose texts mostly repeat the one before: that is then
   * the same text, neither walked nor made again. Undefined where it is not plain.
   * @param isOfRun it stands in many buckets, not only in this.
   */
  repeated(column: number, from: number, isOfRun: boolean): string | undefined {
    const length = this.#lastLengths[column] ?? 0;
    if (length !== 0 && this.#same(this.#lastFroms[column] ?? 0, from, length)) {
      this.from = from;
      this.to = from + length - 1;
      return this.#lastTexts[column];
    }
    if (!this.quoted(from)) return undefined;
    const text = isOfRun ? this.text() : this.cut();
    this.#lastFroms[column] = from;
    this.#lastLengths[column] = this.to - from + 1;
    this.#lastTexts[column] = text;
    return text;
  }

  /** Text of the string walked last, cut from the bucket's: for texts that hardly ever repeat. */
  cut(): string {
    return this.#text.slice(this.from - this.#base, this.to - this.#base);
  }

  /** The same for texts that repeat: equal texts are then mostly one text, and quick to compare. */
  text(): string {
    const length = this.to - this.from;
    if (length > longestCached) return this.cut();
    const slot = (this.hash ^ (this.hash >>> 13)) & (cacheSize - 1);
    const known = this.#cache[slot] ?? '';
    const start = slot * longestCached;
    if (known.length === length && this.#isCached(start, length)) return known;
    // A copy of its own: a piece would keep the whole bucket's text alive.
    const fresh = this.bytes.latin1Slice(this.from, this.to);
    this.#cache[slot] = fresh;
    for (let index = 0; index < length; index += 1) {
      this.#cached[start + index] = this.bytes[this.from + index] ?? 0;
    }
    return fresh;
  }

  /** Whether the string walked last has the bytes of the cached text that begin at `start`. */
  #isCached(start: number, length: number): boolean {
    const { bytes, view, from } = this;
    let index = 0;
    for (; index + 4 <= length; index += 4) {
      if (view.getInt32(from + index) !== this.#words.getInt32(start + index)) return false;
    }
    for (; index < length; index += 1) {
      if (bytes[from + index] !== this.#cached[start + index]) return false;
    }
    return true;
  }

  /** Whether so many bytes before the end are the same at two places. */
  repeats(earlier: number, from: number, length: number): boolean {
    return from + length <= this.end && this.#same(earlier, from, length);
  }

  #same(earlier: number, from: number, length: number): boolean {
    const { bytes, view } = this;
    if (from + length > bytes.length) return false;
    let index = 0;
    for (; index + 4 <= length; index += 4) {
      if (view.getInt32(earlier + index) !== view.getInt32(from + index)) return false;
    }
    for (; index < length; index += 1) {
      if (bytes[earlier + index] !== bytes[from + index]) return false;
    }
    return true;
  }

  slice(from: number, to: number): string {
    return this.#text.slice(from - this.#base, to - this.#base);
  }

  /** The number that comes next, as JSON has it; undefined where it is not a plain one. */
  number(): number | undefined {
    this.next();
    const { bytes, end } = this;
    const from = this.position;
    const negative = bytes[from] === minus;
    let position = negative ? from + 1 : from;
    const first = position;
    let value = 0;
    let code = 0;
    for (; position < end; position += 1) {
      code = bytes[position] ?? 0;
      if (code < zeroDigit || code > nineDigit) break;
      value = value * 10 + (code - zeroDigit);
    }
    const digits = position - first;
    if (digits === 0 || digits > digitsMax || (digits > 1 && bytes[first] === zeroDigit)) {
      return undefined;
    }
    if (code === dot && position < end) return this.#fraction(from, position + 1);
    // An exponent or anything else that is not the end of a value is for the careful way.
    if (!endsValue(code) || (negative && value === 0)) return undefined;
    this.position = position;
    return negative ? -value : value;
  }

  #fraction(from: number, firstDigit: number): number | undefined {
    const { bytes, end } = this;
    let position = firstDigit;
    let code = 0;
    for (; position < end; position += 1) {
      code = bytes[position] ?? 0;
      if (code < zeroDigit || code > nineDigit) break;
    }
    if (position === firstDigit || position - from > digitsMax || !endsValue(code))
      return undefined;
    this.position = position;
    return Number(this.slice(from, position));
  }

  /** Walks over the object or list that comes next; false where it is not plain or has no end. */
  nested(): boolean {
    const from = this.position;
    let depth = 0;
    for (let code = this.next(); code !== -1; code = this.next()) {
      if (code === quote) {
        if (!this.string()) return false;
        continue;
      }
      if (code < space || code > tilde) return false;
      this.position += 1;
      if (code === openObject || code === openList) depth += 1;
      else if (code === closeObject || code === closeList) depth -= 1;
      if (depth === 0) {
        this.from = from;
        this.to = this.position;
        return true;
      }
    }
    return false;
  }

  /** Whether these letters come next: `true`, `false`, `null`. */
  literal(word: string): boolean {
    const { bytes, position } = this;
    for (let index = 0; index < word.length; index += 1) {
      if (bytes[position + index] !== word.charCodeAt(index)) return false;
    }
    this.position = position + word.length;
    return true;
  }

  /**
   * Ten-thousandths of the plain decimal that the string walked last is, or -1: no sign, no space,
   * at most twelve digits and four places.
   */
  decimal(): number {
    const { bytes, from, to } = this;
    let value = 0;
    let position = from;
    for (; position < to; position += 1) {
      const code = bytes[position] ?? 0;
      if (code < zeroDigit || code > nineDigit) break;
      value = value * 10 + (code - zeroDigit);
    }
    if (position === from || position - from > 11) return -1;
    if (position === to) return value * 10_000;
    const places = to - position - 1;
    if (bytes[position] !== dot || places < 1 || places > 4) return -1;
    for (position += 1; position < to; position += 1) {
      const code = bytes[position] ?? 0;
      if (code < zeroDigit || code > nineDigit) return -1;
      value = value * 10 + (code - zeroDigit);
    }
    return value * (scales[places] ?? 1);
  }
}

const scales = [10_000, 1_000, 100, 10, 1];

function endsValue(code: number): boolean {
  return code === comma || code === closeObject || code === closeList || code === space;
}
