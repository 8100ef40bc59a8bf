// Whether a system that used to be heard by webhooks has fallen silent while asking it shows that things
// go on happening there: judged by how often it was heard, and never by a quiet night. Pure.
import { durationWords } from '../core/contract/duration.js';
import { instantText } from '../core/observation/instant.js';
import type { Instant } from '../core/observation/instant.js';

/** How a system has been heard by webhooks. */
export interface Heard {
  readonly first: Instant;
  readonly last: Instant;
  readonly count: number;
  /** What they said, sorted. */
  readonly kinds: readonly string[];
}

export function heardSource(system: string): string {
  return `heard:${system}`;
}

export function heardOf(cursor: string | null): Heard | null {
  return cursor === null ? null : (JSON.parse(cursor) as Heard);
}

export function heardTogether(one: Heard | null, other: Heard): Heard {
  if (one === null) return other;
  return {
    first: Math.min(one.first, other.first) as Instant,
    last: Math.max(one.last, other.last) as Instant,
    count: one.count + other.count,
    kinds: [...new Set([...one.kinds, ...other.kinds])].sort(),
  };
}

/** Fewer webhooks show no habit, and fewer statements no life. */
const fewest = 20;
/** Of the usual time between two: platforms deliver late, and shops sleep. */
const usualTimes = 20;
const shortestMillis = 3_600_000;

/**
 * @param brought statements of kinds that webhooks bring, which only asking has brought since the last.
 * @returns a full sentence; null: nothing is to be said.
 */
export function silence(
  system: string,
  { heard, brought, now }: Readonly<{ heard: Heard | null; brought: number; now: Instant }>,
): string | null {
  if (heard === null || heard.count < fewest || brought < fewest) return null;
  const { first, last, count } = heard;
  const usual = (last - first) / (count - 1);
  if (now - last < Math.max(shortestMillis, usualTimes * usual)) return null;
  const often = durationWords(Math.max(1, Math.round(usual / 1_000)) * 1_000);
  return `${system} has sent no webhook since ${instantText(last)}, and used to send one every ${often}; asking it has brought ${brought} statements meanwhile: look whether its subscriptions are still there and lead here.`;
}
