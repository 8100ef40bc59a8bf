// How far a walk has certainly seen, where the clocks are not what they should be.
import { expect, it } from 'vitest';
import type { Instant } from '../core/observation/instant.js';
import { hour, minute } from '../core/observation/instant.js';
import type { Onward, PollCursor, SeenPage } from './poll-cursor.js';
import { afterPage, walkOf } from './poll-cursor.js';

const noon = Date.parse('2026-03-04T12:00:00Z');
const plan = {
  order: 'newest-first',
  overlapMillis: 2 * minute,
  changed: 'updated_at',
  since: { param: 'since', format: 'iso' },
} as const;

function page(changed: number, next: string | null, digest: string): SeenPage {
  return { changed: [changed as Instant], next, servedAt: null, digest };
}

/** Two pages, asked for at these times by our clock: the only one there is. */
function walked(first: number, second: number): Onward {
  const fresh: PollCursor = { seen: null, walk: null, walkedAt: null };
  const begun = walkOf(fresh, plan, { span: { from: 'seen' }, now: first as Instant });
  const on = afterPage(fresh, begun, {
    page: page(noon, '2', 'a'),
    plan,
    now: first as Instant,
  });
  if (on.kind !== 'on' || on.cursor.walk === null) throw new Error(on.kind);
  const last = page(noon - minute, null, 'b');
  return afterPage(on.cursor, on.cursor.walk, { page: last, plan, now: second as Instant });
}

it.each([
  ['goes on', noon + hour + minute],
  ['is set back', noon + minute],
  ['is set back by a day', noon - 24 * hour],
])('is never later than its rows while our clock %s', (_, second) => {
  expect(walked(noon + hour, second)).toMatchObject({ kind: 'finished', cursor: { seen: noon } });
});
