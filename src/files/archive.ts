// A ZIP archive: its members by name, and the bytes of one. What a member says of its size is held
// against what comes out of it, so that a small file can't become an endless one.
import type { Entry, ZipFile } from 'yauzl';
import { limits } from '../core/limits.js';
import type { Refusal } from './bytes.js';
import { chunksOf } from './bytes.js';

export interface Archive {
  /** Name with its folders -> size when unpacked, as the archive says it. */
  readonly members: ReadonlyMap<string, number>;
  /** The bytes of a member, as often as they are asked for; of one that is not there, none. */
  readonly bytes: (name: string, onDamage: (reason: string) => void) => AsyncGenerator<Buffer>;
}

const damaged = 'the archive is damaged: download it again';

async function entriesOf(file: ZipFile): Promise<Map<string, Entry> | Refusal> {
  if (file.entryCount > limits.archiveMembersMax) {
    return {
      refused: `it is an archive of ${file.entryCount} files, and ${limits.archiveMembersMax} are the most`,
    };
  }
  const entries = new Map<string, Entry>();
  for await (const entry of file.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

/** The reader of archives is loaded with the first: most runs have none, and would wait for it. */
async function zipFile(path: string): Promise<ZipFile> {
  const { openPromise } = await import('yauzl');
  return openPromise(path, { lazyEntries: true, autoClose: false });
}

/** Opens the archive for as long as `use` takes. */
async function opened<T>(path: string, use: (file: ZipFile) => Promise<T>): Promise<T | Refusal> {
  try {
    const file = await zipFile(path);
    // A fault outside a call of ours must not end the process; the call that follows meets it too.
    file.on('error', () => undefined);
    try {
      return await use(file);
    } finally {
      file.close();
    }
  } catch {
    return { refused: damaged };
  }
}

async function* memberBytes(
  path: string,
  entry: Entry | undefined,
  onDamage: (reason: string) => void,
): AsyncGenerator<Buffer> {
  if (entry === undefined) return;
  const file = await zipFile(path).catch(() => null);
  if (file === null) {
    onDamage(damaged);
    return;
  }
  file.on('error', () => undefined);
  try {
    const stream = await file.openReadStreamPromise(entry);
    yield* chunksOf([stream], () => {
      onDamage(damaged);
    });
  } catch {
    onDamage(damaged);
  } finally {
    file.close();
  }
}

export async function openArchive(path: string): Promise<Archive | Refusal> {
  const entries = await opened(path, entriesOf);
  if ('refused' in entries) return entries;
  return {
    members: new Map([...entries].map(([name, entry]) => [name, entry.uncompressedSize])),
    bytes: (name, onDamage) => memberBytes(path, entries.get(name), onDamage),
  };
}
