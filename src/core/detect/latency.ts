// Latencies are counted in buckets, so that a run of any length keeps a bounded histogram that
// merges exactly: whole seconds up to a minute, then 32 buckets an octave (at most 3.2% wide).

const exact = 64;
const steps = 32;

/** Bucket of a latency in milliseconds; negative ones count as none. */
export function latencyBucket(millis: number): number {
  const seconds = Math.min(Math.max(0, Math.floor(millis / 1_000)), 0x7fff_ffff);
  if (seconds < exact) return seconds;
  const shift = 26 - Math.clz32(seconds);
  return exact + (shift - 1) * steps + ((seconds >> shift) - steps);
}

/** Least number of milliseconds that no latency of the bucket reaches. */
export function latencyLimit(bucket: number): number {
  if (bucket < exact) return (bucket + 1) * 1_000;
  const shift = Math.floor((bucket - exact) / steps) + 1;
  const top = ((bucket - exact) % steps) + steps;
  return (top + 1) * 2 ** shift * 1_000;
}

/**
 * Upper bound in milliseconds of the given quantile, e.g. 0.5 for the median.
 * @returns null for an empty histogram.
 */
export function latencyQuantile(
  histogram: ReadonlyMap<number, number>,
  quantile: number,
): number | null {
  const total = latencyCount(histogram);
  if (total === 0) return null;
  let left = Math.max(1, Math.ceil(total * quantile));
  for (const [bucket, count] of [...histogram].sort((a, b) => a[0] - b[0])) {
    left -= count;
    if (left <= 0) return latencyLimit(bucket);
  }
  return null;
}

/** Completed handoffs whose latency is known. */
export function latencyCount(histogram: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const count of histogram.values()) total += count;
  return total;
}
