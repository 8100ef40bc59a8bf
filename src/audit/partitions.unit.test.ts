import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FoundBuckets } from './found-buckets.js';
import type { GatheredRange } from './gather.js';
import { partitionsOf } from './partitions.js';
import { bucketTypes } from './route-columns.js';

const mebibyte = 1_048_576;
const hour = 3_600;

describe('the numbers of buckets', () => {
  it('follow types, then the time at which a bucket begins', () => {
    const found = new FoundBuckets();
    const late = found.add(0);
    const feed = found.add(4);
    const early = found.add(0);
    found.addLine(late, 100, 30 * hour);
    found.addLine(feed, 100, hour);
    found.addLine(early, 100, 50 * hour);
    found.addLine(early, 100, 20 * hour);
    const { numbers, types, starts, bytes } = found.numbered();
    expect([early, late, feed].map((place) => numbers[place])).toEqual([0, 1, 2]);
    expect([...types]).toEqual([0, 0, 4]);
    expect(starts).toEqual([0, 2, 2, 2, 2]);
    expect([...bytes]).toEqual([200, 100, 100]);
  });
});

describe('partitions', () => {
  const bucket = fc.record({
    type: fc.nat(bucketTypes.length - 1),
    megabytes: fc.nat(20),
    ranges: fc.uniqueArray(fc.nat(3), { minLength: 1 }),
  });

  it('hold every bucket once, and know all ranges that its lines lie in', () => {
    fc.assert(
      fc.property(fc.array(bucket), fc.integer({ min: 1, max: 4 }), (buckets, threads) => {
        const sorted = [...buckets].sort((a, b) => a.type - b.type);
        const routed = {
          types: Uint8Array.from(sorted, ({ type }) => type),
          starts: bucketTypes.map((_, type) => sorted.filter((one) => one.type < type).length),
          bytes: Float64Array.from(sorted, ({ megabytes }) => megabytes * mebibyte),
          stock: new Map<string, number>(),
        };
        const ranges = [0, 1, 2, 3].map((index): GatheredRange => {
          const held = [...sorted.keys()].filter((one) => sorted[one]?.ranges.includes(index));
          const none = new Uint32Array(held.length);
          return {
            range: { index, input: 0, exported: false, file: '', from: 0, until: 0, fileStart: 0 },
            columns: { count: held.length, offsets: none, lengths: none },
            buckets: Int32Array.from(held),
          };
        });
        const partitions = partitionsOf(routed, ranges, threads);
        const seen: number[] = [];
        const cut = bucketTypes.flatMap((type) =>
          partitions[type].map((one) => ({ type, ...one })),
        );
        for (const { type, from, until, ranges: needed } of cut) {
          const own = [...sorted.keys()].slice(from, until);
          seen.push(...own);
          expect(own.every((one) => bucketTypes[routed.types[one] ?? -1] === type)).toBe(true);
          const held = own.flatMap((one) => sorted[one]?.ranges ?? []);
          expect(needed).toEqual([...new Set(held)].sort());
        }
        expect(seen.sort((a, b) => a - b)).toEqual([...sorted.keys()]);
      }),
    );
  });
});
