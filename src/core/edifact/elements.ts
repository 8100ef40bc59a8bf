// What messages of EDIFACT share below their envelopes: lines, the names of an item, references, dates
// and amounts.
import type { Segment } from '../interchange/segment.js';
import { componentOf, componentsOf, elementOf } from '../interchange/segment.js';
import type { Stamp } from '../interchange/stamp.js';
import type { ItemNames, TradeLine } from '../interchange/trade.js';

/** The segments of a message before its first line, of each line from its LIN on, and after them. */
export interface Sections {
  readonly head: readonly Segment[];
  readonly lines: readonly (readonly Segment[])[];
  readonly summary: readonly Segment[];
}

export function sectionsOf(segments: readonly Segment[]): Sections {
  const head: Segment[] = [];
  const lines: Segment[][] = [];
  const summary: Segment[] = [];
  for (const segment of segments) {
    // UNS separates the summary; a DESADV has none, and CNT begins it.
    if (summary.length > 0 || ['UNS', 'CNT', 'UNT'].includes(segment.id)) summary.push(segment);
    else if (segment.id === 'LIN') lines.push([segment]);
    else (lines.at(-1) ?? head).push(segment);
  }
  return { head, lines, summary };
}

/** The components behind a qualifier: `QTY+21:48` is [48] by ('QTY', ['21']). */
function qualified(
  segments: readonly Segment[],
  id: string,
  qualifiers: readonly string[],
): readonly string[] {
  for (const qualifier of qualifiers) {
    const found = segments.find((one) => one.id === id && componentOf(one, 1, 0) === qualifier);
    if (found !== undefined) return componentsOf(found, 1).slice(1);
  }
  return [];
}

/** An amount or a quantity behind its qualifier, with a point where the sender writes a comma. */
export function numberBehind(
  segments: readonly Segment[],
  id: string,
  qualifiers: readonly string[],
): string {
  return (qualified(segments, id, qualifiers)[0] ?? '').replace(',', '.');
}

export function reference(segments: readonly Segment[], qualifier: string): string {
  return qualified(segments, 'RFF', [qualifier])[0] ?? '';
}

/** BGM: 01 name of the document, 02 number, 03 what the message does (element 1225). */
export interface Beginning {
  readonly name: string;
  readonly number: string;
  readonly does: string;
}

export function beginningOf(segments: readonly Segment[]): Beginning {
  const bgm = segments.find(({ id }) => id === 'BGM');
  if (bgm === undefined) return { name: '', number: '', does: '' };
  return {
    name: componentOf(bgm, 1, 0),
    number: componentOf(bgm, 2, 0),
    does: elementOf(bgm, 3),
  };
}

/** Element 2379: 102 day, 203 minute, 204 second, 101 and 201 with a year of two digits. */
const dateLengths: Readonly<Record<string, number>> = {
  '101': 6,
  '102': 8,
  '201': 6,
  '203': 8,
  '204': 8,
};

export function dateOf(segments: readonly Segment[], qualifiers: readonly string[]): Stamp | null {
  const [digits, form = '102'] = qualified(segments, 'DTM', qualifiers);
  if (digits === undefined) return null;
  const length = dateLengths[form] ?? digits.length;
  return { date: digits.slice(0, length), clock: digits.slice(length) };
}

/** CUX: the currency of reference. */
export function currencyOf(segments: readonly Segment[]): string {
  return qualified(segments, 'CUX', ['2'])[0] ?? '';
}

/** Element 7143, by whose name it is. */
const owners: Readonly<Record<keyof ItemNames, readonly string[]>> = {
  seller: ['SA', 'VN', 'VP'],
  buyer: ['IN', 'BP'],
  stock: ['SK'],
  global: ['EN', 'SRV', 'SRS', 'UP', 'MF'],
};

/** LIN 03, and the further names of PIA 02 to 06. */
function namesOf(line: readonly Segment[]): ItemNames {
  const names = new Map<string, string>();
  const note = ([id = '', type = '']: readonly string[]): void => {
    if (id !== '' && !names.has(type)) names.set(type, id);
  };
  for (const segment of line) {
    if (segment.id === 'LIN') note(componentsOf(segment, 3));
    if (segment.id !== 'PIA') continue;
    for (let index = 2; index <= 6; index += 1) note(componentsOf(segment, index));
  }
  const first = (types: readonly string[]): string =>
    types.map((type) => names.get(type) ?? '').find((name) => name !== '') ?? '';
  return {
    seller: first(owners.seller),
    buyer: first(owners.buyer),
    stock: first(owners.stock),
    // Without a type it is what the partners always use.
    global: first(owners.global) || (names.get('') ?? ''),
  };
}

/** The lines with the quantity of this qualifier (element 6063) and the net, else the gross price. */
export function linesOf(
  lines: readonly (readonly Segment[])[],
  quantities: readonly string[],
): TradeLine[] {
  return lines.flatMap((line) => {
    const [lin] = line;
    if (lin === undefined) return [];
    return {
      line: elementOf(lin, 1),
      qty: numberBehind(line, 'QTY', quantities),
      price: numberBehind(line, 'PRI', ['AAA', 'AAB']),
      names: namesOf(line),
    };
  });
}
