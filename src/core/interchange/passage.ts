// A passage of text that one set of separators structures, and where the pieces end into which it falls.
// A piece is three numbers here: what it says is read from the text when somebody asks, and of most
// nobody does.
import type { Separators } from './separators.js';

/** What a piece of a passage is. Only the first two are segments. */
export const standing = {
  /** A segment and its terminator. */
  ended: 0,
  /** A segment that breaks off. */
  unended: 1,
  /** Blanks, a segment without an id, or what has been told of already. */
  silent: 2,
  /** It stands in no interchange. */
  foreign: 3,
  /** It is longer than a segment may be. */
  tooLong: 4,
} as const;

export type Standing = (typeof standing)[keyof typeof standing];

/** Numbers a piece: where it ends, the line on which it begins, and what it is. */
const width = 3;
/** Added to what a segment is: an end of a line stands inside of it. */
const wrapped = 8;

/** Expected of a segment, in characters; where they are shorter, the list of them grows. */
const usualLength = 16;

export class Passage {
  readonly text: string;
  /** What they say of pieces that stand in no interchange means nothing. */
  readonly separators: Separators;
  /**
   * The piece that was cut into its elements last. Whoever reads a segment asks for one element after
   * the other; were those of all segments kept, most would be kept for nothing.
   */
  readonly lastCut: { index: number; elements: readonly string[] } = { index: -1, elements: [] };
  /** Where the first piece begins; every other begins where the one before it ends. */
  readonly #origin: number;
  #pieces: Int32Array;
  #count = 0;

  constructor(text: string, separators: Separators, origin: number) {
    this.text = text;
    this.separators = separators;
    this.#origin = origin;
    this.#pieces = new Int32Array(width * (8 + Math.ceil((text.length - origin) / usualLength)));
  }

  get count(): number {
    return this.#count;
  }

  /** Adds the piece that begins where the last one ends. */
  add(end: number, line: number, is: Standing, isWrapped: boolean): void {
    const at = this.#count * width;
    if (at === this.#pieces.length) this.#grow();
    this.#pieces[at] = end;
    this.#pieces[at + 1] = line;
    this.#pieces[at + 2] = isWrapped ? is + wrapped : is;
    this.#count += 1;
  }

  beginOf(index: number): number {
    return index === 0 ? this.#origin : this.endOf(index - 1);
  }

  endOf(index: number): number {
    return this.#pieces[index * width] ?? 0;
  }

  lineOf(index: number): number {
    return this.#pieces[index * width + 1] ?? 0;
  }

  standingOf(index: number): number {
    return (this.#pieces[index * width + 2] ?? 0) % wrapped;
  }

  isSegment(index: number): boolean {
    return this.standingOf(index) <= standing.unended;
  }

  isWrapped(index: number): boolean {
    return (this.#pieces[index * width + 2] ?? 0) >= wrapped;
  }

  #grow(): void {
    const grown = new Int32Array(this.#pieces.length * 2);
    grown.set(this.#pieces);
    this.#pieces = grown;
  }
}
