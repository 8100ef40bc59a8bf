// What passes between the steps of one fold.
import type { Component, Id, Outcomes } from '../../core/ledger/ledger.js';

/** Why a component is folded: a statement that arrived, a message of another, or only its time. */
export interface InboxRow {
  readonly id: Id;
  readonly component: Id;
  readonly observation: Id | null;
  readonly message: { readonly ties?: readonly Id[]; readonly moved?: Id } | null;
}

/** What one component came to. */
export interface Decided {
  readonly component: Component;
  readonly outcomes: Outcomes;
}
