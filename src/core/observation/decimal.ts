// Money and quantity without floats: whole numbers of ten-thousandths, exact up to 9 * 10^11 units.
import { limits } from '../limits.js';
import { hasNoMinorUnit } from './currency.js';

declare const decimalBrand: unique symbol;

/** A decimal value as an integer count of ten-thousandths. Compare and add freely; never divide. */
export type Decimal = number & { readonly [decimalBrand]: true };

export interface Money {
  readonly amount: Decimal;
  /** ISO 4217 code, or null where the statement does not say. */
  readonly currency: string | null;
}

const scale = 10_000;
const pattern = /^([+-]?)(\d{1,12})(?:\.(\d+))?$/;

export const zero = 0 as Decimal;

/**
 * Reads decimal text, or the number that JSON carried, exactly.
 * @returns undefined for anything that is not a plain decimal of at most four places and within
 * `limits.decimalMax`: exponents, thousands separators, `NaN`, more digits than can be kept.
 */
export function decimalOf(value: string | number): Decimal | undefined {
  if (typeof value === 'number') {
    if (Number.isInteger(value)) {
      return Math.abs(value) <= limits.decimalMax ? ((value * scale) as Decimal) : undefined;
    }
    return Number.isFinite(value) ? decimalOf(String(value)) : undefined;
  }
  const match = pattern.exec(value.trim());
  if (match === null) return undefined;
  const places = (match[3] ?? '').replace(/0+$/, '');
  if (places.length > 4) return undefined;
  const whole = Number(match[2]);
  if (whole > limits.decimalMax) return undefined;
  const size = whole * scale + Number(places.padEnd(4, '0'));
  return (match[1] === '-' ? -size : size) as Decimal;
}

/** Shortest exact text: `39.8`, `2`, `-0.05`. */
export function decimalText(value: Decimal): string {
  const size = Math.abs(value);
  const whole = Math.floor(size / scale);
  const places = String(size % scale)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const text = places === '' ? String(whole) : `${whole}.${places}`;
  return value < 0 ? `-${text}` : text;
}

/** As a bill writes it: `39.80 USD`, `1200 JPY`; without a currency, whose minor unit is unknown, `39.8`. */
export function moneyText({ amount, currency }: Money): string {
  const text = decimalText(amount);
  if (currency === null) return text;
  const [whole = '', places = ''] = text.split('.');
  if (hasNoMinorUnit(currency) && places === '') return `${text} ${currency}`;
  return `${whole}.${places.padEnd(2, '0')} ${currency}`;
}
