// What passes between the steps of one fold.
import type { Instant } from '../../core/observation/instant.js';
import type { Component, Id, Outcomes, SubjectState } from '../../core/ledger/ledger.js';
import type { Sealed } from './seal.js';

/** Why a component is folded: statements that arrived, a message of another, or only its time. */
export interface InboxRow {
  readonly partition: number;
  readonly id: Id;
  readonly component: Id;
  readonly observations: readonly Id[];
  readonly message: { readonly ties?: readonly Id[]; readonly moved?: Id } | null;
  /** Where the component has gone; null: it is here. */
  readonly movedTo: Id | null;
  readonly wake: Instant | null;
  /** It has been folded before. */
  readonly known: boolean;
}

/** A statement that has just arrived. */
export interface Arrived extends Sealed {
  readonly partition: number;
  readonly component: Id;
}

/** A component with what the store alone needs to know of it. */
export interface Loaded extends Component {
  readonly wake: Instant | null;
  readonly known: boolean;
  /** Its subjects as they stand. */
  readonly subjects: readonly SubjectState[];
}

/** What one component came to. */
export interface Decided {
  readonly component: Loaded;
  readonly outcomes: Outcomes;
}
