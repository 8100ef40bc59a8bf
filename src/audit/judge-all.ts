// Brings all buckets to the threads, orders first: stock, feeds and documents are judged with what
// the orders took and showed.
import type { Candidate } from '../core/detect/finding.js';
import { mergeTallies } from '../core/detect/merge-tally.js';
import type { ReportStaleness } from '../core/detect/report.js';
import { downstreamOf } from '../core/detect/staleness.js';
import type { Tally } from '../core/detect/tally.js';
import { emptyTally } from '../core/detect/tally.js';
import type { ContextInput } from './context.js';
import type { Crew } from './crew.js';
import type { DemandPack } from './demand-pack.js';
import type { GatheredRange, Partition } from './gather.js';
import type { Before, PartitionJudgement } from './judge.js';
import { partitionsOf } from './partitions.js';
import type { Route } from './route.js';
import type { BucketType } from './route-columns.js';
import { bucketTypes } from './route-columns.js';
import type { BadLine } from './scan.js';
import type { Task } from './stages.js';
import type { Window } from './window.js';

export interface JudgeAllInput extends ContextInput {
  readonly crew: Crew;
  readonly ranges: readonly GatheredRange[];
  readonly window: Window | null;
  readonly routed: Route;
  readonly progress: (done: number, of: number) => void;
}

export interface Judged {
  readonly candidates: readonly Candidate[];
  /** Bucket of each candidate. */
  readonly buckets: readonly number[];
  /** Key of an order that a finding of the whole run may be about -> its bucket. */
  readonly foundLater: ReadonlyMap<string, number>;
  readonly tally: Tally;
  readonly staleness: readonly ReportStaleness[];
  readonly bad: readonly BadLine[];
  /** Range -> lines that were read, and that can't be. */
  readonly readCounts: ReadonlyMap<number, number>;
  readonly badCounts: ReadonlyMap<number, number>;
  readonly read: number;
}

const nothingBefore: Before = { sold: [], downstream: downstreamOf([]) };

function judgeTask(type: BucketType, partition: Partition, before: Before): Task {
  return { task: 'judge', type, partition, before };
}

export async function judgeAll(input: JudgeAllInput): Promise<Judged> {
  const { crew, ranges, window, contract, coverage, now, naming, vocabularies } = input;
  await crew.all({
    task: 'open-judging',
    setup: {
      ranges,
      contract,
      coverage,
      now,
      naming,
      vocabularies,
      times: {
        earliest: window?.from ?? 0,
        latest: window?.until ?? 0,
        until: now,
      },
      stock: input.routed.stock,
    },
  });
  return new Judgement(input).run();
}

class Judgement {
  readonly #input: JudgeAllInput;
  readonly #candidates: Candidate[] = [];
  readonly #buckets: number[] = [];
  readonly #foundLater = new Map<string, number>();
  readonly #staleness: ReportStaleness[] = [];
  readonly #bad: BadLine[] = [];
  readonly #readCounts = new Map<number, number>();
  readonly #badCounts = new Map<number, number>();
  #sold: DemandPack[] = [];
  #tally = emptyTally();
  #read = 0;

  constructor(input: JudgeAllInput) {
    this.#input = input;
  }

  async run(): Promise<Judged> {
    const { routed, ranges, crew } = this.#input;
    const plan = partitionsOf(routed, ranges, crew.threads);
    const total = bucketTypes.reduce((sum, type) => sum + plan[type].length, 0);
    let done = 0;
    const judge = async (types: readonly BucketType[], before: Before): Promise<void> => {
      const tasks = types.flatMap((type) =>
        plan[type].map((partition) => judgeTask(type, partition, before)),
      );
      await this.#spread(tasks, (finished) => this.#input.progress(done + finished, total));
      done += tasks.length;
    };
    // None of these needs what another found, so that no thread waits for the last of its type.
    await judge(['order', 'document', 'purchase'], nothingBefore);
    await judge(['stock'], { ...nothingBefore, sold: this.#sold });
    this.#sold = [];
    // Feeds come last: a stale one may have done what was found of all others.
    await crew.keep(plan.feed.length);
    await judge(['feed'], { ...nothingBefore, downstream: downstreamOf(this.#candidates) });
    return {
      candidates: this.#candidates,
      buckets: this.#buckets,
      foundLater: this.#foundLater,
      tally: this.#tally,
      staleness: this.#staleness,
      bad: this.#bad,
      readCounts: this.#readCounts,
      badCounts: this.#badCounts,
      read: this.#read,
    };
  }

  async #spread(tasks: readonly Task[], progress: (done: number) => void): Promise<void> {
    for (const result of await this.#input.crew.spread(tasks, progress)) {
      if (result.task === 'judged') this.#take(result.judgement);
    }
  }

  #take(judgement: PartitionJudgement): void {
    for (const found of judgement.candidates) this.#candidates.push(found);
    for (const bucket of judgement.buckets) this.#buckets.push(bucket);
    for (const [key, bucket] of judgement.foundLater) this.#foundLater.set(key, bucket);
    if (judgement.demand !== null) this.#sold.push(judgement.demand);
    for (const row of judgement.staleness) this.#staleness.push(row);
    for (const line of judgement.bad) this.#bad.push(line);
    this.#tally = mergeTallies(this.#tally, judgement.tally);
    for (const [range, count = 0] of judgement.read) {
      this.#readCounts.set(range, (this.#readCounts.get(range) ?? 0) + count);
      this.#read += count;
    }
    for (const [range, count] of judgement.badCounts) {
      this.#badCounts.set(range, (this.#badCounts.get(range) ?? 0) + count);
    }
  }
}
