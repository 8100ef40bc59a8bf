// Reads YAML text into a plain value, with the line and column of every part of it, within limits
// of size, depth and aliases.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  parseDocument,
  visit,
} from 'yaml';
import type { Document, Node, YAMLError } from 'yaml';
import type { Fault, Path } from '../../core/contract/fault.js';
import { limits } from '../../core/limits.js';
import { reasonOf } from '../../core/reason.js';

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A fault in a file that a person can open at that place. */
export interface LocatedFault extends Position {
  readonly file: string;
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
}

type TextFault = Omit<LocatedFault, 'file'>;

export type YamlReading =
  | {
      readonly read: true;
      readonly value: unknown;
      readonly locate: (fault: Pick<Fault, 'path' | 'onKey'>) => Position;
    }
  | { readonly read: false; readonly faults: readonly TextFault[] };

const top: Position = { line: 1, column: 1 };

function refused(message: string, remedy: string, position: Position = top): YamlReading {
  return { read: false, faults: [{ ...position, path: [], message, remedy }] };
}

interface Nested {
  readonly type: string;
  readonly value?: unknown;
  readonly items?: readonly { readonly key?: Nested | null; readonly value?: Nested | undefined }[];
}

/** The depth of nesting, found without recursion: the composer's own would overflow the stack. */
function isTooDeep(text: string): boolean {
  const waiting: { token: Nested; depth: number }[] = [];
  for (const token of new Parser().parse(text)) waiting.push({ token, depth: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > limits.contractDepthMax) return true;
    if (token.type === 'document' && typeof token.value === 'object' && token.value !== null) {
      waiting.push({ token: token.value as Nested, depth });
    }
    for (const item of token.items ?? []) {
      if (item.key) waiting.push({ token: item.key, depth: depth + 1 });
      if (item.value) waiting.push({ token: item.value, depth: depth + 1 });
    }
  }
  return false;
}

const remedies: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Keep one of the two keys, with what belongs to both.',
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Indent all keys of one mapping alike, and close every bracket and brace.',
  MULTIPLE_DOCS: 'Keep one document in the file: take the line --- and what follows it out.',
  MISSING_CHAR: 'Close the bracket, brace or quote, or put text with : or # in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'Put text that holds ": " in quotes, or begin a new line.',
  KEY_OVER_1024_CHARS: 'Shorten the key.',
  TAG_RESOLVE_FAILED: 'Take the tag (!…) out.',
};

const usualRemedy = 'See the line for a missing space after ":", a quote or a bracket.';

function faultOf(error: YAMLError, lines: LineCounter): TextFault {
  const { line, col } = lines.linePos(error.pos[0]);
  const message = `This is no YAML: ${error.message.split('\n')[0] ?? ''}`.replace(/\.*$/, '.');
  return { line, column: col, path: [], message, remedy: remedies[error.code] ?? usualRemedy };
}

function startOf(node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range?.[0];
}

/** The node behind a key or index, and where its key stands. */
function step(
  node: unknown,
  key: string | number,
): { node: unknown; at: number | undefined } | null {
  if (isSeq(node) && typeof key === 'number') {
    const item = node.items[key];
    return item === undefined ? null : { node: item, at: startOf(item) };
  }
  if (!isMap(node)) return null;
  for (const pair of node.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (isPair(pair) && name === String(key)) return { node: pair.value, at: startOf(pair.key) };
  }
  return null;
}

/** Start of what the path leads to; of its nearest ancestor's key where the path ends before. */
function offsetOf(document: Document, path: Path, onKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const found = step(node, key);
    if (found === null) return offset;
    node = found.node;
    const last = index === path.length - 1;
    const wantsValue = last && !onKey && !(isScalar(node) && node.value === null);
    offset = (wantsValue ? startOf(node) : found.at) ?? found.at ?? offset;
  }
  return offset;
}

/** Aliases whose anchor stands nowhere above; the library finds them only by throwing. */
function looseAliases(document: Document, lines: LineCounter): TextFault[] {
  const faults: TextFault[] = [];
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const { line, col } = lines.linePos(startOf(alias) ?? 0);
      const message = `Nothing above is anchored as "${alias.source}".`;
      const remedy = `Write &${alias.source} before what it should repeat.`;
      faults.push({ line, column: col, path: [], message, remedy });
    },
  });
  return faults;
}

function composed(text: string): YamlReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    stringKeys: false,
    logLevel: 'error',
  });
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    return { read: false, faults: errors.map((error) => faultOf(error, lineCounter)) };
  }
  const loose = looseAliases(document, lineCounter);
  if (loose.length > 0) return { read: false, faults: loose };
  if (document.contents === null) return refused('The file is empty.', 'weir init writes one.');
  const value: unknown = document.toJS({ maxAliasCount: limits.contractAliasesMax });
  const locate = ({ path, onKey }: Pick<Fault, 'path' | 'onKey'>): Position => {
    const { line, col } = lineCounter.linePos(offsetOf(document, path, onKey));
    return { line, column: col };
  };
  return { read: true, value, locate };
}

/** Reads one YAML document. Whatever the text holds, it answers and never throws. */
export function readYaml(bytes: Uint8Array): YamlReading {
  if (bytes.byteLength > limits.contractBytesMax) {
    const remedy = `Keep it under ${limits.contractBytesMax} bytes; a long item list goes in a CSV.`;
    return refused(`The file has ${bytes.byteLength} bytes.`, remedy);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('The file is not UTF-8 text.', 'Save it as UTF-8.');
  }
  try {
    if (isTooDeep(text)) {
      const remedy = `Nest at most ${limits.contractDepthMax} levels.`;
      return refused('The file is nested too deeply.', remedy);
    }
    return composed(text);
  } catch (error) {
    // The library throws for aliases that unfold beyond the limit, and on hostile nesting.
    return refused(`The file cannot be unfolded: ${reasonOf(error)}.`, 'Take aliases (*name) out.');
  }
}
