// Drop-ship: what goods cost is known with the vendor's bill, which is about a subject of its own, the purchase.
// Orders sold without their cost, and the bills of their purchases, meet when the whole run is known.
import type { OrderNames } from '../identity/names.js';
import type { Span } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import type { Candidate } from './finding.js';

/** The bills of the purchases that one order is bought with. */
export interface VendorBill {
  /** When the last of them came; null: a purchase of the order is not billed yet. */
  readonly until: Instant | null;
  readonly citation: string;
}

/** An order whose revenue is in the books and whose cost is not: a fault once its bill is past due. */
export interface CostOwed {
  readonly candidate: Candidate;
  /** The names by which a purchase may name the order (`orderNames`). */
  readonly names: readonly string[];
  /** When the revenue was posted; a bill that came before it asks for nothing yet. */
  readonly posted: Instant;
  readonly dueMillis: number;
  /** When the books would have shown the cost. */
  readonly covered: Span;
}

/** How a statement of an order or of a purchase names the order: equal texts are the same name. */
export function orderNames(statement: Observation, names: OrderNames): string[] {
  // A purchase's own number is a `po`, too.
  const { po: _, ...refs } = statement.refs;
  const own = refValues(refs, 'order').map((order) => `order\u0000${order}`);
  return [...own, ...names.keys({ ...statement, refs })];
}

/** Every purchase of an order must be billed before its cost is owed; the last bill says since when. */
export function laterBill(one: VendorBill, other: VendorBill): VendorBill {
  const [left, right] = [one.until ?? Infinity, other.until ?? Infinity];
  if (left !== right) return left > right ? one : other;
  return one.citation <= other.citation ? one : other;
}

/** The orders whose vendor has sent his bill, and whose cost the books do not show past due. */
export function costsPastDue(
  costsOwed: ReadonlyMap<string, CostOwed>,
  vendorBills: ReadonlyMap<string, VendorBill>,
): Candidate[] {
  return [...costsOwed.values()].flatMap((owed) => {
    const bills = owed.names.flatMap((name) => vendorBills.get(name) ?? []);
    const [first, ...others] = bills;
    if (first === undefined) return [];
    const { until, citation } = others.reduce(laterBill, first);
    if (until === null) return [];
    const due = (Math.max(until, owed.posted) + owed.dueMillis) as Instant;
    if (due >= owed.covered.until) return [];
    const evidence = [...owed.candidate.evidence, citation];
    return [{ ...owed.candidate, due, evidence }];
  });
}
