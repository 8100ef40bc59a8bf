// A time as a file states it -> the times of an observation line: an instant, a day, or "by then".
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine } from '../connector.js';

export type StatedTime = Pick<ObservationLine, 'at' | 'at_until' | 'basis'>;

/** It happened within the span: a point, a day, or a time whose zone is not known. */
export function statedTime(span: TimeSpan): StatedTime {
  const at = instantText(span.at);
  if (span.at === span.until) return { at };
  return {
    at,
    at_until: instantText(span.until),
    ...(span.basis === 'day' ? { basis: 'day' } : {}),
  };
}

/**
 * It happened, no earlier than the span begins and no later than `latest` (or the span's own end): when
 * something of it last changed, or the latest at which the file can have been made.
 */
export function noLaterThan(span: TimeSpan, latest: Instant | null): StatedTime {
  const until = Math.max(span.until, latest ?? span.until) as Instant;
  return { at: instantText(span.at), at_until: instantText(until), basis: 'no-later-than' };
}

/** How things stood when the file was made, which was then or later. */
export function atExtract(extract: Instant): StatedTime {
  return { at: instantText(extract), basis: 'extract' };
}
