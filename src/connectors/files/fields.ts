// Text of a cell -> the value that a field of an observation's `data` must have.
import { instantText } from '../../core/observation/instant.js';
import type { ReadOptions } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import { RowFault, shown } from '../reading/row-fault.js';

const decimals: ReadonlySet<string> = new Set([
  'amount',
  'total.amount',
  'available',
  'on_hand',
  'reserved',
  'delta',
]);
const counts: ReadonlySet<string> = new Set(['minutes', 'rows']);
const flags: ReadonlySet<string> = new Set(['test', 'in_stock']);
const lists: ReadonlySet<string> = new Set(['fields', 'errors']);
const currencies: ReadonlySet<string> = new Set(['currency', 'total.currency']);
const deadlines: ReadonlySet<string> = new Set(['ship_by', 'promised_at']);
const beginnings: ReadonlySet<string> = new Set(['available_from', 'as_of', 'basis.as_of']);
const yes: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'x', 'test']);
const no: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', 'live']);

export function isNumberField(field: string): boolean {
  return decimals.has(field) || counts.has(field);
}

export function numberOf(field: string, text: string, options: ReadOptions): string | RowFault {
  const number = plainDecimal(text, options.decimal);
  if (number !== null) return number;
  const unsure = /^[^\d]*\d{1,3},\d{3}\D*$/.test(text);
  const remedy = unsure ? '; say in the reader which mark is the decimal one: decimal: "."' : '';
  return new RowFault(`${field} is ${shown(text)}, which is no number${remedy}`);
}

function timeOf(field: string, text: string, options: ReadOptions): string | RowFault {
  if (text === 'extract') {
    return options.extract === null ? noExtract() : instantText(options.extract);
  }
  const span = options.times(text);
  if (span === null) return new RowFault(`${field} is ${shown(text)}, which is no time`);
  // A deadline of a day lasts to its end; what begins on a day may begin with it.
  return instantText(deadlines.has(field) ? span.until : span.at);
}

export function noExtract(): RowFault {
  return new RowFault('nothing in the file says when it was made: give the time with --as-of');
}

/** The value of one field of `data`, or why there is none. */
export function fieldValue(field: string, texts: readonly string[], options: ReadOptions): unknown {
  if (lists.has(field)) return texts;
  const text = texts.join(', ');
  if (decimals.has(field)) return numberOf(field, text, options);
  if (counts.has(field)) {
    const number = numberOf(field, text, options);
    return number instanceof RowFault ? number : Number(number);
  }
  if (currencies.has(field)) return text.toUpperCase();
  if (deadlines.has(field) || beginnings.has(field)) return timeOf(field, text, options);
  if (!flags.has(field)) return text;
  if (yes.has(text.toLowerCase())) return true;
  if (no.has(text.toLowerCase())) return false;
  return new RowFault(`${field} is ${shown(text)}, which is neither yes nor no`);
}

/** Puts a value under a field whose dots name inner fields: `total.amount`. */
export function putField(data: Record<string, unknown>, field: string, value: unknown): void {
  const [head = '', ...rest] = field.split('.');
  if (rest.length === 0) {
    Object.defineProperty(data, head, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return;
  }
  const existing = Object.hasOwn(data, head) ? data[head] : undefined;
  const inner = typeof existing === 'object' && existing !== null ? { ...existing } : {};
  putField(inner, rest.join('.'), value);
  putField(data, head, inner);
}
