// Orders that were under way when the hub was first told of a system: their placing never comes, and
// nothing is expected of them.
import type { Context } from '../detect/context.js';
import { day } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { ModeBook } from './modes.js';

const openingMillis = 30 * day;
const unseenMillis = day;

/** When the hub first ran; undefined: its rules have not been started. */
export function firstStart(book: ModeBook): Instant | undefined {
  const starts = [...book.values()].flatMap(([first]) => (first === undefined ? [] : [first.at]));
  return starts.length === 0 ? undefined : (Math.min(...starts) as Instant);
}

/**
 * When a handoff whose order's placing is not seen is given up; null: its system has been heard for
 * so long that the placing should have been.
 * @param created when the handoff was first derived.
 */
export function givenUpAt(
  { coverage }: Pick<Context, 'coverage'>,
  started: Instant | undefined,
  { system, created }: { readonly system: string; readonly created: Instant },
): Instant | null {
  const heard = coverage.systems.get(system)?.from;
  if (started === undefined || heard === undefined) return null;
  const since = Math.max(started, heard);
  return created - since < openingMillis ? ((created + unseenMillis) as Instant) : null;
}
