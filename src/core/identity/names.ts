// How a statement names an order. `order` is global; other names are the system's own and meet the
// names of another system only through a join; the rest never join orders, they only attach a
// statement that has no other name.
import type { Join, Trim } from '../contract/contract.js';
import { trimmedEnds } from '../contract/contract.js';
import type { Observation, Refs } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import type { SharedColumns } from './shared-columns.js';
import { sharedColumns } from './shared-columns.js';

/** Namespaces that name an order, besides the global `order`. */
export const weakNamespaces = ['order_name', 'external', 'po', 'customer_order'] as const;

/**
 * Whether a statement names several orders: a daily summary, a combined invoice. Such a container
 * speaks of each and joins none.
 */
export function namesSeveral(refs: Refs): boolean {
  return (
    isSeveral(refs['order']) ||
    isSeveral(refs['external']) ||
    isSeveral(refs['order_name']) ||
    isSeveral(refs['po'])
  );
}

function isSeveral(value: string | readonly string[] | undefined): boolean {
  return value !== undefined && typeof value !== 'string' && value.length > 1;
}

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
function trimmed(value: string, join: Trim): string {
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
    const { left, right } = join;
    const known =
      domains.get(left.system)?.get(left.namespace) ??
      domains.get(right.system)?.get(right.namespace);
    const own = `${left.system}.${left.namespace}`;
    // The global namespace is a domain of its own that other columns can be declared equal to.
    const global = left.namespace === 'order' || right.namespace === 'order';
    const domain = known?.domain ?? (global ? 'order' : own);
    rename(domains, right, left, domain);
    for (const { system, namespace, prefix, suffix } of trimmedEnds(join)) {
      // A column that is joined twice keeps what either join takes off.
      const before = domains.get(system)?.get(namespace);
      put(system, namespace, {
        domain,
        prefix: prefix === '' ? (before?.prefix ?? '') : prefix,
        suffix: suffix === '' ? (before?.suffix ?? '') : suffix,
      });
    }
  }
  takeMarksOff(domains);
  return domains;
}

const mark = '#';

/**
 * Where a `#` is taken off the names of one column it is taken off those of all that mean the same: who
 * writes it as the one does, and needed no trim to meet it, meets the others as well.
 */
function takeMarksOff(domains: ReadonlyMap<string, Map<string, Column>>): void {
  const all = [...domains.values()];
  const marked = new Set(
    all.flatMap((columns) =>
      [...columns.values()].filter(({ prefix }) => prefix === mark).map(({ domain }) => domain),
    ),
  );
  for (const columns of all) {
    for (const [namespace, column] of columns) {
      if (column.prefix === '' && marked.has(column.domain)) {
        columns.set(namespace, { ...column, prefix: mark });
      }
    }
  }
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

interface NamingColumn extends Column {
  readonly namespace: string;
  /** Which names of the column are compared so; absent: all. */
  readonly claims?: (name: string) => boolean;
}

/** The name as it is compared in a column; null: another join speaks for it. */
function comparedAs(name: string, column: NamingColumn): string | null {
  return column.claims === undefined || column.claims(name) ? trimmed(name, column) : null;
}

function visitName(
  name: string,
  column: NamingColumn,
  visit: (domain: string, value: string) => void,
): void {
  const value = comparedAs(name, column);
  if (value !== null) visit(column.domain, value);
}

/** How the systems of a run name orders: weak names in a domain each, joined ones in a common one. */
export class OrderNames {
  readonly #joined: NameDomains;
  readonly #parts: SharedColumns['parts'];
  readonly #columns = new Map<string, readonly NamingColumn[]>();

  constructor(joins: readonly Join[]) {
    const shared = sharedColumns(joins);
    this.#joined = nameDomains(shared.joins);
    this.#parts = shared.parts;
  }

  /** Whether the statement has a weak name, or another that a join makes one. */
  names({ system, refs }: Observation): boolean {
    for (const { namespace } of this.#columnsOf(system)) {
      if (namespace !== 'order' && refs[namespace] !== undefined) return true;
    }
    return false;
  }

  /** Calls back with each comparable name: equal domain and value mean the same name. */
  each({ system, refs }: Observation, visit: (domain: string, value: string) => void): void {
    for (const column of this.#columnsOf(system)) {
      const stated = refs[column.namespace];
      if (stated === undefined) continue;
      if (typeof stated === 'string') visitName(stated, column, visit);
      else for (const name of stated) visitName(name, column, visit);
    }
  }

  /** Whether any of the names is one that is looked for. */
  some(statement: Observation, matches: (domain: string, value: string) => boolean): boolean {
    let found = false;
    this.each(statement, (domain, value) => {
      found ||= matches(domain, value);
    });
    return found;
  }

  /** The names of a container's members: those of the columns in which it names several. */
  memberKeys({ system, refs }: Observation): string[] {
    const keys: string[] = [];
    for (const column of this.#columnsOf(system)) {
      const stated = refs[column.namespace];
      if (stated === undefined || typeof stated === 'string' || stated.length < 2) continue;
      for (const name of stated) {
        const value = comparedAs(name, column);
        if (value !== null) keys.push(`${column.domain}\u0000${value}`);
      }
    }
    return keys;
  }

  /** All comparable names as texts. */
  keys(statement: Observation): string[] {
    const keys: string[] = [];
    this.each(statement, (domain, value) => keys.push(`${domain}\u0000${value}`));
    return keys;
  }

  #columnsOf(system: string): readonly NamingColumn[] {
    const known = this.#columns.get(system);
    if (known !== undefined) return known;
    const joined = this.#joined.get(system) ?? new Map<string, Column>();
    const parts = this.#parts.get(system);
    const columns: NamingColumn[] = [];
    const divided = [...(parts?.values() ?? [])].map((part) => part.namespace);
    for (const namespace of weakNamespaces) {
      if (joined.has(namespace) || divided.includes(namespace)) continue;
      columns.push({ namespace, domain: `${system}\u0000${namespace}`, prefix: '', suffix: '' });
    }
    // A join makes a name of any column: of `order` too, and of a `record` declared equal to one.
    for (const [name, column] of joined) {
      columns.push({ namespace: name, ...column, ...parts?.get(name) });
    }
    this.#columns.set(system, columns);
    return columns;
  }
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
