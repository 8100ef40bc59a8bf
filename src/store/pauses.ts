// Destinations that a person has paused: nothing is claimed for them, by whichever process, until they
// are resumed. A part of the store's seam.
import type { Instant } from '../core/observation/instant.js';

export interface Pause {
  /** The destination. */
  readonly to: string;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

export interface Pauses {
  /** By destination. */
  readonly all: () => Promise<readonly Pause[]>;
  /** From its return on nothing is claimed for it. false: it is paused already, and that stands. */
  readonly pause: (pause: Pause) => Promise<boolean>;
  /** false: it is not paused. */
  readonly resume: (to: string) => Promise<boolean>;
}
