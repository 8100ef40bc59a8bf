// In which mode a rule's handoffs are: the journal of its changes, and what it says of one handoff.
// A change holds for the triggers after its effect, so that a rebuild tells what ran live.
import type { Instant } from '../observation/instant.js';
import type { HandoffState, Mode, Pinned } from './ledger.js';

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

interface Created {
  readonly rule: string;
  readonly triggered: Instant;
  readonly now: Instant;
  readonly within: number | null;
}

/** What a handoff starts with. */
export function pinnedAt(book: ModeBook, { rule, triggered, now, within }: Created): Pinned {
  const changes = book.get(rule) ?? [];
  const change = changes.findLast(
    ({ effectiveFrom, overlapMillis }) => triggered >= effectiveFrom - overlapMillis,
  );
  const mode = change?.mode ?? 'observe';
  const inOverlap = change !== undefined && triggered < change.effectiveFrom;
  // One that is heard of after the rule was taken back may have been carried by whoever has it now.
  const isBack = changes.at(-1)?.mode !== 'live';
  return { mode, check: mode === 'live' && (inOverlap || isBack), created: now, within };
}

/** What is once ours stays ours; anything else follows the journal. */
export function pinnedOf(
  book: ModeBook,
  before: { readonly handoff: HandoffState; readonly pinned: Pinned } | null,
  created: Created,
): Pinned {
  const fresh = pinnedAt(book, created);
  if (before === null) return fresh;
  const { handoff, pinned } = before;
  const { created: since, within, mode, check } = pinned;
  const own = { created: since, within };
  if (mode !== 'live' && handoff.attempts === 0) return { ...fresh, ...own };
  // Unsent when the rule went back: whoever carries it now may have been faster.
  const isBack = handoff.attempts === 0 && currentMode(book, created.rule)?.mode !== 'live';
  return { mode, check: check || isBack, ...own };
}
