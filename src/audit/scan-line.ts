// Finds, in the bytes of one line and without parsing it, what decides where the line belongs: its
// system, kind, time and names. Whatever it does not know at once it leaves to the careful way.
import {
  backslash,
  closeList,
  closeObject,
  colon,
  comma,
  hash,
  openList,
  openObject,
  quote,
  isSpace,
  sameBytes,
} from './ascii.js';
import { Dictionary } from './dictionary.js';
import type { LineTable } from './line-table.js';
import { firstSeed, secondSeed } from './name-hash.js';
import { InstantReader } from './times.js';
import type { Trims } from './trims.js';
import { trimKey, trimmedSpan } from './trims.js';

/** `odd`: only the careful way can tell what the line is. */
export type LineVerdict = 'blank' | 'found' | 'odd';

const systemKey = Buffer.from('system');
const kindKey = Buffer.from('kind');
const atKey = Buffer.from('at');
const refsKey = Buffer.from('refs');

const hasSystem = 1;
const hasKind = 2;
const hasAt = 4;
const hasRefs = 8;
const hasAll = 15;

/** Each scanner's number for `sku`, which it gives first. */
const skuNamespace = 0;

export class LineScanner {
  readonly systems = new Dictionary();
  readonly kinds = new Dictionary();
  readonly namespaces = new Dictionary();
  readonly skus = new Dictionary();
  /** Of the line found last; `at` in epoch milliseconds. */
  system = 0;
  kind = 0;
  at = 0;

  readonly #times = new InstantReader();
  readonly #trims: Trims;
  #bytes: Uint8Array = new Uint8Array(0);
  #position = 0;
  #end = 0;
  #first = 0;
  #second = 0;
  #spans: number[] = [];

  constructor(trims: Trims) {
    this.#trims = trims;
    this.#numberOf(this.namespaces, 'sku');
  }

  /** Looks at `bytes[from..to)`, one line without its break; the names found go into the table. */
  scan(bytes: Uint8Array, from: number, to: number, table: LineTable): LineVerdict {
    this.#bytes = bytes;
    this.#position = from;
    this.#end = to;
    const code = this.#next();
    if (code === -1) return 'blank';
    if (code !== openObject) return 'odd';
    this.#position += 1;
    const mark = table.keyCount;
    if (this.#fields(table)) return 'found';
    table.keyCount = mark;
    return 'odd';
  }

  /** The next byte that is not white space, or -1 at the end of the line. */
  #next(): number {
    const bytes = this.#bytes;
    while (this.#position < this.#end) {
      const code = bytes[this.#position] ?? 0;
      if (!isSpace(code)) return code;
      this.#position += 1;
    }
    return -1;
  }

  /** Walks the fields until the four that matter were seen; false where anything is odd. */
  #fields(table: LineTable): boolean {
    let seen = 0;
    for (;;) {
      if (this.#next() !== quote) return false;
      const from = this.#position + 1;
      if (!this.#string()) return false;
      const to = this.#position - 1;
      if (this.#next() !== colon) return false;
      this.#position += 1;
      const field = this.#fieldAt(from, to);
      if ((seen & field) !== 0 || !this.#value(field, table)) return false;
      seen |= field;
      if (seen === hasAll) break;
      const code = this.#next();
      this.#position += 1;
      if (code === closeObject) break;
      if (code !== comma) return false;
    }
    if ((seen & (hasSystem | hasKind | hasAt)) !== (hasSystem | hasKind | hasAt)) return false;
    if (this.#trims.size > 0) this.#trim(table);
    return true;
  }

  #fieldAt(from: number, to: number): number {
    const bytes = this.#bytes;
    switch (to - from) {
      case 2:
        return sameBytes(bytes, from, to, atKey) ? hasAt : 0;
      case 4:
        if (sameBytes(bytes, from, to, kindKey)) return hasKind;
        return sameBytes(bytes, from, to, refsKey) ? hasRefs : 0;
      case 6:
        return sameBytes(bytes, from, to, systemKey) ? hasSystem : 0;
      default:
        return 0;
    }
  }

  #value(field: number, table: LineTable): boolean {
    const code = this.#next();
    if (field === 0) return this.#skip(code);
    if (field === hasRefs) return code === openObject && this.#refs(table);
    if (code !== quote) return false;
    const from = this.#position + 1;
    if (!this.#string()) return false;
    const to = this.#position - 1;
    if (to === from) return false;
    if (field === hasAt) this.at = this.#times.at(this.#bytes, from, to);
    else if (field === hasKind) this.kind = this.kinds.number(this.#bytes, from, to, this.#first);
    else this.system = this.systems.number(this.#bytes, from, to, this.#first);
    return field !== hasAt || !Number.isNaN(this.at);
  }

  /** Walks the string whose opening quote stands here, hashing it; false on an escape or no end. */
  #string(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    let first = firstSeed;
    let second = secondSeed;
    for (let position = this.#position + 1; position < end; position += 1) {
      const code = bytes[position] ?? 0;
      if (code === quote) {
        this.#first = first;
        this.#second = second;
        this.#position = position + 1;
        return true;
      }
      if (code === backslash) return false;
      first = Math.imul(first ^ code, 0x01000193);
      second = Math.imul(second + code, 0x5bd1e995) ^ (second >>> 15);
    }
    return false;
  }

  #refs(table: LineTable): boolean {
    this.#spans = [];
    this.#position += 1;
    if (this.#next() === closeObject) {
      this.#position += 1;
      return true;
    }
    for (;;) {
      if (this.#next() !== quote) return false;
      const from = this.#position + 1;
      if (!this.#string()) return false;
      const namespace = this.namespaces.number(this.#bytes, from, this.#position - 1, this.#first);
      if (this.#next() !== colon) return false;
      this.#position += 1;
      if (!this.#names(namespace, table)) return false;
      const code = this.#next();
      this.#position += 1;
      if (code === closeObject) return true;
      if (code !== comma) return false;
    }
  }

  #names(namespace: number, table: LineTable): boolean {
    const code = this.#next();
    if (code === quote) return this.#name(namespace, table);
    if (code !== openList) return false;
    this.#position += 1;
    for (;;) {
      if (this.#next() !== quote || !this.#name(namespace, table)) return false;
      const after = this.#next();
      this.#position += 1;
      if (after === closeList) return true;
      if (after !== comma) return false;
    }
  }

  #name(namespace: number, table: LineTable): boolean {
    const from = this.#position + 1;
    // One leading `#` never tells two names apart here: a bucket may hold too much.
    if (this.#bytes[from] === hash) this.#position += 1;
    if (!this.#string()) return false;
    if (this.#position - 1 === from) return false;
    if (this.#trims.size > 0) this.#spans.push(from, this.#position - 1);
    if (namespace === skuNamespace) {
      this.skus.number(this.#bytes, from, this.#position - 1, this.#first);
    }
    table.addKey(namespace, this.#first, this.#second, this.#bytes[from] === hash);
    return true;
  }

  /** Hashes again the names of columns off which the contract, or a join that was found, trims. */
  #trim(table: LineTable): void {
    const names = this.#spans.length / 2;
    for (let index = 0; index < names; index += 1) {
      const key = table.keyCount - names + index;
      const namespace = this.namespaces.texts[table.keyNamespace(key)] ?? '';
      const trim = this.#trims.get(trimKey(this.systems.texts[this.system] ?? '', namespace));
      if (trim === undefined) continue;
      const bytes = this.#bytes;
      const span = [this.#spans[index * 2] ?? 0, this.#spans[index * 2 + 1] ?? 0] as const;
      const [from, to] = trimmedSpan(bytes, span, trim);
      this.hash(bytes, bytes[from] === hash ? from + 1 : from, to);
      table.setKey(key, this.#first, this.#second);
    }
  }

  /** Hashes any bytes as `#string` does; the careful way names its keys with it. */
  hash(bytes: Uint8Array, from: number, to: number): void {
    let first = firstSeed;
    let second = secondSeed;
    for (let position = from; position < to; position += 1) {
      const code = bytes[position] ?? 0;
      first = Math.imul(first ^ code, 0x01000193);
      second = Math.imul(second + code, 0x5bd1e995) ^ (second >>> 15);
    }
    this.#first = first;
    this.#second = second;
  }

  /** Enters what the careful way has read of an odd line. */
  enter(line: OddLine, table: LineTable): void {
    this.system = this.#numberOf(this.systems, line.system);
    this.kind = this.#numberOf(this.kinds, line.kind);
    this.at = line.at;
    this.#spans = [];
    for (const [namespace, names] of line.names) {
      const number = this.#numberOf(this.namespaces, namespace);
      for (const name of names) this.#enterName(number, name, table);
    }
  }

  #enterName(namespace: number, name: string, table: LineTable): void {
    const bytes = Buffer.from(name);
    if (namespace === skuNamespace) this.#numberOf(this.skus, name);
    const trims = this.#trims.get(
      trimKey(this.systems.texts[this.system] ?? '', this.namespaces.texts[namespace] ?? ''),
    );
    const span = [0, bytes.length] as const;
    const [from, to] = trims === undefined ? span : trimmedSpan(bytes, span, trims);
    this.hash(bytes, bytes[from] === hash ? from + 1 : from, to);
    table.addKey(namespace, this.#first, this.#second, bytes[0] === hash);
  }

  #numberOf(dictionary: Dictionary, text: string): number {
    const bytes = Buffer.from(text);
    this.hash(bytes, 0, bytes.length);
    return dictionary.number(bytes, 0, bytes.length, this.#first);
  }

  /** Skips a value that does not matter here; what is wrong inside it shows when it is read. */
  #skip(code: number): boolean {
    if (code === quote) return this.#skipString();
    if (code === openObject || code === openList) return this.#skipNested();
    const bytes = this.#bytes;
    while (this.#position < this.#end) {
      const at = bytes[this.#position] ?? 0;
      if (at === comma || at === closeObject) return true;
      this.#position += 1;
    }
    return false;
  }

  #skipString(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    for (let position = this.#position + 1; position < end; position += 1) {
      const code = bytes[position] ?? 0;
      if (code === quote) {
        this.#position = position + 1;
        return true;
      }
      if (code === backslash) position += 1;
    }
    return false;
  }

  #skipNested(): boolean {
    const bytes = this.#bytes;
    let depth = 0;
    while (this.#position < this.#end) {
      const code = bytes[this.#position] ?? 0;
      if (code === quote) {
        if (!this.#skipString()) return false;
        continue;
      }
      this.#position += 1;
      if (code === openObject || code === openList) depth += 1;
      else if (code === closeObject || code === closeList) depth -= 1;
      if (depth === 0) return true;
    }
    return false;
  }
}

/** What decides where a line belongs, as the careful way read it. */
export interface OddLine {
  readonly system: string;
  readonly kind: string;
  readonly at: number;
  readonly names: Iterable<readonly [string, readonly string[]]>;
}
