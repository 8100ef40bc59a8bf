// The chain of seals: what was folded, link after link, one chain a partition. What is
// kept is compared with it. A part of the store's seam.
import type { Id } from '../core/ledger/ledger.js';

/** The last link of one partition's chain. */
export interface ChainHead {
  readonly partition: number;
  readonly sequence: number;
  readonly digest: string;
}

/** A link that its statements no longer come to: one of them was changed, or is gone. */
export interface AlteredLink {
  readonly partition: number;
  readonly sequence: number;
  readonly statements: readonly Id[];
}

/** How what is kept compares with what was sealed; of each fault the first hundred. */
export interface Examined {
  readonly links: number;
  /** Statements that links cover. */
  readonly statements: number;
  /** Statements that no link covers and that do not wait to be folded. */
  readonly uncovered: number;
  /** Partitions in whose chain a link is missing, or does not follow the one before. */
  readonly broken: readonly number[];
  readonly altered: readonly AlteredLink[];
  /** Whose bytes are not those that came, and were not erased. */
  readonly receipts: readonly Id[];
}

export interface Seals {
  /** By partition, those that have a link; on the disk when it resolves. */
  readonly heads: () => Promise<readonly ChainHead[]>;
  /** The digests of these links, in their order; null: there is no such link. */
  readonly linksAt: (
    places: readonly Omit<ChainHead, 'digest'>[],
  ) => Promise<readonly (string | null)[]>;
  /** @param digest SHA-256 of a text, hexadecimal. It reads all that is kept. */
  readonly examine: (digest: (text: string) => string) => Promise<Examined>;
}
