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

/** When the next one was due, after the last that came. */
export function silentSince({ first, last, count }: Heard): Instant {
  return Math.round(last + (last - first) / Math.max(1, count - 1)) as Instant;
}

/**
 * @param brought statements of kinds that webhooks bring, which only asking has brought since the last.
 */
export function isSilent(
  heard: Heard | null,
  { brought, now }: Readonly<{ brought: number; now: Instant }>,
): heard is Heard {
  if (heard === null || heard.count < fewest || brought < fewest) return false;
  const { last } = heard;
  const usual = silentSince(heard) - last;
  return now - last >= Math.max(shortestMillis, usualTimes * usual);
}

/** What a person should know and do, in a full sentence: the same as long as nothing comes. */
export function silence(system: string, heard: Heard): string {
  const usual = silentSince(heard) - heard.last;
  const often = durationWords(Math.max(1, Math.round(usual / 1_000)) * 1_000);
  return `${system} has sent no webhook since ${instantText(heard.last)}, and used to send one every ${often}, though asking it brings what they should: look whether its subscriptions are still there and lead here.`;
}
