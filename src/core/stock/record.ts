// The authoritative record of one stock item: what each system has stated of it over time, folded
// to the sum of its locations. Free of the order of arrival; conflicts stand visibly.
import type { Decimal } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';

/** What a system holds or shows from a statement on, until its next one. */
export interface Position {
  readonly at: Instant;
  readonly until: Instant;
  /** When it was certainly stated: later than `until` where it was entered or read late. */
  readonly stated: Instant;
  /** `at` is when it happened; false: somewhere between the statement before and this one. */
  readonly exact: boolean;
  /** Units available over all locations; null: not known (a tie, a location not stated yet). */
  readonly available: Decimal | null;
  /** Offered at all; null where neither a number nor a word tells. */
  readonly offered: boolean | null;
  readonly statement: Observation;
}

export interface StockView {
  readonly system: string;
  /** By time; each replaces the one before. */
  readonly positions: readonly Position[];
  /** Names of the locations that its statements split into; empty: it states one total. */
  readonly locations: readonly string[];
}

/** Statements of one system for one time and place that cannot both be so. */
export interface StockConflict {
  readonly system: string;
  readonly statements: readonly Observation[];
}

export interface StockRecord {
  readonly sku: string;
  readonly views: ReadonlyMap<string, StockView>;
  /** Lines of a middleware's log that name the item, by time. */
  readonly hops: readonly Observation[];
  readonly hands: readonly Observation[];
  readonly conflicts: readonly StockConflict[];
  readonly duplicates: number;
}
