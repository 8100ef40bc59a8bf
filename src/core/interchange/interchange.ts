// What an interchange carries once its envelopes are read: who sent what to whom, set by set.
import type { InterchangeFault } from './fault.js';
import type { Segment } from './segment.js';
import type { Stamp } from './stamp.js';

/** ISA or UNB. */
export interface Interchange {
  readonly syntax: 'x12' | 'edifact';
  /** Ids of the parties, without padding. */
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly stamp: Stamp;
  /** Its sender marks it as no live business: a test, or sent for information alone. */
  readonly test: boolean;
}

/** GS or UNG: sets of one kind. */
export interface Group {
  /** `PO`, `FA`; EDIFACT: the type of message. */
  readonly code: string;
  readonly control: string;
  readonly stamp: Stamp;
  /** `004010VICS`. */
  readonly version: string;
}

/** A transaction set (X12), or a message (EDIFACT). */
export interface TransactionSet {
  /** `850`, `TA1`, `ORDERS`. */
  readonly type: string;
  readonly control: string;
  readonly interchange: Interchange;
  /** null: it stands in no group, as messages of EDIFACT and TA1 do. */
  readonly group: Group | null;
  /** From ST to SE (UNH to UNT), both included. */
  readonly segments: readonly Segment[];
  readonly line: number;
  /** Faults of the set itself: a receiver rejects it and acts on nothing in it. */
  readonly faults: readonly InterchangeFault[];
}

export type InterchangePart =
  | { readonly kind: 'set'; readonly set: TransactionSet }
  /** A fault of an envelope, or of text outside of all sets. */
  | { readonly kind: 'fault'; readonly fault: InterchangeFault };
