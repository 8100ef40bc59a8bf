// The record of one purchase order: what was ordered, promised, received and invoiced, by system.
import type { Quantities } from '../order/record.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';

/** What one receipt or invoice says of the order, under its own name where it has one. */
export interface PurchasePart {
  readonly entity: string | null;
  readonly lines: Quantities;
  readonly statement: Observation;
}

export interface PurchaseView {
  readonly system: string;
  readonly ordered: Observation | null;
  readonly confirmed: Observation | null;
  readonly received: readonly PurchasePart[];
  readonly invoiced: readonly PurchasePart[];
}

export interface PurchaseRecord {
  readonly key: string;
  readonly refs: Readonly<Record<string, readonly string[]>>;
  readonly views: ReadonlyMap<string, PurchaseView>;
  /** Most that any version ordered or confirmed of each SKU; null where nothing says. */
  readonly most: Quantities | null;
  readonly promisedAt: Instant | null;
  /** Names of the orders that it is for. */
  readonly orders: readonly string[];
  readonly statements: readonly Observation[];
}
