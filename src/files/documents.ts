// JSON of any size that is written in lines, and of a bounded size where it is one document. Numbers
// become text before parsing, so that an id of 64 bits keeps its digits.
import { grouped } from '../core/detect/pattern-names.js';
import { limits } from '../core/limits.js';
import type { FileRow } from './table.js';
import type { Block } from './text-lines.js';
import { blocksOf, countOf } from './text-lines.js';

const start = { offset: 0, line: 1 };
const numberStart = /[-0-9]/;
const numberForm = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function endOfText(text: string, quote: number): number {
  let at = quote + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    at = end + 1;
  }
}

/** Puts quotes around every number that stands outside a text. */
function withNumbersAsText(json: string): string {
  const parts: string[] = [];
  let kept = 0;
  let at = 0;
  while (at < json.length) {
    const character = json.charAt(at);
    if (character === '"') at = endOfText(json, at);
    else if (numberStart.test(character)) {
      numberForm.lastIndex = at;
      const number = numberForm.exec(json)?.[0];
      if (number === undefined) at += 1;
      else {
        parts.push(json.slice(kept, at), '"', number, '"');
        at += number.length;
        kept = at;
      }
    } else at += 1;
  }
  parts.push(json.slice(kept));
  return parts.join('');
}

export type ParsedJson = { readonly value: unknown } | { readonly unreadable: string };

export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(withNumbersAsText(text)) as unknown };
  } catch {
    return { unreadable: isOpen(text) ? 'it is JSON that ends in the middle' : 'it is no JSON' };
  }
}

/** Whether the text ends inside of a list or a mapping that it opens. */
function isOpen(json: string): boolean {
  let depth = 0;
  let at = 0;
  while (at < json.length) {
    const character = json.charAt(at);
    if (character === '"') at = endOfText(json, at);
    else {
      if (character === '{' || character === '[') depth += 1;
      if (character === '}' || character === ']') depth -= 1;
      at += 1;
    }
  }
  return depth > 0;
}

const tooManyValues = `a JSON document may have ${grouped(limits.jsonFileValuesMax)} values: split it, or write one JSON object a line`;

export async function wholeDocument(pieces: AsyncGenerator<string>): Promise<ParsedJson> {
  const parts: string[] = [];
  let length = 0;
  let values = 0;
  for await (const piece of pieces) {
    length += piece.length;
    values += countOf(piece, ',') + countOf(piece, '{') + countOf(piece, '[');
    if (values > limits.jsonFileValuesMax) return { unreadable: tooManyValues };
    if (length > limits.jsonFileBytesMax) {
      const most = `${Math.floor(limits.jsonFileBytesMax / 1_048_576)} MB`;
      return {
        unreadable: `a JSON document may have ${most}: split it, or write one JSON object a line`,
      };
    }
    parts.push(piece);
  }
  return parseJson(parts.join(''));
}

/** One row for each JSON value on a line of its own. */
export async function* documentRows(
  pieces: AsyncGenerator<string>,
): AsyncGenerator<readonly FileRow[]> {
  for await (const block of blocksOf(pieces, start, '\n')) {
    if (block.tooLong) {
      const unreadable = `the line is longer than ${limits.lineBytesMax} characters`;
      yield [{ line: block.line, unreadable }];
    } else yield rowsOf(block);
  }
}

function rowsOf(block: Block): FileRow[] {
  const rows: FileRow[] = [];
  let line = block.line - 1;
  for (const text of block.text.split('\n')) {
    line += 1;
    if (text.trim() === '') continue;
    const parsed = parseJson(text);
    if ('unreadable' in parsed) rows.push({ line, unreadable: parsed.unreadable });
    else rows.push({ line, cells: [], document: parsed.value });
  }
  return rows;
}
