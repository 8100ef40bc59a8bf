// Brings all buckets to the threads, orders first: stock, feeds and documents are judged with what
// the orders took and showed.
import type { Contract } from '../core/contract/contract.js';
import type { Candidate } from '../core/detect/finding.js';
import { mergeTallies } from '../core/detect/merge-tally.js';
import type { ReportStaleness } from '../core/detect/report.js';
import type { Tally } from '../core/detect/tally.js';
import { emptyTally } from '../core/detect/tally.js';
import type { Naming } from '../core/identity/comparable.js';
import type { Coverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';
import type { Crew } from './crew.js';
import type { DemandPack } from './demand-pack.js';
import type { GatheredRange, Partition } from './gather.js';
import type { PartitionJudgement } from './judge.js';
import type { Route } from './route.js';
import type { BucketType } from './route-columns.js';
import { bucketTypes } from './route-columns.js';
import type { BadLine } from './scan.js';
import type { Task } from './stages.js';
import type { Window } from './window.js';

export interface JudgeAllInput {
  readonly crew: Crew;
  readonly ranges: readonly GatheredRange[];
  readonly window: Window | null;
  readonly routed: Route;
  readonly contract: Contract;
  readonly coverage: Coverage;
  readonly now: Instant;
  readonly naming: Naming;
  readonly progress: (done: number, of: number) => void;
}

export interface Judged {
  readonly candidates: readonly Candidate[];
  readonly tally: Tally;
  readonly staleness: readonly ReportStaleness[];
  readonly bad: readonly BadLine[];
  /** Range -> lines that were read, and that can't be. */
  readonly readCounts: ReadonlyMap<number, number>;
  readonly badCounts: ReadonlyMap<number, number>;
  readonly read: number;
}

/** Bytes that one thread brings together at once: what bounds the run's memory. */
const partitionBytesMax = 64 * 1_048_576;
const partitionBytesMin = 4 * 1_048_576;

export async function judgeAll(input: JudgeAllInput): Promise<Judged> {
  const { crew, ranges, window, contract, coverage, now } = input;
  await crew.all({
    task: 'open-judging',
    setup: {
      ranges,
      contract,
      coverage,
      now,
      naming: input.naming,
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
    const plan = bucketTypes.map((type) => [type, this.#partitions(type)] as const);
    const total = plan.reduce((sum, [, partitions]) => sum + partitions.length, 0);
    let done = 0;
    // Feeds come last: a stale one may have done what was found of all others.
    for (const [type, partitions] of plan) {
      await this.#judge(type, partitions, (finished) =>
        this.#input.progress(done + finished, total),
      );
      done += partitions.length;
    }
    return {
      candidates: this.#candidates,
      tally: this.#tally,
      staleness: this.#staleness,
      bad: this.#bad,
      readCounts: this.#readCounts,
      badCounts: this.#badCounts,
      read: this.#read,
    };
  }

  async #judge(
    type: BucketType,
    partitions: readonly Partition[],
    progress: (done: number) => void,
  ): Promise<void> {
    const sold = type === 'stock' ? this.#sold : [];
    const faults = type === 'feed' ? this.#candidates.slice() : [];
    const before = { sold, faults };
    const tasks = partitions.map((partition): Task => ({ task: 'judge', type, partition, before }));
    for (const result of await this.#input.crew.spread(tasks, progress)) {
      if (result.task === 'judged') this.#take(result.judgement);
    }
    if (type === 'stock') this.#sold = [];
  }

  #take(judgement: PartitionJudgement): void {
    for (const found of judgement.candidates) this.#candidates.push(found);
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

  /** Runs of buckets of one type, each small enough to be held at once. */
  #partitions(type: BucketType): Partition[] {
    const { types, bytes, starts } = this.#input.routed;
    const number = bucketTypes.indexOf(type);
    const first = starts[number] ?? 0;
    const end = starts[number + 1] ?? types.length;
    let total = 0;
    for (let bucket = first; bucket < end; bucket += 1) total += bytes[bucket] ?? 0;
    const even = total / this.#input.crew.threads;
    const size = Math.min(Math.max(even, partitionBytesMin), partitionBytesMax);
    const partitions: Partition[] = [];
    let from = first;
    let held = 0;
    for (let bucket = first; bucket < end; bucket += 1) {
      held += bytes[bucket] ?? 0;
      if (held < size && bucket + 1 < end) continue;
      partitions.push({ from, until: bucket + 1 });
      from = bucket + 1;
      held = 0;
    }
    return partitions;
  }
}
