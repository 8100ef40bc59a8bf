// In which mode a rule's handoffs are: the journal of its changes, and what it says of one handoff.
// A change holds for the triggers after its effect, so that a rebuild tells what ran live.
import type { Instant } from '../observation/instant.js';
import { minute } from '../observation/instant.js';
import type { Mode, Pinned } from './ledger.js';

export interface ModeChange {
  readonly rule: string;
  /** Its place among the changes of the rule, from 1. */
  readonly sequence: number;
  readonly mode: Mode;
  /** When it was made. */
  readonly at: Instant;
  /** Triggers from then on are in this mode. */
  readonly effectiveFrom: Instant;
  /** So long before it, triggers are ours already, and are looked up before they are sent. */
  readonly overlapMillis: number;
  /** What carried the handoffs before, declared off; null: nobody said. */
  readonly oldPath: string | null;
  readonly by: string;
  readonly reason: string;
  /** The gate did not open, and it was made all the same. */
  readonly forced: boolean;
}

/** Rule -> its changes, oldest first. */
export type ModeBook = ReadonlyMap<string, readonly ModeChange[]>;

/** @param changes in any order. */
export function modeBook(changes: readonly ModeChange[]): ModeBook {
  const book = new Map<string, ModeChange[]>();
  for (const change of [...changes].sort((a, b) => a.sequence - b.sequence)) {
    const ofRule = book.get(change.rule);
    if (ofRule === undefined) book.set(change.rule, [change]);
    else ofRule.push(change);
  }
  return book;
}

/** The change that holds now; undefined: the rule has not been started. */
export function currentMode(book: ModeBook, rule: string): ModeChange | undefined {
  return book.get(rule)?.at(-1);
}

/** No clock of a system is believed nearer than this: some are minutes off. */
const clockMillis = 15 * minute;

interface Created {
  readonly rule: string;
  readonly triggered: Instant;
  readonly now: Instant;
  readonly within: number | null;
  /** The destination can be looked at before it is told. */
  readonly canBeAsked: boolean;
}

/** What a handoff starts with. */
export function pinnedAt(book: ModeBook, created: Created): Pinned {
  const { rule, triggered, now, within, canBeAsked } = created;
  const changes = book.get(rule) ?? [];
  const change = changes.findLast(
    ({ effectiveFrom, overlapMillis }) => triggered >= effectiveFrom - overlapMillis,
  );
  const mode = change?.mode ?? 'observe';
  const inOverlap = change !== undefined && triggered < checkedUntil(change, canBeAsked);
  // One that is heard of after the rule was taken back may have been carried by whoever has it now.
  const isBack = changes.at(-1)?.mode !== 'live';
  return { mode, check: mode === 'live' && (inOverlap || isBack), created: now, within };
}

/** What bears a time just after a cutover may be of before it, and have been carried by the old path. */
function checkedUntil({ effectiveFrom, overlapMillis }: ModeChange, canBeAsked: boolean): number {
  return canBeAsked ? effectiveFrom + Math.min(overlapMillis, clockMillis) : effectiveFrom;
}

interface Before {
  readonly pinned: Pinned;
  /** Claims of it by now: the last fold may have seen fewer. */
  readonly attempts: number;
}

/** What we have begun to carry stays ours; anything else follows the journal. */
export function pinnedOf(book: ModeBook, before: Before | null, created: Created): Pinned {
  const fresh = pinnedAt(book, created);
  if (before === null) return fresh;
  const { pinned, attempts } = before;
  const { created: since, within, mode, check } = pinned;
  const own = { created: since, within };
  const isOurs = mode === 'live' && (attempts > 0 || fresh.mode === 'live');
  if (!isOurs && attempts === 0) return { ...fresh, ...own };
  // Unsent when the rule went back: whoever carries it now may have been faster.
  const isBack = attempts === 0 && currentMode(book, created.rule)?.mode !== 'live';
  return { mode, check: check || isBack, ...own };
}
