// Fourth stage: a gathered bucket is read, line by line, and judged as what it is about. What is found
// and counted here is small; the lines themselves are gone with the next bucket.
import type { ItemReference } from '../core/contract/contract.js';
import { judgeDocuments } from '../core/document/judge.js';
import { judgeFeeds } from '../core/feed/judge.js';
import { judgePurchases } from '../core/purchase/judge.js';
import type { Context } from '../core/detect/context.js';
import type { Candidate } from '../core/detect/finding.js';
import type { ReportStaleness } from '../core/detect/report.js';
import type { Downstream } from '../core/detect/staleness.js';
import type { Tally } from '../core/detect/tally.js';
import { emptyTally } from '../core/detect/tally.js';
import { limits } from '../core/limits.js';
import type { Observation } from '../core/observation/observation.js';
import { refValues } from '../core/observation/observation.js';
import type { Kind } from '../core/observation/kinds.js';
import type { Digest, Unreadable } from '../core/observation/read.js';
import { isUnreadable } from '../core/observation/read.js';
import { judgeOrders, orderRun } from '../core/order/judge.js';
import type { Demand } from '../core/stock/demand.js';
import { judgeStock } from '../core/stock/judge.js';
import type { DemandPack } from './demand-pack.js';
import { DemandPacker, Sold } from './demand-pack.js';
import type { GatheredBucket, Gathering, Partition } from './gather.js';
import { readLine } from '../core/observation/read-line.js';
import { LineParser } from './parse-line.js';
import type { BucketType } from './route-columns.js';
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
  /** Bucket of each candidate. */
  readonly buckets: readonly number[];
  /** Key of an order that a finding of the whole run may be about -> its bucket. */
  readonly foundLater: ReadonlyMap<string, number>;
  readonly tally: Tally;
  /** What its orders took from stock; null: nothing. */
  readonly demand: DemandPack | null;
  readonly staleness: readonly ReportStaleness[];
  readonly bad: readonly BadLine[];
  /** Range -> lines of it that were read, and that can't be used. */
  readonly read: ReadonlyMap<number, number>;
  readonly badCounts: ReadonlyMap<number, number>;
}

export interface JudgeInput {
  readonly context: Context;
  readonly times: UsedTimes;
  /** Stock items that are stated anywhere, with their bucket: orders' lines of others do not count. */
  readonly stock: ReadonlyMap<string, number>;
  readonly digest: Digest;
}

/** What the judging of one partition fills, and what it is given of the judging before it. */
interface PartitionRun {
  readonly foundLater: Map<string, number>;
  /** The bucket that is being judged. */
  bucket: number;
  readonly tally: Tally;
  readonly demand: DemandPacker;
  readonly staleness: ReportStaleness[];
  readonly before: Before;
}

/** What the orders gave to the judging of the rest. */
export interface Before {
  /** What all orders took from stock. */
  readonly sold: readonly DemandPack[];
  /** What a stale feed may have done: of all that was found, the little that feeds are judged by. */
  readonly downstream: Downstream;
}

/** Lines whose text is made at once: all feeds of a run are one bucket, and its text would be large. */
const linesAtOnce = 4_096;

/** Judges the subjects of one bucket type. */
type BucketJudge = (observations: readonly Observation[]) => readonly Candidate[];

export class Judging {
  readonly #input: JudgeInput;
  readonly #gathering: Gathering;
  readonly #parser = new LineParser();
  #bad: BadLine[] = [];
  #badCounts = new Map<number, number>();
  /** Range -> lines of it that were read. */
  #read: number[] = [];

  constructor(input: JudgeInput, gathering: Gathering) {
    this.#input = input;
    this.#gathering = gathering;
  }

  /** Judges every bucket of a partition, all of one type. */
  judge(type: BucketType, partition: Partition, before: Before): PartitionJudgement {
    const run: PartitionRun = {
      foundLater: new Map(),
      bucket: -1,
      tally: emptyTally(),
      demand: new DemandPacker(),
      staleness: [],
      before,
    };
    const judge = this.#judgeOf(type, partition, run);
    const events = new EventCount(run.tally);
    this.#bad = [];
    this.#badCounts = new Map();
    this.#read = [];
    const candidates: Candidate[] = [];
    const buckets: number[] = [];
    const gathered = this.#gathering.gather(partition);
    this.#parser.open(this.#gathering.bytes);
    for (const bucket of gathered) {
      const observations = this.#observations(bucket);
      if (observations.length === 0) continue;
      events.count(observations);
      run.bucket = bucket.bucket;
      for (const found of judge(observations)) {
        candidates.push(found);
        buckets.push(run.bucket);
      }
    }
    const { tally, staleness, foundLater } = run;
    const demand = run.demand.pack();
    const read = new Map(this.#read.entries());
    const bad = this.#bad;
    const badCounts = this.#badCounts;
    return { candidates, buckets, foundLater, tally, demand, staleness, bad, read, badCounts };
  }

  #judgeOf(type: BucketType, { from, until }: Partition, run: PartitionRun): BucketJudge {
    const { context } = this.#input;
    const { tally } = run;
    switch (type) {
      case 'order': {
        const foundLater = (key: string): void => void run.foundLater.set(key, run.bucket);
        const orders = orderRun({ context, tally, demand: this.#demandOf(run), foundLater });
        return (bucket) => judgeOrders(bucket, orders);
      }
      case 'stock':
        return stockJudge(
          context,
          tally,
          new Sold(run.before.sold, (sku) => {
            const bucket = this.#input.stock.get(sku) ?? -1;
            return bucket >= from && bucket < until;
          }),
        );
      case 'purchase':
        return (bucket) => judgePurchases(bucket, context, tally);
      case 'document':
        return (bucket) => judgeDocuments(bucket, context, tally);
      case 'feed':
        return (bucket) => {
          const judged = judgeFeeds(bucket, context, tally, run.before.downstream);
          run.staleness.push(...judged.staleness);
          return judged.candidates;
        };
    }
  }

  #demandOf(run: PartitionRun): ((demand: Demand) => void) | null {
    const { stock, context } = this.#input;
    if (stock.size === 0) return null;
    const canonical = canonicalSkus(context.contract.items);
    return (demand) => {
      const sku = canonical(demand.channel, demand.sku);
      if (!stock.has(sku)) return;
      run.demand.add(sku === demand.sku ? demand : { ...demand, sku });
    };
  }

  #observations({ first, end }: GatheredBucket): Observation[] {
    const observations: Observation[] = [];
    for (let slot = first; slot < end; slot += linesAtOnce) {
      this.#readLines(slot, Math.min(slot + linesAtOnce, end), observations);
    }
    return observations;
  }

  /** Reads the lines of slots `first..end`. */
  #readLines(first: number, end: number, observations: Observation[]): void {
    const gathering = this.#gathering;
    const parser = this.#parser;
    parser.turnTo(gathering.start(first), gathering.end(end - 1));
    for (let slot = first; slot < end; slot += 1) {
      const from = gathering.start(slot);
      const to = gathering.end(slot);
      const read = parser.parse(from, to) ?? this.#readCarefully(from, to);
      if (isUnreadable(read)) this.#reject(slot, read.unreadable);
      else if (this.#isUsed(slot, read)) observations.push(read);
    }
  }

  #readCarefully(from: number, to: number): Observation | Unreadable {
    const read = readLine(this.#gathering.bytes.subarray(from, to), this.#input.digest);
    if (!isUnreadable(read)) this.#parser.learn(from, to);
    return read;
  }

  #isUsed(slot: number, { at }: Observation): boolean {
    const { earliest, latest, until } = this.#input.times;
    if (at < earliest || at > latest) {
      this.#reject(slot, 'at lies far outside of the times of the run');
      return false;
    }
    const range = this.#gathering.rangeOf(slot);
    this.#read[range] = (this.#read[range] ?? 0) + 1;
    return at <= until;
  }

  #reject(slot: number, reason: string): void {
    const place = this.#gathering.place(slot);
    this.#badCounts.set(place.range, (this.#badCounts.get(place.range) ?? 0) + 1);
    if (this.#bad.length < limits.unreadableListed * 8) this.#bad.push({ ...place, reason });
  }
}

const errorKinds: ReadonlySet<Kind> = new Set<Kind>(['hop.failed', 'order.refused', 'feed.failed']);

/** Counts what each system said, and how much of it says that something failed. */
class EventCount {
  readonly #events: Tally['events'];
  #system = '';
  #count = { events: 0, errors: 0 };

  constructor(tally: Tally) {
    this.#events = tally.events;
  }

  count(observations: readonly Observation[]): void {
    for (const { system, kind } of observations) {
      if (system !== this.#system) this.#turnTo(system);
      this.#count.events += 1;
      if (errorKinds.has(kind)) this.#count.errors += 1;
    }
  }

  #turnTo(system: string): void {
    this.#system = system;
    const known = this.#events.get(system);
    this.#count = known ?? { events: 0, errors: 0 };
    if (known === undefined) this.#events.set(system, this.#count);
  }
}

/** A bucket holds one SKU, or several whose names share a hash: each is judged by itself. */
function stockJudge(context: Context, tally: Tally, sold: Sold): BucketJudge {
  const canonical = canonicalSkus(context.contract.items);
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
      for (const one of judgeStock(sku, group, sold.of(sku), context, tally)) found.push(one);
    }
    return found;
  };
}

/** A system's own SKU -> the run's, by the contract's item references. */
function canonicalSkus(items: readonly ItemReference[]): (system: string, sku: string) => string {
  const known = new Map<string, Map<string, string>>();
  for (const { system, sku, canonical } of items) {
    const own = known.get(system) ?? new Map<string, string>();
    known.set(system, own.set(sku, canonical));
  }
  return (system, sku) => known.get(system)?.get(sku) ?? sku;
}
