// All shapes that were learnt, as a tree: lines of one shape go down one way, and shapes part where
// their bytes do.
import type { DataReader } from '../core/observation/read-data.js';
import { dataReaders } from '../core/observation/read-data.js';
import type { Step } from './shape-of.js';
import { kindValue } from './shape-of.js';

/** Steps kept; lines of shapes beyond these are left to the careful way. */
const nodesMax = 20_000;
const literalBytesMax = 4_194_304;

/** The engine's one copy of a text that is used as a property: writing by it is much quicker. */
function propertyName(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}

export class Shapes {
  /** By node, the root being 0: where its bytes lie in `literals`, and what the value after is. */
  readonly starts = new Int32Array(nodesMax);
  readonly lengths = new Int32Array(nodesMax);
  readonly begins = new Uint8Array(nodesMax);
  readonly values = new Uint8Array(nodesMax);
  /** First of the nodes that may follow, and the next beside a node; 0: none. */
  readonly firsts = new Int32Array(nodesMax);
  readonly siblings = new Int32Array(nodesMax);
  readonly names: string[] = [''];
  readonly readers: (DataReader | undefined)[] = [undefined];
  /** Of a node whose value is the kind: kind -> the node from which lines of that kind go on. */
  readonly kinds: (Map<string, number> | undefined)[] = [undefined];
  literals = new Uint8Array(1 << 16);
  /** The same bytes, to be read four at a time. */
  words = new DataView(this.literals.buffer);
  #literalEnd = 0;

  /** Adds a shape of lines of a kind. */
  add(steps: readonly Step[], kind: string): void {
    const bytes = steps.reduce((sum, { literal }) => sum + literal.length, 0);
    const full = this.names.length + steps.length + 1 >= nodesMax;
    if (full || this.#literalEnd + bytes > literalBytesMax) return;
    let node = 0;
    for (const step of steps) {
      node = this.#child(node, step);
      if (step.value === kindValue) node = this.#ofKind(node, kind);
    }
  }

  #child(parent: number, step: Step): number {
    let last = 0;
    for (let node = this.firsts[parent] ?? 0; node !== 0; node = this.siblings[node] ?? 0) {
      if (this.#isStep(node, step)) return node;
      last = node;
    }
    const node = this.#node(step);
    // Shapes that are learnt first are mostly the commonest: they are looked at first.
    if (last === 0) this.firsts[parent] = node;
    else this.siblings[last] = node;
    return node;
  }

  #isStep(node: number, { literal, begins, value, name }: Step): boolean {
    const start = this.starts[node] ?? 0;
    if (this.values[node] !== value || this.begins[node] !== begins) return false;
    if (this.names[node] !== name || this.lengths[node] !== literal.length) return false;
    return Buffer.from(literal, 'latin1').equals(
      this.literals.subarray(start, start + literal.length),
    );
  }

  #node({ literal, begins, value, name }: Step): number {
    const node = this.names.length;
    const bytes = Buffer.from(literal, 'latin1');
    while (this.#literalEnd + bytes.length > this.literals.length) {
      const larger = new Uint8Array(this.literals.length * 2);
      larger.set(this.literals);
      this.literals = larger;
      this.words = new DataView(larger.buffer);
    }
    this.literals.set(bytes, this.#literalEnd);
    this.starts[node] = this.#literalEnd;
    this.lengths[node] = bytes.length;
    this.begins[node] = begins;
    this.values[node] = value;
    this.names.push(propertyName(name));
    this.readers.push(dataReaders.get(name));
    this.kinds.push(value === kindValue ? new Map() : undefined);
    this.#literalEnd += bytes.length;
    return node;
  }

  /** A node of no bytes, behind the kind. */
  #ofKind(node: number, kind: string): number {
    const known = this.kinds[node]?.get(kind);
    if (known !== undefined) return known;
    const next = this.#node({ literal: '', begins: 0, value: kindValue, name: '' });
    this.kinds[node]?.set(kind, next);
    return next;
  }
}
