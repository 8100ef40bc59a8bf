// A line invariant of one system is broken: more shipped than ordered and not cancelled, more
// returned than shipped, more refunded than captured. Never a clamp.
import type { Decimal } from '../observation/decimal.js';
import { decimalText } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import { noQuantities, plus } from '../order/quantities.js';
import type { OrderView, Quantities } from '../order/record.js';
import { shippedSteps } from '../order/shipped.js';
import { unseenEdit } from '../order/unseen-edit.js';
import type { PatternWords } from './finding.js';

interface Breach {
  readonly field: string;
  readonly statements: readonly Observation[];
  readonly more: string;
  readonly less: string;
}

export function detectImpossibleQuantity(order: JudgedOrder): OrderFault[] {
  const doubts: OrderFault[] = [];
  for (const view of order.record.views) {
    const shipped = shippedMore(order, view);
    const wanting =
      shipped === null ? undefined : unseenEdit(order.record, view.system, order.context);
    if (shipped !== null && wanting !== undefined) {
      doubts.push({ ...breached(order, view, shipped), wanting });
    }
    const certain = wanting === undefined ? shipped : null;
    const breach = certain ?? returnedMore(order, view) ?? refundedMore(view);
    if (breach !== null) return [breached(order, view, breach)];
  }
  return doubts;
}

function breached(order: JudgedOrder, view: OrderView, breach: Breach): OrderFault {
  const { field, statements, more, less } = breach;
  return fault(order, 'quantity', [view.system], {
    pattern: 'impossible-quantity',
    cause: 'unknown',
    field,
    at: statements.at(-1)?.at ?? null,
    evidence: cited(statements),
    details: { field, more, less },
  });
}

/** The most that any version of the order ever had of each SKU, less what this view cancelled. */
function shippedMore(order: JudgedOrder, view: OrderView): Breach | null {
  if (view.shipments.length === 0) return null;
  // A bare status after the parcels says nothing of how many they hold.
  const last = shippedSteps(view).findLast((step) => step.cumulative !== null);
  if (last?.cumulative == null || shipsAsOrdered(order, view, last.cumulative)) return null;
  const ordered = mostOrdered(order);
  if (ordered === null) return null;
  const cancelled = cancelledLines(view);
  for (const [sku, qty] of last.cumulative) {
    const most = ordered.get(sku);
    if (most === undefined) continue;
    const allowed = most - (cancelled.get(sku) ?? 0);
    if (qty <= allowed) continue;
    return {
      field: 'shipped',
      statements: view.shipments.map((fact) => fact.statement),
      more: `${decimalText(qty)} × ${sku}`,
      less: decimalText(allowed as Decimal),
    };
  }
  return null;
}

/** The common case: all that was ordered, never edited, and nothing cancelled. */
function shipsAsOrdered(order: JudgedOrder, view: OrderView, shipped: Quantities): boolean {
  const { versions } = order.record;
  const [only] = versions;
  return versions.length === 1 && only?.lines === shipped && view.cancellations.length === 0;
}

function mostOrdered(order: JudgedOrder): Quantities | null {
  const { versions } = order.record;
  if (versions.length === 0) return null;
  const most = new Map<string, Decimal>();
  for (const version of versions) {
    for (const [sku, qty] of version.lines) if (qty > (most.get(sku) ?? 0)) most.set(sku, qty);
  }
  return most;
}

/** Lines that were cancelled and then taken off by an update too count once: by the update. */
function cancelledLines(view: OrderView): Quantities {
  let cancelled = noQuantities;
  if (view.updates.length > 0) return cancelled;
  for (const fact of view.cancellations) {
    if (fact.lines !== null) cancelled = plus(cancelled, fact.lines);
  }
  return cancelled;
}

/** What comes back can be no more than the view shipped, or where it shows none, than was ordered. */
function returnedMore(order: JudgedOrder, view: OrderView): Breach | null {
  if (view.returns.length === 0) return null;
  const received = view.returns.filter(({ statement }) => statement.kind === 'return.received');
  if (received.length === 0) return null;
  const shipped = shippedSteps(view).at(-1);
  const sent = shipped === undefined ? mostOrdered(order) : shipped.cumulative;
  let returned = noQuantities;
  for (const { lines } of received) {
    if (lines === null) return null;
    returned = plus(returned, lines);
  }
  for (const [sku, qty] of returned) {
    const most = sent?.get(sku);
    if (most === undefined || qty <= most) continue;
    return {
      field: 'returned',
      statements: received.map(({ statement }) => statement),
      more: `${decimalText(qty)} × ${sku}`,
      less: decimalText(most),
    };
  }
  return null;
}

function refundedMore(view: OrderView): Breach | null {
  if (view.refunds.length === 0) return null;
  const captured = amountOf(view.captures);
  const refunded = amountOf(view.refunds);
  if (captured === null || refunded === null || refunded <= captured) return null;
  return {
    field: 'refunded',
    statements: [...view.captures, ...view.refunds],
    more: decimalText(refunded),
    less: decimalText(captured),
  };
}

/** Null where nothing was stated, an amount is missing, or the currencies differ. */
function amountOf(statements: readonly Observation[]): Decimal | null {
  let total = 0;
  for (const { data } of statements) {
    if (data.amount === undefined || data.currency !== statements[0]?.data.currency) return null;
    total += data.amount;
  }
  return statements.length === 0 ? null : (total as Decimal);
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems[0] ?? 'A system'} shows ${details['more'] ?? '?'} ${details['field'] ?? ''}, but only ` +
    `${details['less'] ?? '?'} can be right by its own statements.`,
  remedy: () =>
    'Count what really left or came back and correct the record. At the source: look for a message that ' +
    'was applied twice; give each shipment and refund an id that is applied once.',
  involve: ({ systems }) =>
    `the owner of ${systems[0] ?? 'the system'} and of the path that writes to it`,
};
