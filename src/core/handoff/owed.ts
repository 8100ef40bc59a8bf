// What is owed for one order: derived from the record by a pure function, never fired. The same
// record always owes the same handoffs, whatever came first.
import type { Operation, Rule } from '../contract/contract.js';
import type { OrderView } from '../order/record.js';
import { emptyView } from '../order/fold.js';
import { viewOf } from '../order/record.js';
import { holding, isExempt, routedTo } from '../order/class.js';
import { booksHandoff } from './books.js';
import { cancellationHandoff } from './cancellation.js';
import { changeHandoff, holdHandoff } from './change.js';
import { creationHandoff } from './creation.js';
import type { Handoff } from './handoff.js';
import { paymentHandoff, refundHandoff, returnHandoff } from './money.js';
import type { Owing } from './owing.js';
import { shipmentHandoff } from './shipment.js';

/** The handoffs of an order, one for each rule and destination that is owed anything. */
export function obligations(owing: Owing): Handoff[] {
  const { record, orderClass, context } = owing;
  if (isExempt(record, orderClass) && routedTo(context.contract, orderClass) === null) return [];
  const handoffs: Handoff[] = [];
  for (const rule of context.contract.rules) {
    for (const to of rule.to) {
      const handoff = handoffOf(rule, to, owing);
      if (handoff !== null) handoffs.push(handoff);
    }
  }
  return handoffs;
}

/** As `obligations`, and where a rule has several triggers, a handoff for each of them. */
export function everyObligation(owing: Owing): readonly Handoff[] {
  const all = new Set<Handoff>();
  const each = (handoff: Handoff): void => void all.add(handoff);
  for (const handoff of obligations({ ...owing, each })) all.add(handoff);
  return [...all];
}

/** Live, what a system is to hold soon waits for it: the fact is there, and must not be lost. */
function isAwaited(to: string, { each, context }: Owing): boolean {
  if (each === undefined) return false;
  return context.contract.rules.some(
    (rule) => rule.operation === 'create-order' && rule.to.includes(to),
  );
}

type Derive = (rule: Rule, view: OrderView, owing: Owing) => Handoff | null;

/**
 * How each operation's effect on an order is owed to a system that holds it. Operations that are
 * not here are owed for stock, feeds and documents, or cannot be seen in what the systems say.
 */
const towardsHolder: Readonly<Partial<Record<Operation, Derive>>> = {
  'update-order': changeHandoff,
  'hold-order': holdHandoff,
  'release-order': holdHandoff,
  'cancel-order': cancellationHandoff,
  'record-fulfilment': shipmentHandoff,
  'confirm-shipment': shipmentHandoff,
  'record-payment': paymentHandoff,
  'record-refund': refundHandoff,
  'record-return': returnHandoff,
};

function handoffOf(rule: Rule, to: string, owing: Owing): Handoff | null {
  if (rule.operation === 'create-order') return creationHandoff(rule, to, owing);
  const awaited = isAwaited(to, owing);
  const view = viewOf(owing.record, to) ?? (awaited ? emptyView(to, owing.context) : undefined);
  if (view === undefined) return null;
  if (rule.operation === 'record-books') return booksHandoff(rule, view, owing);
  // Facts are owed only to systems that hold the order.
  if (!awaited && holding(view) === null && view.records.length === 0) return null;
  return towardsHolder[rule.operation]?.(rule, view, owing) ?? null;
}
