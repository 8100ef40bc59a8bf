// Divides the buckets of a run into partitions: what one thread brings together and judges at once.
import type { GatheredRange, Partition } from './gather.js';
import type { Route } from './route.js';
import type { BucketType } from './route-columns.js';
import { bucketTypes } from './route-columns.js';

/** Bytes of a partition: what bounds the run's memory, and how long a thread may be the last. */
const bytesMax = 24 * 1_048_576;
const bytesMin = 4 * 1_048_576;

/** Runs of buckets of one type, each small enough to be held at once. */
export function partitionsOf(
  routed: Route,
  ranges: readonly GatheredRange[],
  threads: number,
): Record<BucketType, Partition[]> {
  const cut = bucketTypes.map((_, type) => cutType(routed, type, threads));
  const held = rangesOf(cut.flat(), routed.types.length, ranges);
  const partitions: Record<BucketType, Partition[]> = {
    order: [],
    purchase: [],
    stock: [],
    document: [],
    feed: [],
  };
  let index = 0;
  for (const [number, type] of bucketTypes.entries()) {
    for (const bounds of cut[number] ?? []) {
      partitions[type].push({ ...bounds, ranges: held[index] ?? [] });
      index += 1;
    }
  }
  return partitions;
}

type Bounds = Pick<Partition, 'from' | 'until'>;

function cutType({ types, bytes, starts }: Route, type: number, threads: number): Bounds[] {
  const first = starts[type] ?? 0;
  const end = starts[type + 1] ?? types.length;
  let total = 0;
  for (let bucket = first; bucket < end; bucket += 1) total += bytes[bucket] ?? 0;
  // As many for each thread, so that all end at about the same time.
  const rounds = Math.max(1, Math.ceil(total / (bytesMax * threads)));
  const size = Math.max(total / (rounds * threads), bytesMin);
  const cut: Bounds[] = [];
  let from = first;
  let held = 0;
  for (let bucket = first; bucket < end; bucket += 1) {
    held += bytes[bucket] ?? 0;
    if (held < size && bucket + 1 < end) continue;
    cut.push({ from, until: bucket + 1 });
    from = bucket + 1;
    held = 0;
  }
  return cut;
}

/** Which ranges hold lines of each of the partitions. */
function rangesOf(
  cut: readonly Bounds[],
  buckets: number,
  ranges: readonly GatheredRange[],
): number[][] {
  const partitionOf = new Uint32Array(buckets);
  for (const [index, { from, until }] of cut.entries()) partitionOf.fill(index, from, until);
  const held = cut.map((): number[] => []);
  const seenIn = new Int32Array(cut.length).fill(-1);
  for (const [index, range] of ranges.entries()) {
    for (const bucket of range.buckets) {
      const partition = partitionOf[bucket] ?? 0;
      if (seenIn[partition] === index) continue;
      seenIn[partition] = index;
      held[partition]?.push(index);
    }
  }
  return held;
}
