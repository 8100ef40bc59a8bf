// One file on its way in: copied first, so that nobody changes it while it is read, read from end to
// end before anything of it is believed, and then taken part by part.
import { createHash } from 'node:crypto';
import { constants, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reading } from '../../connectors/connector.js';
import type { FileSource } from '../../core/contract/file-source.js';
import type { Examined } from '../../files/examine.js';
import { examine } from '../../files/examine.js';
import { statedInName } from '../../files/made-at.js';
import { observationPieces } from '../../files/observation-pieces.js';
import type { FileOptions } from '../../files/read-file.js';
import { readFileAsLines } from '../../files/read-file.js';
import { documentMapping } from '../../in/documents.js';
import type { Batch, FileCursor } from '../../in/file-intake.js';
import { fileCursorOf, takeFile } from '../../in/file-intake.js';
import type { SeenFile } from '../../in/file-look.js';
import { quarantineReason } from '../../in/file-verdict.js';
import type { Piece } from '../../in/observations.js';
import type { SourcesGiven } from './sources.js';

const pieceBytes = 1_048_576;
/** Readings of one part, each of which is one transaction. */
const readingsOfPart = 2_000;

export interface Copied {
  readonly path: string;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

/** What is needed of the hub. */
export type TakingGiven = Pick<
  SourcesGiven,
  'spool' | 'interpreting' | 'contract' | 'intake' | 'store' | 'now' | 'complain'
>;

/** Files of one system. */
export class Taking {
  readonly #system: string;
  readonly #source: FileSource;
  readonly #given: TakingGiven;
  readonly #mapping: string;
  readonly #folder: string;
  #ended = false;
  #known: Map<string, FileCursor> | null = null;

  constructor(system: string, source: FileSource, given: TakingGiven) {
    this.#system = system;
    this.#source = source;
    this.#given = given;
    this.#folder = join(given.spool, encodeURIComponent(system));
    const { interpreting } = given;
    const goesBy = interpreting.digest(JSON.stringify(source)).slice(0, 8);
    this.#mapping = `${documentMapping(system, source.reader, interpreting)} ${goesBy}`;
  }

  /** What is remembered of the files, by their names. */
  async #cursors(): Promise<Map<string, FileCursor>> {
    if (this.#known !== null) return this.#known;
    const prefix = this.#offsetOf('');
    const kept = await this.#given.store.offsets.under(prefix);
    this.#known = new Map(
      kept.map(({ source, cursor }) => [source.slice(prefix.length), fileCursorOf(cursor)]),
    );
    return this.#known;
  }

  #offsetOf(name: string): string {
    return `file:${this.#system}/${name}`;
  }

  /** Whether a file as it is seen was dealt with before. */
  async isDone({ name, inode, size, changed }: SeenFile): Promise<boolean> {
    const before = (await this.#cursors()).get(name);
    if (before === undefined || before.state === 'reading') return false;
    if (before.inode !== inode || before.size !== size || before.changed !== changed) return false;
    return before.state === 'taken' || before.mapping === this.#mapping;
  }

  /** Another may have taken files meanwhile: what is remembered of them is asked anew. */
  forget(): void {
    this.#known = null;
  }

  /** A copy of bytes as they come. */
  async copy(
    name: string,
    opened: () => NodeJS.ReadableStream | Promise<NodeJS.ReadableStream>,
  ): Promise<Copied> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const coming = join(this.#folder, '.coming');
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    // Opened here: a stream that fails before somebody listens to it ends the process.
    await pipeline(await opened(), hashing, createWriteStream(coming));
    const digest = hash.digest('hex');
    const path = this.#copyOf(name, digest);
    await mkdir(dirname(path), { recursive: true });
    await rename(coming, path);
    return { path, digest };
  }

  async copyFile(name: string, path: string): Promise<Copied> {
    return this.copy(name, async () => fileStream(path));
  }

  async discard(copy: string): Promise<void> {
    await rm(dirname(copy), { recursive: true, force: true });
  }

  /** Ends before the next part of what is being taken; the next start goes on with that. */
  end(): void {
    this.#ended = true;
  }

  /** With its own name, which may say when it was made. */
  #copyOf(name: string, digest: string): string {
    return join(this.#folder, digest.slice(0, 32), basename(name));
  }

  /** Goes on with what an end of the hub had left in the middle. */
  async resume(): Promise<number> {
    let accepted = 0;
    for (const [name, { state, digest, inode, size, changed }] of await this.#cursors()) {
      const path = this.#copyOf(name, digest);
      if (state !== 'reading' || !existsSync(path)) continue;
      accepted += await this.take({ name, inode, size, changed }, { path, digest });
    }
    return accepted;
  }

  /** @returns how many statements were new. */
  async take(seen: SeenFile, { path, digest }: Copied): Promise<number> {
    const { name } = seen;
    const begun = await this.#begun(seen, { path, digest });
    // What a fault leaves in the middle is looked up again.
    this.#known = null;
    const accepted = await takeFile(
      {
        system: this.#system,
        name,
        source: this.#offsetOf(name),
        position: positionOf(begun.cursor, name, begun.repeats),
        cursor: begun.cursor,
        batches: () => begun.batches,
        bytes: async (part) => (begun.repeats ? new Uint8Array() : pieceOf(path, part)),
      },
      {
        submit: async (arrival) => {
          if (this.#ended) throw new Error('the hub ends');
          return this.#given.intake.submit(arrival);
        },
        offsets: this.#given.store.offsets,
        interpreting: this.#given.interpreting,
      },
      this.#given.now(),
    );
    await this.discard(path);
    if (begun.cursor.reason !== '') {
      this.#given.complain(`${this.#offsetOf(name)} was set aside: ${begun.cursor.reason}`);
    }
    return accepted;
  }

  async #begun(seen: SeenFile, { path, digest }: Copied): Promise<Begun> {
    const cursors = await this.#cursors();
    const own = cursors.get(seen.name);
    const goesOn =
      own?.state === 'reading' && own.digest === digest && own.mapping === this.#mapping;
    // Of the same bytes a name with another date makes other statements: levels that came back.
    const dated = statedInName(seen.name);
    const twin = [...cursors].find(
      ([name, other]) =>
        other.state === 'taken' && other.digest === digest && statedInName(name) === dated,
    );
    const { inode, size, changed } = seen;
    const cursor: FileCursor = {
      ...{ digest, inode, size, changed, mapping: this.#mapping },
      rows: 0,
      state: 'reading',
      parts: goesOn ? own.parts : 0,
      reason: '',
      at: this.#given.now(),
    };
    if (twin !== undefined && !goesOn) {
      const reason = `it is ${twin[0]} again, byte for byte`;
      return { cursor: { ...cursor, reason }, batches: quarantinedBatches(reason), repeats: true };
    }
    const options = this.#options();
    const facts = await examined(path, options);
    const reason = quarantineReason(facts, this.#source, rowsBefore(seen.name, cursors)) ?? '';
    const batches = reason === '' ? batchesOf(path, facts, options) : quarantinedBatches(reason);
    return { cursor: { ...cursor, rows: facts.rows, reason }, batches, repeats: false };
  }

  #options(): FileOptions {
    const { contract } = this.#given;
    const { reader, trailer } = this.#source;
    return {
      contract,
      system: this.#system,
      zone: contract.systems.get(this.#system)?.zone ?? null,
      extract: null,
      ...(reader === null ? {} : { reader }),
      ...(trailer === null ? {} : { trailer }),
    };
  }
}

interface Begun {
  readonly cursor: FileCursor;
  readonly batches: AsyncIterable<Batch>;
  /** Its bytes are kept already. */
  readonly repeats: boolean;
}

/** A fault of ours in a reader keeps back no other file: what it fails at is set aside. */
async function examined(path: string, options: FileOptions): Promise<Examined> {
  try {
    return await examine(path, options);
  } catch (error) {
    // What the disk refuses bears a code, and may be had later.
    if (!(error instanceof Error) || 'code' in error) throw error;
    const refused = `Weir itself failed at it (${error.name}): the file is kept; read it again with a newer Weir`;
    return { refused, lines: false, rows: 0, cut: null, levels: false };
  }
}

function positionOf(
  { digest, mapping, reason, changed }: FileCursor,
  name: string,
  repeats: boolean,
): string {
  if (repeats) return `repeated:${digest.slice(0, 32)}/${name}/${changed}`;
  const dated = statedInName(name);
  const made = dated === null ? '' : `@${dated}`;
  return `${reason === '' ? 'file' : 'aside'}:${digest.slice(0, 32)}${made}/${mapping}`;
}

/** Rows of the last file of its kind that was taken: names that differ in their digits are of one kind. */
function rowsBefore(name: string, cursors: ReadonlyMap<string, FileCursor>): number | null {
  const kind = (text: string): string => text.replace(/\d+/g, '#');
  const alike = [...cursors].filter(
    ([other, { state }]) => state === 'taken' && kind(other) === kind(name),
  );
  const last = alike.map(([, cursor]) => cursor).sort((a, b) => b.at - a.at)[0];
  return last?.rows ?? null;
}

/** Not through a link, and not waiting at a pipe, that took the place of a file since it was seen. */
async function fileStream(path: string): Promise<NodeJS.ReadableStream> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if ((await file.stat()).isFile()) return file.createReadStream();
  await file.close();
  throw new Error('it is no file any more');
}

async function pieceOf(path: string, part: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(pieceBytes);
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, part * pieceBytes);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* quarantinedBatches(reason: string): AsyncGenerator<Batch> {
  yield await Promise.resolve({ readings: [{ kind: 'unreadable', line: 1, reason }] });
}

async function* batchesOf(
  path: string,
  { lines }: Examined,
  options: FileOptions,
): AsyncGenerator<Batch> {
  if (lines) {
    for await (const batch of inBatches(observationPieces(path))) yield { lines: batch };
  } else {
    for await (const batch of inBatches(readingsOf(path, options))) yield { readings: batch };
  }
}

async function* readingsOf(path: string, options: FileOptions): AsyncGenerator<readonly Reading[]> {
  for await (const group of readFileAsLines(path, options)) {
    yield group.filter(
      (reading): reading is Reading =>
        reading.kind === 'observation' || reading.kind === 'unreadable',
    );
  }
}

/** Cut by number alone, so that the same bytes give the same parts again. */
async function* inBatches<Item extends Reading | Piece>(
  groups: AsyncIterable<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  let open: Item[] = [];
  for await (const group of groups) {
    open.push(...group);
    while (open.length >= readingsOfPart) {
      yield open.slice(0, readingsOfPart);
      open = open.slice(readingsOfPart);
    }
  }
  if (open.length > 0) yield open;
}
