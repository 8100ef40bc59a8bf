// Text in pieces of any size -> segments. Where a piece ends makes no difference: a segment is only
// taken once so much text is behind it that nothing to come can change what it is.
import { limits } from '../limits.js';
import { afterBlanks, beforeBlanks } from './blanks.js';
import { idCode, idCodeAt, IdTable, noId, otherId } from './id-code.js';
import type { Standing } from './passage.js';
import { Passage, standing } from './passage.js';
import { Segment } from './segment.js';
import type { Separators } from './separators.js';
import { areEqual, noSeparators } from './separators.js';

/** Ids of the segments that open and close an envelope. */
export type EnvelopePair = readonly [open: string, close: string];

/** What one standard calls its envelopes. */
export interface EnvelopeIds {
  readonly interchange: EnvelopePair;
  readonly group: EnvelopePair;
  readonly set: EnvelopePair;
  /** Segments that are a set by themselves, outside of groups. */
  readonly alone: readonly string[];
}

/** How interchanges of one standard are written. */
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
  readonly envelopes: EnvelopeIds;
}

export interface Header {
  readonly separators: Separators;
  /** Characters of a service string before the first segment (`UNA:+.? '`); 0: there is none. */
  readonly service: number;
}

/** How far ahead of a position its meaning may be decided. */
export const lookahead = 512;

/** Behind all texts, and still a small integer: others cost an object at each assignment. */
const nowhere = 0x3fff_ffff;

/** What a segment may be by the table of ids: of an envelope inside of an interchange, or of its own. */
const inner = 1;
const outer = 2;

/**
 * After each `push`, and after `end`, `next` goes on until it says that the text so far decides no more.
 * In hand are then the segments of a set that follow one another, or one piece of any other kind.
 */
export class SegmentStream {
  readonly #syntax: Syntax;
  readonly #trailer: number;
  readonly #ids: IdTable;
  #text = '';
  /** What is decided: the text that ends before it; all, once the text has ended. */
  #safe = 0;
  /** Up to here the text is taken. */
  #at = 0;
  /** The pieces in hand. */
  #passage = new Passage('', noSeparators, 0);
  #first = 0;
  #last = 0;
  #code = noId;
  /** Up to here the lines are counted. */
  #counted = 0;
  #line = 1;
  /** What ends a line: a carriage return only where it ends the segments of an interchange too. */
  #endsLines = '\n';
  /** The first end of a line, and the first plain header, not before the place last looked from. */
  #lineEnd = -1;
  #header = -1;
  /** It is inside of an interchange. */
  #inside = false;
  /** Outside: a header may begin here, after blanks or the end of a line. */
  #fresh = true;
  /** The next segment is the header by which the interchange was entered. */
  #atHeader = false;
  /** The text that is being passed over has been told of. */
  #told = false;
  #discarding = false;

  constructor(syntax: Syntax) {
    const { interchange, group, set, alone } = syntax.envelopes;
    this.#syntax = syntax;
    this.#trailer = idCode(interchange[1]);
    this.#ids = new IdTable([...group, ...set, ...alone], interchange);
  }

  push(piece: string): void {
    const { separators } = this.#passage;
    // Joined, they are one flat text; added, every look at a character would go through a tree of two.
    this.#text = [this.#text.slice(this.#at), piece].join('');
    this.#counted -= this.#at;
    this.#at = 0;
    this.#lineEnd = -1;
    this.#header = -1;
    this.#safe = this.#text.length - lookahead;
    this.#passage = new Passage(this.#text, separators, 0);
  }

  end(): void {
    this.#safe = nowhere;
  }

  /** Goes on; false: the text so far decides no more. */
  next(): boolean {
    const before = this.#at;
    if (before === this.#text.length) return false;
    if (this.#discarding) this.#discard();
    else if (!this.#inside || this.#atHeader || !this.#run()) this.#step();
    return this.#at !== before;
  }

  /** The passage in which the pieces in hand stand, and their indices there. */
  get passage(): Passage {
    return this.#passage;
  }

  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#last;
  }

  /** The id of the segment in hand as a number: see `idCode`. Several have the code of no id. */
  get code(): number {
    return this.#code;
  }

  /** The piece in hand, or the first of them, as one that can be kept. */
  segment(): Segment {
    return new Segment(this.#passage, this.#first);
  }

  /**
   * Takes segments of a set as long as they are what segments should be; one that may be of an envelope
   * is taken alone. What is any different, or enters or leaves an interchange, is left to `#step`.
   * @returns whether there were any.
   */
  #run(): boolean {
    const text = this.#text;
    const passage = this.#passage;
    const { terminator, release, element } = passage.separators;
    const released = release === null ? nowhere : release.charCodeAt(0);
    const separator = element.charCodeAt(0);
    const limit = Math.min(this.#safe, this.#headerAfter(this.#at));
    const before = passage.count;
    this.#code = otherId;
    for (;;) {
      const begin = afterBlanks(text, this.#at);
      const initial = text.charCodeAt(begin);
      const list = this.#ids.listOf(initial, text.charCodeAt(begin + 1));
      if (initial === separator || list === outer) break;
      if (list === inner && passage.count > before) break;
      const stop = text.indexOf(terminator, begin);
      if (stop <= begin || stop >= limit || stop - begin > limits.segmentCharactersMax) break;
      if (text.charCodeAt(stop - 1) === released) break;
      this.#countLines(begin);
      passage.add(stop + 1, this.#line, standing.ended, this.#lineEndAfter(begin) < stop);
      this.#at = stop + 1;
      if (list !== inner) continue;
      this.#code = idCodeAt(text, begin, beforeBlanks(text, begin, stop), separator);
      break;
    }
    this.#countLines(this.#at);
    this.#first = before;
    this.#last = passage.count - 1;
    return passage.count > before;
  }

  #step(): void {
    const begin = afterBlanks(this.#text, this.#at);
    if (begin === this.#text.length && this.#safe === nowhere) this.#pass(begin, standing.silent);
    else if (begin < this.#safe) {
      const enters = !this.#atHeader && this.#syntax.mayBegin(this.#text, begin);
      if (enters && this.#enter(begin)) return;
      if (this.#inside) this.#segment(begin);
      else this.#foreign(begin);
    }
  }

  /**
   * Where an interchange begins at `begin`, its separators are in force from then on.
   * @returns whether it has gone on: over a service string.
   */
  #enter(begin: number): boolean {
    const possible = this.#inside || this.#fresh || this.#headerAfter(begin) === begin;
    const header = possible ? this.#syntax.header(this.#text, begin) : null;
    if (header === null) return false;
    const { separators, service } = header;
    this.#inside = true;
    this.#told = false;
    this.#countLines(begin);
    this.#linesEndWith(separators.terminator === '\r' ? '\r' : '\n');
    if (!areEqual(separators, this.#passage.separators)) {
      this.#passage = new Passage(this.#text, separators, this.#at);
    }
    this.#atHeader = true;
    if (service === 0) return false;
    this.#pass(begin + service, standing.silent);
    return true;
  }

  /** Text outside of interchanges, up to where a header may begin. */
  #foreign(begin: number): void {
    this.#countLines(begin);
    const lineEnd = this.#lineEndAfter(begin) + 1;
    const header = this.#headerAfter(begin + 1);
    const end = Math.min(lineEnd, header);
    // A line without an end is passed over in parts, where no header but a plain one can begin.
    const bound = Math.min(this.#safe, this.#text.length);
    const isWhole = end <= bound;
    const mayGrow = this.#safe !== nowhere && bound - begin <= limits.segmentCharactersMax;
    if (!isWhole && mayGrow) return;
    this.#pass(isWhole ? end : bound, standing.foreign);
    this.#fresh = isWhole;
  }

  #segment(begin: number): void {
    const end = this.#endOf(begin);
    const header = this.#headerAfter(begin + 1);
    const stop = header < end ? header : end;
    if (Math.min(stop, this.#safe, this.#text.length) - begin > limits.segmentCharactersMax) {
      this.#told = false;
      this.#discarding = true;
      this.#pass(begin + 1, standing.tooLong);
    } else if (stop < this.#safe) {
      this.#take(begin, stop, stop === end ? standing.ended : standing.unended);
    } else if (this.#safe === nowhere) {
      this.#take(begin, this.#text.length, standing.unended);
    }
  }

  /** Where the terminator stands that ends a segment; `nowhere`: not in the text so far. */
  #endOf(begin: number): number {
    const { terminator, release } = this.#passage.separators;
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
  #discard(): void {
    const end = this.#endOf(this.#at) + 1;
    const header = this.#headerAfter(this.#at);
    const bound = Math.min(this.#safe, this.#text.length);
    this.#discarding = Math.min(end, header) > bound;
    this.#pass(Math.min(end, header, bound), standing.tooLong);
  }

  /** Takes the segment from `begin` to its terminator, or to where it breaks off. */
  #take(begin: number, stop: number, is: Standing): void {
    const end = beforeBlanks(this.#text, begin, stop);
    const { element } = this.#passage.separators;
    const code = idCodeAt(this.#text, begin, end, element.charCodeAt(0));
    this.#countLines(begin);
    const isWrapped = this.#lineEndAfter(begin) < stop;
    const next = is === standing.ended ? stop + 1 : stop;
    this.#add(next, code === noId ? standing.silent : is, isWrapped);
    this.#code = code;
    this.#atHeader = false;
    if (code === this.#trailer) {
      this.#inside = false;
      this.#fresh = true;
      this.#told = false;
      this.#linesEndWith('\n');
    }
  }

  /** Passes over text that is no segment. What is irregular is told of once. */
  #pass(end: number, is: Standing): void {
    if (end <= this.#at) return;
    this.#countLines(Math.min(afterBlanks(this.#text, this.#at), end));
    const tells = is !== standing.silent && !this.#told;
    this.#add(end, tells ? is : standing.silent, false);
    this.#code = noId;
    if (tells) this.#told = true;
  }

  #add(end: number, is: Standing, isWrapped: boolean): void {
    this.#first = this.#passage.count;
    this.#last = this.#first;
    this.#passage.add(end, this.#line, is, isWrapped);
    this.#at = end;
    this.#countLines(end);
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
      const found = this.#text.indexOf(this.#endsLines, from);
      this.#lineEnd = found < 0 ? nowhere : found;
    }
    return this.#lineEnd;
  }

  #linesEndWith(character: string): void {
    if (character !== this.#endsLines) this.#lineEnd = -1;
    this.#endsLines = character;
  }

  #countLines(to: number): void {
    while (this.#lineEndAfter(this.#counted) < to) {
      this.#line += 1;
      this.#counted = this.#lineEnd + 1;
    }
    if (to > this.#counted) this.#counted = to;
  }
}
