// How an X12 interchange begins: the separators that its ISA declares. The ISA is 106 characters long
// and its elements are padded; that files keep to it is not taken for granted, and not needed.
import { afterBlanks } from '../interchange/blanks.js';
import type { Header, Syntax } from '../interchange/segment-stream.js';
import { lookahead } from '../interchange/segment-stream.js';

/** Where the sixteen element separators of an ISA stand that keeps to its lengths (X12.5). */
const places = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

/** With the component separator and the terminator. */
const plainLength = 106;

const letterI = 73;

/** Segments that may follow an ISA. */
const followers = ['GS', 'TA1', 'IEA'];

/** By code: characters of ASCII that may separate, which are no letters, digits or blanks. */
const separating = Array.from(
  { length: 128 },
  (_, code) => !/[\sA-Za-z0-9]/.test(String.fromCharCode(code)),
);

function separates(character: string): boolean {
  return separating[character.charCodeAt(0)] ?? /\S/.test(character);
}

/** Where the elements 01 to 16 begin; null: there are not as many, or 15 is no single letter. */
function elementsAt(text: string, at: number): number[] | null {
  const element = text.charAt(at + 3);
  const starts: number[] = [];
  for (let end = at + 3; starts.length < 16; end = text.indexOf(element, end + 1)) {
    if (end < 0 || end >= at + lookahead) return null;
    starts.push(end + 1);
  }
  // Were an element missing, the fifteenth would hold the terminator and the GS.
  const usage = text.slice(starts[14], (starts[15] ?? 0) - 1).trim();
  return usage.length <= 1 ? starts : null;
}

function followsAt(text: string, at: number, element: string): boolean {
  return followers.some(
    (id) => text.startsWith(id, at) && text.startsWith(element, at + id.length),
  );
}

/** The terminator that stands at `at`, after the sixteenth element. */
function terminatorAt(text: string, at: number): string | null {
  const character = text.charAt(at);
  if (separates(character)) return character;
  const next = afterBlanks(text, at);
  const blanks = text.slice(at, next);
  // Blanks before the end of a line are padding; a carriage return before a line feed is too.
  if (blanks.includes('\n')) return '\n';
  if (blanks.includes('\r')) return '\r';
  const standing = text.charAt(next);
  return separates(standing) ? standing : null;
}

/** An ISA without its component separator: what stands in its place ends the next segment too. */
function isTerminator(text: string, at: number, element: string): boolean {
  if (separates(text.charAt(at + 1))) return false;
  if (followsAt(text, at + 1, element)) return true;
  const next = afterBlanks(text, at + 1);
  if (next === at + 1 || !followsAt(text, next, element)) return false;
  const lineEnd = text.indexOf('\n', next);
  return text
    .slice(next, lineEnd < 0 ? next : lineEnd)
    .trimEnd()
    .endsWith(text.charAt(at));
}

function header(text: string, at: number): Header | null {
  const element = text.charAt(at + 3);
  const starts = separates(element) ? elementsAt(text, at) : null;
  if (starts === null) return null;
  const last = starts[15] ?? 0;
  const standing = text.charAt(last);
  const without = isTerminator(text, last, element);
  const component = without || !separates(standing) ? null : standing;
  const terminator = without ? standing : terminatorAt(text, last + (component === null ? 0 : 1));
  if (terminator === null || terminator === element) return null;
  // Until 4010 the eleventh element names the standard, `U`; since then it separates repetitions.
  const eleventh = text.charAt(starts[10] ?? 0);
  const repetition = separates(eleventh) ? eleventh : null;
  return { separators: { element, component, repetition, terminator, release: null }, service: 0 };
}

/** Whether an ISA stands here that keeps to its lengths. */
function isPlain(text: string, at: number): boolean {
  if (at + plainLength > text.length || !separates(text.charAt(at + 3))) return false;
  const element = text.charCodeAt(at + 3);
  return places.every((place) => text.charCodeAt(at + place) === element);
}

function next(text: string, from: number): number {
  let at = text.indexOf('ISA', from);
  while (at >= 0 && !isPlain(text, at)) at = text.indexOf('ISA', at + 1);
  return at;
}

export const x12Syntax: Syntax = {
  mayBegin: (text, at) => text.charCodeAt(at) === letterI && text.startsWith('ISA', at),
  header,
  next,
  envelopes: {
    interchange: ['ISA', 'IEA'],
    group: ['GS', 'GE'],
    set: ['ST', 'SE'],
    alone: ['TA1'],
  },
};
