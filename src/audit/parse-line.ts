// The fast way to read a line: straight from bytes to an observation, without a JSON value between.
// It reads what nearly every line looks like, exactly as the careful way does; of everything else,
// faults included, it says nothing and leaves the line to the careful way.
import { hasNoMinorUnit, isCurrency } from '../core/observation/currency.js';
import { zero } from '../core/observation/decimal.js';
import type { Decimal } from '../core/observation/decimal.js';
import type { Instant } from '../core/observation/instant.js';
import type { Kind } from '../core/observation/kinds.js';
import { isKind } from '../core/observation/kinds.js';
import type { Line, Observation, ObservationData, Refs } from '../core/observation/observation.js';
import type { DataDraft } from '../core/observation/read-data.js';
import { dataFault } from '../core/observation/read-data.js';
import { closeList, closeObject, colon, comma, openList, openObject, quote } from './ascii.js';
import { Cursor } from './cursor.js';
import {
  FieldNames,
  amountField,
  atField,
  currencyField,
  dataField,
  idField,
  inData,
  inLine,
  inLines,
  inRefs,
  inStatus,
  inTotal,
  kindField,
  lineField,
  linesField,
  nativeField,
  objectsMax,
  priceField,
  qtyField,
  refsField,
  seenField,
  skuField,
  statusField,
  systemField,
  totalField,
} from './field-names.js';
import { plainValue } from './line.js';
import { InstantReader } from './times.js';

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
  readonly #names = new FieldNames();
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
    if (!this.#walk(inLine, this.#topField) || cursor.next() !== -1) return undefined;
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
    return {
      id,
      system,
      kind,
      at: instant,
      until: instant,
      basis,
      seen: seenAt,
      refs,
      native,
      data,
    };
  }

  /** Walks an object; `field` reads the value of the field of a number. False: not plainly. */
  #walk(inside: number, field: (this: LineParser, number: number) => boolean): boolean {
    const cursor = this.#cursor;
    if (!cursor.takes(openObject)) return false;
    this.#object += 1;
    const object = this.#object;
    if (cursor.takes(closeObject)) return true;
    let previous = inside;
    for (;;) {
      const number = this.#names.next(cursor, object, previous);
      if (number === -1 || !cursor.takes(colon)) return false;
      previous = number + objectsMax;
      if (!field.call(this, number)) return false;
      if (cursor.takes(comma)) continue;
      return cursor.takes(closeObject);
    }
  }

  #topField(number: number): boolean {
    switch (number) {
      case idField:
        if (!this.#cursor.string()) return false;
        this.#draft.id = this.#cursor.cut();
        return true;
      case systemField:
        if (!this.#cursor.string()) return false;
        this.#draft.system = this.#cursor.text();
        return true;
      case kindField:
        return this.#kind();
      case atField:
        this.#draft.at = this.#time();
        return !Number.isNaN(this.#draft.at);
      case seenField:
        this.#draft.seen = this.#time();
        return !Number.isNaN(this.#draft.seen);
      case refsField:
        return this.#refs();
      case statusField:
        return this.#walk(inStatus, this.#statusField);
      case dataField:
        return this.#data();
      default:
        // Intervals, versions and fields of nobody's are for the careful way.
        return false;
    }
  }

  #time(): number {
    const cursor = this.#cursor;
    return cursor.string() ? this.#times.at(cursor.bytes, cursor.from, cursor.to) : Number.NaN;
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
    if (number !== nativeField || !this.#cursor.string()) return false;
    this.#draft.native = this.#cursor.text();
    return true;
  }

  #refsDraft: Record<string, string | readonly string[]> = {};

  #refs(): boolean {
    this.#refsDraft = {};
    if (!this.#walk(inRefs, this.#ref)) return false;
    this.#draft.refs = this.#refsDraft;
    return true;
  }

  #ref(number: number): boolean {
    const cursor = this.#cursor;
    const namespace = this.#names.texts[number] ?? '';
    if (cursor.next() === openList) return this.#refList(namespace);
    if (!cursor.string() || cursor.from === cursor.to) return false;
    this.#refsDraft[namespace] =
      this.#names.passing[number] === true ? cursor.cut() : cursor.text();
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
    if (!this.#walk(inData, this.#dataField)) return false;
    this.#draft.data = this.#dataDraft;
    return true;
  }

  #dataField(number: number): boolean {
    const cursor = this.#cursor;
    if (number === linesField) return this.#lines();
    if (number === totalField && cursor.next() === openObject) return this.#total();
    if (number === amountField && cursor.next() === quote) return this.#amount();
    const reader = this.#names.readers[number];
    if (reader === undefined) return this.#ignore();
    const value = this.#value();
    if (value === undefined) return false;
    return value === null || reader(value, this.#dataDraft) === undefined;
  }

  /** Steps over a field that nobody reads. */
  #ignore(): boolean {
    const code = this.#cursor.next();
    return code === quote ? this.#cursor.string() : this.#value() !== undefined;
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
    return plainValue(cursor.slice(cursor.from, cursor.to));
  }

  #money: { amount: number; currency: string | null } = { amount: -1, currency: null };

  #total(): boolean {
    const money = { amount: -1, currency: null };
    this.#money = money;
    if (!this.#walk(inTotal, this.#moneyField)) return false;
    return this.#keepTotal(money);
  }

  #keepTotal({ amount, currency }: { amount: number; currency: string | null }): boolean {
    if (amount < 0) return false;
    if (currency !== null) {
      if (!isCurrency(currency)) return false;
      if (amount % 10_000 !== 0 && hasNoMinorUnit(currency)) return false;
    }
    this.#dataDraft.total = { amount: amount as Decimal, currency };
    return true;
  }

  #moneyField(number: number): boolean {
    const cursor = this.#cursor;
    if (!cursor.string()) return false;
    if (number === amountField) this.#money.amount = cursor.decimal();
    else if (number === currencyField) this.#money.currency = cursor.text();
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
      if (!this.#walk(inLines, this.#lineField) || line.qty < 0) return false;
      lines.push(line);
    } while (cursor.takes(comma));
    return cursor.takes(closeList);
  }

  #lineField(number: number): boolean {
    const cursor = this.#cursor;
    const line = this.#line;
    if (number === qtyField) {
      const qty = this.#quantity();
      line.qty = qty as Decimal;
      return qty >= 0 && qty % 10_000 === 0;
    }
    if (!cursor.string() || cursor.from === cursor.to) return false;
    if (number === skuField) line.sku = cursor.text();
    else if (number === lineField) line.line = cursor.text();
    else if (number === priceField) {
      if (cursor.decimal() < 0) return false;
      line.price = cursor.text();
    }
    return true;
  }

  /** Ten-thousandths, or a negative number where it is not a plain quantity. */
  #quantity(): number {
    const cursor = this.#cursor;
    if (cursor.next() === quote) return cursor.string() ? cursor.decimal() : -1;
    const qty = cursor.number();
    return qty !== undefined && Number.isInteger(qty) && qty < 1_000_000_000 ? qty * 10_000 : -1;
  }
}
