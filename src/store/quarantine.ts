// What was kept and could not be read: receipts, what of them was set aside, and words that no
// vocabulary knew, for who lists them and for who reads them again. A part of the store's seam.
import type { Id } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import type { Asked, Page } from './lists.js';

/** By what something came. */
export const receiptSources = ['api', 'webhook', 'poll', 'file', 'answer'] as const;

export type ReceiptSource = (typeof receiptSources)[number];

export interface ReceiptRow {
  readonly id: Id;
  readonly system: string;
  readonly source: ReceiptSource;
  readonly position: string | null;
  readonly at: Instant;
  /** Bytes of the body. */
  readonly size: number;
  /** SHA-256 of the body, hexadecimal; empty: it was erased with it. */
  readonly digest: string;
  /** Lines of it that were set aside and have not been read since. */
  readonly quarantined: number;
  /** It waits to be read. */
  readonly unread: boolean;
  /** Versions of the mappings that could not read them, sorted. */
  readonly mappings: readonly string[];
  /** Since when its bytes are gone, with the personal data in them; null: it is as it came. */
  readonly erasedAt: Instant | null;
}

export interface ReceiptQuestion extends Asked {
  readonly system?: string;
  /** `quarantined`: something of it is set aside; `read`: nothing is; `unread`: it waits to be read. */
  readonly state?: ReceiptState;
  readonly since?: Instant;
}

export const receiptStates = ['quarantined', 'read', 'unread'] as const;

export type ReceiptState = (typeof receiptStates)[number];

export interface ReceiptContent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A line that is set aside. */
export interface Quarantined {
  readonly id: Id;
  readonly line: number;
  readonly kind: 'unreadable' | 'unknown-system';
  readonly reason: string;
  /** Version of the mapping that could not read it: another one may. */
  readonly mapping: string;
  readonly text: string;
}

/** As it is listed. */
export type QuarantinedRow = Pick<Quarantined, 'line' | 'kind' | 'reason'>;

export interface Quarantine {
  /** By id, which is by time. */
  readonly receipts: (question: ReceiptQuestion) => Promise<Page<ReceiptRow>>;
  readonly receipt: (id: Id) => Promise<ReceiptRow | null>;
  /** As it came; null: there is no such receipt. */
  readonly content: (receipt: Id) => Promise<ReceiptContent | null>;
  /** The lines of a receipt that are set aside, the first `most` of them. */
  readonly lines: (receipt: Id, most: number) => Promise<readonly QuarantinedRow[]>;
  /** Has every component folded again that holds a word no vocabulary knew; how many. */
  readonly foldUnmapped: () => Promise<number>;
  /** The same of those that hold a statement for a fault of ours; what ended its process, only where a person asks. */
  readonly foldHeld: (isAsked: boolean) => Promise<number>;
}
