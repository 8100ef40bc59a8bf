// What Weir finds of how a system is heard, as statements like any other: that webhooks stay away or their
// subscription is gone, and that they are there again. Truth makes a finding of them, which heals.
import { hearingRef } from '../core/feed/unheard.js';
import type { Instant } from '../core/observation/instant.js';
import { instantText } from '../core/observation/instant.js';
import type { Offset } from '../store/offsets.js';
import type { Arrival } from '../store/store.js';
import type { Interpreting } from './observations.js';
import { arrivalOf } from './observations.js';

/** Something that a system was to tell by itself. */
export interface Awaited {
  readonly system: string;
  /** A subscription's topic, or `webhooks`. */
  readonly what: string;
}

/** @param reason a full sentence, the same however often this is found. */
export function unheard({ system, what }: Awaited, since: Instant, reason: string): string {
  const id = `unheard:${what}:${since}`;
  const about = { system, at: instantText(since), refs: { [hearingRef]: `${system} ${what}` } };
  return JSON.stringify({ id, kind: 'feed.failed', ...about, data: { reason } });
}

export function heardAgain({ system, what }: Awaited, at: Instant): string {
  const id = `heard:${what}:${at}`;
  const about = { system, at: instantText(at), refs: { [hearingRef]: `${system} ${what}` } };
  return JSON.stringify({ id, kind: 'feed.snapshot', ...about, data: { as_of: instantText(at) } });
}

export interface Found {
  readonly system: string;
  /** Found again, they are the same receipt. */
  readonly lines: readonly string[];
  readonly offset: Offset;
  readonly now: Instant;
}

export async function arrivalOfFound(
  { system, lines, offset, now }: Found,
  interpreting: Interpreting,
): Promise<Arrival> {
  const { digest, ids } = interpreting;
  const text = lines.join('\n');
  const body = Buffer.from(text);
  const receipt = {
    ...({ id: await ids(1), system, source: 'poll', at: now, headers: {}, body } as const),
    position: `${offset.source}@${digest(body).slice(0, 16)}`,
    digest: digest(body),
  };
  return { ...(await arrivalOf(receipt, text, interpreting)), offset };
}
