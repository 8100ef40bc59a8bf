// The key that credentials are sealed under: from the environment, or from a file that only its owner can
// read. It is never in the database, so that a copy of the database opens nothing.
import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from '../../core/reason.js';
import { keyBytes } from './seal.js';

export interface KeyPlace {
  /** May have `WEIR_KEY`, the key itself, or `WEIR_KEY_FILE`, where it is. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The hub's own folder: the key's file lies here where nothing else is said. */
  readonly data: string;
}

export interface NoKey {
  readonly failed: string;
}

const fileName = 'secrets.key';

/** Variables that are Weir's own, and are no system's. */
export const ownVariables = ['WEIR_KEY', 'WEIR_KEY_FILE', 'WEIR_NEW_KEY'] as const;

/** @param make write a new key into its file where there is none. */
export function sealingKey(place: KeyPlace, make: boolean): Uint8Array | NoKey {
  const given = place.environment['WEIR_KEY']?.trim() ?? '';
  if (given !== '')
    return (
      keyIn(given) ?? {
        failed: 'WEIR_KEY is no key: write 32 bytes, as 64 hexadecimal digits or in base64.',
      }
    );
  const file = keyFile(place);
  const found = keyFrom(file);
  if (found !== null || !make) {
    return (
      found ?? {
        failed: `The key of the sealed credentials is gone: ${file} is not there. Put it back, name it by WEIR_KEY_FILE, or give WEIR_KEY; without it, say weir connect again.`,
      }
    );
  }
  return made(file);
}

/** Whether the key is in the environment itself; if not, where its file is. */
export function keyStands({ environment, data }: KeyPlace): { readonly file: string | null } {
  const isGiven = (environment['WEIR_KEY']?.trim() ?? '') !== '';
  return { file: isGiven ? null : keyFile({ environment, data }) };
}

/** The key that takes the place of the one in a file while everything is sealed anew. */
export function nextFile(file: string): string {
  return `${file}.next`;
}

/** Those that may open what is sealed: a process that ended in the midst of a change leaves two. */
export function openingKeys(place: KeyPlace): readonly Uint8Array[] | NoKey {
  const key = sealingKey(place, false);
  if ('failed' in key) return key;
  const { file } = keyStands(place);
  const next = file === null ? null : keyFrom(nextFile(file));
  return next === null || 'failed' in next ? [key] : [key, next];
}

function keyFile({ environment, data }: KeyPlace): string {
  const named = environment['WEIR_KEY_FILE']?.trim() ?? '';
  return named === '' ? join(data, fileName) : named;
}

export function keyIn(text: string): Uint8Array | null {
  const isHex = /^[0-9a-f]{64}$/i.test(text);
  if (!isHex && !/^[\w+/-]{43}=?$/.test(text)) return null;
  const bytes = Buffer.from(text, isHex ? 'hex' : 'base64');
  return bytes.length === keyBytes ? bytes : null;
}

/** null: there is no such file. */
export function keyFrom(file: string): Uint8Array | NoKey | null {
  let text: string;
  let stands: FileOwned;
  try {
    text = readFileSync(file, 'utf8').trim();
    stands = statSync(file);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    const why = reasonOf(error);
    return {
      failed: `The key of the sealed credentials can't be read (${why}): mend that, or give WEIR_KEY.`,
    };
  }
  // Windows has no such bits, and says that everybody may read.
  if (process.platform !== 'win32' && isOpen(stands, process.geteuid?.() ?? 0)) {
    return {
      failed: `${file} can be read by others: say chmod 600 ${file}; where it is mounted, mount it with mode 0440 and our group, or give WEIR_KEY.`,
    };
  }
  return keyIn(text) ?? { failed: `${file} holds no key: put back the one that was there.` };
}

export interface FileOwned {
  readonly mode: number;
  readonly uid: number;
}

/**
 * Whether others than its owner may read it, or our group where it is root's: so secrets are mounted into
 * containers that run as somebody else. The same rule as PostgreSQL's for a server's key
 * (postgresql.org/docs/current/ssl-tcp.html).
 */
export function isOpen({ mode, uid }: FileOwned, ourUid: number): boolean {
  const isMounted = uid === 0 && ourUid !== 0;
  return (mode & (isMounted ? 0o037 : 0o077)) !== 0;
}

/** Whole at once or not at all; where another was faster, the other's. */
export function made(file: string): Uint8Array | NoKey {
  const key = randomBytes(keyBytes);
  const half = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(half, `${key.toString('base64')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    linkSync(half, file);
    return key;
  } catch (error) {
    const others = isCode(error, 'EEXIST') ? keyFrom(file) : null;
    const why = reasonOf(error);
    return (
      others ?? {
        failed: `No key can be written (${why}): name a place by WEIR_KEY_FILE, or give WEIR_KEY.`,
      }
    );
  } finally {
    rmSync(half, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
