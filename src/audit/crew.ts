// Who does a run's tasks: this thread alone, or as many workers as the machine has cores. Each worker
// does one task at a time; the next goes to whoever is free.
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Task, TaskResult } from './stages.js';
import { Stages } from './stages.js';

export interface Crew {
  readonly threads: number;
  /** Every thread does the task. */
  readonly all: (task: Task) => Promise<TaskResult[]>;
  /** Each task is done once, by any thread; results stand in the order of the tasks. */
  readonly spread: (
    tasks: readonly Task[],
    progress?: (done: number) => void,
  ) => Promise<TaskResult[]>;
  /** Ends the threads beyond so many: what an idle one holds is memory that the others need. */
  readonly keep: (threads: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** As a worker's answer is: texts cut from a bucket's would keep all of its text alive. */
function owned(result: TaskResult): TaskResult {
  if (result.task !== 'judged') return result;
  const { judgement } = result;
  const { candidates, tally } = structuredClone({
    candidates: judgement.candidates,
    tally: judgement.tally,
  });
  return { task: 'judged', judgement: { ...judgement, candidates, tally } };
}

export function inlineCrew(): Crew {
  const stages = new Stages(0);
  return {
    threads: 1,
    all: async (task) => Promise.resolve([stages.run(task)]),
    spread: async (tasks, progress) => {
      const results: TaskResult[] = [];
      for (const task of tasks) {
        results.push(owned(stages.run(task)));
        progress?.(results.length);
        // Progress is drawn and signals are heard between tasks.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return results;
    },
    keep: async () => Promise.resolve(),
    close: async () => {
      stages.close();
      return Promise.resolve();
    },
  };
}

/** What a worker sends back: a result, or the words of a fault of ours or of the machine. */
export type WorkerAnswer =
  | { readonly kind: 'result'; readonly result: TaskResult }
  | { readonly kind: 'failed'; readonly stack: string };

class WorkerThread {
  readonly #worker: Worker;
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
      this.#settle?.reject(error instanceof Error ? error : new Error(String(error)));
      this.#settle = null;
    });
  }

  async run(task: Task): Promise<TaskResult> {
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
  // with less of it inlined, the code is hardly slower and there by far sooner.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
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
