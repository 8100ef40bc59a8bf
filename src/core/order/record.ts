// The one authoritative record of an order, beside one view per system: what that system believes.
// Facts are kept per axis as they were stated; nothing here depends on the order of arrival.
import type { Role } from '../contract/contract.js';
import type { Decimal, Money } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import type { Axis } from '../observation/vocabulary.js';

/** SKU -> quantity. Lines without a SKU stand under their line's name. */
export type Quantities = ReadonlyMap<string, Decimal>;

/** A statement of a fact, with what it claims of quantities; null: it does not say. */
export interface QuantityFact {
  readonly statement: Observation;
  /** The entity that states it: a shipment, a return; the same entity counts once. */
  readonly entity: string;
  readonly lines: Quantities | null;
  /** The statement claims this of the whole order. */
  readonly whole: boolean;
}

/** What one system holds the order under: an ERP's sales order, a storefront's mirrored order. */
export interface HeldRecord {
  /** Empty where no statement names it: then the first record that is named is this one. */
  name: string;
  draft: Observation | null;
  confirmed: Observation | null;
  /** The latest statement of the record's state says draft although it had been confirmed. */
  withdrawn: Observation | null;
  voided: Observation | null;
  lines: Quantities | null;
  /** The statement that `lines` are of. */
  linesBy: Observation | null;
  total: Money | null;
  /** Names a record or order that this one declares to replace. */
  replaces: string | null;
}

/** A parcel that is shipped no more, with the statement that says so. */
export interface TakenBack {
  readonly shipment: QuantityFact;
  readonly by: Observation;
}

export interface ShippedStep {
  readonly statement: Observation;
  readonly entity: string;
  /** All that the view has as shipped up to here; null: some shipment does not say. */
  readonly cumulative: Quantities | null;
  /** Shipments so far. */
  readonly count: number;
  /** The statement claims that the whole order shipped. */
  readonly whole: boolean;
}

/** What one system states of an order, filled by the fold; lists stand by (at, until, system, id). */
export interface OrderView {
  readonly system: string;
  readonly role: Role | null;
  /** The earliest statement by which the system knows the order; null: only payments, hops, books. */
  known: Observation | null;
  placed: Observation | null;
  records: readonly HeldRecord[];
  refusals: readonly Observation[];
  /** The answer that a cancellation came too late. */
  cancelRefusals: readonly Observation[];
  updates: readonly Observation[];
  holds: readonly Observation[];
  releases: readonly Observation[];
  cancellations: readonly QuantityFact[];
  shipments: readonly QuantityFact[];
  /** Parcels that the system showed and then took back by name: none of them is in `shipments`. */
  takenBack: readonly TakenBack[];
  /** `shipments` added up; made once, by `shippedSteps`. */
  shippedSteps: readonly ShippedStep[] | null;
  /** Allocation, picking: work on the order. */
  work: readonly Observation[];
  returns: readonly QuantityFact[];
  captures: readonly Observation[];
  authorizations: readonly Observation[];
  settlements: readonly Observation[];
  /** Those that failed are not among them. */
  refunds: readonly Observation[];
  refundFailures: readonly Observation[];
  books: readonly Observation[];
  /** Bare statements of state with what they claim, latest last. */
  stated: readonly StatedClaims[];
  /** axis -> the state that the view's latest claim on it says; null: it has claimed nothing. */
  claimed: Map<Axis, string> | null;
  /** A native word of this system on this order is in no vocabulary. */
  unmapped: Observation | null;
}

export interface StatedClaims {
  readonly statement: Observation;
  readonly acceptance: string | null;
  readonly payment: string | null;
  readonly fulfilment: string | null;
  readonly cancellation: string | null;
  readonly ledger: string | null;
}

export interface OrderRecord {
  readonly key: string;
  /** All statements but duplicates, by (at, until, system, id). */
  readonly statements: readonly Observation[];
  /** One a system, in the order in which they first speak. */
  readonly views: readonly OrderView[];
  /** The placing that decides: the selling channel's, else the earliest. */
  readonly placing: Observation | null;
  /** What each placing and update says is ordered, where it says so; older versions of a placing too. */
  readonly versions: readonly Version[];
  /** Of updates that versions of a placing show, what tells each from the others of that placing. */
  readonly edits: ReadonlyMap<Observation, string>;
  readonly test: boolean;
  readonly hops: readonly Observation[];
  readonly corrections: readonly Observation[];
  readonly notices: readonly Observation[];
  readonly conflicts: readonly Conflict[];
  /** Claims that no legal transition leads to: facts all the same, and evidence of a broken sequence. */
  readonly implausible: readonly Implausible[];
  /** Native words that no vocabulary of their system knows; `closed`: of a list that the vendor closes. */
  readonly unmapped: readonly UnmappedWord[];
}

/** The order as one statement places or changes it. */
export interface Version {
  readonly statement: Observation;
  readonly lines: Quantities;
}

export interface UnmappedWord {
  readonly statement: Observation;
  readonly native: string;
  readonly closed: boolean;
}

export interface Implausible {
  readonly statement: Observation;
  readonly axis: Axis;
  readonly from: string;
  readonly to: string;
}

/** Statements that cannot both be so, kept both and shown. */
export interface Conflict {
  readonly why:
    | 'same-id'
    | 'id-of-several'
    | 'placed-twice'
    | 'number-reused'
    | 'ambiguous-name'
    | 'too-many-orders';
  readonly statements: readonly Observation[];
  readonly name: string;
}

/** What one system holds of the order; undefined: it says nothing of it. */
export function viewOf({ views }: OrderRecord, system: string): OrderView | undefined {
  for (const view of views) if (view.system === system) return view;
  return undefined;
}

/** What a placing or an update says is ordered; undefined: it does not say. */
export function linesOf({ versions }: OrderRecord, statement: Observation): Quantities | undefined {
  for (const version of versions) if (version.statement === statement) return version.lines;
  return undefined;
}
