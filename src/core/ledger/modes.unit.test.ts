// In which mode a handoff is created, and what a later change makes of it.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../observation/instant.js';
import type { Mode, Pinned } from './ledger.js';
import type { ModeChange } from './modes.js';
import { modeBook, pinnedOf } from './modes.js';

const hour = 3_600_000;

function at(hours: number): Instant {
  return (1_772_582_400_000 + hours * hour) as Instant;
}

function change(sequence: number, mode: Mode, from: number, overlap = 0): ModeChange {
  return {
    rule: 'r',
    sequence,
    mode,
    at: at(from),
    effectiveFrom: at(from),
    overlapMillis: overlap * hour,
    oldPath: null,
    by: 'ann',
    reason: '',
    forced: false,
  };
}

/** Shadow from 0, live from 10 with four hours of overlap, observed from 20. */
const story = [change(1, 'shadow', 0), change(2, 'live', 10, 4), change(3, 'observe', 20)] as const;

function pinned(
  changes: readonly ModeChange[],
  triggered: number,
  before: (Pinned & { readonly attempts: number }) | null = null,
  canBeAsked = true,
): Pinned {
  const created = {
    ...{ rule: 'r', triggered: at(triggered), now: at(30) },
    ...{ within: 900_000, canBeAsked },
  };
  const known = before === null ? null : { pinned: before, attempts: before.attempts };
  return pinnedOf(modeBook(changes), known, created);
}

describe('the mode of a handoff', () => {
  it('is that of the time of its trigger, and nobody’s before the rule began', () => {
    const live = story.slice(0, 2);
    expect(pinned(live, -1)).toMatchObject({ mode: 'observe' });
    expect(pinned(live, 5)).toMatchObject({ mode: 'shadow', check: false });
    expect(pinned(live, 7)).toMatchObject({ mode: 'live', check: true });
    expect(pinned(live, 11)).toMatchObject({ mode: 'live', check: false, created: at(30) });
    expect(pinned([], 5).mode).toBe('observe');
    // However the journal is read.
    expect(pinned([...story].reverse(), 25).mode).toBe('observe');
  });

  it('is looked up for a while after a cutover: a clock that is ahead tells of before it', () => {
    const live = story.slice(0, 2);
    expect(pinned(live, 10.2)).toMatchObject({ mode: 'live', check: true });
    expect(pinned(live, 10.3)).toMatchObject({ mode: 'live', check: false });
    // Nothing is held up that nobody can look up.
    expect(pinned(live, 10.2, null, false)).toMatchObject({ mode: 'live', check: false });
    const first = [change(1, 'live', 10)];
    expect(pinned(first, 10.2)).toMatchObject({ mode: 'live', check: false });
  });

  it('is the other path’s after a return, where its trigger bears a later time and nothing was sent', () => {
    const ours = { mode: 'live', check: false, created: at(19), within: 60_000 } as const;
    expect(pinned(story, 21, { ...ours, attempts: 0 })).toMatchObject({ mode: 'observe' });
    expect(pinned(story, 21, { ...ours, attempts: 1 })).toMatchObject({ mode: 'live' });
  });

  it('stays live through a return, and is looked up where nothing was sent yet', () => {
    const ours = { mode: 'live', check: false, created: at(11), within: 60_000 } as const;
    expect(pinned(story, 11, { ...ours, attempts: 1 })).toEqual(ours);
    expect(pinned(story, 11, { ...ours, attempts: 0 })).toEqual({ ...ours, check: true });
    expect(pinned(story, 11)).toMatchObject({ mode: 'live', check: true });
  });

  it('becomes ours at a cutover where its trigger is within the overlap, with its own deadline', () => {
    const shadowed = {
      mode: 'shadow',
      check: false,
      created: at(7),
      within: 60_000,
      attempts: 0,
    } as const;
    const live = story.slice(0, 2);
    expect(pinned(live, 7, shadowed)).toEqual({
      mode: 'live',
      check: true,
      created: at(7),
      within: 60_000,
    });
    expect(pinned(live, 5, shadowed)).toMatchObject({ mode: 'shadow', check: false });
  });
});
