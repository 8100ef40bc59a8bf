// Purchases, one by one: more received or invoiced than was ever ordered or confirmed can't be.
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import type { Tally } from '../detect/tally.js';
import { laterBill, orderNames } from '../detect/vendor-bill.js';
import { OrderNames } from '../identity/names.js';
import { limits } from '../limits.js';
import type { Decimal } from '../observation/decimal.js';
import { decimalText, zero } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import { foldPurchases } from './fold.js';
import type { PurchasePart, PurchaseRecord, PurchaseView } from './record.js';

export function judgePurchases(
  observations: readonly Observation[],
  context: Context,
  tally: Tally,
): Candidate[] {
  const { purchases, duplicates } = foldPurchases(observations);
  tally.duplicates += duplicates;
  tally.purchases += purchases.length;
  const found: Candidate[] = [];
  const names = new OrderNames(context.contract.joins);
  for (const purchase of purchases) {
    noteBill(purchase, names, tally);
    for (const view of purchase.views.values()) {
      if (!context.contract.systems.has(view.system)) continue;
      const breach = breachOf(purchase, view);
      if (breach !== null) found.push(stated(purchase, view, breach));
    }
  }
  return found;
}

/** Notes for the orders that it was made for whether the purchase is billed, and since when. */
function noteBill({ views, statements }: PurchaseRecord, names: OrderNames, tally: Tally): void {
  const orders = new Set(statements.flatMap((one) => orderNames(one, names)));
  if (orders.size === 0) return;
  const bills = [...views.values()].flatMap((view) => view.invoiced.map((bill) => bill.statement));
  const [last = null] = bills.sort((a, b) => b.until - a.until);
  const told = last ?? statements[0];
  if (told === undefined) return;
  const bill = { until: last?.until ?? null, citation: citation(told) };
  for (const order of orders) {
    const known = tally.vendorBills.get(order);
    tally.vendorBills.set(order, known === undefined ? bill : laterBill(known, bill));
  }
}

interface Breach {
  readonly field: 'received' | 'invoiced';
  readonly sku: string;
  readonly qty: Decimal;
  readonly most: Decimal;
  readonly parts: readonly PurchasePart[];
}

function breachOf({ most }: PurchaseRecord, view: PurchaseView): Breach | null {
  if (most === null) return null;
  for (const field of ['received', 'invoiced'] as const) {
    const parts = view[field];
    for (const [sku, allowed] of most) {
      const qty = certainly(parts, sku);
      if (qty > allowed) return { field, sku, qty, most: allowed, parts };
    }
  }
  return null;
}

/**
 * The least that the parts can mean for one SKU. Parts with names of their own add up; without them
 * each may state all that came until then.
 */
function certainly(parts: readonly PurchasePart[], sku: string): Decimal {
  const named = new Map<string, number>();
  let unnamed = 0;
  for (const { entity, lines } of parts) {
    const qty = lines.get(sku) ?? zero;
    if (entity === null) unnamed = Math.max(unnamed, qty);
    else named.set(entity, Math.max(named.get(entity) ?? 0, qty));
  }
  let sum = 0;
  for (const qty of named.values()) sum += qty;
  return Math.max(sum, unnamed) as Decimal;
}

function stated(purchase: PurchaseRecord, view: PurchaseView, breach: Breach): Candidate {
  const ordered = orderedBy(purchase);
  const statements = [...ordered, ...breach.parts.map((part) => part.statement)];
  return candidate({
    pattern: 'impossible-quantity',
    cause: 'unknown',
    subject: { type: 'purchase', key: purchase.key, refs: purchase.refs },
    systems: [view.system],
    field: breach.field,
    at: breach.parts.at(-1)?.statement.at ?? null,
    evidence: statements.slice(0, limits.findingEvidenceMax).map(citation),
    details: {
      field: breach.field,
      more: `${decimalText(breach.qty)} × ${breach.sku}`,
      less: decimalText(breach.most),
    },
  });
}

function orderedBy({ views }: PurchaseRecord): Observation[] {
  const found: Observation[] = [];
  for (const view of views.values()) {
    if (view.ordered !== null) found.push(view.ordered);
    if (view.confirmed !== null) found.push(view.confirmed);
  }
  return found;
}
