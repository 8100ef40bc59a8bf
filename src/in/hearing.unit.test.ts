// Silence is told of only where a system used to be heard and is seen to live.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../core/observation/instant.js';
import type { Heard } from './hearing.js';
import { heardOf, heardTogether, isSilent, silence } from './hearing.js';

const minute = 60_000;
const start = Date.parse('2026-03-04T00:00:00Z');

/** Every five minutes for ten hours. */
const heard: Heard = {
  first: start as Instant,
  last: (start + 600 * minute) as Instant,
  count: 121,
  kinds: ['order.placed'],
};

function said(given: {
  heard?: Heard | null;
  brought?: number;
  afterMinutes?: number;
}): string | null {
  const { brought = 20, afterMinutes = 100 } = given;
  const now = (heard.last + afterMinutes * minute) as Instant;
  const of = given.heard === undefined ? heard : given.heard;
  return isSilent(of, { brought, now }) ? silence('shop', of) : null;
}

describe('silence', () => {
  it('is told of with since when, and how often before', () => {
    expect(said({})).toBe(
      'shop has sent no webhook since 2026-03-04T10:00:00Z, and used to send one every 5 minutes, though asking it brings what they should: look whether its subscriptions are still there and lead here.',
    );
  });

  it.each([
    ['nobody has heard it', { heard: null }],
    ['it was hardly ever heard', { heard: { ...heard, count: 19 } }],
    ['hardly anything happened', { brought: 19 }],
    ['it is not so long yet', { afterMinutes: 99 }],
    ['it is less than an hour', { heard: { ...heard, count: 60_001 }, afterMinutes: 59 }],
  ])('is nothing where %s', (_why, given) => {
    expect(said(given)).toBeNull();
  });

  it('adds up what several processes have heard', () => {
    const later = { ...heard, last: (heard.last + 1) as Instant, count: 2, kinds: ['a', 'z'] };
    const both = { ...later, count: 123, kinds: ['a', 'order.placed', 'z'] };
    expect(heardTogether(heard, later)).toEqual(both);
    expect(heardTogether(later, heard)).toEqual(both);
    expect(heardOf(JSON.stringify(heardTogether(null, heard)))).toEqual(heard);
    expect(heardOf(null)).toBeNull();
  });
});
