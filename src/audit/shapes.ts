// All shapes that were learnt, as a tree: lines of one shape go down one way, and shapes part where
// their bytes do.
import type { DataReader } from '../core/observation/read-data.js';
import { dataReaders } from '../core/observation/read-data.js';
import { minus, nineDigit, openList, openObject, zeroDigit } from './ascii.js';
import type { Cursor } from './cursor.js';
import { columnsMax } from './cursor.js';
import type { Step } from './shape-of.js';
import * as shape from './shape-of.js';

/** Steps kept; lines of shapes beyond these are left to the careful way. */
const nodesMax = 20_000;
const literalBytesMax = 4_194_304;

/** The engine's one copy of a text that is used as a property: writing by it is much quicker. */
function propertyName(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}

const letterT = 0x74;
const letterF = 0x66;

/** Whether a value of this kind can begin with this byte. */
function begins(value: number, code: number): boolean {
  if (value < shape.firstBare || value >= shape.firstTold) return true;
  switch (value) {
    case shape.refListValue:
    case shape.linesValue:
      return code === openList;
    case shape.dataNestedValue:
    case shape.ignoredListValue:
      return code === openList || code === openObject;
    case shape.dataFlagValue:
      return code === letterT || code === letterF;
    default:
      return code === minus || (code >= zeroDigit && code <= nineDigit);
  }
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
  /** Column of a value's texts for `Cursor.repeated`: by its name, wherever that stands. */
  readonly columns = new Uint8Array(nodesMax);
  readonly #columnsOf = new Map<string, number>();
  readonly readers: (DataReader | undefined)[] = [undefined];
  literals = new Uint8Array(1 << 16);
  /** The same bytes, to be read four at a time. */
  words = new DataView(this.literals.buffer);
  #literalEnd = 0;

  /** Adds a shape. */
  add(steps: readonly Step[]): void {
    const bytes = steps.reduce((sum, { literal }) => sum + literal.length, 0);
    const full = this.names.length + steps.length >= nodesMax;
    if (full || this.#literalEnd + bytes > literalBytesMax) return;
    let node = 0;
    for (const step of steps) node = this.#child(node, step);
  }

  /** Which of the nodes that may follow has the bytes that come next; 0: none. */
  follow(parent: number, cursor: Cursor, position: number): number {
    let before = 0;
    let node = this.firsts[parent] ?? 0;
    while (node !== 0 && !this.#stands(node, cursor, position)) {
      before = node;
      node = this.siblings[node] ?? 0;
    }
    if (before !== 0 && node !== 0) this.#putFirst(parent, before, node);
    return node;
  }

  /** Whether a node's bytes come next, and then what may be its value. */
  #stands(node: number, { bytes, view }: Cursor, position: number): boolean {
    const { words, literals } = this;
    const length = this.lengths[node] ?? 0;
    if (position + length > bytes.length) return false;
    const start = this.starts[node] ?? 0;
    let index = 0;
    for (; index + 4 <= length; index += 4) {
      if (view.getInt32(position + index) !== words.getInt32(start + index)) return false;
    }
    for (; index < length; index += 1) {
      if (bytes[position + index] !== literals[start + index]) return false;
    }
    // `"order":` may go on with a list, and `"order":"` with a name: the value's first byte tells.
    return begins(this.values[node] ?? 0, bytes[position + length] ?? 0);
  }

  /** What came last mostly comes next: it is looked at first. */
  #putFirst(parent: number, before: number, node: number): void {
    this.siblings[before] = this.siblings[node] ?? 0;
    this.siblings[node] = this.firsts[parent] ?? 0;
    this.firsts[parent] = node;
  }

  #child(parent: number, step: Step): number {
    for (let node = this.firsts[parent] ?? 0; node !== 0; node = this.siblings[node] ?? 0) {
      if (this.#isStep(node, step)) return node;
    }
    const node = this.#node(step);
    this.siblings[node] = this.firsts[parent] ?? 0;
    this.firsts[parent] = node;
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
    this.columns[node] = this.#column(`${value} ${name}`);
    this.readers.push(dataReaders.get(name));
    this.#literalEnd += bytes.length;
    return node;
  }

  #column(text: string): number {
    const known = this.#columnsOf.get(text);
    if (known !== undefined) return known;
    const column = this.#columnsOf.size + 1;
    if (column >= columnsMax) return 0;
    this.#columnsOf.set(text, column);
    return column;
  }
}
