// The handoffs that a retailer with these roles should have, as a literal
// table. Whether a subject owes one of them to a system that holds it is decided later, a subject.
import { hour, minute } from '../observation/instant.js';
import type { Operation, Requirement, Role, Rule, SystemDeclaration, Trigger } from './contract.js';

export interface StandardRule {
  readonly id: string;
  readonly on: readonly Trigger[];
  /** Roles whose statements trigger it, where a company has any of them; null: any system. */
  readonly from: readonly Role[] | null;
  readonly where?: Readonly<Record<string, string>>;
  readonly requires: readonly Requirement[];
  readonly to: readonly Role[];
  readonly operation: Operation;
  readonly withinMillis: number;
  readonly settlementWithinMillis?: number;
  readonly confirmFields?: readonly string[];
  readonly keepLatest?: boolean;
  readonly compensates?: string;
  readonly acknowledgedByKinds?: Rule['acknowledgedByKinds'];
}

const payable: Requirement = { kind: 'payable' };
const notHeld: Requirement = { kind: 'not-held' };
const notPreorder: Requirement = { kind: 'not-preorder' };
const erpHolds: Requirement = { kind: 'acknowledged', rule: 'order-to-erp' };

export const standardMarginMillis = 30 * minute;
export const standardRetryMillis = 4 * hour;

const standardTable: readonly StandardRule[] = [
  {
    id: 'order-to-erp',
    on: ['order.placed'],
    from: null,
    requires: [payable, notHeld, notPreorder],
    to: ['erp'],
    operation: 'create-order',
    withinMillis: 15 * minute,
    confirmFields: ['lines', 'total', 'currency'],
  },
  {
    id: 'change-to-erp',
    on: ['order.updated'],
    from: null,
    requires: [erpHolds],
    to: ['erp', 'warehouse'],
    operation: 'update-order',
    withinMillis: 15 * minute,
    confirmFields: ['lines', 'total'],
  },
  {
    id: 'hold-to-warehouse',
    on: ['order.held', 'order.released'],
    from: null,
    requires: [],
    to: ['warehouse'],
    operation: 'hold-order',
    withinMillis: 5 * minute,
  },
  {
    id: 'shipment-to-erp',
    on: ['shipment.shipped'],
    from: null,
    requires: [erpHolds],
    to: ['erp'],
    operation: 'record-fulfilment',
    withinMillis: hour,
    confirmFields: ['lines', 'tracking'],
  },
  {
    id: 'shipment-to-storefront',
    on: ['shipment.shipped'],
    from: null,
    requires: [],
    to: ['storefront'],
    operation: 'confirm-shipment',
    withinMillis: hour,
    confirmFields: ['lines', 'tracking'],
  },
  {
    id: 'shipment-to-marketplace',
    on: ['shipment.shipped'],
    from: null,
    requires: [],
    to: ['marketplace'],
    operation: 'confirm-shipment',
    withinMillis: hour,
    confirmFields: ['lines', 'tracking'],
  },
  {
    id: 'cancel-to-erp',
    on: ['order.cancelled'],
    from: null,
    requires: [],
    to: ['erp'],
    operation: 'cancel-order',
    withinMillis: 5 * minute,
    compensates: 'order-to-erp',
  },
  {
    id: 'cancel-to-channel',
    on: ['order.cancelled'],
    from: null,
    requires: [],
    to: ['storefront', 'marketplace'],
    operation: 'cancel-order',
    withinMillis: 5 * minute,
  },
  {
    id: 'cancel-to-warehouse',
    on: ['order.cancelled'],
    from: null,
    requires: [],
    to: ['warehouse'],
    operation: 'cancel-order',
    withinMillis: 5 * minute,
  },
  {
    // It asks for an order that the ERP holds, so it must not wait for that order: the money of an
    // order that never comes is what it is there to show.
    id: 'payment-to-erp',
    on: ['payment.captured'],
    from: null,
    requires: [],
    to: ['erp'],
    operation: 'record-payment',
    withinMillis: 2 * hour,
    settlementWithinMillis: 48 * hour,
    confirmFields: ['amount', 'currency'],
  },
  {
    id: 'refund-to-erp',
    on: ['refund.issued'],
    from: null,
    requires: [erpHolds],
    to: ['erp'],
    operation: 'record-refund',
    withinMillis: 24 * hour,
    confirmFields: ['amount', 'currency'],
  },
  {
    id: 'return-to-erp',
    on: ['return.received'],
    from: null,
    requires: [erpHolds],
    to: ['erp'],
    operation: 'record-return',
    withinMillis: 24 * hour,
    confirmFields: ['lines'],
  },
  {
    id: 'stock-to-channels',
    on: ['stock.changed'],
    from: ['erp', 'warehouse'],
    requires: [],
    to: ['storefront', 'marketplace'],
    operation: 'set-available',
    withinMillis: 5 * minute,
    confirmFields: ['available'],
    keepLatest: true,
  },
  {
    // Both directions inside one set of books: each of the three facts asks for the other two.
    id: 'books-after-revenue',
    on: ['books.revenue', 'books.cogs', 'books.inventory'],
    from: null,
    requires: [],
    to: ['erp'],
    operation: 'record-books',
    withinMillis: 24 * hour,
  },
  {
    id: 'ack-997',
    on: ['document.sent'],
    from: null,
    requires: [],
    to: ['edi', 'supplier'],
    operation: 'send-997',
    withinMillis: 4 * hour,
    acknowledgedByKinds: ['document.acknowledged'],
  },
  {
    id: 'ack-855',
    on: ['document.sent'],
    from: null,
    where: { type: '850' },
    requires: [],
    to: ['edi', 'supplier'],
    operation: 'send-855',
    withinMillis: 24 * hour,
    acknowledgedByKinds: ['document.accepted', 'document.changed', 'document.refused'],
  },
];

export const standardIds: readonly string[] = standardTable.map((rule) => rule.id);

/** Whether the destination is the document's partner, so that no system need be named. */
export function goesToPartner(operation: Operation): boolean {
  return operation === 'send-997' || operation === 'send-855';
}

/** Whether trigger and effect may lie in one system. */
export function staysInside(operation: Operation): boolean {
  return operation === 'record-books' || goesToPartner(operation);
}

function namesOf(systems: Iterable<SystemDeclaration>, roles: readonly Role[]): string[] {
  const names: string[] = [];
  for (const system of systems) if (roles.includes(system.role)) names.push(system.name);
  return names;
}

function resolved(entry: StandardRule, systems: readonly SystemDeclaration[]): Rule {
  const from = entry.from === null ? [] : namesOf(systems, entry.from);
  return {
    id: entry.id,
    on: entry.on,
    from: from.length === 0 ? null : from,
    where: entry.where ?? {},
    requires: entry.requires,
    to: namesOf(systems, entry.to),
    operation: entry.operation,
    withinMillis: entry.withinMillis,
    settlementWithinMillis: entry.settlementWithinMillis ?? null,
    marginMillis: standardMarginMillis,
    approveWithinMillis: null,
    closeGraceMillis: null,
    acknowledgedBy: 'event',
    acknowledgedByKinds: entry.acknowledgedByKinds ?? null,
    confirmFields: entry.confirmFields ?? [],
    compareIgnore: [],
    retryForMillis: standardRetryMillis,
    keepLatest: entry.keepLatest ?? false,
    compensates: entry.compensates ?? null,
    owner: null,
    effectiveFrom: null,
    gate: null,
    mode: 'observe',
    standard: true,
  };
}

/** Takes out of the standard rules what they ask of rules that are not there. */
export function withoutMissing(rules: readonly Rule[], present: ReadonlySet<string>): Rule[] {
  return rules.map((rule) => ({
    ...rule,
    requires: rule.requires.filter(
      (requirement) => requirement.kind !== 'acknowledged' || present.has(requirement.rule),
    ),
    compensates:
      rule.compensates !== null && present.has(rule.compensates) ? rule.compensates : null,
  }));
}

/** Every standard rule with its roles resolved to names, those with no destination among them. */
export function allStandardRules(systems: Iterable<SystemDeclaration>): Rule[] {
  const list = [...systems];
  return standardTable.map((entry) => resolved(entry, list));
}

/** Whether a rule has anywhere to go. */
export function hasDestination(rule: Rule): boolean {
  return rule.to.length > 0 || goesToPartner(rule.operation);
}

/**
 * The standard rules of a company with these systems. A rule whose destination's role nobody has is
 * left out, and what others ask of it with it.
 */
export function standardRules(systems: Iterable<SystemDeclaration>): Rule[] {
  const rules = allStandardRules(systems).filter(hasDestination);
  return withoutMissing(rules, new Set(rules.map((rule) => rule.id)));
}
