// The small readers that every field of an observation line goes through. Each returns the value or
// the reason, in plain words, why it can't be used.
import type { Decimal } from './decimal.js';
import { decimalOf } from './decimal.js';
import type { Instant } from './instant.js';
import { instantOf } from './instant.js';
import { limits } from '../limits.js';

/** Why a line can't be used; `reason` names the field and what stands there. */
export class Fault {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

export type Read<T> = T | Fault;

/** What stands in a field, in words that never repeat more than a little of it. */
export function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') {
    if (value === '') return 'empty text';
    return value.length <= 40 ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, 40))}…`;
  }
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return 'a number';
  return typeof value;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown, name: string): Read<string> {
  if (typeof value === 'string') return value;
  return new Fault(`${name} is ${described(value)}; it must be text`);
}

/** A name: text that is not empty. A number has lost digits before anybody could see it. */
export function nameOf(value: unknown, name: string): Read<string> {
  if (typeof value !== 'string') {
    return new Fault(`${name} is ${described(value)}; names and ids must be text`);
  }
  return value === '' ? new Fault(`${name} is empty`) : value;
}

/** A word that some systems write as a number: a status code, a document type. */
export function wordOf(value: unknown, name: string): Read<string> {
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? String(value)
    : textOf(value, name);
}

export function textsOf(value: unknown, name: string): Read<readonly string[]> {
  if (!Array.isArray(value)) {
    const one = textOf(value, name);
    return one instanceof Fault ? one : [one];
  }
  for (const item of value) {
    if (typeof item !== 'string')
      return new Fault(`${name} holds ${described(item)}; it must be text`);
  }
  return value as string[];
}

export function flagOf(value: unknown, name: string): Read<boolean> {
  if (typeof value === 'boolean') return value;
  return new Fault(`${name} is ${described(value)}; it must be true or false`);
}

export function timeOf(value: unknown, name: string): Read<Instant> {
  if (typeof value !== 'string') {
    return new Fault(`${name} is ${described(value)}; it must be a time as text with an offset`);
  }
  const instant = instantOf(value);
  if (instant === undefined) {
    return new Fault(`${name} is ${described(value)}; it must be RFC 3339 with an offset`);
  }
  if (instant < limits.instantMin || instant >= limits.instantMax) {
    return new Fault(`${name} is ${described(value)}; that is too far from any day of business`);
  }
  return instant;
}

export function amountOf(value: unknown, name: string): Read<Decimal> {
  const decimal =
    typeof value === 'string' || typeof value === 'number' ? decimalOf(value) : undefined;
  if (decimal !== undefined) return decimal;
  return new Fault(
    `${name} is ${described(value)}; it must be a plain decimal of at most four places`,
  );
}

/** Decimal text as stated; a JSON number becomes its shortest text. */
export function decimalWordOf(value: unknown, name: string): Read<string> {
  const amount = amountOf(value, name);
  return amount instanceof Fault ? amount : String(value);
}

export function countOf(value: unknown, name: string): Read<number> {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  return new Fault(`${name} is ${described(value)}; it must be a number that is not negative`);
}

export function oneOf<T extends string>(
  value: unknown,
  name: string,
  words: readonly T[],
): Read<T> {
  for (const word of words) if (word === value) return word;
  return new Fault(`${name} is ${described(value)}; it must be one of ${words.join(', ')}`);
}
