import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyBucket, latencyCount, latencyLimit, latencyQuantile } from './latency.js';

describe('latency buckets', () => {
  it('keep whole seconds apart up to a minute', () => {
    expect(latencyBucket(0)).toBe(0);
    expect(latencyBucket(999)).toBe(0);
    expect(latencyBucket(59_000)).toBe(59);
    expect(latencyBucket(-5)).toBe(0);
  });

  it('have a limit that is above every latency in them and at most 3.2% above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64_000, max: 2_000_000_000 }), (millis) => {
        const limit = latencyLimit(latencyBucket(millis));
        expect(limit).toBeGreaterThan(millis);
        expect(limit).toBeLessThanOrEqual((millis + 1_000) * 1.032);
      }),
    );
  });

  it('never fall while latencies rise', () => {
    let last = -1;
    for (let seconds = 0; seconds < 5_000; seconds += 1) {
      const bucket = latencyBucket(seconds * 1_000);
      expect(bucket === last || bucket === last + 1).toBe(true);
      last = bucket;
    }
  });
});

describe('latencyQuantile', () => {
  it('gives the limit of the bucket in which the quantile lies, in any order of buckets', () => {
    const histogram = new Map([
      [latencyBucket(50_000), 1],
      [latencyBucket(10_000), 5],
      [latencyBucket(20_000), 4],
    ]);
    expect(latencyQuantile(histogram, 0.5)).toBe(11_000);
    expect(latencyQuantile(histogram, 0.99)).toBe(51_000);
    expect(latencyCount(histogram)).toBe(10);
  });

  it('is null where nothing completed', () => {
    expect(latencyQuantile(new Map(), 0.5)).toBeNull();
  });
});
