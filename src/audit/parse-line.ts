// The fast way to read a line: straight from bytes to an observation, without a JSON value between.
// It reads what nearly every line looks like, exactly as the careful way does; of everything else,
// faults included, it says nothing and leaves the line to the careful way.
import { zero } from '../core/observation/decimal.js';
import type { Decimal, Money } from '../core/observation/decimal.js';
import type { Instant } from '../core/observation/instant.js';
import type { Kind } from '../core/observation/kinds.js';
import { isKind } from '../core/observation/kinds.js';
import type { Line, Observation, ObservationData, Refs } from '../core/observation/observation.js';
import type { DataDraft, DataReader } from '../core/observation/read-data.js';
import { dataFault, dataReaders } from '../core/observation/read-data.js';
import { isForbiddenKey } from '../core/observation/read.js';
import { isCurrency } from '../core/observation/currency.js';
import { closeList, closeObject, colon, comma, Cursor, openList, openObject, quote } from './cursor.js';
import { Dictionary } from './dictionary.js';
import { structureFault } from './line.js';
import { InstantReader } from './times.js';

/** Field names get numbers; beyond this many the line is left to the careful way. */
const fieldsMax = 4_096;

/** The fields of a line while it is being read. */
interface Draft {
  id: string;
  system: string;
  kind: Kind | null;
  at: number;
  seen: number;
  refs: Refs;
  native: string | undefined;
  data: ObservationData;
}

const noRefs: Refs = Object.freeze({});
const noData: ObservationData = Object.freeze({});

export class LineParser {
  readonly #cursor = new Cursor();
  readonly #times = new InstantReader();
  readonly #fields = new Dictionary();
  /** Field number -> in which object it was seen last, to find repeated fields. */
  readonly #seenIn: number[] = [];
  readonly #readers: (DataReader | undefined)[] = [];
  #object = 0;
  readonly #draft: Draft = {
    id: '',
    system: '',
    kind: null,
    at: 0,
    seen: 0,
    refs: noRefs,
    native: undefined,
    data: noData,
  };

  /** Takes up a bucket's lines. */
  open(bytes: Buffer, from: number, to: number): void {
    this.#cursor.open(bytes, from, to);
  }

  /** The observation at `from..to`, or undefined where only the careful way can tell. */
  parse(from: number, to: number): Observation | undefined {
    const cursor = this.#cursor;
    cursor.position = from;
    cursor.end = to;
    const draft = this.#draft;
    draft.id = '';
    draft.system = '';
    draft.kind = null;
    draft.at = Number.NaN;
    draft.seen = Number.NaN;
    draft.refs = noRefs;
    draft.native = undefined;
    draft.data = noData;
    if (!this.#object_(this.#topField) || cursor.next() !== -1) return undefined;
    return this.#observation(draft);
  }

  #observation({ id, system, kind, at, seen, refs, native, data }: Draft): Observation | undefined {
    if (id === '' || system === '' || kind === null || Number.isNaN(at)) return undefined;
    if (dataFault(kind, data) !== undefined) return undefined;
    const instant = at as Instant;
    const seenAt = Number.isNaN(seen) ? instant : (seen as Instant);
    const basis = 'event';
    if (native === undefined) {
      return { id, system, kind, at: instant, until: instant, basis, seen: seenAt, refs, data };
    }
    return { id, system, kind, at: instant, until: instant, basis, seen: seenAt, refs, native, data };
  }

  /** Walks an object; `field` reads the value of the field of a number. False: not plainly. */
  #object_(field: (this: LineParser, number: number, object: number) => boolean): boolean {
    const cursor = this.#cursor;
    if (!cursor.takes(openObject)) return false;
    this.#object += 1;
    const object = this.#object;
    if (cursor.takes(closeObject)) return true;
    for (;;) {
      const number = this.#fieldName(object);
      if (number === -1 || !cursor.takes(colon)) return false;
      if (!field.call(this, number, object)) return false;
      if (cursor.takes(comma)) continue;
      return cursor.takes(closeObject);
    }
  }

  /** Number of the field whose name comes next; -1 where it is repeated or not to be trusted. */
  #fieldName(object: number): number {
    const cursor = this.#cursor;
    if (!cursor.string() || this.#fields.texts.length >= fieldsMax) return -1;
    const number = this.#fields.number(cursor.bytes, cursor.from, cursor.to, cursor.hash);
    if (number === this.#seenIn.length) {
      const name = this.#fields.texts[number] ?? '';
      this.#seenIn.push(0);
      this.#readers.push(dataReaders.get(name));
      this.#forbidden.push(isForbiddenKey(name));
    }
    if (this.#seenIn[number] === object || this.#forbidden[number] === true) return -1;
    this.#seenIn[number] = object;
    return number;
  }

  readonly #forbidden: boolean[] = [];

  #topField(number: number): boolean {
    const cursor = this.#cursor;
    const draft = this.#draft;
    switch (this.#fields.texts[number]) {
      case 'id':
        if (!cursor.string()) return false;
        draft.id = cursor.cut();
        return draft.id !== '';
      case 'system':
        if (!cursor.string()) return false;
        draft.system = cursor.text();
        return true;
      case 'kind':
        return this.#kind();
      case 'at':
        if (!cursor.string()) return false;
        draft.at = this.#times.at(cursor.bytes, cursor.from, cursor.to);
        return !Number.isNaN(draft.at);
      case 'seen':
        if (!cursor.string()) return false;
        draft.seen = this.#times.at(cursor.bytes, cursor.from, cursor.to);
        return !Number.isNaN(draft.seen);
      case 'refs':
        return this.#refs();
      case 'status':
        return this.#object_(this.#statusField);
      case 'data':
        return this.#data();
      default:
        // Intervals, versions and fields of nobody's are for the careful way.
        return false;
    }
  }

  #kind(): boolean {
    const cursor = this.#cursor;
    if (!cursor.string()) return false;
    const text = cursor.text();
    if (!isKind(text)) return false;
    this.#draft.kind = text;
    return true;
  }

  #statusField(number: number): boolean {
    if (this.#fields.texts[number] !== 'native' || !this.#cursor.string()) return false;
    this.#draft.native = this.#cursor.text();
    return true;
  }

  #refsDraft: Record<string, string | readonly string[]> = {};

  #refs(): boolean {
    this.#refsDraft = {};
    if (!this.#object_(this.#ref)) return false;
    this.#draft.refs = this.#refsDraft;
    return true;
  }

  #ref(number: number): boolean {
    const cursor = this.#cursor;
    const namespace = this.#fields.texts[number] ?? '';
    if (cursor.next() === openList) return this.#refList(namespace);
    if (!cursor.string() || cursor.from === cursor.to) return false;
    this.#refsDraft[namespace] = cursor.text();
    return true;
  }

  #refList(namespace: string): boolean {
    const cursor = this.#cursor;
    cursor.position += 1;
    const names = new Set<string>();
    do {
      if (!cursor.string() || cursor.from === cursor.to) return false;
      names.add(cursor.text());
    } while (cursor.takes(comma));
    if (!cursor.takes(closeList)) return false;
    const [first, ...others] = names;
    if (first === undefined) return false;
    this.#refsDraft[namespace] = others.length === 0 ? first : [first, ...others];
    return true;
  }

  #dataDraft: DataDraft = {};

  #data(): boolean {
    this.#dataDraft = {};
    if (!this.#object_(this.#dataField)) return false;
    this.#draft.data = this.#dataDraft;
    return true;
  }

  #dataField(number: number): boolean {
    const cursor = this.#cursor;
    const reader = this.#readers[number];
    const name = this.#fields.texts[number];
    if (name === 'lines') return this.#lines();
    if (name === 'total' && cursor.next() === openObject) return this.#total();
    if (name === 'amount' && cursor.next() === quote) return this.#amount();
    const value = this.#value();
    if (value === undefined) return false;
    if (reader === undefined || value === null) return true;
    return reader(value, this.#dataDraft) === undefined;
  }

  #amount(): boolean {
    const cursor = this.#cursor;
    if (!cursor.string()) return false;
    const amount = cursor.decimal();
    if (amount < 0) return false;
    this.#dataDraft.amount = amount as Decimal;
    return true;
  }

  /** Any value as JSON has it; undefined where it is not plain. */
  #value(): unknown {
    const cursor = this.#cursor;
    const code = cursor.next();
    if (code === quote) return cursor.string() ? cursor.text() : undefined;
    if (code === openObject || code === openList) return this.#nested();
    if (cursor.literal('true')) return true;
    if (cursor.literal('false')) return false;
    if (cursor.literal('null')) return null;
    return cursor.number();
  }

  #nested(): unknown {
    const cursor = this.#cursor;
    if (!cursor.nested()) return undefined;
    const text = cursor.slice(cursor.from, cursor.to);
    try {
      const value: unknown = JSON.parse(text);
      return structureFault(text) === undefined ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #money: { amount: number; currency: string | null } = { amount: -1, currency: null };

  #total(): boolean {
    const money = { amount: -1, currency: null };
    this.#money = money;
    if (!this.#object_(this.#moneyField) || money.amount < 0) return false;
    // Whole currencies are checked by the careful way's own rule, for few totals have them.
    return dataReaders.get('total')?.({ amount: money.amount / 10_000, currency: money.currency }, this.#dataDraft) === undefined;
  }

  #moneyField(number: number): boolean {
    const cursor = this.#cursor;
    if (!cursor.string()) return false;
    const name = this.#fields.texts[number];
    if (name === 'amount') this.#money.amount = cursor.decimal();
    else if (name === 'currency') this.#money.currency = cursor.text();
    else return false;
    return true;
  }

  #line: { line?: string; sku?: string; qty: Decimal; price?: string } = { qty: zero };

  #lines(): boolean {
    const cursor = this.#cursor;
    if (!cursor.takes(openList)) return false;
    const lines: Line[] = [];
    this.#dataDraft.lines = lines;
    if (cursor.takes(closeList)) return true;
    do {
      const line = { qty: -1 as Decimal };
      this.#line = line;
      if (!this.#object_(this.#lineField) || line.qty < 0) return false;
      lines.push(line);
    } while (cursor.takes(comma));
    return cursor.takes(closeList);
  }

  #lineField(number: number): boolean {
    const cursor = this.#cursor;
    const line = this.#line;
    const name = this.#fields.texts[number];
    if (name === 'qty') {
      const qty = cursor.number();
      if (qty === undefined || !Number.isInteger(qty) || qty < 0 || qty > 1_000_000_000) return false;
      line.qty = (qty * 10_000) as Decimal;
      return true;
    }
    if (!cursor.string() || cursor.from === cursor.to) return false;
    if (name === 'sku') line.sku = cursor.text();
    else if (name === 'line') line.line = cursor.text();
    else if (name === 'price') {
      if (cursor.decimal() < 0) return false;
      line.price = cursor.text();
    }
    return true;
  }
}

export type { Money };
export { isCurrency };
