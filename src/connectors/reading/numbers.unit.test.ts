import { describe, expect, it } from 'vitest';
import { decimalMarkOf, plainDecimal, plainNumber } from './numbers.js';

describe('a number as a file writes it', () => {
  it.each([
    ['12', '12'],
    ['-12.50', '-12.50'],
    ['$1,234.50', '1234.50'],
    ['1.234,50 €', '1234.50'],
    ['(45.00)', '-45.00'],
    ['45.00-', '-45.00'],
    ['USD 9.99', '9.99'],
    ["1'234.50", '1234.50'],
    ['1 234,50', '1234.50'],
    ['1 234 567,50 €', '1234567.50'],
    ["1'234'567", '1234567'],
    ['0,483', '0.483'],
    ['3.524', '3.524'],
    ['-$5.00', '-5.00'],
  ])('%s is %s', (text, expected) => {
    expect(plainNumber(text, null)).toBe(expected);
  });

  it('is none where a comma could be either mark, until the mark is declared', () => {
    expect(plainNumber('1,234', null)).toBeNull();
    expect(plainNumber('1,234', '.')).toBe('1234');
    expect(plainNumber('1,234', ',')).toBe('1.234');
  });

  it.each([
    '',
    '-',
    '.',
    ',',
    'twelve',
    '1.2.3',
    '12,34,5',
    '1E+12',
    '12-13',
    '1 5',
    "12'34",
    '1 234 56',
    '2 of 3',
    '1'.repeat(60) + '.0',
  ])('%j is no number', (text) => {
    expect(plainNumber(text, null)).toBeNull();
  });

  it('shows which mark it proves', () => {
    expect(['1.5', '1,5', '1.234', '1,234,567', '7'].map(decimalMarkOf)).toEqual([
      '.',
      ',',
      null,
      '.',
      null,
    ]);
  });

  it('is no decimal of an observation beyond four places or its bounds', () => {
    const texts = ['1.2345', '1.23456', '900000000001', 'much'];
    expect(texts.map((text) => plainDecimal(text, '.'))).toEqual(['1.2345', null, null, null]);
  });
});
