// Which statements of a bucket are about one order. A pure function of all claims in the bucket:
// strong names first; a weak name is an edge only where it joins no two native orders of one
// system. Buckets may hold too much; they never hold too little.
import { limits } from '../limits.js';
import type { Observation } from '../observation/observation.js';
import { refOf, refValues } from '../observation/observation.js';
import { compareStatements } from '../order/arrivals.js';
import type { Conflict } from '../order/record.js';
import type { Components } from './components.js';
import { components } from './components.js';
import type { OrderNames } from './names.js';
import { attachingKeys, namesSeveral } from './names.js';
import { contestIds } from './one-id.js';

export interface Identity {
  readonly names: OrderNames;
  readonly isStorefront: (system: string) => boolean;
}

export interface OrderSubject {
  /** The least name of the order: its global name where it has one. */
  readonly key: string;
  readonly statements: readonly Observation[];
  readonly conflicts: readonly Conflict[];
}

interface Draft extends OrderSubject {
  readonly statements: Observation[];
  readonly conflicts: Conflict[];
}

/** Splits a bucket into the orders that it holds. */
export function orderSubjects(bucket: readonly Observation[], identity: Identity): OrderSubject[] {
  const only = soleOrder(bucket, identity.names);
  if (only !== null) return [{ key: only, statements: bucket, conflicts: [] }];
  return new Resolution(bucket, identity).subjects();
}

/**
 * The one order that all statements of the bucket are about, where that can be told without
 * weighing claims against each other: the common case, and the fast one. Whoever does not name the
 * order itself must have no name at all, or one that a statement of the order gives it too.
 */
function soleOrder(bucket: readonly Observation[], names: OrderNames): string | null {
  let only: string | null = null;
  let indirect = false;
  for (const statement of bucket) {
    const order = statement.refs['order'];
    if (namesSeveral(statement.refs)) return null;
    if (order === undefined) indirect ||= names.names(statement);
    else if (typeof order !== 'string' || (only !== null && order !== only)) return null;
    else only = order;
  }
  return only === null || (indirect && !allNamed(bucket, names)) ? null : only;
}

/** Whether the names lead from the order's own statements to all others, through one another. */
function allNamed(bucket: readonly Observation[], names: OrderNames): boolean {
  const known = new KnownNames();
  let pending: Observation[] = [];
  for (const statement of bucket) {
    if (statement.refs['order'] !== undefined) names.each(statement, known.add);
    else if (names.names(statement)) pending.push(statement);
  }
  for (let before = -1; pending.length > 0 && pending.length !== before;) {
    before = pending.length;
    pending = pending.filter((statement) => !known.takes(statement, names));
  }
  return pending.length === 0;
}

/** The few names of one bucket: compared one by one, which costs less than making keys of them. */
class KnownNames {
  readonly #domains: string[] = [];
  readonly #values: string[] = [];

  readonly add = (domain: string, value: string): void => {
    if (this.#has(domain, value)) return;
    this.#domains.push(domain);
    this.#values.push(value);
  };

  /** Adds the names of a statement that has one of these. */
  takes(statement: Observation, names: OrderNames): boolean {
    const shares = names.some(statement, (domain, value) => this.#has(domain, value));
    if (shares) names.each(statement, this.add);
    return shares;
  }

  #has(domain: string, value: string): boolean {
    for (let index = 0; index < this.#values.length; index += 1) {
      if (this.#values[index] === value && this.#domains[index] === domain) return true;
    }
    return false;
  }
}

const orderNode = (order: string): string => `0\u0000${order}`;
const nameNode = (name: string): string => `1\u0000${name}`;

interface Native {
  readonly system: string;
  readonly name: string;
}

/** One evaluation of identity over one bucket. */
class Resolution {
  readonly #bucket: readonly Observation[];
  readonly #identity: Identity;
  readonly #components: Components = components();
  readonly #natives = new Map<string, Native[]>();
  readonly #subjects = new Map<string, Draft>();
  readonly #keysOf = new Map<Observation, string[]>();
  readonly #ambiguous = new Map<string, Observation[]>();

  constructor(bucket: readonly Observation[], identity: Identity) {
    this.#bucket = bucket;
    this.#identity = identity;
  }

  subjects(): OrderSubject[] {
    for (const statement of this.#bucket) {
      this.#keysOf.set(statement, this.#identity.names.keys(statement));
    }
    this.#collectNatives();
    const unusable = this.#joinNames();
    const unnamed: Observation[] = [];
    for (const statement of this.#bucket) this.#file(statement, unusable, unnamed);
    this.#attach(unnamed);
    for (const name of unusable) this.#dispute(name);
    const subjects = [...this.#subjects.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    if (subjects.length > 1) contestIds(subjects);
    return subjects;
  }

  #nodeOf(statement: Observation): string | null {
    if (namesSeveral(statement.refs)) return null;
    const orders = refValues(statement.refs, 'order');
    if (orders[0] !== undefined) return orderNode(orders[0]);
    const least = this.#keys(statement)[0];
    return least === undefined ? null : nameNode(least);
  }

  #keys(statement: Observation): readonly string[] {
    return this.#keysOf.get(statement) ?? [];
  }

  #collectNatives(): void {
    for (const statement of this.#bucket) {
      if (statement.kind !== 'order.placed') continue;
      const node = this.#nodeOf(statement);
      if (node === null) continue;
      const list = this.#natives.get(node) ?? [];
      if (!list.some((native) => native.system === statement.system)) {
        list.push({ system: statement.system, name: node });
      }
      this.#natives.set(node, list);
    }
  }

  /** Joins every weak name that may join; returns the names that may not. */
  #joinNames(): ReadonlySet<string> {
    const claims = new Map<string, Set<string>>();
    for (const statement of this.#bucket) {
      if (namesSeveral(statement.refs)) continue;
      const order = refOf(statement.refs, 'order');
      for (const key of this.#keys(statement)) {
        const nodes = claims.get(key) ?? new Set<string>();
        nodes.add(nameNode(key));
        if (order !== undefined) nodes.add(orderNode(order));
        claims.set(key, nodes);
      }
    }
    const unusable = new Set<string>();
    for (const key of [...claims.keys()].sort()) {
      if (!this.#joinAll([...(claims.get(key) ?? [])])) unusable.add(key);
    }
    for (const statement of this.#bucket) {
      if (statement.refs['order'] !== undefined || namesSeveral(statement.refs)) continue;
      const usable = this.#keys(statement).filter((key) => !unusable.has(key));
      this.#joinAll(usable.map(nameNode));
    }
    return unusable;
  }

  /** Joins the nodes unless that would join two native orders of one system. */
  #joinAll(nodes: readonly string[]): boolean {
    const roots = [...new Set(nodes.map((node) => this.#components.root(node)))].sort();
    const [first] = roots;
    if (first === undefined || roots.length < 2) return true;
    const natives = roots.flatMap((root) => this.#natives.get(root) ?? []);
    if (natives.length > limits.componentOrdersMax || this.#clash(natives)) return false;
    for (const root of roots) this.#components.join(first, root);
    this.#natives.set(this.#components.root(first), natives);
    return true;
  }

  #clash(natives: readonly Native[]): boolean {
    const systems = new Map<string, string>();
    let storefront: Native | null = null;
    for (const native of natives) {
      const known = systems.get(native.system);
      if (known !== undefined && known !== native.name) return true;
      systems.set(native.system, native.name);
      if (!this.#identity.isStorefront(native.system)) continue;
      if (storefront !== null && storefront.name !== native.name) return true;
      storefront = native;
    }
    return false;
  }

  #file(statement: Observation, unusable: ReadonlySet<string>, unnamed: Observation[]): void {
    const orders = refValues(statement.refs, 'order');
    const keys = this.#keys(statement);
    if (namesSeveral(statement.refs)) {
      // A container speaks of each of its orders, and joins none.
      const names = this.#identity.names.memberKeys(statement);
      const nodes = orders.length > 0 ? orders.map(orderNode) : names.map(nameNode);
      for (const subject of new Set(nodes.map((node) => this.#subject(node)))) {
        subject.statements.push(statement);
      }
    } else if (orders[0] !== undefined) {
      this.#subject(orderNode(orders[0])).statements.push(statement);
    } else if (keys.length === 0) {
      unnamed.push(statement);
    } else {
      this.#fileByName(statement, keys, unusable);
    }
  }

  #fileByName(
    statement: Observation,
    keys: readonly string[],
    unusable: ReadonlySet<string>,
  ): void {
    const usable = keys.find((key) => !unusable.has(key));
    if (usable !== undefined) {
      this.#subject(nameNode(usable)).statements.push(statement);
      return;
    }
    const name = keys[0] ?? '';
    const held = this.#ambiguous.get(name) ?? [];
    held.push(statement);
    this.#ambiguous.set(name, held);
  }

  #subject(node: string): Draft {
    const root = this.#components.root(node);
    const known = this.#subjects.get(root);
    if (known !== undefined) return known;
    const subject = { key: displayName(root), statements: [], conflicts: [] };
    this.#subjects.set(root, subject);
    return subject;
  }

  /** Statements with no name go to whichever order states their payment, record or parcel too. */
  #attach(unnamed: readonly Observation[]): void {
    if (unnamed.length === 0) return;
    const stated = new Map<string, Set<Draft>>();
    for (const subject of this.#subjects.values()) {
      for (const statement of subject.statements) {
        for (const key of attachingKeys(statement)) {
          stated.set(key, (stated.get(key) ?? new Set<Draft>()).add(subject));
        }
      }
    }
    const groups = components();
    for (const statement of unnamed) {
      const [first, ...others] = attachingKeys(statement);
      for (const other of others) if (first !== undefined) groups.join(first, other);
    }
    const targets = new Map<string, Set<Draft>>();
    for (const [key, subjects] of stated) {
      const group = groups.root(key);
      const list = targets.get(group) ?? new Set<Draft>();
      for (const subject of subjects) list.add(subject);
      targets.set(group, list);
    }
    for (const statement of unnamed) this.#attachOne(statement, groups, targets);
  }

  #attachOne(
    statement: Observation,
    groups: Components,
    targets: ReadonlyMap<string, ReadonlySet<Draft>>,
  ): void {
    const [first] = attachingKeys(statement);
    const group = first === undefined ? `${statement.system}/${statement.id}` : groups.root(first);
    const owners = targets.get(group);
    if (owners === undefined) this.#subject(nameNode(group)).statements.push(statement);
    else for (const owner of owners) owner.statements.push(statement);
  }

  /** A name that two orders of one system both bear settles nothing: all who bear it are in doubt. */
  #dispute(name: string): void {
    const [, namespace] = name.split('\u0000');
    // A number of the buyer's that groups several orders is a relation, no identity.
    if (namespace === 'customer_order') return;
    const claimants = this.#bucket
      .filter((statement) => this.#keys(statement).includes(name))
      .sort(compareStatements);
    const firstOf = new Map<Draft, Observation>();
    for (const statement of claimants) {
      const order = refOf(statement.refs, 'order');
      if (order === undefined || namesSeveral(statement.refs)) continue;
      const subject = this.#subject(orderNode(order));
      if (!firstOf.has(subject)) firstOf.set(subject, statement);
    }
    const subjects = new Set(firstOf.keys());
    // What shows the doubt: whatever only the name could place, else how two orders came to bear it.
    const shown = firstOf.size > 1 ? [...firstOf.values()] : claimants;
    const statements = this.#ambiguous.get(name)?.sort(compareStatements) ?? shown.slice(0, 2);
    const conflict = {
      why: 'ambiguous-name',
      statements,
      name: displayName(`1\u0000${name}`),
    } as const;
    // What only the name could place is held: it is evidence of the conflict, and of nothing else.
    if (subjects.size === 0) subjects.add(this.#subject(nameNode(name)));
    for (const subject of subjects) subject.conflicts.push(conflict);
  }
}

/** `0 NUL 114-2233` -> `114-2233`; `1 NUL shop.order_name NUL #1001` -> `shop.order_name=#1001`. */
function displayName(node: string): string {
  const parts = node.split('\u0000').slice(1);
  if (parts.length === 1) return parts[0] ?? '';
  const value = parts.at(-1) ?? '';
  return `${parts.slice(0, -1).join('.')}=${value}`;
}
