// Which kind of order it is, who holds it, and what is therefore owed to whom.
import type { Contract, Route } from '../contract/contract.js';
import type { Observation } from '../observation/observation.js';
import type { HeldRecord, OrderRecord, OrderView } from './record.js';
import { viewOf } from './record.js';

export interface OrderClass {
  readonly channel: string;
  readonly fulfilledBy: string;
  readonly type: string;
}

export function classOf(record: OrderRecord): OrderClass {
  const data = record.placing?.data;
  const related = data?.replaces !== undefined || data?.exchangeOf !== undefined;
  return {
    channel: record.placing?.system ?? 'unknown',
    fulfilledBy: data?.fulfilledBy ?? 'merchant',
    type: related ? 'replacement' : 'order',
  };
}

export function classText(orderClass: OrderClass): string {
  return `${orderClass.channel}|${orderClass.fulfilledBy}|${orderClass.type}`;
}

/** Channel-fulfilled, POS and test orders owe nothing unless the contract routes their class. */
export function isExempt(record: OrderRecord, orderClass: OrderClass): boolean {
  if (record.test || orderClass.fulfilledBy === 'channel') return true;
  const selling = record.placing && viewOf(record, record.placing.system);
  return selling?.role === 'pos';
}

function matches(route: Route, orderClass: OrderClass): boolean {
  return (
    (route.channel === null || route.channel === orderClass.channel) &&
    (route.fulfilledBy === null || route.fulfilledBy === orderClass.fulfilledBy) &&
    (route.type === null || route.type === orderClass.type)
  );
}

/** Where the contract routes the class; null: it does not say. The first matching route decides. */
export function routedTo(contract: Contract, orderClass: OrderClass): readonly string[] | null {
  for (const route of contract.routes) if (matches(route, orderClass)) return route.to;
  return null;
}

/** A record that stands: confirmed and neither taken back nor voided. */
export function standing(record: HeldRecord): boolean {
  return record.confirmed !== null && record.withdrawn === null && record.voided === null;
}

/** The earliest confirmed acknowledgement that was not taken back; voided ones count as held. */
export function confirmation(view: OrderView | undefined): Observation | null {
  let earliest: Observation | null = null;
  for (const record of view?.records ?? []) {
    if (record.confirmed === null || record.withdrawn !== null) continue;
    if (earliest === null || record.confirmed.at < earliest.at) earliest = record.confirmed;
  }
  return earliest;
}

/** The earliest draft of a view that holds nothing better. */
export function draftOf(view: OrderView | undefined): Observation | null {
  let earliest: Observation | null = null;
  for (const record of view?.records ?? []) {
    const draft = record.withdrawn ?? record.draft;
    if (draft !== null && (earliest === null || draft.at < earliest.at)) earliest = draft;
  }
  return earliest;
}

/** When a system came to hold the order; an ERP holds it from its confirmed acknowledgement on. */
export function holding(view: OrderView | undefined): Observation | null {
  if (view === undefined) return null;
  if (view.role === 'erp') {
    // An ERP that only ever states the order's state, never an acknowledgement, holds it too.
    return confirmation(view) ?? (view.records.length === 0 ? view.known : null);
  }
  return view.known;
}
