// Who runs the embedded server, and where its files lie: PostgreSQL refuses to run as root, and who
// runs it must be able to go through every folder above its data.
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Runner {
  /** null: whoever runs Weir runs the server as well. */
  readonly as: { readonly uid: number; readonly gid: number } | null;
}

export interface Place extends Runner {
  /** Holds the data folder of each major version, the password and the log. */
  readonly folder: string;
  /** The programs of the package lie where the runner can't go. */
  readonly copiesPrograms: boolean;
}

/** Where the files go when nobody but root may go through the folders above Weir's data. */
const elsewhere = '/var/lib/weir';
/** Names the folder in its place. */
export const pointer = 'postgres-is-at';

function runner(): Runner {
  if (process.getuid?.() !== 0) return { as: null };
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody']
    .map((name) => users.find(([known]) => known === name))
    .find((found) => found !== undefined);
  const [, , uid, gid] = user ?? [];
  return { as: { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) } };
}

/** Others may go through every folder from the root down to this one. */
function isOpen(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/**
 * @param data Weir's data folder, which exists.
 * @param programs where the package's programs lie; null where there are none.
 */
export function placeFor(data: string, programs: string | null): Place {
  const { as } = runner();
  const own = join(resolve(data), 'postgres');
  if (as === null) {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    return { as, folder: own, copiesPrograms: false };
  }
  const copiesPrograms = programs !== null && !isOpen(programs);
  const folder = folderOfRoot(data, own);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chownSync(folder, as.uid, as.gid);
  return { as, folder, copiesPrograms };
}

/** Once chosen it stays, whatever becomes of the folders above: the data is there. */
function folderOfRoot(data: string, own: string): string {
  const note = join(data, pointer);
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  if (isOpen(data)) return own;
  const name = createHash('sha256').update(resolve(data)).digest('hex').slice(0, 16);
  const folder = join(elsewhere, name);
  writeFileSync(note, `${folder}\n`);
  return folder;
}
