// One obligation that the contract creates: the destination must show the effect for the subject
// by the deadline. In the audit the carriage is never ours: a handoff is expected, then seen or not.
import type { Rule } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';

/** An instant that is known only to lie between two. */
export interface Interval {
  readonly at: Instant;
  readonly until: Instant;
}

/**
 * - `expected`: not yet due at the end of coverage
 * - `seen`: the destination showed the effect in time, or at an unknown time
 * - `seen-late`: it showed the effect, certainly after the deadline
 * - `overdue`: the deadline has certainly passed within coverage, and nothing was shown
 * - `waiting`: a prerequisite is not met, so no deadline runs
 * - `not-covered`: what was read cannot tell
 */
export type HandoffState =
  'expected' | 'seen' | 'seen-late' | 'overdue' | 'waiting' | 'not-covered';

export interface Handoff {
  readonly rule: Rule;
  readonly to: string;
  readonly trigger: Observation;
  readonly state: HandoffState;
  /** Earliest and latest instant at which the deadline may lie; null while none runs. */
  readonly due: Interval | null;
  /** When the destination showed the effect. */
  readonly effect: Interval | null;
  /** Name of the prerequisite that is missing. */
  readonly waitingFor: string | null;
  /** The destination shows a part of the effect (cumulative quantity), but not all of it. */
  readonly partial: boolean;
  /** It is about the order as a whole: the order has one such handoff, whoever triggers it. */
  readonly ofOrder?: true;
  /** Plain words: why the effect can no longer be brought about; live only. */
  readonly tooLate?: string;
}
