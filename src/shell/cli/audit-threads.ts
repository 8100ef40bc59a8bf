// The threads of an audit. They start before the audit itself is loaded: each loads as much as the main
// thread does, and takes as long.
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Crew } from '../../audit/crew.js';
import { threadCrew } from '../../audit/threads.js';

/** Heap of a worker: what it judges at once is bounded by partitions, and small beside this. */
const workerHeapMegabytes = 2_048;
export const threadsMax = 16;
/** Below this, starting threads takes longer than they save: even one, by its room for what is new. */
export const threadedBytesMin = 24 * 1_048_576;

/** What `--threads` says; as many as there are cores where it is left out, null where it is no number. */
export function threadCount(text: string | undefined): number | null {
  if (text === undefined) return Math.min(availableParallelism(), threadsMax);
  const threads = Number(text);
  return Number.isInteger(threads) && threads >= 1 && threads <= threadsMax ? threads : null;
}

export function workers(threads: number): Crew {
  return threadCrew(threads, workerHeapMegabytes);
}

/** Threads for a run over these paths; null where they seem to hold too little for them. */
export function earlyWorkers(paths: readonly string[], threads: string | undefined): Crew | null {
  const count = threadCount(threads);
  const bytes = paths.reduce((sum, path) => sum + bytesAt(path), 0);
  return count === null || bytes < threadedBytesMin ? null : workers(count);
}

/** Bytes of a file, or of the files that lie in a folder itself. */
function bytesAt(path: string): number {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return found.size;
    return readdirSync(path).reduce((sum, name) => {
      const file = statSync(join(path, name));
      return file.isFile() ? sum + file.size : sum;
    }, 0);
  } catch {
    // The audit itself says what can't be read.
    return 0;
  }
}
