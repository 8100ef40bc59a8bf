// One fact (shipped, cancelled, changed, held, paid) that a system states and holders of the order
// do not show past due: at one holder a status-void, at two or more three truths at once.
import type { Operation } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Cause } from './finding.js';
import type { Fact, JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import type { CarriedFact, Trail } from '../order/trail.js';
import { trailOf } from '../order/trail.js';
import { viewOf } from '../order/record.js';

export interface UnsettledFact {
  readonly fact: Fact;
  readonly handoffs: readonly Handoff[];
}

const carried: Readonly<Partial<Record<Fact, CarriedFact>>> = {
  shipped: 'shipped',
  cancelled: 'cancelled',
  changed: 'changed',
  paid: 'paid',
};

/** Overdue handoffs by the fact that they carry; creation, refunds and books have patterns of their own. */
export function unsettledFacts(order: JudgedOrder): UnsettledFact[] {
  if (order.overdue.length === 0) return [];
  const facts = new Map<Fact, Handoff[]>();
  for (const handoff of order.overdue) {
    const fact = factOf(order, handoff);
    if (fact === null) continue;
    facts.set(fact, [...(facts.get(fact) ?? []), handoff]);
  }
  return [...facts].map(([fact, handoffs]) => ({ fact, handoffs }));
}

const factOfOperation: Readonly<Partial<Record<Operation, Fact>>> = {
  'record-fulfilment': 'shipped',
  'confirm-shipment': 'shipped',
  'cancel-order': 'cancelled',
  'update-order': 'changed',
  'hold-order': 'held',
  'release-order': 'held',
  'record-payment': 'paid',
};

function factOf(order: JudgedOrder, handoff: Handoff): Fact | null {
  const fact = factOfOperation[handoff.rule.operation] ?? null;
  return fact === 'shipped' && unreadable(order, handoff) ? null : fact;
}

/** The destination said something of the order afterwards that its vocabulary can't read. */
function unreadable(order: JudgedOrder, handoff: Handoff): boolean {
  const statement = viewOf(order.record, handoff.to)?.unmapped;
  return statement != null && statement.until >= handoff.trigger.at;
}

export function statedFact(
  order: JudgedOrder,
  unsettled: UnsettledFact,
  pattern: 'three-truths' | 'status-void',
): OrderFault[] {
  const { fact } = unsettled;
  const handoffs = [...unsettled.handoffs].sort((a, b) => rank(order, a) - rank(order, b));
  const [first] = handoffs;
  if (first === undefined) return [];
  const lacking = handoffs.map((handoff) => handoff.to);
  const trail = strongest(order, handoffs, carried[fact] ?? 'changed');
  return [
    fault(order, fact, lacking, {
      pattern,
      cause: trail.cause,
      entry: trail.entry,
      hop: trail.hop,
      systems: [first.trigger.system, ...lacking],
      ...missed(order, first),
      evidence: cited([first.trigger, ...trail.evidence]),
      details: { fact: factOfTrigger(first, fact), partial: first.partial ? 'partly' : '' },
    }),
  ];
}

/** A bare status says the fact without being its event. */
function factOfTrigger({ trigger }: Handoff, fact: Fact): string {
  return trigger.kind === 'order.status' ? fact : trigger.kind;
}

/** The ERP's gap is named first: it is where money and stock are counted. */
function rank(order: JudgedOrder, handoff: Handoff): number {
  const role = order.context.contract.systems.get(handoff.to)?.role;
  if (role === 'erp') return 0;
  return role === 'storefront' ? 1 : 2;
}

const strength: Readonly<Partial<Record<Cause, number>>> = {
  mapping: 0,
  sequencing: 1,
  missing: 2,
};

/** Where two destinations' trails tell different things, mapping survives re-ordering (B4). */
function strongest(order: JudgedOrder, handoffs: readonly Handoff[], fact: CarriedFact): Trail {
  const trails = handoffs.map((handoff) => trailOf(order, fact, handoff.trigger, handoff.to));
  const weight = (trail: Trail): number => strength[trail.cause] ?? 3;
  return trails.reduce((best, trail) => (weight(trail) < weight(best) ? trail : best));
}
