// Workers that do a run's tasks, each one task at a time; the next goes to whoever is free. Loads nothing
// of what they do, so that they begin to load it while the main thread loads its own part.
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Crew } from './crew.js';
import type { Task, TaskResult } from './stages.js';

/** What a worker sends back: a result, or the words of a fault of ours or of the machine. */
export type WorkerAnswer =
  | { readonly kind: 'result'; readonly result: TaskResult }
  | { readonly kind: 'failed'; readonly stack: string };

class WorkerThread {
  readonly #worker: Worker;
  /** It ended before it was given anything to do. */
  #failed: Error | null = null;
  #settle: { resolve: (result: TaskResult) => void; reject: (error: Error) => void } | null = null;

  constructor(thread: number, heapMegabytes: number) {
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { thread },
      resourceLimits: {
        maxOldGenerationSizeMb: heapMegabytes,
        maxYoungGenerationSizeMb: youngMegabytes,
      },
    });
    this.#worker.on('message', (answer: WorkerAnswer) => {
      const settle = this.#settle;
      this.#settle = null;
      if (answer.kind === 'result') settle?.resolve(answer.result);
      else settle?.reject(new Error(answer.stack));
    });
    this.#worker.on('error', (error: unknown) => {
      this.#failed = error instanceof Error ? error : new Error(String(error));
      this.#settle?.reject(this.#failed);
      this.#settle = null;
    });
  }

  async run(task: Task): Promise<TaskResult> {
    if (this.#failed !== null) throw this.#failed;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#worker.postMessage(task);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/**
 * Room for what is newly made. Most of it lives no longer than its bucket: with more room fewer
 * collections are needed, and those find less that is still in use.
 */
const youngMegabytes = 96;

export function threadCrew(threads: number, heapMegabytes: number): Crew {
  // Each worker compiles the code of a run for itself, on the cores that the workers need: compiled
  // with less of it inlined, the code is hardly slower and there by far sooner. So is the collecting of
  // what is young: little of it is in use, and to share that out costs more than to copy it.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
  setFlagsFromString('--no-parallel-scavenge');
  const workers = Array.from(
    { length: threads },
    (_, index) => new WorkerThread(index, heapMegabytes),
  );
  return {
    threads,
    all: async (task) => Promise.all(workers.map(async (worker) => worker.run(task))),
    spread: async (tasks, progress) => {
      const results: TaskResult[] = [];
      let next = 0;
      let finished = 0;
      const work = async (worker: WorkerThread): Promise<void> => {
        for (let index = next; index < tasks.length; index = next) {
          next += 1;
          const task = tasks[index];
          if (task === undefined) return;
          results[index] = await worker.run(task);
          finished += 1;
          progress?.(finished);
        }
      };
      await Promise.all(workers.map(work));
      return results;
    },
    keep: async (kept) => {
      await Promise.all(workers.splice(Math.max(kept, 1)).map(async (worker) => worker.close()));
    },
    close: async () => {
      await Promise.all(workers.map(async (worker) => worker.close()));
    },
  };
}
