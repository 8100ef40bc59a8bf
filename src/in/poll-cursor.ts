// How far a system has been polled, and what to ask it next. Pure. A *walk* reads all pages since a
// time; what the next walk begins with is moved only by what a walk has certainly seen:
//
// - times are the system's own, and never later than its clock when the walk began, so that neither
//   our clock nor a row dated ahead, nor one that changed since, moves it;
// - each walk goes back by the overlap, so that a time that is off by less hides nothing;
// - pages from the oldest on are asked for by the time of the last row, for numbers of pages shift
//   while rows change; only rows of one time are paged through;
// - where numbers of pages had to be followed and something changed meanwhile, the walk counts
//   nothing and is made again; a row dated ahead has not changed meanwhile.
import { limits } from '../core/limits.js';
import type { PollDeclaration } from '../core/contract/poll.js';
import type { Instant } from '../core/observation/instant.js';
import { day } from '../core/observation/instant.js';

/** Where the walks of a poll begin: behind what was seen, so long ago, or at one time. */
export type PollSpan =
  | { readonly from: 'seen' }
  | { readonly from: 'window'; readonly overMillis: number }
  | { readonly from: 'time'; readonly time: Instant };

export interface PollCursor {
  /** What changed up to here has been received; null: nothing yet. */
  readonly seen: Instant | null;
  readonly walk: Walk | null;
  /** When the last walk was finished; null: none was. */
  readonly walkedAt: Instant | null;
}

export interface Walk {
  /** By our clock: it tells the walks apart. */
  readonly startedAt: Instant;
  readonly from: Instant | null;
  /** By the system's clock; null before its first answer. */
  readonly begun: Instant | null;
  readonly latest: Instant | null;
  /**
   * The latest time of a row that was certainly past when the walk began. Absent: the walk was begun by a
   * version that did not know of it.
   */
  readonly past?: Instant | null;
  /** A row changed since it began. Absent: as with `past`. */
  readonly moved?: boolean;
  readonly next: string | null;
  /** Place of the next page since `from`, and in the walk: both from 1. */
  readonly page: number;
  readonly pages: number;
  /** Digest of the page before, by which one that repeats is known. */
  readonly digest: string | null;
  /** Numbers of pages, or tokens of unknown kind, were followed. */
  readonly followed: boolean;
}

/** A page as it was read. */
export interface SeenPage {
  /** Times at which its rows changed, as far as they say. */
  readonly changed: readonly Instant[];
  readonly next: string | null;
  readonly servedAt: Instant | null;
  readonly digest: string;
}

export type Onward =
  | { readonly kind: 'on' | 'finished' | 'disturbed'; readonly cursor: PollCursor }
  /** The system leads in a circle, or seems to; nothing was moved. */
  | { readonly kind: 'stuck'; readonly why: string };

type PollPlan = Pick<PollDeclaration, 'order' | 'overlapMillis' | 'changed' | 'since'>;

const untouched: PollCursor = {
  seen: null,
  walk: null,
  walkedAt: null,
};

/** The walk under way, or a new one. */
export function walkOf(
  { walk, seen }: PollCursor,
  plan: PollPlan,
  { span, now }: { readonly span: PollSpan; readonly now: Instant },
): Walk {
  if (walk !== null) return walk;
  return {
    startedAt: now,
    from: plan.since === null ? null : beginning(span, seen, { plan, now }),
    begun: null,
    latest: null,
    next: null,
    page: 1,
    pages: 1,
    digest: null,
    followed: false,
  };
}

function beginning(
  span: PollSpan,
  seen: Instant | null,
  { plan, now }: { readonly plan: PollPlan; readonly now: Instant },
): Instant | null {
  switch (span.from) {
    case 'seen':
      return seen === null ? null : ((seen - plan.overlapMillis) as Instant);
    case 'window':
      return (now - span.overMillis) as Instant;
    case 'time':
      return span.time;
  }
}

/** @param walk the walk that asked for the page. */
export function afterPage(
  cursor: PollCursor,
  walk: Walk,
  { page, plan, now }: { readonly page: SeenPage; readonly plan: PollPlan; readonly now: Instant },
): Onward {
  if (walk.page > 1 && page.digest === walk.digest) {
    return { kind: 'stuck', why: `page ${walk.page} is the page before it again` };
  }
  if (plan.order === 'oldest-first' && !ascends(page.changed)) {
    return { kind: 'stuck', why: 'its rows do not come oldest first, as the contract says' };
  }
  if (walk.pages >= limits.pagesMax)
    return { kind: 'stuck', why: `there are more than ${limits.pagesMax} pages` };
  const begun = walk.begun ?? page.servedAt ?? now;
  const latest = latestOf(walk.latest, page.changed);
  const past = pastOf(walk, begun, { page, now });
  const moved = hasMoved(walk, begun, { page, plan, now });
  const pages = walk.pages + 1;
  const met: Walk = { ...walk, begun, latest, past, moved, pages, digest: page.digest };
  if (page.next === null) return ended(cursor, met, { plan, now });
  const reached = plan.order === 'oldest-first' ? noLater(latest, begun) : null;
  const moves = reached !== null && (walk.from === null || reached > walk.from);
  const on: Walk = moves
    ? { ...met, from: reached, next: null, page: 1 }
    : { ...met, next: page.next, page: walk.page + 1, followed: true };
  return { kind: 'on', cursor: { ...cursor, walk: on } };
}

/**
 * Where the system does not tell its clock, ours may be ahead of it by any time: a row that came so long after
 * the walk's begin was changed at most so long after it.
 */
function pastOf(
  { past = null, startedAt }: Walk,
  begun: Instant,
  { page, now }: { readonly page: SeenPage; readonly now: Instant },
): Instant | null {
  // Our clock may have been set back since: that makes no row later than it says.
  const sinceMillis = page.servedAt === null ? Math.max(0, now - startedAt) : 0;
  const latest = latestOf(null, page.changed);
  if (latest === null) return past;
  return latestOf(past, [Math.min(latest - sinceMillis, begun) as Instant]);
}

/** By how much a system's clock may be ahead of ours where it does not tell it. */
const unknownClockMillis = day;

/** Times are off by the overlap at most: what is later than the present by more was dated so. */
function hasMoved(
  { moved, latest }: Walk,
  begun: Instant,
  { page, plan, now }: { readonly page: SeenPage; readonly plan: PollPlan; readonly now: Instant },
): boolean {
  const { servedAt, changed } = page;
  const clock = servedAt ?? now + unknownClockMillis;
  const isMeanwhile = (time: Instant): boolean =>
    time >= begun && time <= clock + plan.overlapMillis;
  const before = moved ?? (latest !== null && latest >= begun);
  return before || changed.some(isMeanwhile);
}

function ended(
  cursor: PollCursor,
  { begun, past = null, moved = false, followed }: Walk,
  { plan, now }: { readonly plan: PollPlan; readonly now: Instant },
): Onward {
  if (moved && followed && plan.order !== 'newest-first') {
    return { kind: 'disturbed', cursor: { ...cursor, walk: null } };
  }
  const reached = plan.changed === null ? begun : past;
  const seen = latestOf(cursor.seen, reached === null ? [] : [reached]);
  return { kind: 'finished', cursor: { seen, walk: null, walkedAt: now } };
}

function ascends(times: readonly Instant[]): boolean {
  return times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time));
}

function latestOf(before: Instant | null, times: readonly Instant[]): Instant | null {
  let latest = before;
  for (const time of times) if (latest === null || time > latest) latest = time;
  return latest;
}

function noLater(time: Instant | null, bound: Instant | null): Instant | null {
  return time !== null && bound !== null && time > bound ? bound : time;
}

export function cursorText(cursor: PollCursor): string {
  return JSON.stringify(cursor);
}

/** What `cursorText` wrote. */
export function cursorOf(text: string | null): PollCursor {
  return text === null ? untouched : (JSON.parse(text) as PollCursor);
}
