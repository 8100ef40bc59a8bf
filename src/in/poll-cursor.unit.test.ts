// How far a walk has certainly seen, where the clocks are not what they should be.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../core/observation/instant.js';
import { hour, minute, second } from '../core/observation/instant.js';
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

describe('a walk by numbers of pages', () => {
  const byNumbers = { ...plan, order: null };

  /** Two pages, the second served a second after the first. */
  function ended(changed: number, servedAt: number | null): Onward {
    const fresh: PollCursor = { seen: null, walk: null, walkedAt: null };
    const now = noon as Instant;
    const begun = walkOf(fresh, byNumbers, { span: { from: 'seen' }, now });
    const at = { servedAt: servedAt as Instant | null };
    const first = { ...page(noon - hour, '2', 'a'), ...at };
    const on = afterPage(fresh, begun, { page: first, plan: byNumbers, now });
    if (on.kind !== 'on' || on.cursor.walk === null) throw new Error(on.kind);
    const later = { servedAt: servedAt === null ? null : ((servedAt + second) as Instant) };
    const last = { ...page(changed, null, 'b'), ...later };
    const after = (noon + second) as Instant;
    return afterPage(on.cursor, on.cursor.walk, { page: last, plan: byNumbers, now: after });
  }

  it('is made again where a row changed meanwhile', () => {
    for (const servedAt of [noon, null]) {
      expect(ended(noon + second, servedAt)).toMatchObject({ kind: 'disturbed' });
    }
    // Its clock is ahead of ours, and does not say so.
    expect(ended(noon + hour, null)).toMatchObject({ kind: 'disturbed' });
  });

  it('ends where a row is dated ahead: that one has not changed meanwhile, and stays there', () => {
    const years = noon + 26_000 * 24 * hour;
    expect(ended(years, noon)).toMatchObject({ kind: 'finished', cursor: { seen: noon } });
    expect(ended(years, null)).toMatchObject({ kind: 'finished' });
    expect(ended(noon + hour, noon)).toMatchObject({ kind: 'finished' });
  });
});
