import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { durationOf, durationShort, durationWords } from './duration.js';
import { pathText } from './fault.js';
import { nearest, suggestion } from './nearest.js';

describe('a duration', () => {
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['4h', 14_400_000],
    ['2d', 172_800_000],
    ['1w', 604_800_000],
    ['1h30m', 5_400_000],
    ['1h 30m', 5_400_000],
    ['0.5h', 1_800_000],
  ])('%s is %i ms', (text, millis) => {
    expect(durationOf(text)).toBe(millis);
  });

  it.each(['', '15', '15 minutes', 'm', '-1h', '0s', '1e3s', 'P1D', '1h30', '9999999999h'])(
    '%j is none',
    (text) => {
      expect(durationOf(text)).toBeUndefined();
    },
  );

  it('is read back from its short text, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400 * 400 }), (seconds) => {
        expect(durationOf(durationShort(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });

  it('is said in words', () => {
    expect(durationWords(5_400_000)).toBe('1 hour 30 minutes');
    expect(durationWords(86_400_000)).toBe('24 hours');
    expect(durationWords(172_800_000)).toBe('2 days');
    expect(durationShort(86_400_000)).toBe('24h');
  });
});

describe('the nearest word', () => {
  it.each([
    ['order.plcaed', 'order.placed'],
    ['last_good', 'last-good'],
    ['ERP', 'erp'],
    ['erp', 'erp'],
  ])('to %s is %s', (written, meant) => {
    expect(nearest(written, ['order.placed', 'order.updated', 'last-good', 'erp'])).toBe(meant);
  });

  it('is none where no word is near', () => {
    expect(nearest('zzzzzz', ['erp', 'shop'])).toBeUndefined();
    expect(nearest('x'.repeat(10_000), ['erp'])).toBeUndefined();
    expect(suggestion('zzzzzz', ['erp'], 'Else.')).toBe('Else.');
  });
});

describe('a path', () => {
  it('is shown as a person would write it', () => {
    expect(pathText(['identity', 0, 2, 'trim'])).toBe('identity[0][2].trim');
    expect(pathText([])).toBe('');
  });
});
