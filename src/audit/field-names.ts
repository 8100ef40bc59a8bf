// The names of a line's fields as numbers: told from their bytes, mostly by guessing right, and each
// at most once in an object.
import type { DataReader } from '../core/observation/read-data.js';
import { dataReaders } from '../core/observation/read-data.js';
import type { Cursor } from './cursor.js';
import { Dictionary } from './dictionary.js';
import { firstSeed } from './name-hash.js';

/** Field names get numbers; beyond this many the line is left to the careful way. */
const fieldsMax = 4_096;

/** Fields that no line may have come first, then those that are read here: place is number. */
const ownFields = [
  '__proto__',
  'constructor',
  'prototype',
  'id',
  'system',
  'kind',
  'at',
  'seen',
  'refs',
  'status',
  'data',
  'native',
  'lines',
  'total',
  'amount',
  'currency',
  'qty',
  'sku',
  'line',
  'price',
] as const;

const forbiddenFields = 3;

function numberOf(name: (typeof ownFields)[number]): number {
  return ownFields.indexOf(name);
}

export const idField = numberOf('id');
export const systemField = numberOf('system');
export const kindField = numberOf('kind');
export const atField = numberOf('at');
export const seenField = numberOf('seen');
export const refsField = numberOf('refs');
export const statusField = numberOf('status');
export const dataField = numberOf('data');
export const nativeField = numberOf('native');
export const linesField = numberOf('lines');
export const totalField = numberOf('total');
export const amountField = numberOf('amount');
export const currencyField = numberOf('currency');
export const qtyField = numberOf('qty');
export const skuField = numberOf('sku');
export const lineField = numberOf('line');
export const priceField = numberOf('price');

/** The objects of a line: what comes first in each is guessed from the line before. */
export const inLine = 0;
export const inStatus = 1;
export const inRefs = 2;
export const inData = 3;
export const inTotal = 4;
export const inLines = 5;
export const objectsMax = 6;

/** Names that hardly ever stand in a second line. */
const passingNames = new Set(['shipment', 'payment', 'refund', 'return', 'tracking', 'cart']);

const noName = new Uint8Array(0);

/** The engine's one copy of a text that is used as a property: writing by it is much quicker. */
function propertyName(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}

export class FieldNames {
  /** By number: the name, who reads it in `data`, and whether what it names hardly ever comes twice. */
  readonly texts: string[] = [];
  readonly readers: (DataReader | undefined)[] = [];
  readonly passing: boolean[] = [];
  readonly #dictionary = new Dictionary();
  readonly #bytes: Uint8Array[] = [];
  /** Field number -> in which object it was seen last, to find repeated fields. */
  readonly #seenIn = new Int32Array(fieldsMax + 1);
  /** The object that begins, or `objectsMax` and a field's number -> the field that came next last. */
  readonly #following: number[] = new Array<number>(objectsMax).fill(0);

  constructor() {
    for (const name of ownFields) {
      const bytes = Buffer.from(name);
      let hash = firstSeed;
      for (const code of bytes) hash = Math.imul(hash ^ code, 0x01000193);
      this.#register(this.#dictionary.number(bytes, 0, bytes.length, hash));
    }
  }

  /** Number of the field whose name comes next; -1 where it is repeated or not to be trusted. */
  next(cursor: Cursor, object: number, previous: number): number {
    // Fields mostly follow each other as they did in the line before.
    const likely = this.#following[previous] ?? 0;
    const name = this.#bytes[likely];
    if (name !== undefined && cursor.takesString(name)) return this.#entered(likely, object);
    if (!cursor.string() || this.texts.length >= fieldsMax) return -1;
    const number = this.#dictionary.number(cursor.bytes, cursor.from, cursor.to, cursor.hash);
    if (number === this.#bytes.length) this.#register(number);
    this.#following[previous] = number;
    return this.#entered(number, object);
  }

  #entered(number: number, object: number): number {
    if (number < forbiddenFields || this.#seenIn[number] === object) return -1;
    this.#seenIn[number] = object;
    return number;
  }

  #register(number: number): void {
    const name = propertyName(this.#dictionary.texts[number] ?? '');
    this.texts.push(name);
    this.#following.push(0);
    this.#bytes.push(this.#dictionary.bytesOf(number) ?? noName);
    this.readers.push(dataReaders.get(name));
    this.passing.push(passingNames.has(name));
  }
}
