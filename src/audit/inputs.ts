// What the call names, as a list of files: folders are walked in the order of names, each file is
// looked at once, and what can't be read becomes a row instead of an end.
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { SystemHint } from '../core/contract/infer.js';
import { TooClose, upToMost } from '../files/bytes.js';
import type { Remark } from './remarks.js';

/** A file on disk whose lines are observation lines. */
export interface LineFile {
  /** Index in the run's list of inputs. */
  readonly input: number;
  readonly file: string;
  /** Where the first line begins: after a byte order mark. */
  readonly start: number;
  readonly size: number;
}

export interface InputRow {
  readonly line: number | null;
  readonly reason: string;
}

/** One input of the report, as the call or a folder names it. */
export interface Input {
  readonly path: string;
  /** Null where no reader knows the file. */
  readonly reader: string | null;
  readonly proven: boolean;
  /** What of it was lost before its lines were read: rows of an export, or the whole file. */
  readonly rows: readonly InputRow[];
  readonly rowCount: number;
  /** Line of the spooled file -> line of the export that it was made of; null: they are the same. */
  readonly origins: readonly number[] | null;
}

/** What one file gave. */
export interface OpenedInput {
  readonly input: Input;
  /** Null where nothing of it can be read. */
  readonly lines: Omit<LineFile, 'input'> | null;
  readonly hint?: readonly [system: string, hint: SystemHint];
  readonly remarks?: readonly Remark[];
}

/** The reader of observation lines, as the report names it. */
export const observationReader = 'weir.observations';

export interface NamedFile {
  readonly path: string;
  readonly form: 'lines' | 'export';
}

/** Files of Weir's own that may lie beside what they speak of. */
const ownFiles = new Set(['truth.json', 'report.json', 'report.html', 'weir.yaml', 'answers.yaml']);

/** The clean-up files that lie beside a report. */
const ownLists = /^cleanup-\d+-[a-z-]+\.csv$/;

const lineEndings = ['.jsonl', '.ndjson', '.jsonl.gz', '.ndjson.gz'];

/** All files that the paths name; null for a path that does not exist, with the path. */
export function filesOf(paths: readonly string[]): { files: NamedFile[]; missing: string[] } {
  const files: NamedFile[] = [];
  const missing: string[] = [];
  const seen = new Set<string>();
  const add = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const name = path.toLowerCase();
    files.push({ path, form: lineEndings.some((end) => name.endsWith(end)) ? 'lines' : 'export' });
  };
  for (const path of paths) {
    const found = filesAt(path);
    if (found === null) missing.push(path);
    else found.forEach(add);
  }
  return { files, missing };
}

function filesAt(path: string): readonly string[] | null {
  try {
    return statSync(path).isDirectory() ? walked(path) : [path];
  } catch {
    return null;
  }
}

function walked(folder: string): string[] {
  const files: string[] = [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...walked(path));
    else if (entry.isFile() && !isOwn(basename(path))) files.push(path);
  }
  return files;
}

function isOwn(name: string): boolean {
  return ownFiles.has(name) || ownLists.test(name);
}

const sniffBytes = 4_096;

export type Sniffed =
  | { readonly kind: 'lines'; readonly start: number; readonly size: number }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Looks at the first bytes of a file of lines: what its name says is not to be trusted. */
export function sniff(path: string): Sniffed {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return { kind: 'unreadable', reason: `the file can't be opened (${codeOf(error)})` };
  }
  try {
    const head = Buffer.alloc(sniffBytes);
    const length = readSync(descriptor, head, 0, sniffBytes, 0);
    return judged(head.subarray(0, length), statSync(path).size);
  } catch (error) {
    return { kind: 'unreadable', reason: `the file can't be read (${codeOf(error)})` };
  } finally {
    closeSync(descriptor);
  }
}

function judged(head: Buffer, size: number): Sniffed {
  const unreadable = (reason: string): Sniffed => ({ kind: 'unreadable', reason });
  if (head.length === 0) return unreadable('the file is empty');
  if (head[0] === 0x1f && head[1] === 0x8b) return { kind: 'gzip' };
  const mark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (mark || isWide(head)) return unreadable('the file is UTF-16; save it as UTF-8');
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  // A stray NUL in a file of lines spoils its own line only.
  const begins = head.subarray(start).toString('latin1').trimStart().startsWith('{');
  if (!begins && head.includes(0)) return unreadable('the file is binary, not lines of JSON');
  return { kind: 'lines', start, size };
}

/** Text in two bytes a character: every other byte of what should be ASCII is zero. */
function isWide(head: Buffer): boolean {
  const length = Math.min(head.length, 64) & ~1;
  let zeros = 0;
  for (let index = 0; index < length; index += 1) if (head[index] === 0) zeros += 1;
  const oneSide = head[0] === 0 || head[1] === 0;
  return length >= 4 && oneSide && zeros >= length / 2 - 2 && zeros <= length / 2 + 2;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** A folder of the run's own for what has to be unpacked first; gone when the run ends. */
export class Spool {
  #folder: string | null = null;
  #count = 0;

  async path(): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'weir-'));
    this.#count += 1;
    return join(this.#folder, `${this.#count}.jsonl`);
  }

  /** Unpacks a gzip file; what came out before a fault is kept, and the fault is told. */
  async unpack(path: string): Promise<{ file: string; fault: string | null }> {
    const file = await this.path();
    try {
      const most = upToMost(statSync(path).size);
      await pipeline(createReadStream(path), createGunzip(), most, createWriteStream(file));
      return { file, fault: null };
    } catch (error) {
      if (error instanceof TooClose) return { file, fault: error.message };
      return { file, fault: `the file does not unpack to its end (${codeOf(error)})` };
    }
  }

  async remove(): Promise<void> {
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }
}
