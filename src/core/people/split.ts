// Personal data is kept apart from the line that brought it: in its place stands a token, which says
// nothing of it. The text around it stays as it was written, so that joining gives the line back.
import { dataReaders } from '../observation/read-data.js';
import { isPersonal } from './personal.js';

/** A value's place in a line, its end not included. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface SplitLine {
  /** The line with tokens in the places of what was taken out. */
  readonly text: string;
  /** What was taken out, as it was written, in the order of the tokens. */
  readonly values: readonly string[];
}

/** Where a field stands, which decides whether the core reads it and it must stay as it is. */
type Level = 'line' | 'data' | 'goods' | 'read' | 'open';

/** Read by the core as observation lines have them. */
const ofLine: ReadonlySet<string> = new Set([
  ...['id', 'system', 'kind', 'at', 'at_until', 'basis', 'seen', 'version', 'refs', 'status'],
]);
const ofGoods: ReadonlySet<string> = new Set(['line', 'sku', 'qty', 'price']);
const goods: ReadonlySet<string> = new Set(['lines', 'items', 'line_items']);

/**
 * @param line one object of valid JSON.
 * @param added plain names that the contract adds to those that are known.
 */
export function personalPlaces(line: string, added: ReadonlySet<string>): readonly Place[] {
  const places: Place[] = [];
  const levels: Level[] = [];
  /** Of what is opened next. */
  let next: Level = 'line';
  for (let index = 0; index < line.length; index += 1) {
    switch (line.charAt(index)) {
      case '{':
      case '[':
        levels.push(next);
        break;
      case '}':
      case ']':
        levels.pop();
        next = levels.at(-1) ?? 'line';
        break;
      case '"': {
        const found = fieldAt(line, index, { level: levels.at(-1) ?? 'line', added });
        if (found.place !== null) places.push(found.place);
        next = found.under;
        index = found.end - 1;
        break;
      }
      default:
    }
  }
  return places;
}

interface Found {
  /** Of its value, where that is to be taken out. */
  readonly place: Place | null;
  readonly under: Level;
  /** Where to go on. */
  readonly end: number;
}

/** The string that begins there: a field's name, or a value, which is nothing to us. */
function fieldAt(
  line: string,
  index: number,
  { level, added }: { readonly level: Level; readonly added: ReadonlySet<string> },
): Found {
  const end = endOfString(line, index);
  const colon = afterBlanks(line, end);
  if (line.charAt(colon) !== ':') return { place: null, under: level, end };
  const field = textOf(line.slice(index, end));
  const under = levelUnder(field, level);
  const isTaken = under !== 'read' && isPersonal(field, { ofGoods: level === 'goods', added });
  if (!isTaken) return { place: null, under, end: colon + 1 };
  const from = afterBlanks(line, colon + 1);
  const to = endOfValue(line, from);
  return {
    place: saysSomething(line.slice(from, to)) ? { from, to } : null,
    under: level,
    end: to,
  };
}

function levelUnder(field: string, level: Level): Level {
  switch (level) {
    case 'read':
      return 'read';
    case 'line':
      if (field === 'data') return 'data';
      return ofLine.has(field) ? 'read' : 'open';
    case 'data':
      if (field === 'lines') return 'goods';
      return dataReaders.has(field) ? 'read' : underOpen(field);
    case 'goods':
      return ofGoods.has(field) ? 'read' : 'goods';
    case 'open':
      return underOpen(field);
  }
}

function underOpen(field: string): Level {
  return goods.has(field) ? 'goods' : 'open';
}

/** @param id names the statement; its tokens are this and a number. */
export function split(line: string, places: readonly Place[], id: number): SplitLine {
  const { text, values } = cut(line, places, (number) => tokenText(`${id}.${number}`));
  return { text, values };
}

/** The line as if nothing personal had been said: what its repeat is known by once that is erased. */
export function bareLine(line: string, places: readonly Place[]): string {
  return cut(line, places, () => 'null').text;
}

function cut(
  line: string,
  places: readonly Place[],
  inPlace: (number: number) => string,
): SplitLine {
  let text = '';
  let last = 0;
  const values: string[] = [];
  for (const { from, to } of places) {
    text += line.slice(last, from) + inPlace(values.length);
    values.push(line.slice(from, to));
    last = to;
  }
  return { text: text + line.slice(last), values };
}

/** The one field of a token. */
export const personToken = '$person';

/** Why a command is not sent that has a hole where a value was. */
export const erasedAnswer = 'its personal data was erased';

function tokenText(token: string): string {
  return `{"${personToken}":"${token}"}`;
}

const token = /\{"\$person":"(\d+\.\d+)"\}/g;

/** Tokens that stand in a text of ours, each once. */
export function tokensIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(token), ([, found = '']) => found))];
}

/** The text with values in the places of their tokens; one whose value is not there any more stays. */
export function joined(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(token, (all, one: string) => values.get(one) ?? all);
}

/** Nothing is not personal, and needs no token. */
function saysSomething(value: string): boolean {
  return value !== 'null' && value !== '""';
}

/** @param quoted a string of valid JSON. */
function textOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

const backslash = 0x5c;

/** Index behind the closing quote. */
function endOfString(line: string, from: number): number {
  const end = line.indexOf('"', from + 1);
  if (line.charCodeAt(end - 1) !== backslash) return end + 1;
  let index = from + 1;
  while (line.charAt(index) !== '"') index += line.charCodeAt(index) === backslash ? 2 : 1;
  return index + 1;
}

/** Of the four blanks of JSON the last; valid JSON has no other character below it there. */
const blank = 0x20;

function afterBlanks(line: string, from: number): number {
  let index = from;
  while (line.charCodeAt(index) <= blank) index += 1;
  return index;
}

/** Index behind a value: what is open when it begins is closed again. */
function endOfValue(line: string, from: number): number {
  let depth = 0;
  for (let index = from; index < line.length; index += 1) {
    switch (line.charAt(index)) {
      case '"':
        index = endOfString(line, index) - 1;
        if (depth === 0) return index + 1;
        break;
      case '{':
      case '[':
        depth += 1;
        break;
      case '}':
      case ']':
        if (depth === 0) return endOfScalar(line, index);
        depth -= 1;
        if (depth === 0) return index + 1;
        break;
      case ',':
        if (depth === 0) return endOfScalar(line, index);
        break;
      default:
    }
  }
  return line.length;
}

/** A number or a word ends before the blanks that part it from what follows. */
function endOfScalar(line: string, next: number): number {
  return line.slice(0, next).trimEnd().length;
}
