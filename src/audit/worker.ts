// A worker thread's entry: it does one task at a time until it is ended.
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerAnswer } from './threads.js';
import { handedOver } from './line-table.js';
import type { Task } from './stages.js';
import { Stages } from './stages.js';

const { thread } = workerData as { readonly thread: number };
const stages = new Stages(thread);

function answerTo(task: Task): WorkerAnswer {
  try {
    return { kind: 'result', result: stages.run(task) };
  } catch (error) {
    return { kind: 'failed', stack: error instanceof Error ? (error.stack ?? '') : String(error) };
  }
}

parentPort?.on('message', (task: Task) => {
  const answer = answerTo(task);
  const isScan = answer.kind === 'result' && answer.result.task === 'scanned';
  parentPort?.postMessage(answer, isScan ? handedOver(answer.result.scan.columns) : []);
});
