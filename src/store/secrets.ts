// Credentials of foreign systems, sealed: the store keeps what it can't read, for the key lies
// elsewhere. A part of the store's seam.
import type { Instant } from '../core/observation/instant.js';

export interface SealedSecret {
  readonly system: string;
  /** Of the variable by which the contract names it. */
  readonly name: string;
  /** The hosts that it was sealed for, by commas; empty: it is sent nowhere. */
  readonly hosts: string;
  /** What only the key opens, as text. */
  readonly sealed: string;
  readonly at: Instant;
}

export interface Secrets {
  /** By system, then by name. */
  readonly all: () => Promise<readonly SealedSecret[]>;
  /** In the place of what was kept under the system and the name. */
  readonly keep: (secrets: readonly SealedSecret[]) => Promise<void>;
  /**
   * Puts each that is kept into another form, all or none: null from `decide` leaves them as they are.
   * Nobody keeps or forgets one meanwhile.
   */
  readonly reseal: (
    decide: (kept: readonly SealedSecret[]) => readonly SealedSecret[] | null,
  ) => Promise<void>;
  /** false: there is none. */
  readonly forget: (system: string, name: string) => Promise<boolean>;
}
