// Loads weir.yaml and answers.yaml: text, shape, meaning, every fault with its file, line, column.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { compileAnswers } from '../../core/contract/answers.js';
import type { Answers } from '../../core/contract/answers.js';
import { compileContract } from '../../core/contract/compile.js';
import type { Contract } from '../../core/contract/contract.js';
import type { Fault } from '../../core/contract/fault.js';
import { httpChecks } from '../../connectors/http/checks.js';
import { readItems } from './items.js';
import type { ItemsReading } from './items.js';
import { answersJsonSchema, contractJsonSchema } from './json-schema.js';
import { answersSchema, contractSchema } from './schema.js';
import { ShapeChecker } from './shape.js';
import { readYaml } from './yaml-text.js';
import type { LocatedFault, Position } from './yaml-text.js';

export type { LocatedFault } from './yaml-text.js';

export interface UnreadableFile {
  readonly kind: 'unreadable';
  readonly file: string;
  /** There is no such file. */
  readonly missing: boolean;
  readonly reason: string;
  readonly remedy: string;
}

export interface FaultyFile {
  readonly kind: 'faulty';
  readonly file: string;
  readonly faults: readonly LocatedFault[];
}

export type ContractLoad =
  | { readonly kind: 'loaded'; readonly file: string; readonly contract: Contract }
  | FaultyFile
  | UnreadableFile;

export type AnswersLoad =
  | { readonly kind: 'loaded'; readonly file: string; readonly answers: Answers }
  | FaultyFile
  | UnreadableFile;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

function unreadable(file: string, error: unknown): UnreadableFile {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const remedy =
    code === 'ENOENT'
      ? 'Name the file, or write one with weir init.'
      : 'Name a file that can be read.';
  return {
    kind: 'unreadable',
    file,
    missing: code === 'ENOENT',
    reason: reasons[code] ?? `it cannot be read (${code})`,
    remedy,
  };
}

async function bytesOf(file: string): Promise<Buffer | UnreadableFile> {
  try {
    return await readFile(file);
  } catch (error) {
    return unreadable(file, error);
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Faults of meaning first; those of shape only where nothing better is said of the same place. */
function merged(meaning: readonly Fault[], shape: readonly Fault[]): Fault[] {
  const said = new Set(meaning.map((fault) => JSON.stringify(fault.path)));
  return [...meaning, ...shape.filter((fault) => !said.has(JSON.stringify(fault.path)))];
}

function byPosition(left: LocatedFault, right: LocatedFault): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

function placed(
  file: string,
  faults: readonly Fault[],
  locate: (fault: Fault) => Position,
): LocatedFault[] {
  return faults.map((fault) => {
    const { path, message, remedy } = fault;
    return { file, ...locate(fault), path, message, remedy };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function itemsBeside(file: string, value: unknown): Promise<ItemsReading | null> {
  const named = isRecord(value) ? value['items'] : undefined;
  if (typeof named !== 'string' || named.trim() === '') return null;
  const path = resolve(dirname(file), named);
  const bytes = await bytesOf(path);
  if (bytes instanceof Uint8Array) return readItems(path, bytes);
  return { rows: [], lines: [], file: path, failure: `${path}: ${bytes.reason}.` };
}

/** A fault of a row of the items file stands in that file, at its line. */
function locatedWithItems(
  file: string,
  items: ItemsReading | null,
  locate: (fault: Fault) => Position,
): (fault: Fault) => LocatedFault {
  return (fault) => {
    const { path, message, remedy } = fault;
    const index = path[1];
    if (items !== null && path[0] === 'items' && typeof index === 'number') {
      return { file: items.file, line: items.lines[index] ?? 1, column: 1, path, message, remedy };
    }
    return { file, ...locate(fault), path, message, remedy };
  };
}

/** Checks the bytes of a contract as if they stood in `file`. */
export async function checkContract(file: string, bytes: Uint8Array): Promise<ContractLoad> {
  const reading = readYaml(bytes);
  if (!reading.read) {
    return { kind: 'faulty', file, faults: reading.faults.map((fault) => ({ file, ...fault })) };
  }
  const shape = new ShapeChecker(contractSchema, contractJsonSchema()).faults(reading.value);
  const items = await itemsBeside(file, reading.value);
  const rows = items === null || !isRecord(reading.value) ? {} : { items: items.rows };
  const value = isRecord(reading.value) ? { ...reading.value, ...rows } : reading.value;
  const { contract, faults } = compileContract(value, { isZone, http: httpChecks });
  const all = merged(faults, shape).map(locatedWithItems(file, items, reading.locate));
  if (items !== null && items.failure !== null) {
    const position = reading.locate({ path: ['items'], onKey: false });
    const remedy = 'Name a CSV with the columns system, sku, canonical (and kit_of, pack).';
    all.push({ file, ...position, path: ['items'], message: items.failure, remedy });
  }
  if (all.length > 0) return { kind: 'faulty', file, faults: all.sort(byPosition) };
  return { kind: 'loaded', file, contract };
}

/** Reads a contract. Its relative paths are read from the folder that it lies in. */
export async function loadContract(file: string): Promise<ContractLoad> {
  const bytes = await bytesOf(file);
  return bytes instanceof Uint8Array ? checkContract(file, bytes) : bytes;
}

async function loadAnswers(file: string): Promise<AnswersLoad> {
  const bytes = await bytesOf(file);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const reading = readYaml(bytes);
  if (!reading.read) {
    return { kind: 'faulty', file, faults: reading.faults.map((fault) => ({ file, ...fault })) };
  }
  const shape = new ShapeChecker(answersSchema, answersJsonSchema()).faults(reading.value);
  const { answers, faults } = compileAnswers(reading.value);
  const all = placed(file, merged(faults, shape), reading.locate);
  if (all.length > 0) return { kind: 'faulty', file, faults: all.sort(byPosition) };
  return { kind: 'loaded', file, answers };
}

/** The answers to a contract stand beside it. @returns null where there are none. */
export async function answersBeside(contractFile: string): Promise<AnswersLoad | null> {
  const load = await loadAnswers(join(dirname(contractFile), 'answers.yaml'));
  return load.kind === 'unreadable' && load.missing ? null : load;
}

/** Why a file can't be used, in the one line that a verb has for it: of its faults the first. */
export function refusalOf(load: FaultyFile | UnreadableFile): string {
  if (load.kind === 'unreadable') return `${load.file}: ${load.reason}. ${load.remedy}`;
  const [first] = load.faults;
  const where = first === undefined ? load.file : `${first.file}:${first.line}:${first.column}`;
  return `${where}: ${first?.message ?? 'it has faults.'} See weir contract check.`;
}
