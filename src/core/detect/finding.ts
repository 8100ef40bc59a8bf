// What a detector returns, and what becomes of it. Detectors state; they never act and never write
// prose: the words of a finding are made from its pattern's file once it is known to stand.
import type { Instant } from '../observation/instant.js';
import type { SubjectType } from '../observation/kinds.js';

/** Most specific first: where several fit one fault, the first is the pattern. */
export const patterns = [
  'identity-conflict',
  'duplicate-draft',
  'transform-mismatch',
  'unmapped-status',
  'premature-event',
  'unmatched-fulfilment',
  'rollback-gap',
  'lost-order',
  'parked-draft',
  'orphaned-payment',
  'three-truths',
  'status-void',
  'books-gap',
  'impossible-quantity',
  'trigger-gap',
  'sync-failure',
  'phantom-availability',
  'oversell',
  'inversion',
  'stale-feed',
  'missing-feed',
  'metric-dispute',
  'stale-decision',
  'missing-acknowledgement',
  'sync-delay',
] as const;

export type PatternId = (typeof patterns)[number];

export type Level = 'fault' | 'info';

export const causes = [
  'missing',
  'sequencing',
  'mapping',
  'delay',
  'duplicate',
  'stale',
  'conflict',
  'unknown',
] as const;

export type Cause = (typeof causes)[number];

/** Where a wrong value came in. */
export type Entry = 'connector' | 'translation' | 'payload' | 'unknown';

export interface SubjectReference {
  readonly type: SubjectType;
  readonly key: string;
  readonly refs: Readonly<Record<string, readonly string[]>>;
  /** System -> what it shows of an order, in words; absent: it is no order. */
  readonly shown?: Readonly<Record<string, string>>;
}

/**
 * A finding before the whole run is known. `condition` names the totals of the run that can still
 * withdraw it: a class that the system never shows, a difference that most of a class has.
 */
export interface Candidate {
  readonly pattern: PatternId;
  readonly also: readonly PatternId[];
  readonly level: Level;
  readonly cause: Cause;
  readonly entry: Entry;
  /** `amazon→ipaas`: where the trail breaks, where a log shows it. */
  readonly hop: string | null;
  readonly subject: SubjectReference;
  /** Systems concerned; the one that should have had the fact last. */
  readonly systems: readonly string[];
  /** Rule id. */
  readonly handoff: string | null;
  /** Field or native value that is wrong: part of the fingerprint, never a subject's own value. */
  readonly field: string | null;
  readonly at: Instant | null;
  readonly due: Instant | null;
  readonly healedAt: Instant | null;
  /** A statement shows that a person or a script mended it. */
  readonly healedByHand: boolean;
  /** Citations `system/id`. */
  readonly evidence: readonly string[];
  /** What the words need: short values by name (`fact`, `record`, `sku`, `stated`, `shown`, ...). */
  readonly details: Readonly<Record<string, string>>;
  readonly condition?: Condition;
  /** Faults that it explains, and that stand where a difference turns out to be none. */
  readonly beneath?: readonly Candidate[];
}

export type Condition =
  /** `alike`: another class of which it may be, and which then speaks for it. */
  | {
      readonly kind: 'class-shown';
      readonly system: string;
      readonly orderClass: string;
      readonly alike?: string | null;
    }
  /** Keys of `Tally.differences`: the same amount, or one of the rates that it may be, on most. */
  | { readonly kind: 'difference'; readonly keys: readonly string[] }
  | {
      readonly kind: 'learned';
      readonly rule: string;
      readonly to: string;
      readonly tookMillis: number;
    }
  /** `handoff`: key of `Tally.handoffs`; `none`: nothing is there, and it is offered (trigger-gap.ts). */
  | { readonly kind: 'echo'; readonly handoff: string; readonly none: boolean };

/** Fills what most candidates leave empty. */
export function candidate(
  fields: Pick<Candidate, 'pattern' | 'cause' | 'subject' | 'systems'> & Partial<Candidate>,
): Candidate {
  return {
    also: [],
    level: 'fault',
    entry: 'unknown',
    hop: null,
    handoff: null,
    field: null,
    at: null,
    due: null,
    healedAt: null,
    healedByHand: false,
    evidence: [],
    details: {},
    ...fields,
  };
}

/** What a person reads of a pattern: one file a pattern gives these three. */
export interface PatternWords {
  /** Plain words: what is wrong with this subject, with its values. At most three sentences. */
  readonly explain: (found: Candidate) => string;
  /** What to do now for this one, and what to change so that it does not come back. */
  readonly remedy: (found: Candidate) => string;
  /** Who to involve: middleware, connector support, the ERP's team, the supplier, ... */
  readonly involve: (found: Candidate) => string;
}
