// What the audit learnt of a company from its files, for `weir init` to write a contract from.
import type { Instant } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Role } from './contract.js';

/** The zone of a system's times, by the orders that a channel states too. */
export interface PlacedZone {
  readonly system: string;
  /** `-07:00`. */
  readonly zone: string;
  readonly channel: string;
  readonly matched: number;
}

export interface SurveyedSystem {
  readonly name: string;
  /** Null where neither a connector nor the name tells. */
  readonly role: Role | null;
  readonly connector: string | null;
  readonly zone: string | null;
  /** How far from UTC its times lie, where they do not say it and a channel's do; absent: nothing tells. */
  readonly placed?: PlacedZone;
  readonly kinds: readonly Kind[];
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export interface SurveyedJoin {
  /** `shop.order_name`, `erp.external`. */
  readonly between: readonly [string, string];
  readonly matched: number;
  readonly of: number;
  /** Text taken off the start of the names, where they have it. */
  readonly trim: string | null;
  /** The same at their end. */
  readonly suffix?: string | null;
  /** What is taken off the second names instead, where the two sides bear different texts. */
  readonly right?: { readonly trim: string | null; readonly suffix: string | null };
}

export interface SurveyedFeed {
  readonly name: string;
  readonly from: string;
  /** Null where there were too few snapshots to tell. */
  readonly everyMillis: number | null;
}

export interface Survey {
  readonly systems: readonly SurveyedSystem[];
  readonly joins: readonly SurveyedJoin[];
  readonly feeds: readonly SurveyedFeed[];
}
