// The ends of the chains of seals, written outside the database: whoever may do everything in it can make
// the chains anew from the first link on, and can't change what stands elsewhere.
import { mkdir, open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import { reasonOf } from '../../core/reason.js';
import type { ChainHead, Seals } from '../../store/seals.js';
import { digest } from './ledger.js';
import type { Rounds } from './rounds.js';
import { rounds } from './rounds.js';

/** One line of the file. */
interface Noted {
  readonly at: string;
  /** Partition by partition, how many links its chain has. */
  readonly sealed: readonly number[];
  /** Of the last links' digests, one a line, where there is a link. */
  readonly digest: string;
}

export interface HeadsPlace {
  /** May have `WEIR_HEADS_FILE`: where they are written instead. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly data: string;
}

const everyMillis = 3_600_000;

export function headsFile({ environment, data }: HeadsPlace): string {
  const named = environment['WEIR_HEADS_FILE']?.trim() ?? '';
  return named === '' ? join(data, 'heads.jsonl') : named;
}

export interface HeadsGiven {
  readonly seals: Seals;
  readonly file: string;
  readonly now: () => Instant;
  /** Besides the file, so that they stand where the log goes. */
  readonly note: (digest: string) => void;
  readonly complain: (line: string) => void;
}

/** Writes them now and every hour, where they have moved; until it is ended. */
export function notingHeads(given: HeadsGiven): Pick<Rounds, 'end'> {
  let last = '';
  return rounds(async () => {
    try {
      last = await noteHeads(given, last);
    } catch (error) {
      const why = reasonOf(error);
      given.complain(`the ends of the chains can't be written to ${given.file}: ${why}`);
    }
    return everyMillis;
  });
}

/** @returns the digest that stands there. */
async function noteHeads(
  { seals, file, now, note }: Omit<HeadsGiven, 'complain'>,
  last: string,
): Promise<string> {
  const heads = await seals.heads();
  const noted = notedOf(heads, now());
  if (heads.length === 0 || noted.digest === last) return last;
  const differs = (await comparedHeads(seals, file))?.differs ?? null;
  // Behind it, these would agree: whoever compares looks no further back.
  if (differs !== null) throw new Error(anotherChain(differs));
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a+', 0o600);
  try {
    const begun = (await isCut(handle)) ? '\n' : '';
    await handle.appendFile(`${begun}${JSON.stringify(noted)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  note(noted.digest);
  return noted.digest;
}

/** A crash broke its last line off: the next one would be read as the rest of it. */
async function isCut(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}

function anotherChain(at: string): string {
  return `the chain is not the one that was written there at ${at}: weir doctor says more; where you restored a backup, move the file away`;
}

function notedOf(heads: readonly ChainHead[], at: Instant): Noted {
  const sealed: number[] = [];
  for (const { partition, sequence } of heads) {
    while (sealed.length < partition) sealed.push(0);
    sealed.push(sequence);
  }
  return { at: instantText(at), sealed, digest: digestOf(heads.map((head) => head.digest)) };
}

function digestOf(links: readonly string[]): string {
  return digest(links.map((link) => `${link}\n`).join(''));
}

/** How the chains compare with what was written. */
export interface Compared {
  /** When that was written with which they agree, the last; null: with none of it. */
  readonly agrees: string | null;
  /** When that was written with which they do not agree, the last; null: they agree with the last of all. */
  readonly differs: string | null;
}

/** So many lines are compared, from the last on: with the first that agrees all before it do. */
const comparedMost = 1_000;

/** @returns null where nothing was written. */
export async function comparedHeads(seals: Seals, file: string): Promise<Compared | null> {
  const lines = await linesOf(file);
  const newest = lines.at(-1);
  if (newest === undefined) return null;
  for (const noted of lines.slice(-comparedMost).toReversed()) {
    const places = noted.sealed.flatMap((sequence, partition) =>
      sequence === 0 ? [] : [{ partition, sequence }],
    );
    const links = await seals.linksAt(places);
    const isAs = digestOf(links.map((link) => link ?? '')) === noted.digest;
    if (isAs) return { agrees: noted.at, differs: noted === newest ? null : newest.at };
  }
  return { agrees: null, differs: newest.at };
}

async function linesOf(file: string): Promise<readonly Noted[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => notedIn(line) ?? []);
}

/** null: the line was cut by a crash, or is none of ours. */
function notedIn(line: string): Noted | null {
  try {
    const { at, sealed, digest: of } = JSON.parse(line) as Partial<Noted>;
    const isOurs = typeof at === 'string' && typeof of === 'string' && Array.isArray(sealed);
    return isOurs ? { at, sealed: sealed.map(Number), digest: of } : null;
  } catch {
    return null;
  }
}
