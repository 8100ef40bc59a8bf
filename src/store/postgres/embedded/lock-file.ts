// postmaster.pid: who serves a data folder, as PostgreSQL writes it (storage/lmgr: pid, folder, start,
// port, …). A crash leaves it behind, and its number may belong to any other program by then.
import { existsSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Lock {
  readonly pid: number;
  /** null: it does not listen yet. */
  readonly port: number | null;
}

export class LockFile {
  readonly #data: string;
  readonly #path: string;

  /** @param data the data folder, which exists. */
  constructor(data: string) {
    this.#data = data;
    this.#path = join(data, 'postmaster.pid');
  }

  read(): Lock | null {
    const lines = this.#lines();
    const pid = Number(lines?.[0]);
    const port = Number(lines?.[3]);
    return Number.isInteger(pid) && pid > 0 ? { pid, port: port > 0 ? port : null } : null;
  }

  /** Its process lives, and serves this folder. */
  isHeld(): boolean {
    const lock = this.read();
    return lock !== null && isAlive(lock.pid) && isServerOf(lock.pid, this.#data);
  }

  /**
   * A server takes its parent's number in the file for a stale one, as no other that is alive. The file
   * itself stays: by it the server sees whether sessions of the one before are still at the data.
   */
  letUsPast(): void {
    const lines = this.#lines();
    if (lines === null) return;
    writeFileSync(this.#path, [process.pid, ...lines.slice(1)].join('\n'));
  }

  #lines(): readonly string[] | null {
    try {
      return readFileSync(this.#path, 'utf8').split('\n');
    } catch {
      return null;
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isServerOf(pid: number, data: string): boolean {
  // Where there is no /proc, only whether it answers can tell.
  if (!existsSync('/proc/self/stat')) return true;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (!status.includes('(postgres)') || /\) Z /.test(status)) return false;
  } catch {
    return false;
  }
  try {
    // It stands in its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return true;
  }
}
