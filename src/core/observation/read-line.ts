// The careful way to read one line: everything that a hostile or broken line can hold is looked for.
// The audit's fast way comes here with whatever it does not know at once.
import { limits } from '../limits.js';
import type { Observation } from './observation.js';
import type { Digest, Unreadable } from './read.js';
import { isForbiddenKey, readObservation } from './read.js';

const quote = 0x22;
const backslash = 0x5c;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the bytes of one line, without its line break. */
export function readLine(bytes: Uint8Array, digest: Digest): Observation | Unreadable {
  if (bytes.length > limits.lineBytesMax) return { unreadable: tooLong };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { unreadable: 'the line is not UTF-8' };
  }
  const read = lineValue(text);
  return 'unreadable' in read ? read : readObservation(read.value, digest);
}

export const tooLong = `the line is longer than ${limits.lineBytesMax} bytes`;

/** The JSON of one line, where it holds nothing that a line may not. */
export function lineValue(text: string): { readonly value: unknown } | Unreadable {
  if (text.includes('\u0000')) return { unreadable: 'the line holds a NUL character' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { unreadable: jsonFault(text) };
  }
  const fault = structureFault(text);
  return fault === undefined ? { value } : { unreadable: fault };
}

function jsonFault(text: string): string {
  const start = text.trimStart();
  if (!start.startsWith('{')) return 'the line is not a JSON object';
  return start.trimEnd().endsWith('}')
    ? 'the line is not valid JSON'
    : 'the line is not valid JSON: it breaks off before its end';
}

/** The value of a piece of a line, or undefined where anything is wrong with it. */
export function plainValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return structureFault(text) === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What valid JSON may hold and a line may not: repeated fields, depth, characters without meaning. */
function structureFault(text: string): string | undefined {
  // Valid JSON has no control character that is not escaped, and each half of a character must have its other.
  const isPlain = !text.includes('\\') && text.isWellFormed();
  const objects: (Set<string> | null)[] = [];
  let expectsKey = false;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charAt(index)) {
      case '{':
      case '[':
        if (objects.length >= limits.jsonDepthMax) {
          return `the line is nested deeper than ${limits.jsonDepthMax} levels`;
        }
        expectsKey = text.charAt(index) === '{';
        objects.push(expectsKey ? new Set() : null);
        break;
      case '}':
      case ']':
        objects.pop();
        expectsKey = false;
        break;
      case ',':
        expectsKey = objects.at(-1) !== null;
        break;
      case '"': {
        const end = isPlain ? text.indexOf('"', index + 1) + 1 : endOfString(text, index);
        const keys = expectsKey ? objects.at(-1) : undefined;
        const isSafe = isPlain && !expectsKey;
        const fault = isSafe ? undefined : stringFault(text.slice(index, end), keys);
        if (fault !== undefined) return fault;
        expectsKey = false;
        index = end - 1;
        break;
      }
      default:
    }
  }
  return undefined;
}

function endOfString(text: string, from: number): number {
  let index = from + 1;
  while (text.charCodeAt(index) !== quote) index += text.charCodeAt(index) === backslash ? 2 : 1;
  return index + 1;
}

function stringFault(token: string, keys: Set<string> | null | undefined): string | undefined {
  const text = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
  if (text.includes('\u0000')) return 'the line holds a NUL character';
  if (/\p{Surrogate}/u.test(text)) return 'the line holds half of a character (a lone surrogate)';
  if (keys === null || keys === undefined) return undefined;
  if (isForbiddenKey(text)) return `the line has a field named ${text}`;
  if (keys.has(text)) return `the line has the field ${JSON.stringify(text.slice(0, 40))} twice`;
  keys.add(text);
  return undefined;
}
