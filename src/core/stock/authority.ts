// Whose word on an item's stock counts, and to whom changes of it are owed, by which rule.
import type { Contract, Rule } from '../contract/contract.js';
import { isChannel, systemsOf } from '../contract/contract.js';
import { minute } from '../observation/instant.js';
import type { StockRecord, StockView } from './record.js';

/** The standard deadline of `stock-to-channels`. */
export const stockWithinMillis = 5 * minute;

/**
 * The system that owns stock by the contract, else the ERP, else the warehouse. Null where nobody
 * states the item, or two of one role do: then nothing tells which is right.
 */
export function authorityOf(record: StockRecord, contract: Contract): StockView | null {
  const owner = contract.owns['stock'];
  if (owner !== undefined) return record.views.get(owner) ?? null;
  for (const role of ['erp', 'warehouse'] as const) {
    const views: StockView[] = [];
    for (const system of systemsOf(contract, role)) {
      const view = record.views.get(system);
      if (view !== undefined && view.positions.length > 0) views.push(view);
    }
    if (views.length > 0) return views.length === 1 ? (views[0] ?? null) : null;
  }
  return null;
}

export interface StockDestination {
  readonly system: string;
  readonly rule: string;
  readonly withinMillis: number;
  readonly effectiveFrom: number | null;
}

function fromRule(rule: Rule, system: string): StockDestination {
  return {
    system,
    rule: rule.id,
    withinMillis: rule.withinMillis ?? stockWithinMillis,
    effectiveFrom: rule.effectiveFrom,
  };
}

/**
 * Destinations of the contract's stock rules; every channel where it has none. A system stands
 * once, under the rule that comes first.
 */
export function destinationsOf(contract: Contract, authority: string): StockDestination[] {
  const rules = contract.rules.filter((rule) => rule.on.includes('stock.changed'));
  const found = new Map<string, StockDestination>();
  for (const rule of rules) {
    if (rule.from !== null && !rule.from.includes(authority)) continue;
    for (const system of rule.to) {
      if (system !== authority && !found.has(system)) found.set(system, fromRule(rule, system));
    }
  }
  if (rules.length === 0) {
    for (const { name, role } of contract.systems.values()) {
      if (!isChannel(role) || name === authority) continue;
      const rule = 'stock-to-channels';
      found.set(name, { system: name, rule, withinMillis: stockWithinMillis, effectiveFrom: null });
    }
  }
  return [...found.values()].sort((a, b) => (a.system < b.system ? -1 : 1));
}
