// The shape of a line: the bytes that all lines written like it share, and what each value between
// them is. Shapes are learnt from lines that the careful way (line.ts) has read, once each.
import { dataReaders } from '../core/observation/read-data.js';

// What a value is. First those that are text between quotes: those that mostly repeat the last one of
// their column, then those that hardly ever do.
export const basisValue = 0;
export const versionValue = 1;
export const refValue = 2;
export const nativeValue = 3;
export const canonicalValue = 4;
export const dataTextValue = 5;
const currencyValue = 6;
/** From here on texts that are read anew each time. */
export const firstPassing = 7;
export const idValue = 7;
export const atValue = 8;
export const seenValue = 9;
export const untilValue = 10;
export const passingRefValue = 11;
export const amountValue = 12;
export const totalAmountValue = 13;
export const skuValue = 14;
export const lineValue = 15;
const priceValue = 16;
export const quantityTextValue = 17;
export const ignoredTextValue = 18;
// From here on values without quotes.
export const firstBare = 19;
export const versionNumberValue = 19;
export const refListValue = 20;
export const dataNumberValue = 21;
export const dataFlagValue = 22;
export const dataNestedValue = 23;
export const quantityValue = 24;
const ignoredNumberValue = 25;
export const ignoredListValue = 26;
/** The lines of an order: each of them has a shape of its own. */
export const linesValue = 27;
/** From here on what the bytes themselves say: nothing stands between them and the next. */
export const firstTold = 28;
export const systemTold = 28;
const kindTold = 29;
/** The line ends here. */
export const noValue = 30;

// What begins in the bytes before a value, as bits.
export const beginsRefs = 1;
export const beginsData = 2;
export const beginsTotal = 4;

/** The bytes up to a value, what begins in them, and what the value is. */
export interface Step {
  readonly literal: string;
  readonly begins: number;
  readonly value: number;
  /** Namespace or field that the value is of; the system or the kind that the bytes tell. */
  readonly name: string;
}

/** Of a line, and of each order line in it. */
export interface Shape {
  readonly steps: readonly Step[];
  readonly orderLines: readonly (readonly Step[])[];
}

/** Names that hardly ever stand in a second line. */
const passingNames = new Set(['shipment', 'payment', 'refund', 'return', 'tracking', 'cart']);

const headValues: ReadonlyMap<string, number> = new Map([
  ['id', idValue],
  ['at', atValue],
  ['seen', seenValue],
  ['at_until', untilValue],
  ['basis', basisValue],
  ['version', versionValue],
]);

const lineValues: ReadonlyMap<string, number> = new Map([
  ['sku', skuValue],
  ['line', lineValue],
  ['price', priceValue],
  ['qty', quantityTextValue],
]);

const plainText = /"[ !#-[\]-~]*"/y;
const number = /-?[0-9][0-9.]*/y;
const word = /true|false|null/y;

/** The shape of a line that was read, or null where it has none that is worth keeping. */
export function shapeOf(line: string): Shape | null {
  const walk = new ShapeWalk(line, 0);
  // A line without an id is named by its content, which only the careful way makes.
  return walk.line() && walk.steps.some(({ value }) => value === idValue) ? walk : null;
}

class ShapeWalk implements Shape {
  readonly steps: Step[] = [];
  readonly orderLines: (readonly Step[])[] = [];
  readonly #text: string;
  #position: number;
  /** Where the bytes before the next value begin. */
  #literalFrom: number;
  #begins = 0;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#position = from;
    this.#literalFrom = from;
  }

  line(): boolean {
    if (!this.#object((key) => this.#head(key)) || this.#next() !== '') return false;
    this.#position = this.#text.length;
    this.#step(noValue, '', this.#text.length);
    return true;
  }

  /** The next character that is not a space; the literal keeps the spaces. */
  #next(): string {
    while (this.#text.charAt(this.#position) === ' ') this.#position += 1;
    return this.#text.charAt(this.#position);
  }

  #takes(character: string): boolean {
    if (this.#next() !== character) return false;
    this.#position += 1;
    return true;
  }

  #match(pattern: RegExp): string | null {
    const form = pattern;
    form.lastIndex = this.#position;
    const found = form.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#position += found.length;
    return found;
  }

  #object(field: (key: string) => boolean): boolean {
    if (!this.#takes('{')) return false;
    if (this.#takes('}')) return true;
    do {
      this.#next();
      const key = this.#match(plainText);
      if (key === null || !this.#takes(':')) return false;
      this.#next();
      if (!field(key.slice(1, -1))) return false;
    } while (this.#takes(','));
    return this.#takes('}');
  }

  /** Ends the bytes before a value at `at`; the next ones begin behind the value. */
  #step(value: number, name: string, at: number): true {
    const literal = this.#text.slice(this.#literalFrom, at);
    this.steps.push({ literal, begins: this.#begins, value, name });
    this.#begins = 0;
    return true;
  }

  #quoted(value: number, name: string): boolean {
    const from = this.#position;
    if (this.#match(plainText) === null) return false;
    this.#step(value, name, from + 1);
    // The closing quote belongs to the bytes that follow.
    this.#literalFrom = this.#position - 1;
    return true;
  }

  /** A text of which a run has few: the bytes of the shape hold it. */
  #told(value: number): boolean {
    const text = this.#match(plainText);
    if (text === null || text === '""') return false;
    this.#step(value, text.slice(1, -1), this.#position);
    this.#literalFrom = this.#position;
    return true;
  }

  #bare(value: number, name: string): boolean {
    const from = this.#position;
    if (this.#match(number) === null) return false;
    this.#step(value, name, from);
    this.#literalFrom = this.#position;
    return true;
  }

  #head(key: string): boolean {
    const isText = this.#next() === '"';
    const value = headValues.get(key);
    if (value !== undefined && isText) return this.#quoted(value, key);
    switch (key) {
      case 'system':
        return this.#told(systemTold);
      case 'kind':
        return this.#told(kindTold);
      case 'version':
        return this.#bare(versionNumberValue, key);
      case 'refs':
        this.#begins |= beginsRefs;
        return this.#object((namespace) => this.#ref(namespace));
      case 'status':
        return this.#object((part) => this.#status(part));
      case 'data':
        this.#begins |= beginsData;
        return this.#object((field) => this.#data(field));
      default:
        return value === undefined && this.#ignored();
    }
  }

  #ref(namespace: string): boolean {
    if (this.#next() === '"') {
      return this.#quoted(passingNames.has(namespace) ? passingRefValue : refValue, namespace);
    }
    return this.#list(refListValue, namespace);
  }

  #status(part: string): boolean {
    if (part === 'native') return this.#quoted(nativeValue, part);
    return part === 'canonical' && this.#quoted(canonicalValue, part);
  }

  #data(field: string): boolean {
    const first = this.#next();
    if (field === 'lines') return this.#lines();
    if (field === 'total' && first === '{') {
      this.#begins |= beginsTotal;
      return this.#object((part) => this.#total(part));
    }
    if (field === 'amount' && first === '"') return this.#quoted(amountValue, field);
    if (!dataReaders.has(field)) return this.#ignored();
    if (first === '"') return this.#quoted(dataTextValue, field);
    if (first === '{' || first === '[') return this.#list(dataNestedValue, field);
    if (first === 't' || first === 'f') return this.#flag(field);
    return first === 'n' ? this.#match(word) !== null : this.#bare(dataNumberValue, field);
  }

  #flag(field: string): boolean {
    this.#step(dataFlagValue, field, this.#position);
    if (this.#match(word) === null) return false;
    this.#literalFrom = this.#position;
    return true;
  }

  /** A value that ends where its brackets do. */
  #list(value: number, name: string): boolean {
    const from = this.#position;
    let depth = 0;
    do {
      const first = this.#next();
      if (first === '') return false;
      if (first === '"') {
        if (this.#match(plainText) === null) return false;
        continue;
      }
      if (first === '{' || first === '[') depth += 1;
      else if (first === '}' || first === ']') depth -= 1;
      this.#position += 1;
    } while (depth > 0);
    this.#step(value, name, from);
    this.#literalFrom = this.#position;
    return true;
  }

  #ignored(): boolean {
    const first = this.#next();
    if (first === '"') return this.#quoted(ignoredTextValue, '');
    if (first === '{' || first === '[') return this.#list(ignoredListValue, '');
    return this.#match(word) !== null || this.#bare(ignoredNumberValue, '');
  }

  #lines(): boolean {
    this.#step(linesValue, 'lines', this.#position);
    if (!this.#takes('[')) return false;
    while (!this.#takes(']')) {
      if (this.orderLines.length > 0 && !this.#takes(',')) return false;
      this.#next();
      const walk = new ShapeWalk(this.#text, this.#position);
      if (!walk.#orderLine()) return false;
      this.orderLines.push(walk.steps);
      this.#position = walk.#position;
    }
    this.#literalFrom = this.#position;
    return true;
  }

  #orderLine(): boolean {
    if (!this.#object((field) => this.#lineField(field))) return false;
    return this.#step(noValue, '', this.#position);
  }

  #lineField(field: string): boolean {
    const isText = this.#next() === '"';
    const value = lineValues.get(field);
    if (value !== undefined && isText) return this.#quoted(value, field);
    if (field === 'qty') return this.#bare(quantityValue, field);
    return value === undefined && this.#ignored();
  }

  #total(part: string): boolean {
    if (this.#next() !== '"') return false;
    if (part === 'amount') return this.#quoted(totalAmountValue, part);
    return part === 'currency' && this.#quoted(currencyValue, part);
  }
}
