// Second stage: lines that may be about one subject get one bucket. A bucket may hold too much (that
// is sorted out when it is judged) and never too little, whatever the order of the lines.
import { attachingNamespaces, weakNamespaces } from '../core/identity/names.js';
import type { ItemReference, Join } from '../core/contract/contract.js';
import { limits } from '../core/limits.js';
import { kinds } from '../core/observation/kinds.js';
import { subjectTypeOf } from '../core/observation/subject-type.js';
import type { LineColumns } from './line-table.js';
import { attaches, bucketTypes, joins, RouteColumns } from './route-columns.js';
import type { BucketType } from './route-columns.js';
import { hashName } from './name-hash.js';
import { FoundBuckets } from './found-buckets.js';
import { NameNodes } from './name-nodes.js';

/** The lines of one range with the run's numbers for the scanning thread's. */
export interface RoutedRange {
  readonly columns: LineColumns;
  /** The thread's number of a system or namespace -> the run's. */
  readonly systems: Uint16Array;
  readonly namespaces: Uint16Array;
  /** Filled here: line -> bucket. */
  readonly buckets: Int32Array;
}

export interface RouteInput {
  readonly ranges: readonly RoutedRange[];
  readonly systems: readonly string[];
  readonly namespaces: readonly string[];
  readonly joins: readonly Join[];
  /** Stock items that lines name, and what the contract says of them. */
  readonly skus: readonly string[];
  readonly items: readonly ItemReference[];
}

export interface Route {
  /** Bucket -> index in `bucketTypes`. Buckets are numbered by type, then by when they begin. */
  readonly types: Uint8Array;
  /** Index in `bucketTypes` -> its first bucket. */
  readonly starts: readonly number[];
  /** Bucket -> bytes of its lines, each with one byte more for its break. */
  readonly bytes: Float64Array;
  /** Stock item, by any of its names -> the bucket of its lines. */
  readonly stock: ReadonlyMap<string, number>;
}

/** In `keyMarks`: the name's node stands in place of the first half of its hash. */
const isNode = 2;

const orderType = bucketTypes.indexOf('order');
const kindTypes: readonly (number | null)[] = kinds.map((kind) => {
  const type = subjectTypeOf(kind);
  return type === null ? null : bucketTypes.indexOf(type);
});

/** Which type a line of a kind that has none (a hop, a hand) is about: by what it names first. */
const namedTypes: readonly (readonly [BucketType, readonly string[]])[] = [
  ['order', ['order', ...weakNamespaces, ...attachingNamespaces]],
  ['stock', ['sku']],
  ['document', ['document', 'control']],
  ['purchase', ['purchase']],
  ['feed', ['feed', 'supplier']],
];

/** Gives every line its bucket. */
export function route(input: RouteInput): Route {
  return new Routing(input).run();
}

interface NamedLine {
  readonly type: number;
  readonly system: number;
  readonly firstKey: number;
  readonly endKey: number;
}

class Routing {
  readonly #input: RouteInput;
  readonly #columns: RouteColumns;
  readonly #nodes = new NameNodes();
  /** Type of a line's namespaces where its kind has none. */
  readonly #namedTypes: readonly (number | null)[];
  /** One node for all feeds and one for all documents: what is usual among them is learnt of all. */
  readonly #feeds = this.#nodes.lone();
  readonly #documents = this.#nodes.lone();

  constructor(input: RouteInput) {
    this.#input = input;
    this.#columns = new RouteColumns(input);
    this.#namedTypes = input.namespaces.map((namespace) => {
      const found = namedTypes.find(([, names]) => names.includes(namespace));
      return found === undefined ? null : bucketTypes.indexOf(found[0]);
    });
  }

  run(): Route {
    for (const range of this.#input.ranges) this.#makeNames(range);
    this.#joinItems();
    for (const range of this.#input.ranges) this.#joinLines(range);
    return this.#number();
  }

  /** One stock item has several names where the contract says so. */
  #joinItems(): void {
    for (const { sku, canonical } of this.#input.items) {
      if (sku !== canonical) this.#nodes.join(this.#skuNode(sku), this.#skuNode(canonical));
    }
  }

  #skuNode(sku: string): number {
    const { first, second } = hashName(sku);
    return this.#nodes.node(this.#columns.skuDomain, first, second);
  }

  #typeOf(range: RoutedRange, line: number, firstKey: number, endKey: number): number {
    const type = kindTypes[range.columns.kinds[line] ?? 0];
    if (type !== null && type !== undefined) return type;
    let least: number = bucketTypes.length;
    let best = orderType;
    for (let key = firstKey; key < endKey; key += 1) {
      const named = this.#namedTypes[this.#namespace(range, key)];
      if (named === null || named === undefined) continue;
      const rank = namedTypes.findIndex(([name]) => name === bucketTypes[named]);
      if (rank < least) {
        least = rank;
        best = named;
      }
    }
    return best;
  }

  #namespace(range: RoutedRange, key: number): number {
    return range.namespaces[range.columns.keyNamespaces[key] ?? 0] ?? 0;
  }

  /**
   * Makes a node of every name that joins, counts who bears it, and one of every other name of a line
   * that has no name that joins. The node then stands in place of half of the name's hash.
   */
  #makeNames(range: RoutedRange): void {
    const { count, keyEnds, keyFirsts, keySeconds, keyMarks, systems } = range.columns;
    const { roles, domains } = this.#columns;
    const nodes = this.#nodes;
    let firstKey = 0;
    for (let line = 0; line < count; line += 1) {
      const endKey = keyEnds[line] ?? firstKey;
      const system = range.systems[systems[line] ?? 0] ?? 0;
      const type = this.#typeOf(range, line, firstKey, endKey);
      range.buckets[line] = type;
      const row = this.#columns.row(type, system);
      let named = false;
      for (let key = firstKey; key < endKey; key += 1) {
        const column = row + this.#namespace(range, key);
        if (roles[column] !== joins) continue;
        const node = nodes.node(domains[column] ?? 0, keyFirsts[key] ?? 0, keySeconds[key] ?? 0);
        nodes.bear(node);
        keyFirsts[key] = node;
        keyMarks[key] = isNode;
        named = true;
      }
      for (let key = firstKey; key < endKey && !named; key += 1) {
        const column = row + this.#namespace(range, key);
        if (roles[column] !== attaches) continue;
        keyFirsts[key] = nodes.node(
          domains[column] ?? 0,
          keyFirsts[key] ?? 0,
          keySeconds[key] ?? 0,
        );
        keyMarks[key] = isNode;
      }
      firstKey = endKey;
    }
  }

  /** Joins the names of each line, and leaves in `buckets` the node and, above it, the type. */
  #joinLines(range: RoutedRange): void {
    const { count, keyEnds, systems } = range.columns;
    let firstKey = 0;
    for (let line = 0; line < count; line += 1) {
      const endKey = keyEnds[line] ?? firstKey;
      const system = range.systems[systems[line] ?? 0] ?? 0;
      const type = range.buckets[line] ?? orderType;
      const node = this.#nodeOf(range, { type, system, firstKey, endKey });
      this.#types(node, type);
      range.buckets[line] = node;
      firstKey = endKey;
    }
  }

  #nodeTypes = new Uint8Array(1 << 16);

  #types(node: number, type: number): void {
    if (node >= this.#nodeTypes.length) {
      const larger = new Uint8Array(Math.max(node + 1, this.#nodeTypes.length * 2));
      larger.set(this.#nodeTypes);
      this.#nodeTypes = larger;
    }
    this.#nodeTypes[node] = type;
  }

  #nodeOf(range: RoutedRange, line: NamedLine): number {
    const type = bucketTypes[line.type];
    if (type === 'feed') return this.#feeds;
    return type === 'document' ? this.#documents : this.#lineNode(range, line);
  }

  #lineNode(range: RoutedRange, line: NamedLine): number {
    const { keyFirsts, keySeconds, keyMarks } = range.columns;
    const { roles, domains, globals } = this.#columns;
    const nodes = this.#nodes;
    const row = this.#columns.row(line.type, line.system);
    let main = -1;
    let crowded = -1;
    for (let key = line.firstKey; key < line.endKey; key += 1) {
      const column = row + this.#namespace(range, key);
      if (roles[column] === 0) continue;
      const first = keyFirsts[key] ?? 0;
      const node =
        keyMarks[key] === isNode
          ? first
          : nodes.known(domains[column] ?? 0, first, keySeconds[key] ?? 0);
      if (node === -1) continue;
      if (globals[column] === 0 && nodes.bearers(node) > limits.nameLinesMax) crowded = node;
      else if (main === -1) main = node;
      else nodes.join(main, node);
    }
    if (main !== -1) return main;
    return crowded === -1 ? nodes.lone() : crowded;
  }

  /** Numbers the buckets: those of one type follow each other, by when they begin. */
  #number(): Route {
    const roots = new Int32Array(this.#nodes.count).fill(-1);
    const found = new FoundBuckets();
    for (const range of this.#input.ranges) {
      const { count, lengths, seconds } = range.columns;
      for (let line = 0; line < count; line += 1) {
        const node = range.buckets[line] ?? 0;
        const root = this.#nodes.root(node);
        let number = roots[root] ?? -1;
        if (number === -1) {
          number = found.add(this.#nodeTypes[node] ?? orderType);
          roots[root] = number;
        }
        range.buckets[line] = number;
        found.addLine(number, (lengths[line] ?? 0) + 1, seconds[line] ?? 0);
      }
    }
    const { numbers, ...numbered } = found.numbered();
    for (const { buckets } of this.#input.ranges) {
      for (let line = 0; line < buckets.length; line += 1) {
        buckets[line] = numbers[buckets[line] ?? 0] ?? 0;
      }
    }
    return { ...numbered, stock: this.#stock(roots, numbers) };
  }

  #stock(roots: Int32Array, renumbered: Int32Array): Map<string, number> {
    const { skus, items } = this.#input;
    const stock = new Map<string, number>();
    for (const sku of [...skus, ...items.map(({ canonical }) => canonical)]) {
      const number = roots[this.#nodes.root(this.#skuNode(sku))] ?? -1;
      if (number !== -1) stock.set(sku, renumbered[number] ?? 0);
    }
    return stock;
  }
}
