// One segment of an EDI interchange (X12 or EDIFACT) as it stands in the text, and what separates its
// parts. Nothing of the text is lost: the `raw` of all segments in order is the text itself.

/** The characters that structure an interchange, as its own header declares them. */
export interface Separators {
  readonly element: string;
  /** null: the header declares none. */
  readonly component: string | null;
  readonly repetition: string | null;
  readonly terminator: string;
  /** Takes its meaning from the character after it (EDIFACT); null: there is no such character (X12). */
  readonly release: string | null;
}

/**
 * Why a piece of text is no segment like others: it stands in no interchange, is longer than a
 * segment may be, or ends without a terminator.
 */
export type Irregular = 'foreign' | 'too-long' | 'unended';

/** Where a segment stands in the text that it was found in, and how. */
interface Standing {
  /** The end of the segment before. */
  readonly from: number;
  /** Its first character, and what is behind its last: blanks before a terminator are none of it. */
  readonly begin: number;
  readonly end: number;
  /** Where the text goes on. */
  readonly next: number;
  /** It was wrapped into lines, whose ends can't be data. */
  readonly wrapped: boolean;
  readonly line: number;
  readonly irregular: Irregular | null;
  /** False for blanks, and for what stands in no interchange. */
  readonly isSegment: boolean;
}

export class Segment {
  /** Line of the file on which the segment begins, from 1. */
  readonly line: number;
  readonly separators: Separators;
  readonly irregular: Irregular | null;
  readonly #text: string;
  readonly #from: number;
  readonly #begin: number;
  readonly #end: number;
  readonly #next: number;
  readonly #wrapped: boolean;
  readonly #isSegment: boolean;
  /** Cut when they are asked for: of most segments nobody asks. */
  #elements: readonly string[] | null = null;

  constructor(text: string, separators: Separators, stands: Standing) {
    this.line = stands.line;
    this.separators = separators;
    this.irregular = stands.irregular;
    this.#text = text;
    this.#from = stands.from;
    this.#begin = stands.begin;
    this.#end = stands.end;
    this.#next = stands.next;
    this.#wrapped = stands.wrapped;
    this.#isSegment = stands.isSegment;
  }

  /** `N1`; empty for text that is no segment: blanks, and what stands in no interchange. */
  get id(): string {
    if (!this.#isSegment) return '';
    const at = this.#text.indexOf(this.separators.element, this.#begin);
    return this.#text.slice(this.#begin, at < 0 || at > this.#end ? this.#end : at);
  }

  /** The code of the first character of the id. */
  get initial(): number {
    return this.#isSegment ? this.#text.charCodeAt(this.#begin) : Number.NaN;
  }

  /** The text from the end of the segment before to the end of this one, terminator included. */
  get raw(): string {
    return this.#text.slice(this.#from, this.#next);
  }

  /**
   * `elements[0]` is the id, so that `elements[3]` is the third element, as the standards count.
   * Repetitions and components are not taken apart: see `componentsOf`.
   */
  get elements(): readonly string[] {
    this.#elements ??= this.#isSegment ? this.#cut() : [];
    return this.#elements;
  }

  #cut(): string[] {
    const { element, release } = this.separators;
    const text = this.#text;
    const end = this.#end;
    if (this.#wrapped || release !== null) {
      const segment = text.slice(this.#begin, end);
      const unwrapped = this.#wrapped ? segment.replace(/[\r\n]+/g, '') : segment;
      return splitReleased(unwrapped, element, release);
    }
    return elementsAt(text, this.#begin, end, element);
  }
}

/** Where the separators of the segment in hand stand: one list for all, which each writes anew. */
const places: number[] = [];

/** Half again as fast as to cut the segment out and to split it: nothing is made twice, or grown. */
function elementsAt(text: string, begin: number, end: number, element: string): string[] {
  let count = 0;
  for (let at = text.indexOf(element, begin); at >= 0 && at < end; count += 1) {
    places[count] = at;
    at = text.indexOf(element, at + 1);
  }
  const elements = new Array<string>(count + 1);
  let from = begin;
  for (let index = 0; index < count; index += 1) {
    const to = places[index] ?? end;
    elements[index] = text.slice(from, to);
    from = to + 1;
  }
  elements[count] = text.slice(from, end);
  return elements;
}

/** An element without the blanks around it; empty where the segment has no such element. */
export function elementOf(segment: Segment, index: number): string {
  return segment.elements[index]?.trim() ?? '';
}

/** Splits at a separator, but not where the release character stands before it. */
function splitReleased(text: string, separator: string, release: string | null): string[] {
  if (release === null || !text.includes(release)) return text.split(separator);
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === release) at += 1;
    else if (character === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** The text that was meant, without its release characters. */
function released(text: string, release: string | null): string {
  if (release === null || !text.includes(release)) return text;
  let meant = '';
  for (let at = 0; at < text.length; at += 1) {
    if (text.charAt(at) === release) at += 1;
    meant += text.charAt(at);
  }
  return meant;
}

/** The components of an element, trimmed; an element that is not composite is its only component. */
export function componentsOf(
  segment: Pick<Segment, 'elements' | 'separators'>,
  index: number,
): string[] {
  const { component, release } = segment.separators;
  const element = segment.elements[index];
  if (element === undefined) return [];
  const parts = component === null ? [element] : splitReleased(element, component, release);
  return parts.map((part) => released(part, release).trim());
}

/** One component of an element, from 0; empty where there is none. */
export function componentOf(segment: Segment, index: number, component: number): string {
  return componentsOf(segment, index)[component] ?? '';
}
