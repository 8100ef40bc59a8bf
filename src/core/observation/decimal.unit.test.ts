import { describe, expect, it } from 'vitest';
import { decimalOf, moneyText, zero } from './decimal.js';

describe('moneyText', () => {
  it.each([
    ['39.8', 'USD', '39.80 USD'],
    ['2', 'EUR', '2.00 EUR'],
    ['-0.05', 'EUR', '-0.05 EUR'],
    ['0.0125', 'USD', '0.0125 USD'],
    ['1200', 'JPY', '1200 JPY'],
    ['39.8', null, '39.8'],
  ])('%s of %s is %s', (amount, currency, text) => {
    expect(moneyText({ amount: decimalOf(amount) ?? zero, currency })).toBe(text);
  });
});
