// How the store fares, cheaply enough to be asked every few seconds. A part of the store's seam.
import type { Id } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';

export interface Vitals {
  /** Rows that wait to be folded. */
  readonly inbox: number;
  /** When the receipt came in whose statement has waited longest; null: none waits. */
  readonly waitingSince: Instant | null;
  /** Receipts that wait to be read. */
  readonly unread: number;
  /** When the oldest of them came; null: none waits. */
  readonly unreadSince: Instant | null;
  /** What could not be folded, for no fault of what it says; null: nothing. */
  readonly unfolded: Unfolded | null;
  /** How long the longest transaction of anybody has been open: it holds back what can be cleaned up. */
  readonly oldestTransactionMillis: number;
  /** Transactions begun since the oldest snapshot that is still held. */
  readonly oldestXminAge: number;
}

export interface Unfolded {
  readonly statements: number;
  /** Who said the first of them, and in which receipt. */
  readonly system: string;
  readonly receipt: Id;
  /** Why that one was not. */
  readonly reason: string;
}

export interface Observable {
  readonly vitals: () => Promise<Vitals>;
}
