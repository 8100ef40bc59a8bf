// The seam between the hub and what it stands on. A method is one whole transaction that takes a
// synchronous, pure decision: no open transaction, cursor or row stream crosses it; ids and the
// present are arguments. memory/ is the model, postgres/ the real thing.
import type {
  Attempt,
  Component,
  FindingState,
  HandoffState,
  Id,
  Outcome,
  Outcomes,
  Replay,
  SubjectState,
  Verdict,
} from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import type { SubjectType } from '../core/observation/kinds.js';
import type { Access } from './access.js';
import type { Leases } from './leases.js';
import type { Lists } from './lists.js';
import type { Offset, Offsets } from './offsets.js';
import type { Modes } from './modes.js';
import type { People, Personal } from './people.js';
import type { Pauses } from './pauses.js';
import type { Quarantine, Quarantined, ReceiptSource } from './quarantine.js';
import type { Requests } from './requests.js';
import type { Seals } from './seals.js';
import type { Secrets } from './secrets.js';
import type { Observable } from './vitals.js';

export interface Receipt {
  readonly id: Id;
  readonly system: string;
  readonly source: ReceiptSource;
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
  /** The observation line without personal data: what every fold reads. */
  readonly text: string;
  readonly system: string;
  readonly kind: string;
  readonly at: Instant;
  /** Day of `at` and digest of (system, id, version), hexadecimal: the same key twice is the same statement. */
  readonly key: string;
  /** Digest of the content without `seen`, hexadecimal. */
  readonly content: string;
  /** Names of what it is about, sorted, never none. */
  readonly names: readonly string[];
  /** It names its order by the global `order`. */
  readonly global: boolean;
  /** It names several subjects and joins none of them: each name files it apart. */
  readonly container: boolean;
  /**
   * Its kind and a name of its order, parted by U+001F, where its key can be of that order alone: what says
   * the same kind of thing of another order under the key is folded with it. Absent: of any number.
   */
  readonly bound?: string;
  /** What its text holds tokens for. */
  readonly person?: Personal;
}

export interface Arrival {
  readonly receipt: Receipt;
  readonly filed: readonly Filed[];
  readonly quarantined: readonly Quarantined[];
  /** How far its source has been read with it: kept in its transaction, whether it is new or not. */
  readonly offset?: Offset;
  /** It is kept as it came, and nothing of it has been read: it is read as soon as there is room. */
  readonly unread?: true;
}

export interface UnreadRequest {
  readonly most: number;
  /** Bytes of their bodies together, or one receipt. */
  readonly bytes: number;
  /** The process that begins to read them, by a name that no other ever has. */
  readonly reader: string;
}

export interface UnreadReceipt extends Receipt {
  /** Processes that have begun to read it, this one among them: what ends them is known by it. */
  readonly readers: number;
}

export interface Received {
  readonly receipt: Id;
  readonly accepted: number;
  /** Statements that were there already, word for word. */
  readonly duplicate: number;
}

export interface Turn {
  readonly now: Instant;
  /** Inbox rows taken at once. */
  readonly rows: number;
  readonly decide: (component: Component, now: Instant) => Outcomes;
  /** SHA-256 of a text, hexadecimal: the chain's only need of the outside. */
  readonly digest: (text: string) => string;
}

export interface Folded {
  readonly rows: number;
  readonly components: number;
}

export interface ClaimRequest {
  readonly to: string;
  readonly now: Instant;
  readonly most: number;
  /** Ids of the attempts, as many as `most`. */
  readonly firstId: Id;
  /** How many the lane has claimed before: where it stands in its turns. */
  readonly served: number;
  /** Operation -> digest of how its commands are written out; kept with each claim. Absent: not known. */
  readonly wordings?: Readonly<Record<string, string>>;
}

export interface Claim {
  readonly attempt: Id;
  readonly number: number;
  readonly handoff: HandoffState;
  /** Of this attempt; null: not known. */
  readonly wording: string | null;
  /** Earlier attempts under the same key whose wording is known, oldest first. */
  readonly earlier: readonly Earlier[];
}

export type Earlier = Pick<Attempt, 'errand' | 'outcome'> & { readonly wording: string };

export interface Answer {
  readonly attempt: Id;
  readonly handoff: string;
  readonly at: Instant;
  readonly outcome: Outcome;
  /** Until when the destination asked to be left alone, with whatever else there is for it. */
  readonly retryAt: Instant | null;
  readonly answer: string;
  /** What the destination said with it: kept in the same transaction, once however often. */
  readonly said?: Arrival;
}

/** A person's word that handoffs are to be tried anew. */
export interface ReplayRequest extends Replay {
  readonly keys: readonly string[];
}

/** A statement with where it came from, for the story of a subject. */
export interface Told {
  readonly id: Id;
  readonly receipt: Id;
  /** When what it tells of happened. */
  readonly at: Instant;
  readonly arrivedAt: Instant;
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
  /**
   * false: there is so much that what is settled and what is usual is told by the database's statistics.
   * What still stands, and what could not be read, is always counted.
   */
  readonly exact: boolean;
  readonly receipts: number;
  readonly quarantined: number;
  readonly observations: number;
  /** Waiting to be folded. */
  readonly inbox: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly handoffs: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<string, number>>;
}

export interface Store extends Lists, Observable {
  readonly access: Access;
  readonly requests: Requests;
  readonly modes: Modes;
  readonly seals: Seals;
  readonly secrets: Secrets;
  readonly pauses: Pauses;
  readonly quarantine: Quarantine;
  readonly offsets: Offsets;
  readonly leases: Leases;
  readonly people: People;
  /** Reserves so many ids, at most `limits.idsMax`; the first of them. */
  readonly ids: (count: number) => Promise<Id>;
  /** Keeps receipts and files what was read from them; durable when it returns. */
  readonly receive: (arrivals: readonly Arrival[]) => Promise<readonly Received[]>;
  /**
   * Notes that a process begins to read the oldest receipts that are kept and not read yet; these, as they came.
   * They stay unread until they are refiled. One that two processes have begun already comes alone.
   */
  readonly beginUnread: (request: UnreadRequest) => Promise<readonly UnreadReceipt[]>;
  /** When the oldest of them came; null: all is read. */
  readonly unreadSince: () => Promise<Instant | null>;
  /** Files what kept receipts are read as, unread ones too, in the place of what was set aside of them. */
  readonly refile: (arrivals: readonly Arrival[]) => Promise<readonly Received[]>;
  /** Folds one partition that has work and that nobody holds; null: there is none. */
  readonly fold: (turn: Turn) => Promise<Folded | null>;
  /** Puts components whose time has come into their inboxes; how many. */
  readonly wake: (now: Instant, most: number) => Promise<number>;
  /**
   * Takes handoffs that are ready for one destination, none where it is paused or has asked to be left alone;
   * durable when it returns, before any send.
   */
  readonly claim: (request: ClaimRequest) => Promise<readonly Claim[]>;
  /** Keeps what the destinations answered; answers to attempts that are not current count nothing. */
  readonly answer: (answers: readonly Answer[]) => Promise<void>;
  readonly handoff: (key: string) => Promise<HandoffState | null>;
  /**
   * Has handoffs that are dead, refused or unknown tried anew; the keys of those that it marked, sorted.
   * Any other, and one that was marked already, is left as it is.
   */
  readonly replay: (request: ReplayRequest) => Promise<readonly string[]>;
  /** Says that this process delivers, from here on; how many processes do, itself among them. */
  readonly delivering: () => Promise<number>;
  /** Claims of workers that are gone become `unknown`; how many. */
  readonly orphaned: (now: Instant) => Promise<number>;
  /** Subjects that bear a name: `namespace:value`, or any name's value. */
  readonly named: (name: string, most: number) => Promise<readonly SubjectState[]>;
  readonly story: (type: SubjectType, key: string) => Promise<Story | null>;
  readonly sightings: () => Promise<readonly Sighting[]>;
  readonly counts: () => Promise<Counts>;
  readonly close: () => Promise<void>;
}
