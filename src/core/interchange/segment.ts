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

/** Where a segment stands in the text that it was found in. */
export interface Extent {
  /** The end of the segment before. */
  readonly from: number;
  /** Its first character, and what is behind its last: blanks before a terminator are none of it. */
  readonly begin: number;
  readonly end: number;
  /** Where the text goes on. */
  readonly next: number;
  /** It was wrapped into lines, whose ends can't be data. */
  readonly wrapped: boolean;
}

export class Segment {
  /** `N1`; empty for text that is no segment: blanks, and what stands in no interchange. */
  readonly id: string;
  /** Line of the file on which the segment begins, from 1. */
  readonly line: number;
  readonly separators: Separators;
  readonly irregular: Irregular | null;
  readonly #text: string;
  readonly #extent: Extent;
  /** Cut when they are asked for: of most segments nobody asks. */
  #elements: readonly string[] | null = null;

  constructor(text: string, extent: Extent, stands: Standing) {
    const { line, separators, irregular, isSegment } = stands;
    this.#text = text;
    this.#extent = extent;
    this.line = line;
    this.separators = separators;
    this.irregular = irregular;
    this.id = isSegment ? idAt(text, extent, separators.element) : '';
  }

  /** The text from the end of the segment before to the end of this one, terminator included. */
  get raw(): string {
    return this.#text.slice(this.#extent.from, this.#extent.next);
  }

  /**
   * `elements[0]` is the id, so that `elements[3]` is the third element, as the standards count.
   * Repetitions and components are not taken apart: see `componentsOf`.
   */
  get elements(): readonly string[] {
    this.#elements ??= this.id === '' ? [] : elementsAt(this.#text, this.#extent, this.separators);
    return this.#elements;
  }
}

/** How a segment stands in its file. */
interface Standing {
  readonly line: number;
  readonly separators: Separators;
  readonly irregular: Irregular | null;
  /** False for blanks, and for what stands in no interchange. */
  readonly isSegment: boolean;
}

function idAt(text: string, { begin, end }: Extent, element: string): string {
  const at = text.indexOf(element, begin);
  return text.slice(begin, at < 0 || at > end ? end : at);
}

function elementsAt(text: string, extent: Extent, { element, release }: Separators): string[] {
  const { begin, end, wrapped } = extent;
  if (wrapped || release !== null) {
    const segment = text.slice(begin, end);
    return splitReleased(wrapped ? segment.replace(/[\r\n]+/g, '') : segment, element, release);
  }
  // Half again as fast as to cut the segment out and to split it.
  const elements: string[] = [];
  let from = begin;
  for (let at = text.indexOf(element, from); at >= 0 && at < end;) {
    elements.push(text.slice(from, at));
    from = at + 1;
    at = text.indexOf(element, from);
  }
  elements.push(text.slice(from, end));
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
