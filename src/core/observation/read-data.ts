// The `data` of an observation line: which field of the line becomes which field of an observation,
// and what must hold of it. One literal table, so that a field is named once.
import { hasNoMinorUnit, isCurrency } from './currency.js';
import type { Decimal, Money } from './decimal.js';
import { decimalOf } from './decimal.js';
import type { Kind } from './kinds.js';
import type { DecisionBasis, Line, ObservationData } from './observation.js';
import type { Read } from './read-fields.js';
import {
  amountOf,
  countOf,
  decimalWordOf,
  described,
  Fault,
  flagOf,
  isObject,
  nameOf,
  oneOf,
  textOf,
  textsOf,
  timeOf,
  wordOf,
} from './read-fields.js';

/** An observation's data while it is being read. */
export type DataDraft = { -readonly [Field in keyof ObservationData]: ObservationData[Field] };

/** Puts one field into the draft, or says why it can't. */
export type DataReader = (value: unknown, into: DataDraft) => Fault | undefined;

function into<Field extends keyof ObservationData>(
  field: Field,
  name: string,
  read: (value: unknown, name: string) => Read<NonNullable<ObservationData[Field]>>,
): DataReader {
  const path = `data.${name}`;
  return (value, draft) => {
    const result = read(value, path);
    if (result instanceof Fault) return result;
    draft[field] = result;
    return undefined;
  };
}

function quantityFault(qty: Decimal | undefined, value: unknown): Fault | undefined {
  if (qty === undefined) {
    return new Fault(`qty in data.lines is ${described(value)}; it must be a plain decimal`);
  }
  if (qty < 0) return new Fault('qty in data.lines is negative');
  if (qty % 10_000 !== 0) return new Fault('qty in data.lines is not a whole number');
  return undefined;
}

function priceOf(value: unknown): Read<string> {
  const price = decimalWordOf(value, 'price in data.lines');
  if (price instanceof Fault) return price;
  return price.trim().startsWith('-') ? new Fault('price in data.lines is negative') : price;
}

interface LineDraft {
  line?: string;
  sku?: string;
  qty: Decimal;
  price?: string;
}

function lineOf(value: unknown): Read<Line> {
  if (!isObject(value))
    return new Fault(`data.lines holds ${described(value)}; it must be an object`);
  const stated = value['qty'];
  const qty =
    typeof stated === 'number' || typeof stated === 'string' ? decimalOf(stated) : undefined;
  if (qty === undefined || qty < 0 || qty % 10_000 !== 0) {
    return quantityFault(qty, stated) ?? new Fault('qty in data.lines is missing');
  }
  const draft: LineDraft = { qty };
  for (const field of ['line', 'sku'] as const) {
    const text = value[field];
    if (text === undefined || text === null) continue;
    const name = nameOf(text, `${field} in data.lines`);
    if (name instanceof Fault) return name;
    draft[field] = name;
  }
  const price = value['price'];
  if (price !== undefined && price !== null) {
    const text = priceOf(price);
    if (text instanceof Fault) return text;
    draft.price = text;
  }
  return draft;
}

function linesOf(value: unknown): Read<readonly Line[]> {
  if (!Array.isArray(value))
    return new Fault(`data.lines is ${described(value)}; it must be a list`);
  const lines: Line[] = [];
  for (const item of value as unknown[]) {
    const line = lineOf(item);
    if (line instanceof Fault) return line;
    lines.push(line);
  }
  return lines;
}

function currencyOf(value: unknown, name: string): Read<string> {
  if (typeof value === 'string' && isCurrency(value)) return value;
  return new Fault(`${name} is ${described(value)}; it must be an ISO 4217 code`);
}

function wholeFault(amount: Decimal, currency: string | null, name: string): Fault | undefined {
  const broken = currency !== null && amount % 10_000 !== 0 && hasNoMinorUnit(currency);
  return broken ? new Fault(`${name} has decimals, and ${currency} has none`) : undefined;
}

function totalOf(value: unknown): Read<Money> {
  if (!isObject(value)) {
    return new Fault(`data.total is ${described(value)}; it must be an amount with its currency`);
  }
  const amount = amountOf(value['amount'], 'data.total.amount');
  if (amount instanceof Fault) return amount;
  const stated = value['currency'];
  const currency =
    stated === undefined || stated === null ? null : currencyOf(stated, 'data.total.currency');
  if (currency instanceof Fault) return currency;
  return wholeFault(amount, currency, 'data.total.amount') ?? { amount, currency };
}

function metricsOf(value: unknown): Read<Record<string, Record<string, string>>> {
  if (!isObject(value))
    return new Fault(`data.metrics is ${described(value)}; it must be an object`);
  const suppliers: Record<string, Record<string, string>> = {};
  for (const [supplier, stated] of Object.entries(value)) {
    if (!isObject(stated)) {
      return new Fault(`data.metrics holds ${described(stated)}; it must be an object`);
    }
    const metrics: Record<string, string> = {};
    for (const [metric, figure] of Object.entries(stated)) {
      const text = figureOf(figure, 'a figure in data.metrics');
      if (text instanceof Fault) return text;
      metrics[metric] = text;
    }
    suppliers[supplier] = metrics;
  }
  return suppliers;
}

/** A figure as text: most are decimals, some are words (`A+`, `yes`). */
function figureOf(value: unknown, name: string): Read<string> {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' ? decimalWordOf(value, name) : textOf(value, name);
}

const relation: DataReader = (value, draft) => {
  if (!isObject(value))
    return new Fault(`data.relation is ${described(value)}; it must be an object`);
  for (const [name, field] of [
    ['replaces', 'replaces'],
    ['exchange_of', 'exchangeOf'],
  ] as const) {
    const stated = value[name];
    if (stated === undefined || stated === null) continue;
    const text = nameOf(stated, `data.relation.${name}`);
    if (text instanceof Fault) return text;
    draft[field] = text;
  }
  return undefined;
};

const decisionBasis: DataReader = (value, draft) => {
  if (!isObject(value)) return new Fault(`data.basis is ${described(value)}; it must be an object`);
  const basis: { -readonly [Field in keyof DecisionBasis]: DecisionBasis[Field] } = {};
  const { metric, value: figure, as_of: asOf } = value;
  if (metric !== undefined && metric !== null) {
    const text = textOf(metric, 'data.basis.metric');
    if (text instanceof Fault) return text;
    basis.metric = text;
  }
  if (figure !== undefined && figure !== null) {
    const text = figureOf(figure, 'data.basis.value');
    if (text instanceof Fault) return text;
    basis.value = text;
  }
  if (asOf !== undefined && asOf !== null) {
    const time = timeOf(asOf, 'data.basis.as_of');
    if (time instanceof Fault) return time;
    basis.asOf = time;
  }
  draft.decisionBasis = basis;
  return undefined;
};

const fulfillers = ['merchant', 'channel', 'supplier'] as const;
const payables = ['captured', 'authorized', 'terms', 'not_applicable', 'pending'] as const;

/** Field of `data` on the line -> its reader. Fields that are not here are ignored. */
export const dataReaders: ReadonlyMap<string, DataReader> = new Map<string, DataReader>([
  ['lines', into('lines', 'lines', linesOf)],
  ['total', into('total', 'total', totalOf)],
  ['amount', into('amount', 'amount', amountOf)],
  ['currency', into('currency', 'currency', currencyOf)],
  ['channel', into('channel', 'channel', textOf)],
  ['fulfilled_by', into('fulfilledBy', 'fulfilled_by', (v, n) => oneOf(v, n, fulfillers))],
  ['ship_by', into('shipBy', 'ship_by', timeOf)],
  ['available_from', into('availableFrom', 'available_from', timeOf)],
  ['payable', into('payable', 'payable', (v, n) => oneOf(v, n, payables))],
  ['relation', relation],
  ['test', into('test', 'test', flagOf)],
  ['record', into('record', 'record', nameOf)],
  ['state', into('state', 'state', textOf)],
  ['reason', into('reason', 'reason', textOf)],
  ['field', into('field', 'field', textOf)],
  ['code', into('code', 'code', wordOf)],
  ['fields', into('fields', 'fields', textsOf)],
  ['carrier', into('carrier', 'carrier', textOf)],
  ['tracking', into('tracking', 'tracking', nameOf)],
  ['description', into('description', 'description', textOf)],
  ['description_shape', into('descriptionShape', 'description_shape', nameOf)],
  ['subscription', into('subscription', 'subscription', nameOf)],
  ['about', into('about', 'about', textOf)],
  ['promised_at', into('promisedAt', 'promised_at', timeOf)],
  ['from', into('from', 'from', textOf)],
  ['to', into('to', 'to', textOf)],
  ['message', into('message', 'message', textOf)],
  ['status_in', into('statusIn', 'status_in', wordOf)],
  ['status_out', into('statusOut', 'status_out', wordOf)],
  ['kind_of', into('kindOf', 'kind_of', textOf)],
  ['error', into('error', 'error', textOf)],
  ['who', into('who', 'who', textOf)],
  ['what', into('what', 'what', textOf)],
  ['minutes', into('minutes', 'minutes', countOf)],
  ['available', into('available', 'available', amountOf)],
  ['on_hand', into('onHand', 'on_hand', amountOf)],
  ['reserved', into('reserved', 'reserved', amountOf)],
  ['delta', into('delta', 'delta', amountOf)],
  ['in_stock', into('inStock', 'in_stock', flagOf)],
  ['as_of', into('asOf', 'as_of', timeOf)],
  ['rows', into('rows', 'rows', countOf)],
  ['digest', into('digest', 'digest', textOf)],
  ['metrics', into('metrics', 'metrics', metricsOf)],
  ['supplier', into('supplier', 'supplier', nameOf)],
  ['metric', into('metric', 'metric', nameOf)],
  ['value', into('value', 'value', figureOf)],
  ['decision', into('decision', 'decision', textOf)],
  ['outcome', into('outcome', 'outcome', textOf)],
  ['basis', decisionBasis],
  ['type', into('type', 'type', wordOf)],
  ['control', into('control', 'control', wordOf)],
  ['errors', into('errors', 'errors', textsOf)],
]);

/** What a kind can't do without, and what holds between fields: docs/reference/observations.md. */
export function dataFault(kind: Kind, data: ObservationData): Fault | undefined {
  const missing = missingField(kind, data);
  if (missing !== undefined)
    return new Fault(`${missing} is missing, and ${kind} says nothing without it`);
  if (kind === 'order.placed' && data.lines?.some((line) => line.qty === 0) === true) {
    return new Fault('qty in data.lines is zero');
  }
  if (kind === 'order.placed' && data.total !== undefined && data.total.amount < 0) {
    return new Fault('data.total is negative');
  }
  if (data.amount !== undefined) {
    const { amount, currency } = data;
    if (amount < 0 && kind.startsWith('payment.')) return new Fault('data.amount is negative');
    if (currency !== undefined) return wholeFault(amount, currency, 'data.amount');
  }
  return undefined;
}

function missingField(kind: Kind, data: ObservationData): string | undefined {
  if (kind === 'order.placed') return data.lines === undefined ? 'data.lines' : undefined;
  if (kind === 'stock.adjusted') return data.delta === undefined ? 'data.delta' : undefined;
  if (kind === 'feed.snapshot') return data.asOf === undefined ? 'data.as_of' : undefined;
  if (kind === 'stock.level') {
    const none = data.available === undefined && data.onHand === undefined;
    return none ? 'data.available or data.on_hand' : undefined;
  }
  if (kind === 'listing.availability') {
    const none = data.available === undefined && data.inStock === undefined;
    return none ? 'data.available or data.in_stock' : undefined;
  }
  if (kind !== 'metric.shown') return undefined;
  if (data.supplier === undefined) return 'data.supplier';
  if (data.metric === undefined) return 'data.metric';
  return data.value === undefined ? 'data.value' : undefined;
}
