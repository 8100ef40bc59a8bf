// Who does a run's tasks: this thread alone, or as many workers as the machine has cores (threads.ts).
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
