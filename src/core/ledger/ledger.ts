// What the ledger holds of a component, and what a component comes to: the shapes between the core,
// which decides, and the store, which keeps.
import type { Instant } from '../observation/instant.js';
import type { SubjectType } from '../observation/kinds.js';

/** From a block of `ids`: unique in the database, roughly in the order of time, below 2^53. */
export type Id = number;

export type Verdict = 'applied' | 'duplicate' | 'late' | 'held' | 'unmapped' | 'rejected';

/** One statement that a component holds. */
export interface Fact {
  readonly id: Id;
  readonly text: string;
  /** null: it has just arrived, and this fold gives its verdict. */
  readonly verdict: Verdict | null;
}

export interface Judged {
  readonly id: Id;
  readonly verdict: Verdict;
  /** Empty for `applied`. */
  readonly reason: string;
}

/** What a subject's record comes to; `state` is what the doors show of it. */
export interface SubjectState {
  readonly type: SubjectType;
  readonly key: string;
  readonly headline: string;
  /** All values of all names. */
  readonly names: readonly string[];
  /** JSON. */
  readonly state: string;
}

export type Carriage =
  | 'not-ours'
  | 'waiting'
  | 'ready'
  | 'in-flight'
  | 'unknown'
  | 'refused'
  | 'dead'
  | 'voided'
  | 'superseded'
  | 'done';

/** One obligation as the ledger holds it. Only `truth` writes it. */
export interface HandoffState {
  /** (rule, destination, native anchor of the trigger): permanent, and the idempotency key. */
  readonly key: string;
  readonly subject: string;
  readonly rule: string;
  readonly to: string;
  /** The one word that people see. */
  readonly state: string;
  readonly carriage: Carriage;
  readonly waitingFor: string | null;
  readonly due: Instant | null;
  /** Not sent before; null: at once. */
  readonly notBefore: Instant | null;
  /** Attempts that were claimed so far. */
  readonly attempts: number;
  /** JSON of the neutral command; null while nothing is to be sent. Its bytes never change once sent. */
  readonly command: string | null;
  /** JSON: trigger, evidence, mode pinned at creation. */
  readonly detail: string;
}

export interface FindingState {
  /** Fingerprint and subject. */
  readonly id: string;
  readonly fingerprint: string;
  readonly pattern: string;
  readonly cause: string;
  readonly level: 'fault' | 'info';
  readonly subject: string;
  readonly handoff: string | null;
  readonly state: 'open' | 'healed' | 'ignored';
  readonly at: Instant | null;
  /** JSON: systems, evidence, explanation, remedy, involve. */
  readonly detail: string;
}

/** `unsettled`: its answer was lost, and the destination can neither be asked nor told twice. */
export type Outcome = 'accepted' | 'retry' | 'refused' | 'unknown' | 'unsettled';

/** What became of one attempt at a handoff; `outcome` null: claimed, and nobody knows yet. */
export interface Attempt {
  readonly id: Id;
  readonly handoff: string;
  readonly worker: string;
  readonly at: Instant;
  readonly outcome: Outcome | null;
  readonly answeredAt: Instant | null;
  /** Earliest instant of the next attempt, where the destination said so. */
  readonly retryAt: Instant | null;
  /** Plain words: the destination's answer, without secrets. */
  readonly answer: string;
}

/** All statements that names connect: what one fold reads and writes at once. */
export interface Component {
  readonly id: Id;
  readonly facts: readonly Fact[];
  readonly handoffs: readonly HandoffState[];
  readonly findings: readonly FindingState[];
  readonly attempts: readonly Attempt[];
}

/** What a component comes to; handoffs, findings and subjects are whole and replace what was there. */
export interface Outcomes {
  readonly verdicts: readonly Judged[];
  readonly subjects: readonly SubjectState[];
  readonly handoffs: readonly HandoffState[];
  readonly findings: readonly FindingState[];
  /** Facts that no later fold needs: older levels of stock, polls that a newer one replaced. */
  readonly retired: readonly Id[];
  /** When it has to be looked at again though nothing arrives. */
  readonly wake: Instant | null;
}
