// Fourth stage: a gathered bucket is read, line by line, and judged as what it is about. What is found
// and counted here is small; the lines themselves are gone with the next bucket.
import type { ItemReference } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import type { Candidate } from '../core/detect/finding.js';
import type { Tally } from '../core/detect/tally.js';
import { emptyTally } from '../core/detect/tally.js';
import { limits } from '../core/limits.js';
import type { Observation } from '../core/observation/observation.js';
import { refValues } from '../core/observation/observation.js';
import type { Digest, Unreadable } from '../core/observation/read.js';
import { isUnreadable } from '../core/observation/read.js';
import { judgeOrders, orderRun } from '../core/order/judge.js';
import type { Demand } from '../core/stock/demand.js';
import { judgeStock } from '../core/stock/judge.js';
import type { GatheredBucket, Gathering, Partition } from './gather.js';
import { readLine } from './line.js';
import { LineParser } from './parse-line.js';
import type { BucketType } from './route.js';
import type { BadLine } from './scan.js';

/** The times that a run takes in; what lies outside is not used. */
export interface UsedTimes {
  /** Outside of these a time is an outlier: a clock or a format gone wrong. */
  readonly earliest: number;
  readonly latest: number;
  /** Later statements are left out because the call asks for it (`--until`, `--as-of`). */
  readonly until: number;
}

export interface PartitionJudgement {
  readonly candidates: readonly Candidate[];
  readonly tally: Tally;
  readonly demand: readonly Demand[];
  readonly bad: readonly BadLine[];
  /** Range -> lines of it that were read, and that can't be used. */
  readonly read: ReadonlyMap<number, number>;
  readonly badCounts: ReadonlyMap<number, number>;
}

export interface JudgeInput {
  readonly context: Context;
  readonly times: UsedTimes;
  /** Whether stock is stated anywhere, so that orders' demand is wanted. */
  readonly wantsDemand: boolean;
  readonly digest: Digest;
}

/** Judges the subjects of one bucket type. */
type BucketJudge = (observations: readonly Observation[]) => readonly Candidate[];

export class Judging {
  readonly #input: JudgeInput;
  readonly #gathering: Gathering;
  readonly #parser = new LineParser();
  #bad: BadLine[] = [];
  #badCounts = new Map<number, number>();
  #read = new Map<number, number>();

  constructor(input: JudgeInput, gathering: Gathering) {
    this.#input = input;
    this.#gathering = gathering;
  }

  /** Judges every bucket of a partition, all of one type. */
  judge(type: BucketType, partition: Partition, sold: readonly Demand[]): PartitionJudgement {
    const tally = emptyTally();
    const demand: Demand[] = [];
    return this.#judge(partition, {
      tally,
      demand,
      judge: this.#judgeOf(type, { tally, demand, sold }),
    });
  }

  #judgeOf(
    type: BucketType,
    run: { readonly tally: Tally; readonly demand: Demand[]; readonly sold: readonly Demand[] },
  ): BucketJudge {
    const { context, wantsDemand } = this.#input;
    const { tally, demand, sold } = run;
    switch (type) {
      case 'order': {
        const give = wantsDemand ? (one: Demand): void => void demand.push(one) : null;
        const orders = orderRun({ context, tally, demand: give });
        return (bucket) => judgeOrders(bucket, orders);
      }
      case 'stock':
        return stockJudge(context, tally, sold);
      case 'purchase':
      case 'feed':
      case 'document':
        return () => [];
    }
  }

  #judge(
    partition: Partition,
    { tally, demand, judge }: { tally: Tally; demand: Demand[]; judge: BucketJudge },
  ): PartitionJudgement {
    this.#bad = [];
    this.#badCounts = new Map();
    this.#read = new Map();
    const candidates: Candidate[] = [];
    for (const bucket of this.#gathering.gather(partition)) {
      const observations = this.#observations(bucket);
      if (observations.length === 0) continue;
      for (const found of judge(observations)) candidates.push(found);
    }
    return {
      candidates,
      tally,
      demand,
      bad: this.#bad,
      read: this.#read,
      badCounts: this.#badCounts,
    };
  }

  #observations(bucket: GatheredBucket): Observation[] {
    const gathering = this.#gathering;
    const parser = this.#parser;
    const observations: Observation[] = [];
    parser.open(gathering.bytes, gathering.start(bucket.first), gathering.end(bucket.end - 1));
    for (let slot = bucket.first; slot < bucket.end; slot += 1) {
      const from = gathering.start(slot);
      const to = gathering.end(slot);
      const read = parser.parse(from, to) ?? this.#readCarefully(from, to);
      if (isUnreadable(read)) this.#reject(slot, read.unreadable);
      else if (this.#isUsed(slot, read)) observations.push(read);
    }
    return observations;
  }

  #readCarefully(from: number, to: number): Observation | Unreadable {
    return readLine(this.#gathering.bytes.subarray(from, to), this.#input.digest);
  }

  #isUsed(slot: number, { at }: Observation): boolean {
    const { earliest, latest, until } = this.#input.times;
    if (at < earliest || at > latest) {
      this.#reject(slot, 'at lies far outside of the times of the run');
      return false;
    }
    const { range } = this.#gathering.place(slot);
    this.#read.set(range, (this.#read.get(range) ?? 0) + 1);
    return at <= until;
  }

  #reject(slot: number, reason: string): void {
    const place = this.#gathering.place(slot);
    this.#badCounts.set(place.range, (this.#badCounts.get(place.range) ?? 0) + 1);
    if (this.#bad.length < limits.unreadableListed * 8) this.#bad.push({ ...place, reason });
  }
}

/** A bucket holds one SKU, or several whose names share a hash: each is judged by itself. */
function stockJudge(context: Context, tally: Tally, sold: readonly Demand[]): BucketJudge {
  const canonical = canonicalSkus(context.contract.items);
  const bySku = new Map<string, Demand[]>();
  for (const line of sold) {
    const sku = canonical(line.channel, line.sku);
    const lines = bySku.get(sku);
    const own = sku === line.sku ? line : { ...line, sku };
    if (lines === undefined) bySku.set(sku, [own]);
    else lines.push(own);
  }
  return (bucket) => {
    const groups = new Map<string, Observation[]>();
    for (const statement of bucket) {
      for (const stated of refValues(statement.refs, 'sku')) {
        const sku = canonical(statement.system, stated);
        const group = groups.get(sku);
        if (group === undefined) groups.set(sku, [statement]);
        else group.push(statement);
      }
    }
    const found: Candidate[] = [];
    for (const [sku, group] of groups) {
      for (const one of judgeStock(sku, group, bySku.get(sku) ?? [], context, tally)) found.push(one);
    }
    return found;
  };
}

/** A system's own SKU -> the run's, by the contract's item references. */
function canonicalSkus(items: readonly ItemReference[]): (system: string, sku: string) => string {
  const known = new Map(items.map((item) => [`${item.system}\u0000${item.sku}`, item.canonical]));
  return (system, sku) => known.get(`${system}\u0000${sku}`) ?? sku;
}
