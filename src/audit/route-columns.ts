// What each column of names (a type, a system, a namespace) does for the routing of lines: whether its
// names join lines, only attach those that have no other name, or do nothing.
import type { Join } from '../core/contract/contract.js';
import { attachingNamespaces, nameDomains, weakNamespaces } from '../core/identity/names.js';

/** What a bucket's lines are about, in the order in which they are judged. */
export const bucketTypes = ['order', 'purchase', 'stock', 'document', 'feed'] as const;

export type BucketType = (typeof bucketTypes)[number];

/** What a column's names do: join lines, attach lines that have no other name, or nothing. */
export const joins = 1;
export const attaches = 2;
interface Column {
  readonly role: 0 | typeof joins | typeof attaches;
  readonly domain: number;
  /** `order`, `purchase`, `sku`: equal values are one subject, however many bear it. */
  readonly global: boolean;
}

const nowhere: Column = { role: 0, domain: 0, global: false };

export interface RouteColumnsInput {
  readonly systems: readonly string[];
  readonly namespaces: readonly string[];
  readonly joins: readonly Join[];
}

export class RouteColumns {
  /** By type, system and namespace. */
  readonly roles: Uint8Array;
  readonly domains: Int32Array;
  readonly globals: Uint8Array;
  readonly #systems: number;
  readonly #namespaces: number;
  readonly #domains = new Map<string, number>();
  readonly skuDomain: number;

  constructor(input: RouteColumnsInput) {
    const { systems, namespaces } = input;
    this.#systems = systems.length;
    this.#namespaces = namespaces.length;
    const joined = nameDomains(input.joins);
    this.skuDomain = this.#domain('stock sku');
    const count = bucketTypes.length * systems.length * namespaces.length;
    this.roles = new Uint8Array(count);
    this.domains = new Int32Array(count);
    this.globals = new Uint8Array(count);
    let index = 0;
    for (const type of bucketTypes) {
      for (const system of systems) {
        for (const namespace of namespaces) {
          const domain = joined.get(system)?.get(namespace)?.domain;
          const column = this.#column(type, system, namespace, domain);
          this.roles[index] = column.role;
          this.domains[index] = column.domain;
          this.globals[index] = column.global ? 1 : 0;
          index += 1;
        }
      }
    }
  }

  /** Index of the first namespace's column of a type and system. */
  row(type: number, system: number): number {
    return (type * this.#systems + system) * this.#namespaces;
  }

  #column(type: BucketType, system: string, namespace: string, joined: string | undefined): Column {
    if (type === 'order') return this.#orderColumn(system, namespace, joined);
    if (type === 'stock') return namespace === 'sku' ? this.#global(type, 'sku') : nowhere;
    if (type !== 'purchase') return nowhere;
    // Partners, not systems, are the scope of these names: too much together does no harm.
    return ['purchase', 'po'].includes(namespace) ? this.#global(type, namespace) : nowhere;
  }

  #orderColumn(system: string, namespace: string, joined: string | undefined): Column {
    if (namespace === 'order') return this.#global('order', 'order');
    const weak = (weakNamespaces as readonly string[]).includes(namespace);
    const own = `${system}.${namespace}`;
    if (joined !== undefined) {
      return { role: joins, domain: this.#domain(`order ${joined}`), global: joined === 'order' };
    }
    if (weak) return { role: joins, domain: this.#domain(`order ${own}`), global: false };
    if (!(attachingNamespaces as readonly string[]).includes(namespace)) return nowhere;
    const scope = namespace === 'payment' ? 'payment' : own;
    return { role: attaches, domain: this.#domain(`attach ${scope}`), global: false };
  }

  #global(type: BucketType, namespace: string): Column {
    return { role: joins, domain: this.#domain(`${type} ${namespace}`), global: true };
  }

  #domain(text: string): number {
    const known = this.#domains.get(text);
    if (known !== undefined) return known;
    const number = this.#domains.size + 1;
    this.#domains.set(text, number);
    return number;
  }
}
