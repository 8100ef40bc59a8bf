// Text in pieces of any size -> segments. Where a piece ends makes no difference: a segment is only
// taken once so much text is behind it that nothing to come can change what it is.
import { limits } from '../limits.js';
import type { Irregular, Separators } from './segment.js';
import { Segment } from './segment.js';

/** How interchanges of one standard begin. */
export interface Syntax {
  /** Whether the text at `at` could begin an interchange: the quick look before `header`. */
  readonly mayBegin: (text: string, at: number) => boolean;
  /** The header that begins at `at`; null: none does. May look `lookahead` characters ahead. */
  readonly header: (text: string, at: number) => Header | null;
  /**
   * Where a header begins so plainly that it is one even inside of a segment, at or after `from`;
   * -1: nowhere. So an interchange that breaks off does not take the next one with it.
   */
  readonly next: (text: string, from: number) => number;
  /** Segment that ends an interchange. */
  readonly trailer: string;
}

export interface Header {
  readonly separators: Separators;
  /** Characters of a service string before the first segment (`UNA:+.? '`); 0: there is none. */
  readonly service: number;
}

/** How far ahead of a position its meaning may be decided. */
export const lookahead = 512;

const tab = 9;
const carriageReturn = 13;
const blank = 32;
const byteOrderMark = 0xfeff;
/** What DOS put at the end of a file. */
const endOfFile = 26;

/** Behind all texts, and still a small integer: others cost an object at each assignment. */
const nowhere = 0x3fff_ffff;

const noSeparators: Separators = {
  element: '',
  component: null,
  repetition: null,
  terminator: '',
  release: null,
};

export class SegmentStream {
  readonly #syntax: Syntax;
  readonly #take: (segment: Segment) => void;
  #text = '';
  /** Up to here the text is taken, and up to here its lines are counted. */
  #at = 0;
  #counted = 0;
  #line = 1;
  /** The first end of a line, and the first plain header, not before the place last looked from. */
  #lineEnd = -1;
  #header = -1;
  /** null: outside of interchanges. */
  #separators: Separators | null = null;
  /** Outside: a header may begin here, after blanks or the end of a line. */
  #fresh = true;
  /** The next segment is the header by which the interchange was entered. */
  #atHeader = false;
  /** The text that is being passed over has been told of. */
  #told = false;
  #discarding = false;
  readonly #trailerInitial: number;

  constructor(syntax: Syntax, take: (segment: Segment) => void) {
    this.#syntax = syntax;
    this.#trailerInitial = syntax.trailer.charCodeAt(0);
    this.#take = take;
  }

  push(piece: string): void {
    if (piece === '') return;
    this.#text = this.#text.slice(this.#at) + piece;
    this.#counted -= this.#at;
    this.#at = 0;
    this.#lineEnd = -1;
    this.#header = -1;
    this.#run(this.#text.length - lookahead);
  }

  end(): void {
    this.#run(nowhere);
  }

  /** Takes what begins and ends before `safe`. */
  #run(safe: number): void {
    for (let before = -1; this.#at !== before && this.#at < this.#text.length;) {
      before = this.#at;
      if (this.#separators !== null && this.#discarding) this.#discard(this.#separators, safe);
      else this.#step(safe);
    }
  }

  #step(safe: number): void {
    const begin = this.#afterBlanks();
    if (begin === this.#text.length && safe === nowhere) this.#pass(begin, null);
    else if (begin < safe) {
      if (!this.#atHeader && this.#syntax.mayBegin(this.#text, begin)) this.#enter(begin);
      if (this.#separators === null) this.#foreign(begin, safe);
      else this.#segment(this.#separators, this.#atHeader ? this.#afterBlanks() : begin, safe);
    }
  }

  /** Where an interchange begins at `begin`, its separators are in force from then on. */
  #enter(begin: number): void {
    const possible = this.#separators !== null || this.#fresh || this.#headerAfter(begin) === begin;
    const header = possible ? this.#syntax.header(this.#text, begin) : null;
    if (header === null) return;
    const { separators, service } = header;
    this.#countLines(begin);
    this.#separators = separators;
    this.#lineEnd = -1;
    this.#told = false;
    if (service > 0) this.#pass(begin + service, null);
    this.#atHeader = true;
  }

  /** Text outside of interchanges, up to where a header may begin. */
  #foreign(begin: number, safe: number): void {
    this.#countLines(begin);
    const lineEnd = this.#lineEndAfter(begin) + 1;
    const header = this.#headerAfter(begin + 1);
    const end = Math.min(lineEnd, header);
    // A line without an end is passed over in parts, where no header but a plain one can begin.
    const bound = Math.min(safe, this.#text.length);
    const isWhole = end <= bound;
    if (!isWhole && safe !== nowhere && bound - begin <= limits.segmentCharactersMax) return;
    this.#pass(isWhole ? end : bound, 'foreign');
    this.#fresh = isWhole;
  }

  #segment(separators: Separators, begin: number, safe: number): void {
    const end = this.#endOf(separators, begin);
    const header = this.#headerAfter(begin + 1);
    const { length } = this.#text;
    const stop = header < end ? header : end;
    if (Math.min(stop, safe, length) - begin > limits.segmentCharactersMax) {
      this.#told = false;
      this.#discarding = true;
      this.#pass(begin + 1, 'too-long');
    } else if (stop < safe) {
      if (stop === end) this.#emit(separators, begin, end, null);
      else this.#emit(separators, begin, header, 'unended');
    } else if (safe === nowhere) {
      this.#emit(separators, begin, length, 'unended');
    }
  }

  /** Where the terminator stands that ends a segment; `nowhere`: not in the text so far. */
  #endOf({ terminator, release }: Separators, begin: number): number {
    let end = this.#text.indexOf(terminator, begin);
    while (release !== null && end > begin && this.#isReleased(release, end)) {
      end = this.#text.indexOf(terminator, end + 1);
    }
    return end < 0 ? nowhere : end;
  }

  #isReleased(release: string, at: number): boolean {
    let count = 0;
    while (this.#text.charAt(at - 1 - count) === release) count += 1;
    return count % 2 === 1;
  }

  /** Goes on over a segment that is too long, to its end or to the next interchange. */
  #discard(separators: Separators, safe: number): void {
    const end = this.#endOf(separators, this.#at) + 1;
    const header = this.#headerAfter(this.#at);
    const bound = Math.min(safe, this.#text.length);
    this.#discarding = Math.min(end, header) > bound;
    this.#pass(Math.min(end, header, bound), 'too-long');
  }

  /** The segment from `begin` to its terminator, or to where it breaks off. */
  #emit(separators: Separators, begin: number, stop: number, irregular: Irregular | null): void {
    const text = this.#text;
    const from = this.#at;
    const next = irregular === null ? stop + 1 : stop;
    this.#countLines(begin);
    const line = this.#line;
    const wrapped = this.#lineEndAfter(begin) < stop;
    const end = this.#beforeBlanks(begin, stop);
    const stands = { from, begin, end, next, wrapped, line, irregular, isSegment: true };
    const segment = new Segment(text, separators, stands);
    this.#countLines(next);
    this.#at = next;
    this.#atHeader = false;
    if (segment.initial === this.#trailerInitial && segment.id === this.#syntax.trailer) {
      this.#separators = null;
      this.#fresh = true;
      this.#told = false;
    }
    this.#take(segment);
  }

  /** Passes over text that is no segment. What is irregular is told of once. */
  #pass(end: number, irregular: Irregular | null): void {
    if (end <= this.#at) return;
    const from = this.#at;
    this.#countLines(Math.min(this.#afterBlanks(), end));
    const line = this.#line;
    this.#countLines(end);
    this.#at = end;
    const told = this.#told ? null : irregular;
    if (told !== null) this.#told = true;
    const separators = this.#separators ?? noSeparators;
    const extent = { from, begin: from, end, next: end, wrapped: false };
    const stands = { ...extent, line, irregular: told, isSegment: false };
    this.#take(new Segment(this.#text, separators, stands));
  }

  #afterBlanks(): number {
    let at = this.#at;
    while (isBlank(this.#text.charCodeAt(at))) at += 1;
    return at;
  }

  #beforeBlanks(begin: number, end: number): number {
    let before = end;
    while (before > begin && isBlank(this.#text.charCodeAt(before - 1))) before -= 1;
    return before;
  }

  /** `nowhere`: not in the text so far. */
  #headerAfter(from: number): number {
    if (this.#header < from) {
      const found = this.#syntax.next(this.#text, from);
      this.#header = found < 0 ? nowhere : found;
    }
    return this.#header;
  }

  /** `nowhere`: not in the text so far. Lines before `from` must have been counted. */
  #lineEndAfter(from: number): number {
    if (this.#lineEnd < from) {
      const found = this.#text.indexOf(this.#separators?.terminator === '\r' ? '\r' : '\n', from);
      this.#lineEnd = found < 0 ? nowhere : found;
    }
    return this.#lineEnd;
  }

  #countLines(to: number): void {
    while (this.#lineEndAfter(this.#counted) < to) {
      this.#line += 1;
      this.#counted = this.#lineEnd + 1;
    }
    if (to > this.#counted) this.#counted = to;
  }
}

function isBlank(code: number): boolean {
  if (code <= blank) return code === blank || code === endOfFile || isSpacing(code);
  return code === byteOrderMark;
}

function isSpacing(code: number): boolean {
  return code >= tab && code <= carriageReturn;
}
