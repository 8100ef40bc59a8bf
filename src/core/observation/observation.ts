// The one currency inside: a canonical statement that a system said that something happened
// to a subject at a time. Everything downstream takes these and nothing else.
import type { Decimal, Money } from './decimal.js';
import type { Instant } from './instant.js';
import type { Kind } from './kinds.js';

/** namespace -> the name or names that the statement carries. All text: ids are never numbers. */
export type Refs = Readonly<Record<string, string | readonly string[]>>;

export interface Line {
  /** The line's own name in the system that states it, where it has one. */
  readonly line?: string;
  readonly sku?: string;
  readonly qty: Decimal;
  /** Decimal text as stated; unit or extended by system. */
  readonly price?: string;
}

/** What makes `at` what it is: docs/reference/observations.md. */
export type Basis = 'event' | 'day' | 'no-later-than' | 'extract';

export type Payable = 'captured' | 'authorized' | 'terms' | 'not_applicable' | 'pending';

export interface DecisionBasis {
  readonly metric?: string;
  readonly value?: string;
  readonly asOf?: Instant;
}

/** The `data` of a line after reading: known fields only, each checked; absent is never defaulted. */
export interface ObservationData {
  readonly lines?: readonly Line[];
  readonly total?: Money;
  readonly amount?: Decimal;
  readonly currency?: string;
  readonly channel?: string;
  readonly fulfilledBy?: 'merchant' | 'channel' | 'supplier';
  readonly shipBy?: Instant;
  readonly availableFrom?: Instant;
  readonly payable?: Payable;
  readonly replaces?: string;
  readonly exchangeOf?: string;
  readonly test?: boolean;
  readonly record?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly field?: string;
  readonly code?: string;
  readonly fields?: readonly string[];
  readonly carrier?: string;
  readonly tracking?: string;
  readonly about?: string;
  /** What a payment says that it is for, and the subscription that it renews. */
  readonly description?: string;
  readonly subscription?: string;
  /** Where the description itself is a buyer's business: a mark that equal shapes of it share. */
  readonly descriptionShape?: string;
  readonly promisedAt?: Instant;
  readonly from?: string;
  readonly to?: string;
  readonly message?: string;
  readonly statusIn?: string;
  readonly statusOut?: string;
  readonly kindOf?: string;
  readonly error?: string;
  readonly who?: string;
  readonly what?: string;
  readonly minutes?: number;
  readonly available?: Decimal;
  readonly onHand?: Decimal;
  readonly reserved?: Decimal;
  readonly delta?: Decimal;
  readonly inStock?: boolean;
  readonly asOf?: Instant;
  readonly rows?: number;
  readonly digest?: string;
  /** supplier -> metric -> value as decimal text. */
  readonly metrics?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly supplier?: string;
  readonly metric?: string;
  readonly value?: string;
  readonly decision?: string;
  readonly outcome?: string;
  readonly decisionBasis?: DecisionBasis;
  readonly type?: string;
  readonly control?: string;
  readonly errors?: readonly string[];
}

/**
 * One statement. `at..until` is the interval in which it happened by the system's clock (equal
 * for a basis of `event`); `seen` is when it reached the reader. Instants are epoch milliseconds.
 */
export interface Observation {
  /** The system's own id of the statement, or the digest of its content. */
  readonly id: string;
  readonly system: string;
  readonly kind: Kind;
  readonly at: Instant;
  readonly until: Instant;
  readonly basis: Basis;
  readonly seen: Instant;
  readonly version?: string | number;
  readonly refs: Refs;
  /** The word that the system used, and the `axis:state` that the writer knew it to mean. */
  readonly native?: string;
  readonly canonical?: string;
  readonly data: ObservationData;
  /** Digest of the whole content without `seen`; set only where the same (system, id) came twice. */
  readonly digest?: string;
}

const none: readonly string[] = [];

/** The values of one namespace, always as a list; empty where the statement has none. */
export function refValues(refs: Refs, namespace: string): readonly string[] {
  const value = refs[namespace];
  if (value === undefined) return none;
  return typeof value === 'string' ? [value] : value;
}

/** The first value of a namespace, for namespaces that name one thing. */
export function refOf(refs: Refs, namespace: string): string | undefined {
  const value = refs[namespace];
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** How evidence is cited everywhere: `system/id`. */
export function citation(observation: Observation): string {
  return `${observation.system}/${observation.id}`;
}
