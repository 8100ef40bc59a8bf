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
  /** It is past what a component may hold: kept and shown, and read by no later fold. */
  readonly past?: true;
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

/** What a lane does for a handoff that it claims. */
export type Errand =
  | 'send'
  /** An answer was lost: look it up, or say it again under its key where it can't be asked. */
  | 'settle'
  /** Another path may have done it: look it up, and send only where it certainly is not there. */
  | 'check'
  /** It is no longer owed and may be there: look it up, and send nothing. */
  | 'look-up'
  /** It is there: read what the destination holds. */
  | 'read-back';

/** One obligation as the ledger holds it. Only `truth` writes it. */
export interface HandoffState {
  /** (rule, destination, native anchor of the trigger): permanent, and the idempotency key. */
  readonly key: string;
  readonly subject: string;
  readonly rule: string;
  readonly to: string;
  /** The one word that people see. */
  readonly state: HandoffWord;
  readonly carriage: Carriage;
  /** null: nothing is to be done for it now. */
  readonly errand: Errand | null;
  readonly waitingFor: string | null;
  readonly due: Instant | null;
  /** Not sent before; null: at once. */
  readonly notBefore: Instant | null;
  /** Attempts that were claimed so far. */
  readonly attempts: number;
  /** JSON of the neutral command; null while nothing is to be sent. Its bytes never change once sent. */
  readonly command: string | null;
  /** JSON of `Detail`. */
  readonly detail: string;
}

/** Words of handoffs that somebody or something still has to see to; every other word has come to its end. */
export const openWords = [
  'expected',
  'overdue',
  'waiting',
  'ready',
  'in-flight',
  'unknown',
  'refused',
  'dead',
  'mismatched',
  'withdrawn',
  'not-covered',
] as const;

/** Words of handoffs that have come to their end. */
export const settledWords = [
  'seen',
  'seen-late',
  'acknowledged',
  'confirmed',
  'compensated',
  'voided',
  'superseded',
] as const;

export type HandoffWord = (typeof openWords)[number] | (typeof settledWords)[number];

/** By what handoffs are asked for: a word of theirs, or `open`, which is every open one. */
export const askedWords = ['open', ...openWords, ...settledWords] as const;

type AskedWord = (typeof askedWords)[number];

/** null: no handoff is asked for by it. */
export function askedWordOf(text: string): AskedWord | null {
  return askedWords.find((word) => word === text) ?? null;
}

export function wordsOf(asked: AskedWord): readonly HandoffWord[] {
  return asked === 'open' ? openWords : [asked];
}

export type Mode = 'observe' | 'shadow' | 'live';

/** What a handoff was created with: later changes of mode and contract leave it as it is. */
export interface Pinned {
  readonly mode: Mode;
  /** Another path may have carried it: it is looked up before it is sent. */
  readonly check: boolean;
  /** When it was first derived. */
  readonly created: Instant;
  /** Deadline of the rule at that time, milliseconds; null: learned. */
  readonly within: number | null;
}

export type Evidence =
  'none' | 'acknowledged' | 'confirmed' | 'mismatched' | 'withdrawn' | 'compensated';

/** One field that the destination holds otherwise than it was sent. */
export interface Difference {
  readonly field: string;
  readonly sent: string;
  readonly held: string;
}

/** What was sent, or in shadow would have been, beside what the destination shows. */
export interface Comparison {
  /** Fields that both sides have. */
  readonly fields: readonly string[];
  readonly differing: readonly Difference[];
  /** When the destination last showed any of it. */
  readonly at: Instant;
}

/** A handoff that keeps only the latest: what it is to say, what it said, what was acknowledged. */
export interface Register {
  readonly desired: string;
  /** null: nothing yet. */
  readonly sent: string | null;
  readonly acknowledged: string | null;
  /** Values that a newer one replaced before they were sent. */
  readonly superseded: number;
  /** As of what the channel said last, by its own clock: now, and before `sent` was sent. */
  readonly heard: Instant | null;
  readonly heardBefore: Instant | null;
}

export interface Detail extends Pinned {
  /** Citation of the statement that triggered it. */
  readonly trigger: string;
  readonly triggered: Instant;
  /** Until when a marketplace wants it confirmed: `ship_by` less the margin; absent: no such time. */
  readonly confirmBy?: Instant;
  /** Where its answer was lost and it can only be told again: from then on its key may be forgotten. */
  readonly repeatableUntil?: Instant;
  /** When the destination showed the effect. */
  readonly effect: Instant | null;
  readonly evidence: Evidence;
  readonly compared: Comparison | null;
  /** Plain words: why it stands where it stands, where its state does not say. */
  readonly reason: string | null;
  readonly register?: Register;
  /** Key of the handoff that it undoes. */
  readonly undoes: string | null;
  /** The destination showed the effect, and it was not we who brought it. */
  readonly foreign: boolean;
}

export function handoffDetail({ detail }: Pick<HandoffState, 'detail'>): Detail {
  return JSON.parse(detail) as Detail;
}

/** The name by which the destination knows a repeat: each value of a register is a thing of its own. */
export function sentKey(key: string, register: Pick<Register, 'desired'> | undefined): string {
  return register === undefined ? key : `${key}@${register.desired}`;
}

/** `seen`, `resolved` and `ignored` are a person's words; `healed` and `open` the ledger's. */
export const findingStates = ['open', 'seen', 'healed', 'resolved', 'ignored'] as const;

export interface FindingState {
  /** Fingerprint and subject. */
  readonly id: string;
  readonly fingerprint: string;
  readonly pattern: string;
  readonly cause: string;
  readonly level: 'fault' | 'info';
  readonly subject: string;
  readonly handoff: string | null;
  readonly state: (typeof findingStates)[number];
  readonly at: Instant | null;
  /** JSON: systems, evidence, explanation, remedy, involve. */
  readonly detail: string;
}

/**
 * - `unsettled`: it may be there, and the destination can neither be asked nor told twice
 * - `absent`: looked up, and certainly not there
 * - `shown`: read back
 * - `unsent`: claimed too late, or nobody knows whether: the destination was certainly not spoken to
 */
export type Outcome =
  'accepted' | 'retry' | 'refused' | 'unknown' | 'unsettled' | 'absent' | 'shown' | 'unsent';

/** A person had a handoff tried anew after this attempt. */
export interface Replay {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
  /** That person looked, and it is not there: nothing has to be settled first. */
  readonly absent: boolean;
}

/** What became of one attempt at a handoff; `outcome` null: claimed, and nobody knows yet. */
export interface Attempt {
  readonly id: Id;
  readonly handoff: string;
  readonly worker: string;
  readonly errand: Errand;
  readonly at: Instant;
  readonly outcome: Outcome | null;
  readonly answeredAt: Instant | null;
  /** Earliest instant of the next attempt, where the destination said so. */
  readonly retryAt: Instant | null;
  /** Plain words: the destination's answer, without secrets. */
  readonly answer: string;
  readonly replayed: Replay | null;
  /** Of a register: which of its values was sent. */
  readonly version?: string | null;
  /** Digest of how the contract had its command written when it was claimed; null: not known. */
  readonly wording?: string | null;
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
