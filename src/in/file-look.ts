// Which files of a folder are finished: a file that somebody still writes changes between two looks.
// A file is followed by its number on the disk, so that a rename to its last name costs no look. Pure.

export interface SeenFile {
  readonly name: string;
  /** Its number on its disk; a rename keeps it. */
  readonly inode: string;
  readonly size: number;
  /** Milliseconds since 1970; only compared. */
  readonly changed: number;
}

/** Names under which files are written before they get their own. */
const unfinished = /^\.|^~|~$|\.(?:part|partial|tmp|temp|filepart|crdownload|uploading|lock)$/i;

export interface Look {
  /** Finished, the one that changed first in front. */
  readonly ready: readonly SeenFile[];
  /** Something is there that may be finished at the next look. */
  readonly waiting: boolean;
}

/** @param before what the look before found; null: there was none. */
export function lookAt(
  now: readonly SeenFile[],
  before: readonly SeenFile[] | null,
  wanted: (name: string) => boolean,
): Look {
  const earlier = new Map((before ?? []).map((file) => [file.inode, file]));
  const named = now.filter(({ name }) => !unfinished.test(name) && wanted(name));
  const isSettled = ({ inode, size, changed }: SeenFile): boolean => {
    const last = earlier.get(inode);
    return last !== undefined && last.size === size && last.changed === changed;
  };
  const ready = named.filter(isSettled);
  return {
    ready: ready.sort((a, b) => a.changed - b.changed || (a.name < b.name ? -1 : 1)),
    waiting: ready.length < named.length,
  };
}

/** `stock-*.csv` as a test of names; null: every name. */
export function matcher(match: string | null): (name: string) => boolean {
  if (match === null) return () => true;
  const parts = match.split('*').map((part) => part.toLowerCase());
  const first = parts.shift() ?? '';
  const last = parts.pop();
  return (name) => {
    const text = name.toLowerCase();
    if (last === undefined) return text === first;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  };
}
