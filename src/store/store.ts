// The seam between the hub and what it stands on. A method is one whole transaction that takes a
// synchronous, pure decision: no open transaction, cursor or row stream crosses it; ids and the
// present are arguments. memory/ is the model, postgres/ the real thing (engine.md section 8).
import type {
  Attempt,
  Component,
  FindingState,
  HandoffState,
  Id,
  Outcome,
  Outcomes,
  SubjectState,
  Verdict,
} from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import type { SubjectType } from '../core/observation/kinds.js';

export interface Receipt {
  readonly id: Id;
  readonly system: string;
  readonly source: 'api' | 'webhook' | 'poll' | 'file' | 'answer';
  /** Where it stood in its source; the same position twice is the same receipt. */
  readonly position: string | null;
  readonly at: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** SHA-256 of the body, hexadecimal. */
  readonly digest: string;
}

/** One statement read from a receipt, and where it is filed. */
export interface Filed {
  /** A container's is the first of as many as it has names: each may found a component. */
  readonly id: Id;
  /** The observation line: what every fold reads. */
  readonly text: string;
  readonly system: string;
  readonly kind: string;
  readonly at: Instant;
  /** Day of `at` and digest of (system, id), hexadecimal: the same key twice is the same statement. */
  readonly key: string;
  /** Digest of the content without `seen`, hexadecimal. */
  readonly content: string;
  /** Names of what it is about, sorted, never none. */
  readonly names: readonly string[];
  /** It names its order by the global `order`. */
  readonly global: boolean;
  /** It names several subjects and joins none of them: each name files it apart. */
  readonly container: boolean;
}

export type QuarantineKind = 'unreadable' | 'unmapped' | 'unknown-system';

export interface Quarantined {
  readonly id: Id;
  readonly line: number;
  readonly kind: QuarantineKind;
  readonly reason: string;
  readonly text: string;
}

export interface Arrival {
  readonly receipt: Receipt;
  readonly filed: readonly Filed[];
  readonly quarantined: readonly Quarantined[];
}

export interface Received {
  readonly receipt: Id;
  readonly accepted: number;
  /** Statements that were there already, word for word. */
  readonly duplicate: number;
}

export interface Turn {
  readonly worker: string;
  readonly now: Instant;
  /** Inbox rows taken at once. */
  readonly rows: number;
  readonly decide: (component: Component, now: Instant) => Outcomes;
  /** SHA-256 of a text, hexadecimal: the chain's only need of the outside. */
  readonly digest: (text: string) => string;
}

export interface Folded {
  readonly partition: number;
  readonly rows: number;
  readonly components: number;
}

export interface ClaimRequest {
  readonly worker: string;
  readonly to: string;
  readonly now: Instant;
  readonly most: number;
  /** Ids of the attempts, as many as `most`. */
  readonly firstId: Id;
}

export interface Claim {
  readonly attempt: Id;
  readonly number: number;
  /** The answer to the attempt before was lost: whether the destination has it, nobody knows. */
  readonly lost: boolean;
  readonly handoff: HandoffState;
}

export interface Answer {
  readonly attempt: Id;
  readonly handoff: string;
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly retryAt: Instant | null;
  readonly answer: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** null: there is no further page. */
  readonly next: string | null;
}

export interface Asked {
  readonly after: string | null;
  readonly most: number;
}

export interface HandoffQuestion extends Asked {
  readonly state?: string;
  readonly rule?: string;
  readonly to?: string;
  readonly subject?: string;
}

export interface FindingQuestion extends Asked {
  readonly state?: string;
  readonly pattern?: string;
  readonly cause?: string;
  readonly handoff?: string;
  readonly subject?: string;
}

/** A statement with where it came from, for the story of a subject. */
export interface Told {
  readonly id: Id;
  readonly receipt: Id;
  readonly text: string;
  readonly verdict: Verdict | null;
  readonly reason: string;
}

export interface Story {
  readonly subject: SubjectState;
  readonly told: readonly Told[];
  readonly handoffs: readonly HandoffState[];
  readonly findings: readonly FindingState[];
  readonly attempts: readonly Attempt[];
}

/** Since when a system has been heard to say a kind of thing: its absence means something from then on. */
export interface Sighting {
  readonly system: string;
  readonly kind: string;
  readonly from: Instant;
  /** Some of them named their order by the global `order`. */
  readonly global: boolean;
}

export interface Counts {
  readonly receipts: number;
  readonly quarantined: number;
  readonly observations: number;
  /** Waiting to be folded. */
  readonly inbox: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly handoffs: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<string, number>>;
}

export interface Store {
  /** Reserves so many ids, at most a thousand; the first of them. */
  readonly ids: (count: number) => Promise<Id>;
  /** Keeps receipts and files what was read from them; durable when it returns. */
  readonly receive: (arrivals: readonly Arrival[]) => Promise<readonly Received[]>;
  /** Folds one partition that has work and that nobody holds; null: there is none. */
  readonly fold: (turn: Turn) => Promise<Folded | null>;
  /** Puts components whose time has come into their inboxes; how many. */
  readonly wake: (now: Instant, most: number) => Promise<number>;
  /** Takes handoffs that are ready for one destination; durable when it returns, before any send. */
  readonly claim: (request: ClaimRequest) => Promise<readonly Claim[]>;
  /** Keeps what the destinations answered; answers to attempts that are not current count nothing. */
  readonly answer: (answers: readonly Answer[]) => Promise<void>;
  /** Claims of workers that are gone become `unknown`; how many. */
  readonly orphaned: (now: Instant) => Promise<number>;
  /** Subjects that bear a name: `namespace:value`, or any name's value. */
  readonly named: (name: string, most: number) => Promise<readonly SubjectState[]>;
  readonly story: (type: SubjectType, key: string) => Promise<Story | null>;
  readonly handoffs: (question: HandoffQuestion) => Promise<Page<HandoffState>>;
  readonly findings: (question: FindingQuestion) => Promise<Page<FindingState>>;
  readonly sightings: () => Promise<readonly Sighting[]>;
  readonly counts: () => Promise<Counts>;
  readonly close: () => Promise<void>;
}
