// How a statement names an order. `order` is global; other names are the system's own and meet the
// names of another system only through a join; the rest never join orders, they only attach a
// statement that has no other name (interfaces 2.2).
import type { Join } from '../contract/contract.js';
import type { Observation, Refs } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';

/** Namespaces that name an order, besides the global `order`. */
export const weakNamespaces = ['order_name', 'external', 'po', 'customer_order'] as const;

/** Namespaces that never join by themselves, tried in this order. A payment's name is global. */
export const attachingNamespaces = [
  'record',
  'payment',
  'shipment',
  'refund',
  'return',
  'tracking',
  'cart',
] as const;

/** Takes off what a join declares, exact otherwise: never case, never leading zeros. */
export function trimmed(value: string, join: Pick<Join, 'prefix' | 'suffix'>): string {
  let text = value;
  if (join.prefix !== '' && text.startsWith(join.prefix)) text = text.slice(join.prefix.length);
  if (join.suffix !== '' && text.endsWith(join.suffix)) text = text.slice(0, -join.suffix.length);
  return text;
}

interface Column {
  /** Columns that are joined, directly or through others, share one domain. */
  readonly domain: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** system -> namespace -> how its values are compared. */
export type NameDomains = ReadonlyMap<string, ReadonlyMap<string, Column>>;

/** Union of the joined columns: `a.x = b.y` and `b.y = c.z` make one domain of three. */
export function nameDomains(joins: readonly Join[]): NameDomains {
  const domains = new Map<string, Map<string, Column>>();
  const put = (system: string, namespace: string, column: Column): void => {
    const columns = domains.get(system) ?? new Map<string, Column>();
    columns.set(namespace, column);
    domains.set(system, columns);
  };
  for (const join of joins) {
    const { left, right, prefix, suffix } = join;
    const known =
      domains.get(left.system)?.get(left.namespace) ??
      domains.get(right.system)?.get(right.namespace);
    const own = `${left.system}.${left.namespace}`;
    // The global namespace is a domain of its own that other columns can be declared equal to.
    const global = left.namespace === 'order' || right.namespace === 'order';
    const column = { domain: known?.domain ?? (global ? 'order' : own), prefix, suffix };
    rename(domains, right, left, column.domain);
    put(left.system, left.namespace, column);
    put(right.system, right.namespace, column);
  }
  return domains;
}

/** Columns that already stand in another domain move with it. */
function rename(
  domains: Map<string, Map<string, Column>>,
  ...ends: [Join['left'], Join['right'], string]
): void {
  const [right, left, domain] = ends;
  for (const end of [right, left]) {
    const old = domains.get(end.system)?.get(end.namespace)?.domain;
    if (old !== undefined && old !== domain) moveDomain(domains, old, domain);
  }
}

function moveDomain(domains: Map<string, Map<string, Column>>, old: string, domain: string): void {
  for (const columns of domains.values()) {
    for (const [namespace, column] of columns) {
      if (column.domain === old) columns.set(namespace, { ...column, domain });
    }
  }
}

/** The comparable form of one weak name: equal keys mean the same name. */
export function nameKey(
  domains: NameDomains,
  system: string,
  namespace: string,
  value: string,
): string {
  const column = domains.get(system)?.get(namespace);
  if (column === undefined) return `${system}\u0000${namespace}\u0000${value}`;
  return `${column.domain}\u0000${trimmed(value, column)}`;
}

/** Whether a statement has any weak name, without making its comparable form. */
export function namesWeakly(domains: NameDomains, system: string, refs: Refs): boolean {
  for (const namespace of weakNamespaces) if (refs[namespace] !== undefined) return true;
  const columns = domains.get(system);
  if (columns === undefined) return false;
  for (const namespace of columns.keys()) if (refs[namespace] !== undefined) return true;
  return false;
}

/** All comparable weak names of a statement. */
export function nameKeys(domains: NameDomains, statement: Observation): string[] {
  const keys: string[] = [];
  for (const namespace of weakNamespaces) {
    if (statement.refs[namespace] === undefined) continue;
    for (const value of refValues(statement.refs, namespace)) {
      keys.push(nameKey(domains, statement.system, namespace, value));
    }
  }
  // A column joined to `order` itself also names the global order.
  const own = domains.get(statement.system)?.get('order');
  if (own !== undefined) {
    for (const value of refValues(statement.refs, 'order')) {
      keys.push(`${own.domain}\u0000${trimmed(value, own)}`);
    }
  }
  for (const value of joinedOthers(domains, statement)) keys.push(value);
  return keys;
}

/** Namespaces that only a join makes names: a `record` or `memo` declared equal to another's. */
function joinedOthers(domains: NameDomains, statement: Observation): string[] {
  const columns = domains.get(statement.system);
  if (columns === undefined) return [];
  const keys: string[] = [];
  for (const [namespace, column] of columns) {
    if (namespace === 'order' || (weakNamespaces as readonly string[]).includes(namespace))
      continue;
    for (const value of refValues(statement.refs, namespace)) {
      keys.push(`${column.domain}\u0000${trimmed(value, column)}`);
    }
  }
  return keys;
}

/** Names by which a statement without any other name attaches to an order that states them too. */
export function attachingKeys(statement: Observation): string[] {
  const keys: string[] = [];
  for (const namespace of attachingNamespaces) {
    if (statement.refs[namespace] === undefined) continue;
    for (const value of refValues(statement.refs, namespace)) {
      keys.push(
        namespace === 'payment'
          ? `payment\u0000${value}`
          : `${statement.system}\u0000${namespace}\u0000${value}`,
      );
    }
  }
  return keys;
}
