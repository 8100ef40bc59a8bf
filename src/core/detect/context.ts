// All that a judgement may depend on besides the subject's own statements.
import type { Contract } from '../contract/contract.js';
import type { Coverage } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import type { Comparable } from '../identity/comparable.js';
import type { Reading } from '../observation/vocabulary.js';

export interface Context {
  readonly contract: Contract;
  readonly coverage: Coverage;
  /** The audit's `now`: the end of coverage. Live: the present. */
  readonly now: Instant;
  /** Whether two systems' names of orders meet, so that an absence between them means anything. */
  readonly comparable: Comparable;
  /** What a system's native word means, by its connector's vocabulary or its role's. */
  readonly read: (system: string, native: string, kind: string) => Reading;
}
