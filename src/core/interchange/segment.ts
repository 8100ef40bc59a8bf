// One segment of an EDI interchange (X12 or EDIFACT) as it stands in the text. Nothing of the text is
// lost: the `raw` of all segments in order is the text itself.
import { afterBlanks, beforeBlanks } from './blanks.js';
import type { Passage } from './passage.js';
import { standing } from './passage.js';
import type { Separators } from './separators.js';

/**
 * Why a piece of text is no segment like others: it stands in no interchange, is longer than a
 * segment may be, or ends without a terminator.
 */
export type Irregular = 'foreign' | 'too-long' | 'unended';

function irregularOf(is: number): Irregular | null {
  if (is === standing.unended) return 'unended';
  if (is === standing.foreign) return 'foreign';
  return is === standing.tooLong ? 'too-long' : null;
}

/** A piece of a passage, looked at. */
export class Segment {
  readonly #passage: Passage;
  readonly #index: number;
  /** Its first character, and what is behind its last: blanks around a segment are none of it. */
  readonly #begin: number;
  readonly #end: number;

  constructor(passage: Passage, index: number) {
    const { text } = passage;
    const next = passage.endOf(index);
    const stop = passage.standingOf(index) === standing.ended ? next - 1 : next;
    this.#passage = passage;
    this.#index = index;
    this.#begin = afterBlanks(text, passage.beginOf(index));
    this.#end = beforeBlanks(text, this.#begin, stop);
  }

  get separators(): Separators {
    return this.#passage.separators;
  }

  /** Line of the file on which the segment begins, from 1. */
  get line(): number {
    return this.#passage.lineOf(this.#index);
  }

  get irregular(): Irregular | null {
    return irregularOf(this.#passage.standingOf(this.#index));
  }

  /** `N1`; empty for text that is no segment: blanks, and what stands in no interchange. */
  get id(): string {
    if (!this.#passage.isSegment(this.#index)) return '';
    const { text, separators } = this.#passage;
    const end = this.#end;
    const at = text.indexOf(separators.element, this.#begin);
    return text.slice(this.#begin, at < 0 || at > end ? end : at);
  }

  /** The text from the end of the segment before to the end of this one, terminator included. */
  get raw(): string {
    const passage = this.#passage;
    return passage.text.slice(passage.beginOf(this.#index), passage.endOf(this.#index));
  }

  /**
   * `elements[0]` is the id, so that `elements[3]` is the third element, as the standards count; none
   * of text that is no segment. Repetitions and components are not taken apart: see `componentsOf`.
   */
  get elements(): readonly string[] {
    const { lastCut } = this.#passage;
    if (lastCut.index !== this.#index) {
      lastCut.elements = this.#cut();
      lastCut.index = this.#index;
    }
    return lastCut.elements;
  }

  #cut(): string[] {
    const passage = this.#passage;
    const { text, separators } = passage;
    if (!passage.isSegment(this.#index)) return [];
    const { element, release } = separators;
    const isWrapped = passage.isWrapped(this.#index);
    if (!isWrapped && release === null) return elementsAt(text, this.#begin, this.#end, element);
    const segment = text.slice(this.#begin, this.#end);
    // The ends of the lines that it was wrapped into can't be data.
    const unwrapped = isWrapped ? segment.replace(/[\r\n]+/g, '') : segment;
    return splitReleased(unwrapped, element, release);
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

/** An element without the blanks around it; empty where there is none. */
export function textOf(element: string | undefined): string {
  return element?.trim() ?? '';
}

/** The text of an element; empty where the segment has no such element. */
export function elementOf(segment: Segment, index: number): string {
  return textOf(segment.elements[index]);
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
