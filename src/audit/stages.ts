// What one thread does of a run: it scans ranges, then judges partitions. The same code runs inline
// with one thread and in workers with more; tasks and results are plain data.
import { createHash } from 'node:crypto';
import type { ByteRange } from './byte-range.js';
import type { ContextInput } from './context.js';
import { contextOf } from './context.js';
import type { GatheredRange, Partition } from './gather.js';
import { Gathering } from './gather.js';
import type { Before, PartitionJudgement, UsedTimes } from './judge.js';
import { Judging } from './judge.js';
import type { BucketType } from './route-columns.js';
import type { RangeScan, ScanNames } from './scan.js';
import { Scan } from './scan.js';
import type { Trims } from './trims.js';

export interface JudgeSetup extends ContextInput {
  readonly ranges: readonly GatheredRange[];
  readonly times: UsedTimes;
  readonly stock: ReadonlyMap<string, number>;
}

export type Task =
  | { readonly task: 'open-scan'; readonly trims: Trims }
  | { readonly task: 'scan'; readonly range: ByteRange }
  | { readonly task: 'scan-names' }
  | { readonly task: 'open-judging'; readonly setup: JudgeSetup }
  | {
      readonly task: 'judge';
      readonly type: BucketType;
      readonly partition: Partition;
      readonly before: Before;
    };

export type TaskResult =
  | { readonly task: 'done' }
  | { readonly task: 'scanned'; readonly thread: number; readonly scan: RangeScan }
  | { readonly task: 'names'; readonly thread: number; readonly names: ScanNames }
  | { readonly task: 'judged'; readonly judgement: PartitionJudgement };

/** A short digest of a line that carries no id of its own. */
export function contentDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

const done: TaskResult = { task: 'done' };

export class Stages {
  readonly #thread: number;
  #scan = new Scan(new Map(), contentDigest);
  #gathering: Gathering | null = null;
  #judging: Judging | null = null;

  constructor(thread: number) {
    this.#thread = thread;
  }

  run(task: Task): TaskResult {
    switch (task.task) {
      case 'open-scan':
        this.#scan.close();
        this.#scan = new Scan(task.trims, contentDigest);
        return done;
      case 'scan':
        return { task: 'scanned', thread: this.#thread, scan: this.#scan.range(task.range) };
      case 'scan-names':
        this.#scan.close();
        return { task: 'names', thread: this.#thread, names: this.#scan.names() };
      case 'open-judging':
        this.#open(task.setup);
        return done;
      case 'judge':
        return { task: 'judged', judgement: this.#judge(task) };
    }
  }

  close(): void {
    this.#scan.close();
    this.#gathering?.close();
  }

  #open(setup: JudgeSetup): void {
    this.#gathering = new Gathering(setup.ranges);
    this.#judging = new Judging(
      {
        context: contextOf(setup),
        times: setup.times,
        stock: setup.stock,
        digest: contentDigest,
      },
      this.#gathering,
    );
  }

  #judge({ type, partition, before }: Extract<Task, { task: 'judge' }>): PartitionJudgement {
    if (this.#judging === null) throw new Error('judging was not opened');
    return this.#judging.judge(type, partition, before);
  }
}
