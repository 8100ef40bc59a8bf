// What systems said about suppliers' feeds: the snapshots as they arrived, the figures that systems
// show, and the decisions that they took by them.
import type { Interval } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';

/** One snapshot as it arrived at one system. */
export interface Arrival {
  readonly statement: Observation;
  /** The instant for which the supplier says that its figures are true. */
  readonly asOf: Instant;
  readonly arrived: Interval;
  /** False: truncated or collapsed by the contract's `min_rows` or `max_drop`; it resets no clock. */
  readonly complete: boolean;
}

export interface FeedView {
  readonly system: string;
  readonly arrivals: readonly Arrival[];
  readonly failures: readonly Observation[];
}

export interface FeedRecord {
  readonly name: string;
  readonly views: ReadonlyMap<string, FeedView>;
}

/** A figure that a system shows to people or uses. */
export interface Showing {
  readonly system: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly supplier: string;
  readonly metric: string;
  readonly value: string;
  readonly asOf: Instant | null;
  readonly feed: string | null;
  readonly statement: Observation;
}

export interface Decision {
  readonly system: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly decision: string;
  readonly outcome: string;
  readonly metric: string | null;
  readonly value: string | null;
  readonly asOf: Instant | null;
  readonly feed: string | null;
  readonly statement: Observation;
}

export interface FeedWorld {
  readonly feeds: ReadonlyMap<string, FeedRecord>;
  readonly showings: readonly Showing[];
  readonly decisions: readonly Decision[];
  readonly duplicates: number;
}
