// A ZIP archive: its members by name, and the bytes of one. What a member says of its size is held
// against what comes out of it, so that a small file can't become an endless one.
import type { Entry, ZipFile } from 'yauzl';
import { limits } from '../core/limits.js';
import type { Refusal } from './bytes.js';
import { chunksOf } from './bytes.js';

export interface Archive {
  /** Bytes of the archive itself. */
  readonly size: number;
  /** Name with its folders -> size when unpacked, as the archive says it. */
  readonly members: ReadonlyMap<string, number>;
  /** Names that more than one file has: only the last of them can be asked for. */
  readonly repeated: ReadonlySet<string>;
  /** The bytes of a member, as often as they are asked for; of one that is not there, none. */
  readonly bytes: (name: string, onDamage: (reason: string) => void) => AsyncGenerator<Buffer>;
}

const damaged = 'the archive is damaged: download it again';
const locked = 'a file in the archive has a password: have it exported without one';
const leadsOut =
  'a name in it leads out of the archive: have it packed again, without folders above it';

/** What the reader of archives says of one that is whole and can't be read. */
const unreadable: readonly (readonly [RegExp, string])[] = [
  [/encrypt/, locked],
  [/^(?:absolute path|invalid relative path)/, leadsOut],
  [/^multi-disk/, 'it is one part of an archive in several: join them first'],
];

/** Stored, deflated. */
const readMethods: readonly number[] = [0, 8];

function refusalOf(entry: Entry): string | null {
  const { fileName: name, compressionMethod: method } = entry;
  if (entry.isEncrypted()) return locked;
  if (readMethods.includes(method)) return null;
  return `${name} is packed in a form that is not read (${method}): pack it as an ordinary ZIP archive`;
}

interface Entries {
  readonly size: number;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly repeated: ReadonlySet<string>;
}

async function entriesOf(file: ZipFile): Promise<Entries | Refusal> {
  if (file.entryCount > limits.archiveMembersMax) {
    return {
      refused: `it is an archive of ${file.entryCount} files, and ${limits.archiveMembersMax} are the most`,
    };
  }
  const entries = new Map<string, Entry>();
  const repeated = new Set<string>();
  for await (const entry of file.eachEntry()) {
    const refused = refusalOf(entry);
    if (refused !== null) return { refused };
    if (entries.has(entry.fileName)) repeated.add(entry.fileName);
    entries.set(entry.fileName, entry);
  }
  return { size: file.fileSize, entries, repeated };
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
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const [, why] = unreadable.find(([form]) => form.test(said)) ?? [null, damaged];
    return { refused: why };
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
  const found = await opened(path, entriesOf);
  if ('refused' in found) return found;
  const { size, entries, repeated } = found;
  return {
    size,
    repeated,
    members: new Map([...entries].map(([name, entry]) => [name, entry.uncompressedSize])),
    bytes: (name, onDamage) => memberBytes(path, entries.get(name), onDamage),
  };
}
