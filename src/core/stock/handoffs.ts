// What each channel is owed of the changes of an item's stock, and what it showed: one handoff a
// change and channel. A change that a newer one overtakes in time, or that the channel shows
// already, owes nothing.
import type { Context } from '../detect/context.js';
import type { HandoffState, Interval } from '../handoff/handoff.js';
import { covers } from '../observation/coverage.js';
import type { Decimal } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import type { StockDestination } from './authority.js';
import type { StockChange } from './changes.js';
import type { Sales } from './demand.js';
import { noSales } from './demand.js';
import type { Position, StockView } from './record.js';

export interface StockHandoff {
  readonly destination: StockDestination;
  readonly authority: string;
  readonly change: StockChange;
  readonly state: HandoffState;
  readonly due: Interval;
  /** The channel's statement that shows the change. */
  readonly effect: Position | null;
  /** What the channel showed when the stock changed. */
  readonly shown: Position | null;
  /** Log lines of the change on its way to the channel. */
  readonly attempts: readonly Observation[];
}

/** `shown`: the channel agreed by itself, so that nothing was owed; null: nothing is owed. */
export type Owed = StockHandoff | 'shown' | null;

export interface Listing {
  readonly destination: StockDestination;
  readonly authority: string;
  readonly view: StockView;
  /** Lines that this channel took: it counts them down by itself. */
  readonly sales: Sales;
  readonly attempts: readonly Observation[];
  /** It is known by samples (exports, polls): between them its silence means nothing. */
  readonly sampled: boolean;
  /** Milliseconds of its least exact statement. */
  readonly longest: number;
}

export const shownBy: readonly Kind[] = ['listing.availability', 'stock.level'];

/** Repeats of an unchanged value that mark a poll; and how long a poll's silence may last. */
const repeatsOfPoll = 3;
const pollGaps = 3;

/** Exports say so themselves; a poll is known by repeating what has not changed. */
function isSampled(view: StockView): boolean {
  let repeats = 0;
  let inexact = 0;
  let before: Position | null = null;
  for (const position of view.positions) {
    if (!position.exact || position.until > position.at) inexact += 1;
    if (before?.available === position.available && before.offered === position.offered)
      repeats += 1;
    before = position;
  }
  if (inexact > 0) return true;
  return repeats >= repeatsOfPoll && repeats * 2 >= view.positions.length;
}

function longestOf(view: StockView): number {
  let longest = 0;
  for (const { at, until } of view.positions) if (until - at > longest) longest = until - at;
  return longest;
}

/** A channel by what it shows alone: no sales of its own are known, and no log. */
export function listingOf(
  view: StockView,
  destination: StockDestination,
  authority: string,
): Listing {
  return {
    destination,
    authority,
    view,
    sales: noSales,
    attempts: [],
    sampled: isSampled(view),
    longest: longestOf(view),
  };
}

/** Index of the first position at or after an instant. */
export function firstFrom(positions: readonly Position[], instant: Instant): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const position = positions[middle];
    if (position !== undefined && position.at < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a channel's statement shows the stock that it should, its own sales counted down. */
export function agrees(position: Position, target: Decimal, sold: Decimal): boolean {
  if (target <= 0) return position.offered === false || rest(position, sold) <= 0;
  if (position.available === null) return position.offered !== false;
  return position.available <= target && position.available >= target - sold;
}

function rest(position: Position, sold: Decimal): number {
  return position.available === null ? Number.POSITIVE_INFINITY : position.available - sold;
}

/** What is owed of one change to one channel. */
export function stockHandoff(listing: Listing, change: StockChange, context: Context): Owed {
  const { destination, view, sales } = listing;
  if (destination.effectiveFrom !== null && change.at < destination.effectiveFrom) return null;
  const start = firstFrom(view.positions, change.at);
  const shown = view.positions[start - 1] ?? null;
  if (change.opening && shown?.offered !== true) return null;
  const latest = dueOf(listing, change).until;
  if (shown !== null && showsAlready(shown, change, sales, latest)) return 'shown';
  const effect = effectOf(listing, change, start, shown);
  const due = dueOf(listing, change, effect);
  if (effect === null && shown === null) return null;
  if (effect === null && change.replacedFrom <= due.until) return null;
  const state = stateOf({ listing, change, due, effect, start, context });
  const attempts = state === 'overdue' ? attemptsOf(listing.attempts, change) : [];
  return { destination, authority: listing.authority, change, state, due, effect, shown, attempts };
}

/** Whether a channel that nobody has told anything is owed the first value that is known. */
function owesFirst({ available }: StockChange, shown: Position): boolean {
  return available <= 0 && shown.offered === true;
}

/**
 * What is owed of the value that stands, by what the channel says last by its own clock: whether that was
 * before the change or after it, two clocks do not tell.
 * @param isTold we told it a value: it may have been another's part that we took for the whole.
 */
export function standingHandoff(
  listing: Listing,
  change: StockChange,
  { context, isTold }: { readonly context: Context; readonly isTold: boolean },
): Owed {
  const { destination, authority, view } = listing;
  const shown = view.positions.at(-1) ?? null;
  if (destination.effectiveFrom !== null && change.at < destination.effectiveFrom) return null;
  if (shown === null || (change.opening && !isTold && !owesFirst(change, shown))) return null;
  const due = dueOf(listing, change);
  if (showsAlready(shown, change, noSales, due.until)) return 'shown';
  const start = view.positions.length;
  const state = stateOf({ listing, change, due, effect: null, start, context });
  return { destination, authority, change, state, due, effect: null, shown, attempts: [] };
}

/** How late a value came counts from the change; that it never came, from when it was there to be told. */
function dueOf(
  { destination }: Listing,
  change: StockChange,
  effect: Position | null = null,
): Interval {
  const late = effect === null ? change.heard - change.until : 0;
  return {
    at: (change.at + late + destination.withinMillis) as Instant,
    until: (change.until + late + destination.withinMillis) as Instant,
  };
}

/** The last statement before stands, less what the channel may have sold since. */
function showsAlready(shown: Position, change: StockChange, sales: Sales, until: Instant): boolean {
  const sold = sales.between(shown.at, until);
  if (change.available <= 0 || shown.available === null)
    return agrees(shown, change.available, sold);
  return change.available <= shown.available && change.available >= shown.available - sold;
}

/** The first statement, before the next change, that shows this one. */
function effectOf(
  listing: Listing,
  change: StockChange,
  start: number,
  shown: Position | null,
): Position | null {
  const { positions } = listing.view;
  let first = start;
  // A day's statement that began before the change may still be after it.
  while (first > 0 && (positions[first - 1]?.at ?? 0) + listing.longest >= change.at) first -= 1;
  for (let index = first; index < positions.length; index += 1) {
    const position = positions[index];
    if (position === undefined || position.at >= change.replacedFrom) break;
    if (position.until < change.at) continue;
    if (agrees(position, change.available, listing.sales.between(change.at, position.until))) {
      return position;
    }
    // Without a declared formula any other number than before may be the change's (a buffer, a cap).
    if (change.available > 0 && shown !== null && position.available !== shown.available)
      return position;
  }
  return null;
}

interface Judging {
  readonly listing: Listing;
  readonly change: StockChange;
  readonly due: Interval;
  readonly effect: Position | null;
  readonly start: number;
  readonly context: Context;
}

function stateOf({ listing, change, due, effect, start, context }: Judging): HandoffState {
  if (effect !== null) return effect.exact && effect.at > due.until ? 'seen-late' : 'seen';
  if (due.until >= context.now) return 'expected';
  const span = { from: change.at, until: due.until };
  if (!covers(context.coverage, listing.destination.system, shownBy, span)) return 'not-covered';
  return listing.sampled && !contradicted(listing, change, due, start) ? 'not-covered' : 'overdue';
}

/** A sampled channel was seen with the old value after the deadline, or was silent beyond its habit. */
function contradicted(
  listing: Listing,
  change: StockChange,
  due: Interval,
  start: number,
): boolean {
  const { positions } = listing.view;
  for (let index = start; index < positions.length; index += 1) {
    const position = positions[index];
    if (position === undefined || position.at >= change.standsUntil) break;
    // What may be of after the next change tells nothing of this one.
    if (position.at > due.until && position.until < change.standsUntil) return true;
  }
  const habit = medianGap(positions);
  return (
    habit !== null &&
    change.standsUntil - due.until > pollGaps * habit &&
    start === positions.length
  );
}

function medianGap(positions: readonly Position[]): number | null {
  const gaps: number[] = [];
  for (let index = 1; index < positions.length; index += 1) {
    gaps.push((positions[index]?.at ?? 0) - (positions[index - 1]?.at ?? 0));
  }
  gaps.sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? null;
}

/** Log lines between this change and the next that can have carried it. */
export function attemptsOf(hops: readonly Observation[], change: StockChange): Observation[] {
  let low = 0;
  let high = hops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hops[middle]?.at ?? 0) < change.at) low = middle + 1;
    else high = middle;
  }
  while (low > 0 && (hops[low - 1]?.until ?? 0) >= change.at) low -= 1;
  const attempts: Observation[] = [];
  for (let index = low; index < hops.length; index += 1) {
    const hop = hops[index];
    if (hop === undefined || hop.at >= change.replacedFrom) break;
    attempts.push(hop);
  }
  return attempts;
}

/** Log lines that name the channel as where they go; a line that names none may go to any. */
export function hopsTowards(hops: readonly Observation[], system: string): Observation[] {
  return hops.filter((hop) => {
    const { to } = hop.data;
    if (to === system || hop.system === system) return true;
    return (to === undefined || to === hop.system) && hop.kind !== 'hop.received';
  });
}
