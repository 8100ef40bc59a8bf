// The fast way to read a line: straight from bytes to an observation, without a JSON value between.
// It reads lines of shapes that it has learnt, exactly as the careful way (line.ts) does; of all
// others, faults included, it says nothing and leaves them to the careful way.
import { limits } from '../core/limits.js';
import type { Decimal } from '../core/observation/decimal.js';
import { isKind } from '../core/observation/kinds.js';
import type { Observation } from '../core/observation/observation.js';
import type { LineDraft } from './line-draft.js';
import { clearDraft, emptyDraft, observationOf } from './line-draft.js';
import { Cursor } from './cursor.js';
import { plainValue } from '../core/observation/read-line.js';
import { OrderLinesParser } from './parse-order-lines.js';
import * as shape from './shape-of.js';
import { shapeOf } from './shape-of.js';
import { Shapes } from './shapes.js';
import { InstantReader } from './times.js';

export class LineParser {
  readonly #cursor = new Cursor();
  readonly #times = new InstantReader();
  readonly #shapes = new Shapes();
  readonly #orderLines = new OrderLinesParser(this.#cursor);
  readonly #draft: LineDraft = emptyDraft();

  /** Takes up a partition's bytes. */
  open(bytes: Buffer): void {
    this.#cursor.open(bytes);
  }

  /** Takes up a bucket's lines among them. */
  turnTo(from: number, to: number): void {
    this.#cursor.turnTo(from, to);
    this.#orderLines.open();
  }

  /** Learns the shape of a line that the careful way has read. */
  learn(from: number, to: number): void {
    const found = shapeOf(this.#cursor.slice(from, to));
    if (found === null) return;
    this.#shapes.add(found.steps);
    for (const steps of found.orderLines) this.#orderLines.learn(steps);
  }

  /** The observation at `from..to`, or undefined where only the careful way can tell. */
  parse(from: number, to: number): Observation | undefined {
    if (to - from > limits.lineBytesMax) return undefined;
    const shapes = this.#shapes;
    const draft = this.#draft;
    clearDraft(draft);
    let position = from;
    let node = 0;
    for (;;) {
      node = shapes.follow(node, this.#cursor, position);
      if (node === 0) return undefined;
      position += shapes.lengths[node] ?? 0;
      this.#begin(shapes.begins[node] ?? 0);
      const value = shapes.values[node] ?? 0;
      if (value === shape.noValue) return position === to ? observationOf(draft) : undefined;
      if (value >= shape.firstTold) this.#told(value, shapes.names[node] ?? '');
      else {
        position =
          value < shape.firstBare
            ? this.#text(node, value, position)
            : this.#bare(node, value, position, to);
      }
      if (position === -1 || position > to) return undefined;
    }
  }

  #told(value: number, text: string): void {
    if (value === shape.systemTold) this.#draft.system = text;
    else this.#draft.kind = isKind(text) ? text : null;
  }

  #begin(begins: number): void {
    if (begins === 0) return;
    const draft = this.#draft;
    if ((begins & shape.beginsRefs) !== 0) draft.refs = {};
    if ((begins & shape.beginsData) !== 0) draft.data = {};
    if ((begins & shape.beginsTotal) !== 0) draft.hasTotal = true;
  }

  /** Reads the text that begins here up to its quote; where that stands, or -1. */
  #text(node: number, value: number, from: number): number {
    const cursor = this.#cursor;
    if (value < shape.firstPassing) {
      const text = cursor.repeated(this.#shapes.columns[node] ?? 0, from, value !== shape.refValue);
      if (text === undefined) return -1;
      return this.#repeating(node, value, text) ? cursor.to : -1;
    }
    if (!cursor.quoted(from)) return -1;
    return this.#passing(node, value) ? cursor.to : -1;
  }

  #repeating(node: number, value: number, text: string): boolean {
    const draft = this.#draft;
    switch (value) {
      case shape.basisValue:
        draft.basis = text;
        return true;
      case shape.versionValue:
        draft.version = text;
        return true;
      case shape.refValue:
        draft.refs[this.#shapes.names[node] ?? ''] = text;
        return text !== '';
      case shape.nativeValue:
        draft.native = text;
        return true;
      case shape.canonicalValue:
        draft.canonical = text;
        return true;
      case shape.dataTextValue:
        return this.#shapes.readers[node]?.(text, draft.data) === undefined;
      default:
        draft.totalCurrency = text;
        return text !== '';
    }
  }

  #passing(node: number, value: number): boolean {
    const cursor = this.#cursor;
    const draft = this.#draft;
    switch (value) {
      case shape.idValue:
        draft.id = cursor.cut();
        return draft.id !== '';
      case shape.atValue:
        draft.at = this.#time();
        return !Number.isNaN(draft.at);
      case shape.seenValue:
        draft.seen = this.#time();
        return !Number.isNaN(draft.seen);
      case shape.untilValue:
        draft.until = this.#time();
        return !Number.isNaN(draft.until);
      case shape.passingRefValue:
        draft.refs[this.#shapes.names[node] ?? ''] = cursor.cut();
        return cursor.from < cursor.to;
      case shape.amountValue:
        draft.data.amount = cursor.decimal() as Decimal;
        return draft.data.amount >= 0;
      case shape.totalAmountValue:
        draft.totalAmount = cursor.decimal();
        return true;
      default:
        return true;
    }
  }

  #time(): number {
    const { bytes, from, to } = this.#cursor;
    return this.#times.at(bytes, from, to);
  }

  /** Reads the value without quotes that begins here; where it ends, or -1. */
  #bare(node: number, value: number, from: number, to: number): number {
    const cursor = this.#cursor;
    cursor.position = from;
    cursor.end = to;
    return this.#bareValue(node, value) ? cursor.position : -1;
  }

  #bareValue(node: number, value: number): boolean {
    const cursor = this.#cursor;
    const draft = this.#draft;
    if (value === shape.refListValue) return this.#refList(this.#shapes.names[node] ?? '');
    if (value === shape.dataNestedValue) return this.#nested(node);
    if (value === shape.dataFlagValue) return this.#flag(node);
    if (value === shape.linesValue) return this.#lines();
    if (value === shape.ignoredListValue) return this.#nestedValue() !== undefined;
    const number = cursor.number();
    if (number === undefined) return false;
    if (value === shape.versionNumberValue) draft.version = number;
    else if (value === shape.dataNumberValue) {
      return this.#shapes.readers[node]?.(number, draft.data) === undefined;
    }
    return true;
  }

  #lines(): boolean {
    const lines = this.#orderLines.read();
    if (lines === undefined) return false;
    this.#draft.data.lines = lines;
    return true;
  }

  #flag(node: number): boolean {
    const cursor = this.#cursor;
    const flag = cursor.literal('true');
    if (!flag && !cursor.literal('false')) return false;
    return this.#shapes.readers[node]?.(flag, this.#draft.data) === undefined;
  }

  #nested(node: number): boolean {
    const value = this.#nestedValue();
    if (value === undefined) return false;
    return this.#shapes.readers[node]?.(value, this.#draft.data) === undefined;
  }

  #nestedValue(): unknown {
    const cursor = this.#cursor;
    return cursor.nested() ? plainValue(cursor.slice(cursor.from, cursor.to)) : undefined;
  }

  #refList(namespace: string): boolean {
    const values = this.#nestedValue();
    if (!Array.isArray(values)) return false;
    const names = new Set<string>();
    for (const value of values as unknown[]) {
      if (typeof value !== 'string' || value === '') return false;
      names.add(value);
    }
    const [first, ...others] = names;
    if (first === undefined) return false;
    this.#draft.refs[namespace] = others.length === 0 ? first : [first, ...others];
    return true;
  }
}
