// What sets of X12 share below their envelopes: loops, the names of an item, references and dates.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { Stamp } from '../interchange/stamp.js';
import type { ItemNames } from '../interchange/trade.js';

/** The segments of a set before its first loop, and each loop from the segment that opens it. */
export interface Loops {
  readonly head: readonly Segment[];
  readonly loops: readonly (readonly Segment[])[];
  /** From the first segment of the summary on. */
  readonly summary: readonly Segment[];
}

/** Segments with which the summary of a set begins. */
const summaries = new Set(['CTT', 'TDS', 'SE']);

/** Cuts a set into the loops that segments of the id `opens` begin. */
export function loopsOf(segments: readonly Segment[], opens: string): Loops {
  const head: Segment[] = [];
  const loops: Segment[][] = [];
  const summary: Segment[] = [];
  for (const segment of segments) {
    const ends = loops.length > 0 && summaries.has(segment.id);
    if (summary.length > 0 || ends) summary.push(segment);
    else if (segment.id === opens) loops.push([segment]);
    else (loops.at(-1) ?? head).push(segment);
  }
  return { head, loops, summary };
}

export function segmentOf(segments: readonly Segment[], id: string): Segment | undefined {
  return segments.find((segment) => segment.id === id);
}

/** An element of the first segment with this id; empty where there is none. */
export function firstElement(segments: readonly Segment[], id: string, index: number): string {
  const segment = segmentOf(segments, id);
  return segment === undefined ? '' : elementOf(segment, index);
}

/** The value behind a qualifier: `REF*CO*1234` is 1234 by ('REF', ['CO']). */
export function qualified(
  segments: readonly Segment[],
  id: string,
  qualifiers: readonly string[],
): string {
  for (const qualifier of qualifiers) {
    const found = segments.find((one) => one.id === id && elementOf(one, 1) === qualifier);
    if (found !== undefined) return elementOf(found, 2);
  }
  return '';
}

/** The customer's order behind a buyer's: REF or N9 with CO (element 128). */
export function customerOrderOf(segments: readonly Segment[]): string {
  return qualified(segments, 'REF', ['CO']) || qualified(segments, 'N9', ['CO']);
}

/** Element 623: only codes of UTC are no matter of daylight saving. */
const utcCodes = new Set(['UT', 'GM', 'Z']);

/** DTM 01 qualifier (element 374), 02 date, 03 time, 04 zone. */
export function dateOf(segments: readonly Segment[], qualifiers: readonly string[]): Stamp | null {
  for (const qualifier of qualifiers) {
    const found = segments.find((one) => one.id === 'DTM' && elementOf(one, 1) === qualifier);
    if (found === undefined) continue;
    const utc = utcCodes.has(elementOf(found, 4));
    return { date: elementOf(found, 2), clock: elementOf(found, 3), utc };
  }
  return null;
}

/** A date and a time in two elements; null where the date is empty. */
export function stampOf(segment: Segment | undefined, date: number, clock: number): Stamp | null {
  if (segment === undefined || elementOf(segment, date) === '') return null;
  return { date: elementOf(segment, date), clock: clock === 0 ? '' : elementOf(segment, clock) };
}

/** Element 235, by whose name it is; of one owner the first that a line has. */
const owners: Readonly<Record<keyof ItemNames, readonly string[]>> = {
  seller: ['VN', 'VP', 'VC', 'VA'],
  buyer: ['IN', 'BP', 'CB', 'PI'],
  stock: ['SK'],
  global: ['UP', 'EN', 'UK', 'UA', 'UI', 'MG'],
};

/** The pairs of qualifier and id from element `from` on. */
export function namesOf(segment: Segment | undefined, from: number): ItemNames {
  const names = new Map<string, string>();
  if (segment !== undefined) {
    for (let at = from; at + 1 < segment.elements.length; at += 2) {
      const qualifier = elementOf(segment, at);
      if (!names.has(qualifier)) names.set(qualifier, elementOf(segment, at + 1));
    }
  }
  const first = (qualifiers: readonly string[]): string =>
    qualifiers.map((qualifier) => names.get(qualifier) ?? '').find((name) => name !== '') ?? '';
  return {
    seller: first(owners.seller),
    buyer: first(owners.buyer),
    stock: first(owners.stock),
    global: first(owners.global),
  };
}

/** An N2 amount: cents without a decimal point (810 TDS01, SAC05). */
export function impliedCents(digits: string): string {
  const [, sign = '', size] = /^(-?)(\d+)$/.exec(digits) ?? [];
  if (size === undefined) return '';
  const padded = size.padStart(3, '0');
  return `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`;
}
